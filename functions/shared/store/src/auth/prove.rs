//! Proving once more who one is, within a session: by the second factor, or by the password where there is none.

use super::{
    By,
    challenge::{Proof, used},
    throttle,
};
use crate::{Database, Statement, StoreError, port::Answers, row, statement};

row! {
    /// What a signed-in person can be recognised by.
    #[derive(Debug, Clone)]
    pub struct Secrets {
        /// PHC string.
        pub password_hash: String,
        /// The second factor's secret, sealed.
        pub totp_secret: Option<String>,
        /// One not yet confirmed, sealed.
        pub totp_pending: Option<String>,
        /// JSON array of the last passwords before the present one, PHC strings, newest first.
        pub old_passwords: String,
    }
    struct Until { resets_at_ms: i64 }
}

/// How many passwords before the present one are not taken again.
macro_rules! secrets {
    () => {
        "p.password_hash, p.totp_secret, p.totp_pending,
      (SELECT json_group_array(o.password_hash) FROM (SELECT x.password_hash FROM old_password x WHERE x.person_id = p.person_id ORDER BY x.replaced_at_ms DESC LIMIT 4) AS o) AS old_passwords"
    };
}
pub(super) use secrets;

const SECRETS: &str = concat!(
    "SELECT ",
    secrets!(),
    " FROM person p WHERE p.person_id = ?1 AND p.status = 'active'"
);

/// Whether a proof may be tried.
#[derive(Debug)]
pub enum Tried {
    /// It may, against these.
    Checked(Secrets),
    /// It was tried too often: until when.
    Locked(i64),
}

/// Takes a permit of the person's, and reads what they can be recognised by.
pub async fn attempt(database: &impl Database, person_id: i64, now_ms: i64) -> Result<Tried, StoreError> {
    let statements = vec![
        throttle::take_prove(person_id, now_ms),
        throttle::prove_until(person_id),
        statement!(SECRETS, person_id),
    ];
    let mut answers = Answers::of(database.batch(statements).await?);
    let has_permit = !answers.next()?.0.is_empty();
    let until: Option<Until> = answers.next()?.first()?;
    match answers.last()?.first()? {
        Some(secrets) if has_permit => Ok(Tried::Checked(secrets)),
        _ => Ok(Tried::Locked(until.map_or(now_ms, |until| until.resets_at_ms))),
    }
}

const PROVED: &str = "UPDATE session SET proved_at_ms = CAST(?3 AS INTEGER) WHERE token_hash = ?1 AND person_id = ?2 AND revoked_at_ms IS NULL AND changes() > 0 RETURNING session_id";
const SAME_PASSWORD: &str =
    "UPDATE person SET status = status WHERE person_id = ?1 AND password_hash = ?2 AND totp_secret IS NULL";

/// What was shown by whoever has a session.
#[derive(Debug, Clone, Copy)]
pub enum Shown<'a> {
    /// The second factor.
    Factor(Proof<'a>),
    /// The password, right for this hash.
    Password(&'a str),
}

/// Notes in the session that the person has proved who they are; false where what they showed was used already, or changed.
pub async fn proved(
    database: &impl Database,
    by: By<'_>,
    token_hash: &str,
    shown: Shown<'_>,
) -> Result<bool, StoreError> {
    let statements = vec![
        shown.used(by),
        statement!(PROVED, token_hash, by.person_id, by.now_ms),
        throttle::free_prove(by.person_id),
    ];
    let answers = Answers::of(database.batch(statements).await?);
    Ok(!answers.skip(1)?.next()?.0.is_empty())
}

impl Shown<'_> {
    fn used(self, by: By<'_>) -> Statement {
        match self {
            Self::Factor(proof) => used(by.person_id, proof, by.now_ms),
            Self::Password(hash) => statement!(SAME_PASSWORD, by.person_id, hash),
        }
    }
}

/// Gives the person's permit back: what they showed was right, and something else was not.
pub async fn forgive(database: &impl Database, person_id: i64) -> Result<(), StoreError> {
    database.batch(vec![throttle::free(person_id)]).await.map(drop)
}
