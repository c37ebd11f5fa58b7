//! Why somebody does it: asked for wherever a person overrules the desk, and kept in the journal.

use domain::card;
use edge::{FieldError, Problem};
use operations::fields::Fields;
use serde_json::Value;

/// Longest reason or evidence, in characters.
const REASON_MAX: usize = 500;

/// Reads a required sentence for people.
pub(crate) fn read(value: &Value, name: &'static str) -> Result<String, Problem> {
    let mut fields = Fields::of(value, "").map_err(|error| Problem::fields(vec![error]))?;
    let text = fields.required_text(name);
    let text = fields.finish(text).map_err(Problem::fields)?;
    let refuse = |code: &str, detail: &str| Problem::fields(vec![FieldError::new(name, code, detail)]);
    if text.trim().is_empty() || text.chars().count() > REASON_MAX || text.chars().any(char::is_control) {
        return Err(refuse(
            "text_not_acceptable",
            "1 to 500 characters, none of them a control character",
        ));
    }
    if card::contains(&text) {
        return Err(refuse("card_number_not_allowed", "no card number belongs here"));
    }
    Ok(text)
}
