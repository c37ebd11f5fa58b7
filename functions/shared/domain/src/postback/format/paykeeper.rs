//! PayKeeper's notification. Source: docs.paykeeper.ru/metody-integratsii/priyom-post-opoveshhenij/ (fields, `key`, the
//! answer); docs.paykeeper.ru on holds (`batch_date`: not empty means authorised, the date of capture).

use super::{Acknowledgement, FORM, FormatError, Letter, Notice, form, secret_of_turn};
use crate::digest::md5_hex;

/// PayKeeper tells of successes alone.
pub(super) const EVENT_TYPES: [&str; 2] = ["payment.authorised", "payment.captured"];

pub(super) fn write(notice: &Notice<'_>, secrets: &[String], attempt: u32) -> Result<Letter, FormatError> {
    let [secret] = secret_of_turn(secrets, attempt)?;
    let id = notice.number()?;
    let sum = two_decimals(notice.moved()?);
    let (client, order) = (notice.text("label"), notice.text("order"));
    let system = notice.payment_number("system").map(|system| system.to_string());
    let authorised = notice.event_type == "payment.authorised";
    let batch_date = if authorised { notice.hold_day() } else { String::new() };
    let body = form(&[
        ("id", &id),
        ("sum", &sum),
        ("clientid", client),
        ("orderid", order),
        ("key", &key(&id, &sum, client, order, secret)),
        ("service_name", notice.payment_text("description")),
        ("client_email", notice.payment_text("email")),
        ("client_phone", notice.payment_text("phone")),
        ("ps_id", &system.unwrap_or_default()),
        ("batch_date", &batch_date),
        ("fop_receipt_key", notice.payment_text("fop_receipt_key")),
        ("card_number", notice.mask()),
    ]);
    // Whichever secret the merchant answers with is his; the empty one is anyone's.
    let live = secrets.iter().filter(|secret| !secret.is_empty());
    Ok(Letter {
        content_type: FORM,
        body,
        acknowledged_by: Acknowledgement::Text(live.map(|secret| answer(&id, secret)).collect()),
    })
}

/// `key` of the notification.
fn key(id: &str, sum: &str, client: &str, order: &str, secret: &str) -> String {
    md5_hex([id, sum, client, order, secret].concat().as_bytes())
}

/// What the merchant must answer.
fn answer(id: &str, secret: &str) -> String {
    format!("OK {}", md5_hex([id, secret].concat().as_bytes()))
}

/// A sum has two decimals at least, in currencies too that have none.
fn two_decimals(amount: &str) -> String {
    match amount.split_once('.') {
        Some((whole, fraction)) => format!("{whole}.{fraction:0<2}"),
        None => format!("{amount}.00"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::digest::vectors::Vector;

    /// Proves PKP-13 (the key and the answer).
    #[test]
    fn signs_and_expects_as_published() {
        let vector = Vector::read("paykeeper_notification_key");
        let [id, sum, client, order, secret] =
            ["id", "sum", "clientid", "orderid", "secret"].map(|input| vector.input(input));
        assert_eq!(key(id, sum, client, order, secret), vector.expected);

        let vector = Vector::read("paykeeper_answer");
        assert_eq!(answer(vector.input("id"), vector.input("secret")), vector.expected);
    }

    #[test]
    fn sums_have_decimals() {
        for (amount, sum) in [
            ("100.00", "100.00"),
            ("100", "100.00"),
            ("0.5", "0.50"),
            ("1.234", "1.234"),
        ] {
            assert_eq!(two_decimals(amount), sum);
        }
    }
}
