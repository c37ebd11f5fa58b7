//! An operator of the platform.

use anyhow::Result;
use domain::password;
use serde_json::json;

use super::merchant::{half, now_ms};
use crate::{Secrets, SqlStatement};

/// Their id, which no demo merchant's person has.
const PERSON_ID: i64 = 99;

/// Who runs the local platform, their password derived from the installation's secrets.
pub struct Operator {
    /// The login.
    pub login: &'static str,
    /// The password.
    pub password: String,
}

impl Operator {
    /// The operator of an installation.
    #[must_use]
    pub fn new(secrets: &Secrets) -> Self {
        let short = |name: &str| hex::encode(secrets.derive(name)).chars().take(12).collect::<String>();
        Self {
            login: "operator",
            password: format!("{}-{}", short("operator:password"), short("operator:password-2")),
        }
    }

    /// Rows for the desk's database.
    ///
    /// # Errors
    /// Where the password cannot be hashed.
    pub fn desk(&self, secrets: &Secrets) -> Result<SqlStatement> {
        let hash = password::hash(&self.password, half(secrets.derive("operator:salt")))?;
        Ok(SqlStatement::new(
            "INSERT INTO person (person_id, kind, login, email, name, language, password_hash, created_at_ms) VALUES (?1, 'operator', ?2, ?3, 'Operator', 'en', ?4, ?5)",
            [
                json!(PERSON_ID),
                json!(self.login),
                json!("operator@platform.example"),
                json!(hash),
                json!(now_ms()),
            ],
        ))
    }
}
