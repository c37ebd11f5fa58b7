//! Why somebody does what others will ask about.

use domain::card;

use crate::fields::Fields;

/// The longest reason, in characters.
const REASON_MAX: usize = 500;

/// Reads `reason`, which must be there.
pub(crate) fn reason(fields: &mut Fields<'_>) -> String {
    let reason = fields.required_text("reason").trim().to_owned();
    if reason.chars().count() > REASON_MAX || reason.chars().any(char::is_control) {
        fields.refuse(
            "reason",
            "text_not_acceptable",
            "at most 500 characters, none of them a control character",
        );
    } else if reason.is_empty() && fields.get("reason").is_some_and(serde_json::Value::is_string) {
        fields.refuse("reason", "required", "this field is required");
    } else if card::contains(&reason) {
        fields.refuse(
            "reason",
            "card_number_not_allowed",
            "a card number stands in this field",
        );
    }
    reason
}
