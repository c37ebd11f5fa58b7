//! A note on a client's timeline.

use domain::card;
use store::{
    Database,
    clients::timeline::{self, Noting, TimelineEntry},
};

use super::{Changing, ClientError, Kept};
use crate::{Entropy, FieldError};

/// The longest note, in characters.
pub const NOTE_MAX: usize = 4_000;

/// Adds a note: card numbers masked, control characters out but for the ends of lines and tabs. One round trip.
pub async fn note(
    database: &impl Database,
    entropy: &impl Entropy,
    by: Changing<'_>,
    client_id: i64,
    text: &str,
) -> Result<TimelineEntry, ClientError> {
    let refuse = |code: &str, detail: String| ClientError::Fields(vec![FieldError::new("text", code, detail)]);
    if text.chars().count() > NOTE_MAX {
        return Err(refuse("note_too_long", format!("at most {NOTE_MAX} characters")));
    }
    let plain: String = text
        .chars()
        .filter(|one| matches!(one, '\n' | '\t') || !one.is_control())
        .collect();
    let kept = card::mask(plain.trim());
    if kept.is_empty() {
        return Err(refuse("required", "this field is required".to_owned()));
    }
    let request = Kept::of(entropy, by.request_key, &format!("{} {client_id} {kept}", by.mode))?;
    match timeline::note(database, by.by(), (client_id, by.mode), request.request(), &kept).await? {
        Noting::Noted(entry) => Ok(entry),
        Noting::KeyReused => Err(ClientError::KeyReused),
        Noting::NoClient => Err(ClientError::NotFound),
    }
}
