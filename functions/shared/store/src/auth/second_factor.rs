//! Setting a second factor up and taking it away. Either ends the person's other sessions.

use super::{By, journaled, letters, origin_of_session};
use crate::{Database, Statement, StoreError, port::Answers, statement};

const PEND: &str = "UPDATE person SET totp_pending = ?2 WHERE person_id = ?1 AND status = 'active'";

/// Keeps a secret (sealed) until a code of it has been shown.
pub async fn pend(database: &impl Database, person_id: i64, sealed: &str) -> Result<(), StoreError> {
    database
        .batch(vec![statement!(PEND, person_id, sealed)])
        .await
        .map(drop)
}

/// New recovery codes.
#[derive(Debug, Clone, Copy)]
pub struct NewCodes<'a> {
    /// Their hashes, a JSON array.
    pub hashes: &'a str,
    /// One of them: it is there if the codes are.
    pub one: &'a str,
    /// What the letter about it says, a JSON object.
    pub letter_params: &'a str,
}

const CONFIRM: &str = "UPDATE person SET totp_secret = totp_pending, totp_pending = NULL, totp_step = ?3
    WHERE person_id = ?1 AND totp_pending = ?2 AND totp_step < ?3 AND status = 'active'";
const ADD_AFTER: &str = "INSERT INTO recovery_code (person_id, code_hash) SELECT ?1, c.value FROM json_each(?2) AS c WHERE changes() > 0 RETURNING code_hash";
const ADD: &str = "INSERT INTO recovery_code (person_id, code_hash) SELECT ?1, c.value FROM json_each(?2) AS c
    WHERE EXISTS (SELECT 1 FROM person p WHERE p.person_id = ?1 AND p.totp_secret IS NOT NULL AND p.status = 'active') RETURNING code_hash";
const DROP_OLDER: &str =
    "DELETE FROM recovery_code WHERE person_id = ?1 AND code_hash NOT IN (SELECT c.value FROM json_each(?2) AS c)
    AND EXISTS (SELECT 1 FROM recovery_code r WHERE r.person_id = ?1 AND r.code_hash = ?3)";
const END_OTHERS_ON: &str = "UPDATE session SET revoked_at_ms = CAST(?2 AS INTEGER) WHERE person_id = ?1 AND token_hash <> ?3 AND revoked_at_ms IS NULL
    AND EXISTS (SELECT 1 FROM recovery_code r WHERE r.person_id = ?1 AND r.code_hash = ?4)";
const PROVED: &str = "UPDATE session SET proved_at_ms = CAST(?2 AS INTEGER) WHERE token_hash = ?3 AND person_id = ?1 AND revoked_at_ms IS NULL
    AND EXISTS (SELECT 1 FROM recovery_code r WHERE r.person_id = ?1 AND r.code_hash = ?4)";
const FREE: &str = "DELETE FROM throttle WHERE scope = 'prove' AND subject = 'person:' || CAST(?1 AS INTEGER)
    AND EXISTS (SELECT 1 FROM recovery_code r WHERE r.person_id = ?1 AND r.code_hash = ?2)";

/// Makes the pending secret the second factor, with these recovery codes; the step that was shown is used. False where the
/// secret was confirmed already, or another was begun.
pub async fn confirm(
    database: &impl Database,
    by: By<'_>,
    token_hash: &str,
    pending: &str,
    step: i64,
    codes: NewCodes<'_>,
) -> Result<bool, StoreError> {
    let (person, now) = (by.person_id, by.now_ms);
    let mut statements = vec![
        statement!(CONFIRM, person, pending, step),
        statement!(ADD_AFTER, person, codes.hashes),
    ];
    statements.extend(journaled(by, "second_factor_on", "{}"));
    statements.extend([
        statement!(DROP_OLDER, person, codes.hashes, codes.one),
        statement!(END_OTHERS_ON, person, now, token_hash, codes.one),
        statement!(PROVED, person, now, token_hash, codes.one),
        statement!(FREE, person, codes.one),
        letters::second_factor_on(person, codes.one, codes.letter_params, now),
    ]);
    did(database, statements, 1).await
}

/// Gives the person new recovery codes for those before. False where they have no second factor.
pub async fn renew_codes(database: &impl Database, by: By<'_>, codes: NewCodes<'_>) -> Result<bool, StoreError> {
    let mut statements = vec![statement!(ADD, by.person_id, codes.hashes)];
    statements.extend(journaled(by, "recovery_codes_made", "{}"));
    statements.push(statement!(DROP_OLDER, by.person_id, codes.hashes, codes.one));
    let letter = letters::second_factor_on(by.person_id, codes.one, codes.letter_params, by.now_ms);
    statements.push(letter);
    did(database, statements, 0).await
}

const DISABLE: &str = "UPDATE person SET totp_secret = NULL, totp_pending = NULL WHERE person_id = ?1 AND totp_secret IS NOT NULL RETURNING person_id";
// The session that asks is among them, and stays: so this changes a row whenever the statement before did.
const END_OTHERS_OFF: &str = "UPDATE session SET revoked_at_ms = iif(token_hash = ?3, NULL, CAST(?2 AS INTEGER))
    WHERE person_id = ?1 AND revoked_at_ms IS NULL AND changes() > 0";
const DROP_ALL: &str = "DELETE FROM recovery_code WHERE person_id = ?1 AND EXISTS (SELECT 1 FROM person p WHERE p.person_id = ?1 AND p.totp_secret IS NULL)";
const END_CHALLENGES: &str = "DELETE FROM sign_in_challenge WHERE person_id = ?1 AND EXISTS (SELECT 1 FROM person p WHERE p.person_id = ?1 AND p.totp_secret IS NULL)";

/// Takes the second factor away, and its recovery codes. False where there was none, and then nothing is done.
pub async fn disable(
    database: &impl Database,
    by: By<'_>,
    token_hash: &str,
    letter_params: &str,
) -> Result<bool, StoreError> {
    let (person, now) = (by.person_id, by.now_ms);
    let [journal, _] = journaled(by, "second_factor_off", "{}");
    let statements = vec![
        statement!(DISABLE, person),
        statement!(END_OTHERS_OFF, person, now, token_hash),
        journal,
        letters::second_factor_off(person, letter_params, now),
        // The letter is to nobody where they have no address.
        origin_of_session(by, token_hash),
        statement!(DROP_ALL, person),
        statement!(END_CHALLENGES, person),
    ];
    did(database, statements, 0).await
}

/// Runs a batch and says whether its statement of this place answered a row.
async fn did(database: &impl Database, statements: Vec<Statement>, place: usize) -> Result<bool, StoreError> {
    let answers = Answers::of(database.batch(statements).await?);
    Ok(!answers.skip(place)?.next()?.0.is_empty())
}
