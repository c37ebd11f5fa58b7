//! Spring's result, posted to the organisation's address. Source: docs.jpay.jysanbank.kz/en/payment and
//! github rustem-kaimolla/epay-kazpost-php (fields, `sign`). No answer is published: any 2xx acknowledges. Of the result
//! codes only 0 is published; the others are its family's (2 declined, 3 error).

use super::{Acknowledgement, FORM, FormatError, Letter, Notice, form, secret_of_turn};
use crate::digest::sha512_hex;

/// What Spring tells of: all but disputes.
pub(super) const EVENT_TYPES: [&str; 8] = [
    "payment.authorised",
    "payment.captured",
    "payment.failed",
    "payment.cancelled",
    "payment.refunded",
    "payment.partially_refunded",
    "payment.refund_refused",
    "payment.expired",
];

/// Its fields, in the order in which they are signed.
const FIELDS: [&str; 7] = [
    "order",
    "mpi_order",
    "rrn",
    "res_code",
    "amount",
    "currency",
    "res_desc",
];

pub(super) fn write(notice: &Notice<'_>, secrets: &[String], attempt: u32) -> Result<Letter, FormatError> {
    let [secret] = secret_of_turn(secrets, attempt)?;
    let number = notice.number()?;
    let trip = notice.data("attempt").and_then(serde_json::Value::as_i64);
    let order = match notice.text("order") {
        "" => &number,
        order => order,
    };
    let (code, description) = result(notice);
    let values = [
        order,
        &format!("{number}-{}", trip.unwrap_or_default()),
        notice.text("rrn"),
        code,
        notice.moved()?,
        notice.text("currency"),
        &description,
    ]
    .map(|value| value.replace(['\r', '\n'], ""));
    let sign = sign(secret, &values);
    let fields = FIELDS.into_iter().zip(values.iter().map(String::as_str));
    let fields: Vec<_> = fields.chain([("sign", sign.as_str())]).collect();
    Ok(Letter {
        content_type: FORM,
        body: form(&fields),
        acknowledged_by: Acknowledgement::Success,
    })
}

/// The secret, then each value with a semicolon after it. A semicolon in a value is not escaped: its owners' clients
/// do not expect it.
fn sign(secret: &str, values: &[impl AsRef<str>]) -> String {
    let mut signed = secret.to_owned();
    for value in values {
        signed.push_str(value.as_ref());
        signed.push(';');
    }
    sha512_hex(signed.as_bytes())
}

/// `res_code` and `res_desc`.
fn result(notice: &Notice<'_>) -> (&'static str, String) {
    let because = |words: &str, code: &str| match code {
        "" => words.to_owned(),
        code => format!("{words}: {code}"),
    };
    match notice.event_type {
        "payment.failed" => ("2", because("Declined", notice.text("decline_code"))),
        "payment.refund_refused" => ("2", because("Refund refused", notice.operation_text("code"))),
        "payment.expired" => ("3", "Expired".to_owned()),
        "payment.authorised" => ("0", "Authorised".to_owned()),
        "payment.cancelled" => ("0", "Cancelled".to_owned()),
        "payment.refunded" => ("0", "Refunded".to_owned()),
        "payment.partially_refunded" => ("0", "Partially refunded".to_owned()),
        _ => ("0", "Approved".to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::digest::vectors::Vector;

    /// Proves SPR-13 (the signature of a result).
    #[test]
    fn signs_as_published() {
        let vector = Vector::read("spring_redirect_result");
        let string = vector.input("string");
        let values: Vec<&str> = string.strip_suffix(';').unwrap().split(';').collect();
        assert_eq!(values.len(), FIELDS.len());
        assert_eq!(sign(vector.input("secret"), &values), vector.expected);
    }
}
