//! What people say of a payment: the day, and a comment.

use domain::{
    card,
    manual::{DayError, judge_paid_on},
};

use crate::FieldError;

/// The longest comment, in characters.
const COMMENT_MAX: usize = 2_000;

/// A comment as it is kept: card numbers masked, control characters out but for the ends of lines.
pub(super) fn comment(text: &str) -> Result<String, FieldError> {
    if text.chars().count() > COMMENT_MAX {
        let detail = format!("at most {COMMENT_MAX} characters");
        return Err(FieldError::new("comment", "comment_too_long", detail));
    }
    let kept: String = text.chars().filter(|one| *one == '\n' || !one.is_control()).collect();
    Ok(card::mask(kept.trim()))
}

/// A day on which it is said to have been paid; `asked_on` is the day on which that was said first.
pub(super) fn paid_on(day: &str, today: &str, asked_on: &str) -> Result<(), FieldError> {
    let refused = |error: DayError| FieldError::new("paid_on", error.code(), error.to_string());
    judge_paid_on(day, today, asked_on).map_err(refused)
}
