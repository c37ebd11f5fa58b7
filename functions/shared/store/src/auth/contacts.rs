//! What a person is called and how they are reached.

use super::{By, journaled};
use crate::{Database, StoreError, statement};

/// A person's own particulars. Two names of one kind cannot be: the schema refuses (`person_login_unique`, `person_email_unique`,
/// `person_phone_unique`).
#[derive(Debug, Clone)]
pub struct Particulars<'a> {
    /// The name.
    pub name: &'a str,
    /// `en` or `ru`.
    pub language: &'a str,
    /// IANA name; empty: the organisation's.
    pub time_zone: &'a str,
    /// The login.
    pub login: &'a str,
    /// The e-mail address.
    pub email: Option<&'a str>,
    /// The phone.
    pub phone: Option<&'a str>,
}

const CHANGE: &str = "UPDATE person SET name = ?2, language = ?3, time_zone = ?4, login = ?5, email = ?6, phone = ?7 WHERE person_id = ?1 AND status = 'active'";

// A letter that went to an address of before opens nothing any more.
const END_RESETS: &str = "UPDATE password_reset SET used_at_ms = ?2 WHERE person_id = ?1 AND used_at_ms IS NULL";

/// Changes them; `detail` says what is so before and after.
pub async fn change(
    database: &impl Database,
    by: By<'_>,
    to: &Particulars<'_>,
    detail: &str,
) -> Result<(), StoreError> {
    let change = statement!(
        CHANGE,
        by.person_id,
        to.name,
        to.language,
        to.time_zone,
        to.login,
        to.email,
        to.phone
    );
    let mut statements = vec![change];
    statements.extend(journaled(by, "profile_changed", detail));
    statements.push(statement!(END_RESETS, by.person_id, by.now_ms));
    database.batch(statements).await.map(drop)
}
