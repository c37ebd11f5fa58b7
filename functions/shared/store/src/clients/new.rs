//! A client is made, or found: the SQL that orders and the list of clients share.

use crate::{Statement, row, sql::next_journal, statement};

/// The number of the stand-in that records any payment by anyone.
pub const MANUAL_ACCOUNT: i64 = 0;

/// A client as it is made.
#[derive(Debug, Clone, Default)]
pub struct NewClient {
    /// The name; may be empty.
    pub name: String,
    /// Normalised address.
    pub email: Option<String>,
    /// `+` and digits.
    pub phone: Option<String>,
    /// The payer in the merchant's system.
    pub label: Option<String>,
    /// `en` or `ru`.
    pub language: String,
    /// What it is found by: a JSON array of texts.
    pub terms: String,
    /// What the journal says of it: a JSON object, personal data masked.
    pub detail: String,
}

row! {
    /// Whom somebody's data belong to already.
    #[derive(Debug, Clone)]
    pub struct Taken {
        /// The client.
        pub client_id: i64,
        /// `email` or `label`.
        pub field: String,
    }
}

/// Whose label, e-mail address or phone this is, in this order: the number of a client of organisation `?1` in a mode, or NULL. Never
/// the manual account. Of several with one phone, the first.
macro_rules! client_given {
    ($mode:literal, $label:literal, $email:literal, $phone:literal) => {
        concat!(
            "COALESCE((SELECT g.client_id FROM client g INDEXED BY client_label_unique WHERE g.org_id = ?1 AND g.mode = ",
            $mode,
            " AND g.label = ",
            $label,
            "), (SELECT g.client_id FROM client g INDEXED BY client_email_unique WHERE g.org_id = ?1 AND g.mode = ",
            $mode,
            " AND g.email = ",
            $email,
            "), (SELECT min(g.client_id) FROM client g INDEXED BY client_by_phone WHERE g.org_id = ?1 AND g.mode = ",
            $mode,
            " AND g.phone = ",
            $phone,
            "))"
        )
    };
}
/// The next client's number of organisation `?1`.
macro_rules! next_client {
    () => {
        "COALESCE((SELECT client_id FROM client WHERE org_id = ?1 ORDER BY client_id DESC LIMIT 1), 0) + 1"
    };
}
pub(crate) use {client_given, next_client};

// Made by the statement before: its number is the last.
const JOURNAL: &str = concat!(
    "INSERT INTO journal (org_id, seq, at_ms, actor, action, subject, detail) SELECT ?1, ",
    next_journal!(),
    ", ?2, ?3, 'client_created', 'client:' || (SELECT max(client_id) FROM client WHERE org_id = ?1), ?4 WHERE changes() > 0"
);
const TERMS: &str = "INSERT INTO client_term (org_id, term, client_id)
    SELECT ?1, t.value, (SELECT max(client_id) FROM client WHERE org_id = ?1) FROM json_each(?2) AS t WHERE changes() > 0";

/// What follows the statement that made a client, if it made one: the journal's entry, and what it is found by.
pub(crate) fn made(org_id: i64, new: &NewClient, actor: &str, now_ms: i64) -> [Statement; 2] {
    [
        statement!(JOURNAL, org_id, now_ms, actor, &new.detail),
        statement!(TERMS, org_id, &new.terms),
    ]
}

const MANUAL: &str = "INSERT INTO client (org_id, client_id, name, created_at_ms, active_at_ms) VALUES (?1, 0, '', ?2, ?2) ON CONFLICT DO NOTHING";

/// Makes the manual account where there is none yet.
pub(crate) fn manual_account(org_id: i64, now_ms: i64) -> Statement {
    statement!(MANUAL, org_id, now_ms)
}
