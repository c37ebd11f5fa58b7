//! Paykassma's deposit postback, version 1. Source: docs.paykassma.com/display/docs/Postback+en (fields, statuses, the
//! answer); github fotbo/paykassma-gateway-module utils/utils.py (the signature is of PHP's JSON with unescaped slashes
//! and Unicode).

use super::{Acknowledgement, FormatError, JSON, Letter, Notice, secret_of_turn};
use crate::digest::{md5_hex, sha1_hex};

/// What Paykassma tells of: it has no holds, and no refunds of deposits.
pub(super) const EVENT_TYPES: [&str; 4] = [
    "payment.captured",
    "payment.failed",
    "payment.cancelled",
    "payment.expired",
];

pub(super) fn write(notice: &Notice<'_>, secrets: &[String], attempt: u32) -> Result<Letter, FormatError> {
    let [access_key, private_key] = secret_of_turn(secrets, attempt)?;
    let transactions = transactions(notice)?;
    let signature = sign(access_key, private_key, &transactions);
    let access_key = php_json(access_key);
    // The signed text itself goes out: a receiver that hashes what it got need not know how PHP writes JSON.
    let body = format!(r#"{{"access_key":{access_key},"signature":"{signature}","transactions":{transactions}}}"#);
    Ok(Letter {
        content_type: JSON,
        body: body.into_bytes(),
        acknowledged_by: Acknowledgement::StatusOk,
    })
}

/// The signature; of its keys only the private one is secret.
fn sign(access_key: &str, private_key: &str, transactions: &str) -> String {
    let digest = md5_hex(transactions.as_bytes());
    sha1_hex([access_key, private_key, &digest].concat().as_bytes())
}

fn transactions(notice: &Notice<'_>) -> Result<String, FormatError> {
    let status = match notice.event_type {
        "payment.captured" => "Success",
        "payment.failed" => "Failed",
        _ => "Cancel",
    };
    let moment = |field: &str| {
        let moment_s = notice.payment_number(field);
        moment_s.map_or_else(|| "null".to_owned(), |moment_s| moment_s.to_string())
    };
    Ok(format!(
        concat!(
            r#"[{{"amount":{},"status":"{}","currency":{},"order_id":"{}","created_at":{},"activated_at":{},"#,
            r#""custom_user_id":{},"payment_system":{},"custom_transaction_id":{}}}]"#
        ),
        bare_number(notice.moved()?),
        status,
        php_json(notice.text("currency")),
        notice.number()?,
        moment("created_at_s"),
        moment("activated_at_s"),
        php_json(notice.text("label")),
        php_json(notice.text("terminal")),
        php_json(notice.text("order")),
    ))
}

/// An amount as PHP writes a number: no zeros at the end of a fraction, none in front of the whole.
fn bare_number(amount: &str) -> String {
    let (whole, fraction) = amount.split_once('.').unwrap_or((amount, ""));
    let whole = match whole.trim_start_matches('0') {
        "" => "0",
        whole => whole,
    };
    match fraction.trim_end_matches('0') {
        "" => whole.to_owned(),
        fraction => format!("{whole}.{fraction}"),
    }
}

/// A text as PHP's `json_encode` writes it with JSON_UNESCAPED_SLASHES and JSON_UNESCAPED_UNICODE, which still escapes the
/// two line terminators of JavaScript.
fn php_json(text: &str) -> String {
    serde_json::Value::from(text)
        .to_string()
        .replace('\u{2028}', "\\u2028")
        .replace('\u{2029}', "\\u2029")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::digest::vectors::Vector;

    /// Proves PKM-24 (the transactions to the byte, and their signature).
    #[test]
    fn signs_as_published() {
        let vector = Vector::read("paykassma_postback_v1");
        let transactions = vector.input("transactions_json");
        assert_eq!(md5_hex(transactions.as_bytes()), vector.input("md5"));
        let signature = sign(vector.input("access_key"), vector.input("private_key"), transactions);
        assert_eq!(signature, vector.expected);
    }

    #[test]
    fn numbers_are_as_php_writes_them() {
        for (amount, number) in [
            ("100.00", "100"),
            ("100.50", "100.5"),
            ("100.05", "100.05"),
            ("0.10", "0.1"),
            ("0.00", "0"),
            ("1000", "1000"),
            ("007", "7"),
            ("1.230", "1.23"),
            ("90071992547409.91", "90071992547409.91"),
        ] {
            assert_eq!(bare_number(amount), number);
        }
    }

    #[test]
    fn texts_are_as_php_writes_them() {
        for (text, written) in [
            ("a/b", r#""a/b""#),
            ("Ёж", r#""Ёж""#),
            ("\"\\", r#""\"\\""#),
            ("\u{8}\u{c}\n\r\t", r#""\b\f\n\r\t""#),
            ("\u{0}\u{1f}\u{7f}", "\"\\u0000\\u001f\u{7f}\""),
            ("\u{2028}\u{2029}", r#""\u2028\u2029""#),
            ("<'&>😀", r#""<'&>😀""#),
        ] {
            assert_eq!(php_json(text), written, "{text:?}");
        }
    }
}
