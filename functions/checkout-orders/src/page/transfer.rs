//! A manual system, with what is to be transferred to whom.

use edge::payer::{Language, day, money};
use maud::{Markup, html};

use super::prose;
use crate::systems::{Transfer, Way};

/// A system's picture; decoration, since its name stands beside it.
pub(crate) fn picture(slug: &str, way: &Way<'_>) -> Markup {
    html! {
        @match &way.system.image {
            Some(file) => img.picture src={ "/files/" (slug) "/" (file) } alt="" width="56" height="56" decoding="async";,
            None => span.picture.none aria-hidden="true" { (way.system.name.chars().next().unwrap_or('·')) },
        }
    }
}

/// What is to be transferred, and to whom.
pub(crate) fn transfer(language: Language, slug: &str, way: &Way<'_>) -> Markup {
    let system = way.system;
    let merchant = system.merchant_name.as_deref().unwrap_or_default();
    html! {
        section.transfer aria-labelledby="system" {
            div.system {
                (picture(slug, way))
                div { h2 #system { (system.name) } (prose(&system.description)) }
            }
            dl {
                @if let Some(transfer) = &way.transfer {
                    div.sum { dt { (language.say("To transfer", "К переводу")) } dd { (money(transfer.amount.minor(), transfer.amount.currency().code())) } }
                    @if let Some(rate) = rate(language, transfer) { div { dt { (language.say("Rate", "Курс")) } dd { (rate) } } }
                }
                @if !merchant.is_empty() { div { dt { (language.say("To whom", "Кому")) } dd { (merchant) } } }
            }
            @if let Some(currency) = way.transfer.as_ref().and_then(|transfer| transfer.open) {
                p.note { (language.say("It is paid in another currency, and today's rate is not known: ask the shop how much it comes to. The currency: ",
                    "Оплата в другой валюте, а курс на сегодня не известен: спросите у магазина, сколько это будет. Валюта: ")) (currency) }
            }
            (prose(system.merchant_description.as_deref().unwrap_or_default()))
        }
    }
}

/// The rate by which the amount was converted, and whose it is.
fn rate(language: Language, transfer: &Transfer) -> Option<String> {
    let used = transfer.rate.as_ref()?;
    let source = match used.source.as_str() {
        "ecb" => language.say("European Central Bank", "Европейский центральный банк"),
        "cbr" => language.say("Bank of Russia", "Банк России"),
        "operator" => language.say("the desk", "площадка"),
        _ => language.say("sandbox", "песочница"),
    };
    let rate = shortened(&used.rate.normalize().to_string());
    Some(format!(
        "1 {} = {rate} {} · {source}, {}",
        used.from,
        used.to,
        day(language, &used.day)
    ))
}

/// Six digits that count are enough to read; what is cut off is marked.
fn shortened(rate: &str) -> String {
    const DIGITS_MAX: usize = 6;
    let mut counted = 0_usize;
    let mut cut = rate.len();
    for (at, character) in rate.char_indices() {
        counted = match character {
            '1'..='9' => counted.saturating_add(1),
            '0' if counted > 0 => counted.saturating_add(1),
            _ => counted,
        };
        if counted > DIGITS_MAX && rate.get(..at).is_some_and(|before| before.contains('.')) {
            cut = at;
            break;
        }
    }
    match rate.get(..cut) {
        Some(short) if short.len() < rate.len() => format!("{}…", short.trim_end_matches('.')),
        _ => rate.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::shortened;

    #[test]
    fn rates_are_cut_where_they_are_read() {
        for (rate, expected) in [
            ("92.5", "92.5"),
            ("0.010800", "0.010800"),
            ("0.0108108108108", "0.0108108…"),
            ("92.5925925", "92.5925…"),
            ("12345678.91", "12345678…"),
            ("12345678", "12345678"),
        ] {
            assert_eq!(shortened(rate), expected);
        }
    }
}
