//! A client is made by hand, or changed. Whose label or address somebody's is, is asked in the statement that writes it.

use crate::{
    Database, StoreError,
    change::{By, Entry, journal},
    clients::{
        NewClient,
        list::{Client, client_columns},
        new::{Taken, made, next_client},
    },
    port::Answers,
    row, statement,
};

row! {
    struct Kept {
        request_hash: String,
        answer: Option<String>,
    }
}

/// What became of a request to make a client.
#[derive(Debug)]
pub enum Creation {
    /// Made, by this request or an earlier one with the same key.
    Client(Client),
    /// The key stands for another request.
    KeyReused,
    /// The label or the address is another client's.
    Taken(Taken),
}

/// Whose the label or the address is: of another client of the mode than `$but`.
macro_rules! taken {
    ($mode:literal, $but:literal, $label:literal, $email:literal) => {
        concat!(
            "SELECT g.client_id, 'label' AS field FROM client g INDEXED BY client_label_unique WHERE g.org_id = ?1 AND g.mode = ", $mode, " AND g.label = ", $label,
            " AND g.client_id <> ", $but,
            " UNION ALL SELECT g.client_id, 'email' AS field FROM client g INDEXED BY client_email_unique WHERE g.org_id = ?1 AND g.mode = ", $mode, " AND g.email = ", $email,
            " AND g.client_id <> ", $but
        )
    };
}
// A request that is refused does not use its key up.
const CLAIM: &str = concat!(
    "INSERT INTO idempotency (org_id, scope, key, request_hash, run, state, created_at_ms) SELECT ?1, 'client', ?2, ?3, ?4, 'done', ?5
     WHERE NOT EXISTS (",
    taken!("?8", "-1", "?6", "?7"),
    ") ON CONFLICT (org_id, scope, key) DO NOTHING"
);
const INSERT: &str = concat!(
    "INSERT INTO client (org_id, client_id, mode, name, email, phone, label, language, created_at_ms, active_at_ms) SELECT ?1, ",
    next_client!(),
    ", ?8, ?2, ?3, ?4, ?5, ?6, ?7, ?7 WHERE changes() > 0"
);
const ANSWER: &str = "UPDATE idempotency SET answer = (SELECT max(client_id) FROM client WHERE org_id = ?1)
    WHERE org_id = ?1 AND scope = 'client' AND key = ?2 AND run = ?3 AND answer IS NULL";
const KEPT: &str = "SELECT request_hash, answer FROM idempotency WHERE org_id = ?1 AND scope = 'client' AND key = ?2";
const OF_KEY: &str = concat!(
    "SELECT ",
    client_columns!(),
    " FROM idempotency i JOIN client c ON c.org_id = i.org_id AND c.client_id = CAST(i.answer AS INTEGER)
     WHERE i.org_id = ?1 AND i.scope = 'client' AND i.key = ?2"
);
const TAKEN: &str = concat!(taken!("?4", "-1", "?2", "?3"), " LIMIT 1");

/// A request to make a client.
#[derive(Debug, Clone, Copy)]
pub struct Request<'a> {
    /// Its key.
    pub key: &'a str,
    /// What it stands for.
    pub hash: &'a str,
    /// Random: tells this request's rows from its twins'.
    pub run: &'a str,
}

/// Makes a client of a mode. One round trip.
pub async fn create(
    database: &impl Database,
    by: By<'_>,
    mode: &str,
    request: Request<'_>,
    new: &NewClient,
) -> Result<Creation, StoreError> {
    let (org, now, Request { key, hash, run }) = (by.org_id, by.now_ms, request);
    let (email, phone, label) = (new.email.as_deref(), new.phone.as_deref(), new.label.as_deref());
    let mut statements = vec![
        statement!(CLAIM, org, key, hash, run, now, label, email, mode),
        statement!(INSERT, org, &new.name, email, phone, label, &new.language, now, mode),
    ];
    statements.extend(made(org, new, by.actor, now));
    statements.push(statement!(ANSWER, org, key, run));
    statements.push(statement!(KEPT, org, key));
    statements.push(statement!(OF_KEY, org, key));
    statements.push(statement!(TAKEN, org, label, email, mode));
    let mut answers = Answers::of(database.batch(statements).await?).skip(5)?;
    let kept: Option<Kept> = answers.next()?.first()?;
    let (client, taken) = (answers.next()?.first()?, answers.next()?.first()?);
    match (kept, client, taken) {
        (Some(kept), ..) if kept.request_hash != hash => Ok(Creation::KeyReused),
        (Some(Kept { answer: Some(_), .. }), Some(client), _) => Ok(Creation::Client(client)),
        (_, _, Some(taken)) => Ok(Creation::Taken(taken)),
        _ => Err(StoreError::Decode("no client was made".to_owned())),
    }
}

// Changed only where it is still as it was read.
const CHANGE: &str = concat!(
    "UPDATE client SET name = ?3, email = ?4, phone = ?5, label = ?6, language = ?7, active_at_ms = max(active_at_ms, CAST(?8 AS INTEGER))
     WHERE org_id = ?1 AND client_id = ?2 AND client_id > 0 AND json_array(name, email, phone, label, language) = ?9 AND NOT EXISTS (",
    taken!("?10", "?2", "?6", "?4"),
    ")"
);
const FORGET_TERMS: &str = "DELETE FROM client_term WHERE org_id = ?1 AND client_id = ?2 AND changes() > 0";
// Terms of nobody any more: of a client who has just been changed.
const TERMS: &str = "INSERT INTO client_term (org_id, term, client_id) SELECT ?1, t.value, CAST(?2 AS INTEGER) FROM json_each(?3) AS t
    WHERE EXISTS (SELECT 1 FROM client c WHERE c.org_id = ?1 AND c.client_id = ?2 AND json_array(c.name, c.email, c.phone, c.label, c.language) = ?4)
    ON CONFLICT DO NOTHING";
const TAKEN_BY_OTHER: &str = concat!(taken!("?5", "?2", "?3", "?4"), " LIMIT 1");

/// What became of a change.
#[derive(Debug)]
pub enum Change {
    /// Done.
    Done,
    /// The label or the address is another client's.
    Taken(Taken),
    /// Somebody else has changed the client.
    Raced,
}

/// What is known of a client, as changes are compared by it.
fn snapshot(name: &str, email: Option<&str>, phone: Option<&str>, label: Option<&str>, language: &str) -> String {
    serde_json::json!([name, email, phone, label, language]).to_string()
}

/// Changes a client who was read as `found`. One round trip.
pub async fn change(
    database: &impl Database,
    by: By<'_>,
    found: &Client,
    new: &NewClient,
    entry: &Entry,
) -> Result<Change, StoreError> {
    let (org, client) = (by.org_id, found.client_id);
    let text = Option::as_deref;
    let (email, phone, label) = (text(&new.email), text(&new.phone), text(&new.label));
    let (was_email, was_phone, was_label) = (text(&found.email), text(&found.phone), text(&found.label));
    let before = snapshot(&found.name, was_email, was_phone, was_label, &found.language);
    let after = snapshot(&new.name, email, phone, label, &new.language);
    let change = statement!(
        CHANGE,
        org,
        client,
        &new.name,
        email,
        phone,
        label,
        &new.language,
        by.now_ms,
        before,
        found.mode.as_deref()
    );
    let statements = vec![
        change,
        journal(by, entry),
        statement!(FORGET_TERMS, org, client),
        statement!(TERMS, org, client, &new.terms, after),
        statement!(TAKEN_BY_OTHER, org, client, label, email, found.mode.as_deref()),
    ];
    let mut answers = Answers::of(database.batch(statements).await?).skip(1)?;
    let is_done = !answers.next()?.0.is_empty();
    let taken = answers.skip(2)?.next()?.first()?;
    Ok(match taken {
        _ if is_done => Change::Done,
        Some(taken) => Change::Taken(taken),
        None => Change::Raced,
    })
}
