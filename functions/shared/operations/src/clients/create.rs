//! A client is made by hand.

use store::{
    Database,
    clients::{
        change::{self as rows, Creation},
        list::Client,
    },
};

use super::{Changing, ClientError, Details, Kept};
use crate::{Entropy, FieldError};

/// Makes a client, in `language` where the details say none. One round trip.
pub async fn create(
    database: &impl Database,
    entropy: &impl Entropy,
    by: Changing<'_>,
    details: &Details,
    language: &str,
) -> Result<Client, ClientError> {
    let details = details.checked("").map_err(ClientError::Fields)?;
    if details.is_nobody() {
        let detail = "a name, an e-mail address, a phone or a label is needed";
        return Err(ClientError::Fields(vec![FieldError::new("name", "required", detail)]));
    }
    let kept = Kept::of(entropy, by.request_key, &format!("{} {}", by.mode, details.word()))?;
    match rows::create(database, by.by(), by.mode, kept.request(), &details.client(language)).await? {
        Creation::Client(client) => Ok(client),
        Creation::KeyReused => Err(ClientError::KeyReused),
        Creation::Taken(taken) => Err(taken.into()),
    }
}
