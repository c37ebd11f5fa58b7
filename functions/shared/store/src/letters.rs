//! Letters to people. Whoever has something to say queues it in the batch of what it is about; mail-dispatch claims what is due,
//! sends it and records what became of it.

use crate::{Database, Statement, StoreError, port::Answers, row, statement};

/// Where a letter is queued: what follows says kind, address, language, params (a JSON object), sealed token or NULL, due, created,
/// expires. For letters that depend on rows of the batch: `concat!("INSERT INTO ", letter_columns!(), " SELECT 'password_changed', ...")`.
macro_rules! letter_columns {
    () => {
        "letter (kind, address, language, params, token, due_at_ms, created_at_ms, expires_at_ms)"
    };
}
pub(crate) use letter_columns;

/// A letter to be queued.
#[derive(Debug, Clone, Copy)]
pub struct NewLetter<'a> {
    /// A name of `domain::letter::LetterKind`.
    pub kind: &'a str,
    /// The receiver's e-mail address.
    pub address: &'a str,
    /// `en` or `ru`.
    pub language: &'a str,
    /// A JSON object with what the kind's text says: see `operations::letters`.
    pub params: &'a str,
    /// The token that its link carries, sealed under MAIL_KEY for `domain::letter::token_owner`; erased once the letter is sent.
    pub token: Option<&'a str>,
    /// Now, and due at once.
    pub now_ms: i64,
    /// Not worth sending from then on.
    pub expires_at_ms: i64,
}

const QUEUE: &str = concat!(
    "INSERT INTO ",
    letter_columns!(),
    " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?6, ?7)"
);

/// The statement that queues a letter, for the batch of what it is about.
#[must_use]
pub fn queue(letter: &NewLetter<'_>) -> Statement {
    statement!(
        QUEUE,
        letter.kind,
        letter.address,
        letter.language,
        letter.params,
        letter.token,
        letter.now_ms,
        letter.expires_at_ms
    )
}

row! {
    /// A letter that is this run's to send.
    #[derive(Debug, Clone)]
    pub struct Letter {
        /// The letter.
        pub letter_id: i64,
        /// What it tells.
        pub kind: String,
        /// How it goes: `email` or `sms`.
        pub channel: String,
        /// To whom: an e-mail address, or a phone.
        pub address: String,
        /// `en` or `ru`.
        pub language: String,
        /// A JSON object.
        pub params: String,
        /// Sealed.
        pub token: Option<String>,
        /// Counted from 1.
        pub tries: u32,
        /// When it was queued.
        pub created_at_ms: i64,
        /// `queued`; `failed` where its time is over.
        pub state: String,
    }
}

// Each that is looked at leaves the head of the queue: taken for as long as the lease, or over.
const CLAIM: &str = "UPDATE letter SET claim = ?1, due_at_ms = CAST(?4 AS INTEGER), tries = tries + (expires_at_ms > ?3),
      state = iif(expires_at_ms > ?3, 'queued', 'failed'), token = iif(expires_at_ms > ?3, token, NULL), finished_at_ms = iif(expires_at_ms > ?3, NULL, CAST(?3 AS INTEGER))
    WHERE letter_id IN (SELECT letter_id FROM letter INDEXED BY letter_due WHERE state = 'queued' AND due_at_ms <= ?2 ORDER BY due_at_ms LIMIT CAST(?5 AS INTEGER))
    RETURNING letter_id, kind, channel, address, language, params, token, tries, created_at_ms, state";

/// Claims letters due by `due_ms` for a run, until its lease ends. What has expired by `now_ms` is given up instead.
pub async fn claim(
    database: &impl Database,
    run: &str,
    due_ms: i64,
    now_ms: i64,
    leased_until_ms: i64,
    limit: u32,
) -> Result<Vec<Letter>, StoreError> {
    let claim = statement!(CLAIM, run, due_ms, now_ms, leased_until_ms, limit);
    let letters: Vec<Letter> = Answers::of(database.batch(vec![claim]).await?).last()?.all()?;
    Ok(letters.into_iter().filter(|letter| letter.state == "queued").collect())
}

const SENT: &str = "UPDATE letter SET state = 'sent', token = NULL, claim = NULL, finished_at_ms = ?3 WHERE letter_id = ?1 AND claim = ?2";

/// Records that a claimed letter was sent. Its token is erased.
pub async fn sent(database: &impl Database, letter_id: i64, run: &str, now_ms: i64) -> Result<(), StoreError> {
    let statement = statement!(SENT, letter_id, run, now_ms);
    database.batch(vec![statement]).await.map(drop)
}

const NOT_SENT: &str = "UPDATE letter SET claim = NULL, due_at_ms = CAST(?4 AS INTEGER), state = iif(expires_at_ms > ?4, 'queued', 'failed'),
      token = iif(expires_at_ms > ?4, token, NULL), finished_at_ms = iif(expires_at_ms > ?4, NULL, CAST(?3 AS INTEGER))
    WHERE letter_id = ?1 AND claim = ?2";

/// Records that a claimed letter was not sent: it is tried again at `again_ms`, or given up where it will have expired by then.
pub async fn not_sent(
    database: &impl Database,
    letter_id: i64,
    run: &str,
    now_ms: i64,
    again_ms: i64,
) -> Result<(), StoreError> {
    let statement = statement!(NOT_SENT, letter_id, run, now_ms, again_ms);
    database.batch(vec![statement]).await.map(drop)
}

// Addresses are personal data, and of no use once the letter is done with.
const FORGET: &str = "DELETE FROM letter WHERE letter_id IN (SELECT letter_id FROM letter INDEXED BY letter_finished
    WHERE finished_at_ms <= ?1 ORDER BY finished_at_ms LIMIT CAST(?2 AS INTEGER))";

/// Deletes letters that were done with by some time, at most so many.
pub async fn forget(database: &impl Database, finished_by_ms: i64, limit: u32) -> Result<(), StoreError> {
    let statement = statement!(FORGET, finished_by_ms, limit);
    database.batch(vec![statement]).await.map(drop)
}
