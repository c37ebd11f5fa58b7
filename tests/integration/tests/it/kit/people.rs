//! People and sessions straight into the database: a test of rights needs no password.

use std::sync::atomic::{AtomicI64, Ordering};

use domain::token::{opaque, sha256_hex};
use runtime::SqlStatement;
use serde_json::{Value, json};

use super::{DESK, SignedIn, now_ms};

/// Beyond what demo merchants and the operator have.
static NEXT: AtomicI64 = AtomicI64::new(1_000_000);

/// A person without a password: nobody signs in as them.
#[derive(Debug, Clone, Copy)]
pub(crate) struct TestPerson {
    pub(crate) id: i64,
    org_id: Option<i64>,
}

impl TestPerson {
    /// A merchant's person with a role in an organisation.
    pub(crate) fn of(org_id: i64, role: &str) -> Self {
        let person = Self {
            org_id: Some(org_id),
            ..Self::new("merchant")
        };
        let statement = "INSERT INTO membership (person_id, org_id, role, created_at_ms) VALUES (?1, ?2, ?3, 0)";
        let params = [json!(person.id), json!(org_id), json!(role)];
        DESK.sql("DB", &[SqlStatement::new(statement, params)]).unwrap();
        person
    }

    /// One who belongs to no organisation: `merchant` or `operator`.
    pub(crate) fn new(kind: &str) -> Self {
        let id = NEXT.fetch_add(1, Ordering::Relaxed);
        let statement = "INSERT INTO person (person_id, kind, login, email, name, password_hash, created_at_ms) VALUES (?1, ?2, ?3, ?4, ?5, '', 0)";
        let login = format!("{kind}{id}");
        let (email, name) = (format!("{login}@people.example"), format!("Person {id}"));
        let params = [json!(id), json!(kind), json!(login), json!(email), json!(name)];
        DESK.sql("DB", &[SqlStatement::new(statement, params)]).unwrap();
        Self { id, org_id: None }
    }

    /// Sessions of theirs, opened now; `proved`: they have just proved who they are.
    pub(crate) fn sessions(self, count: usize, proved: bool) -> Vec<SignedIn> {
        let mut random = [0; 16];
        let seed = now_ms().to_be_bytes();
        random[..8].copy_from_slice(&seed);
        random[8..].copy_from_slice(&NEXT.fetch_add(1, Ordering::Relaxed).to_be_bytes());
        let stem = opaque(random);
        let tokens: Vec<String> = (0..count)
            .map(|at| sha256_hex(format!("{stem}{at}").as_bytes()))
            .collect();
        let rows: Vec<Value> = tokens
            .iter()
            .map(|token| json!([sha256_hex(token.as_bytes()), token.get(..24)]))
            .collect();
        let statement = "INSERT INTO session (token_hash, session_id, person_id, org_id, created_at_ms, seen_at_ms, expires_at_ms, proved_at_ms)
            SELECT r.value ->> 0, r.value ->> 1, ?2, ?3, ?4, ?4, ?4 + 3600000, ?5 FROM json_each(?1) AS r";
        let now = now_ms();
        let proved_at = if proved { now } else { 0 };
        let params = [
            json!(json!(rows).to_string()),
            json!(self.id),
            json!(self.org_id),
            json!(now),
            json!(proved_at),
        ];
        DESK.sql("DB", &[SqlStatement::new(statement, params)]).unwrap();
        tokens.iter().map(|token| SignedIn::with(token)).collect()
    }

    /// A session of theirs.
    pub(crate) fn session(self) -> SignedIn {
        self.sessions(1, true).remove(0)
    }
}
