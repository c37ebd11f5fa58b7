//! Money as a payer reads it, and copies it.

use maud::{Markup, html};

use crate::payment_json::amount;

/// An amount of minor units with its currency. Thousands stand apart by style alone: what is copied or read aloud is one number.
#[must_use]
pub fn money(minor: i64, currency: &str) -> Markup {
    let text = amount(minor, currency);
    let whole = text.split('.').next().unwrap_or_default();
    // How many characters stand before the first thousand.
    let first = match whole.len() % 3 {
        0 => 3,
        rest => rest,
    };
    let (head, tail) = whole.split_at_checked(first).unwrap_or((whole, ""));
    let fraction = text.get(whole.len()..).unwrap_or_default();
    html! {
        span.amount {
            (head)
            @for at in (0..tail.len()).step_by(3) { span.g { (tail.get(at..at.saturating_add(3)).unwrap_or_default()) } }
            (fraction)
        }
        " " span.currency { (currency) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(minor: i64) -> String {
        money(minor, "RUB").into_string()
    }

    #[test]
    fn thousands_stand_apart() {
        let currency = " <span class=\"currency\">RUB</span>";
        for (minor, expected) in [
            (0, "0.00"),
            (10_000, "100.00"),
            (123_456, "1<span class=\"g\">234</span>.56"),
            (12_345_600, "123<span class=\"g\">456</span>.00"),
            (
                12_345_678_900,
                "123<span class=\"g\">456</span><span class=\"g\">789</span>.00",
            ),
        ] {
            assert_eq!(
                text(minor),
                format!("<span class=\"amount\">{expected}</span>{currency}")
            );
        }
    }
}
