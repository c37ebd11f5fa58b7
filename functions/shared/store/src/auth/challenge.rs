//! The second factor at sign-in. Tries are counted before they are checked: five a challenge, and five a person in half an hour,
//! since whoever knows the password could ask for one challenge after the other.

use super::{
    By, letters,
    sign_in::{NewSession, open_after, opened},
    throttle::{LOCK_MS, TRIES_MAX},
};
use crate::{Database, Statement, StoreError, port::Answers, row, sessions::Session, statement};

row! {
    /// Whose challenge it is.
    #[derive(Debug, Clone)]
    pub struct Challenged {
        /// The person.
        pub person_id: i64,
        /// `merchant` or `operator`.
        pub kind: String,
        /// The secret, sealed; none where it was taken away meanwhile.
        pub totp_secret: Option<String>,
        /// 1: the browser is one that they have signed in from.
        pub is_known_device: i64,
        /// When the person's counter ends.
        pub again_at_ms: i64,
        /// Tries at this challenge so far.
        pub tries: i64,
    }
}

/// Whether a code may be tried.
#[derive(Debug)]
pub enum Tried {
    /// It may.
    Checked(Challenged),
    /// The person's codes were tried too often: until when.
    Locked(i64),
    /// There is no such challenge, or it is over.
    Over,
}

macro_rules! lives {
    () => {
        "c.token_hash = ?1 AND c.tries < 5 AND c.expires_at_ms > ?2"
    };
}
const TAKE: &str = concat!(
    "INSERT INTO throttle (scope, subject, count, resets_at_ms)
    SELECT 'second_factor', 'person:' || c.person_id, 1, CAST(?2 AS INTEGER) + CAST(?4 AS INTEGER) FROM sign_in_challenge c WHERE ", lives!(), "
    ON CONFLICT (scope, subject) DO UPDATE SET count = iif(resets_at_ms > ?2, count + 1, 1), resets_at_ms = excluded.resets_at_ms
    WHERE resets_at_ms <= ?2 OR count < ?3 RETURNING count");
const COUNT: &str =
    "UPDATE sign_in_challenge SET tries = tries + 1 WHERE token_hash = ?1 AND changes() > 0 RETURNING tries";
const CHALLENGED: &str = "SELECT p.person_id, p.kind, p.totp_secret, c.tries,
      EXISTS (SELECT 1 FROM known_device d WHERE d.token_hash = ?3 AND d.person_id = p.person_id) AS is_known_device,
      COALESCE((SELECT t.resets_at_ms FROM throttle t WHERE t.scope = 'second_factor' AND t.subject = 'person:' || p.person_id), CAST(?2 AS INTEGER)) AS again_at_ms
    FROM sign_in_challenge c JOIN person p ON p.person_id = c.person_id AND p.status = 'active'
    WHERE c.token_hash = ?1 AND c.expires_at_ms > ?2";

/// Counts a try at a challenge (the hash of its token).
pub async fn attempt(
    database: &impl Database,
    token_hash: &str,
    device_hash: &str,
    now_ms: i64,
) -> Result<Tried, StoreError> {
    let statements = vec![
        statement!(TAKE, token_hash, now_ms, TRIES_MAX, LOCK_MS),
        statement!(COUNT, token_hash),
        statement!(CHALLENGED, token_hash, now_ms, device_hash),
    ];
    let mut answers = Answers::of(database.batch(statements).await?);
    answers.next()?;
    let is_counted = !answers.next()?.0.is_empty();
    let found: Option<Challenged> = answers.last()?.first()?;
    Ok(match found {
        Some(challenged) if is_counted => Tried::Checked(challenged),
        // It lives, so it was the person's counter that refused.
        Some(challenged) if challenged.tries < TRIES_MAX => Tried::Locked(challenged.again_at_ms),
        _ => Tried::Over,
    })
}

/// What was shown.
#[derive(Debug, Clone, Copy)]
pub enum Proof<'a> {
    /// The code of a step, found right for this sealed secret.
    Step {
        /// The step.
        step: i64,
        /// The secret, sealed, as it was read.
        secret: &'a str,
    },
    /// A recovery code's hash.
    RecoveryCode(&'a str),
}

const USE_STEP: &str = "UPDATE person SET totp_step = ?2 WHERE person_id = ?1 AND totp_step < ?2 AND totp_secret = ?3 AND status = 'active'";
const USE_CODE: &str = "UPDATE recovery_code SET used_at_ms = CAST(?3 AS INTEGER) WHERE person_id = ?1 AND code_hash = ?2 AND used_at_ms IS NULL";

/// The statement that uses a proof up. It changes a row once; what follows it does so only if it did.
pub(super) fn used(person_id: i64, proof: Proof<'_>, now_ms: i64) -> Statement {
    match proof {
        Proof::Step { step, secret } => statement!(USE_STEP, person_id, step, secret),
        Proof::RecoveryCode(hash) => statement!(USE_CODE, person_id, hash, now_ms),
    }
}

const END: &str =
    "DELETE FROM sign_in_challenge WHERE token_hash = ?1 AND EXISTS (SELECT 1 FROM session s WHERE s.token_hash = ?2)";
const FREE: &str = "DELETE FROM throttle WHERE scope = 'second_factor' AND subject = 'person:' || CAST(?1 AS INTEGER)
    AND EXISTS (SELECT 1 FROM session s WHERE s.token_hash = ?2)";

/// Opens the session that the challenge was for; none where the proof was used already. The person is told of a recovery code
/// that was used (`code_params`, a JSON object).
pub async fn open(
    database: &impl Database,
    by: By<'_>,
    challenge_hash: &str,
    proof: Proof<'_>,
    new: &NewSession<'_>,
    code_params: &str,
) -> Result<Option<Session>, StoreError> {
    let mut statements = vec![
        used(by.person_id, proof, by.now_ms),
        open_after(by, new),
        statement!(END, challenge_hash, new.token_hash),
        statement!(FREE, by.person_id, new.token_hash),
    ];
    if matches!(proof, Proof::RecoveryCode(_)) {
        statements.push(letters::recovery_code_used(
            by.person_id,
            new.token_hash,
            code_params,
            by.now_ms,
        ));
    }
    statements.extend(opened(by, new));
    Answers::of(database.batch(statements).await?).last()?.first()
}
