//! Second factors sealed anew, so that an old key can be retired.

use crate::{Database, StoreError, port::Answers, row, statement};

row! {
    /// A person's sealed secrets.
    #[derive(Debug, Clone)]
    pub struct SealedSecrets {
        /// The person.
        pub person_id: i64,
        /// The second factor's.
        pub totp_secret: Option<String>,
        /// One not yet confirmed.
        pub totp_pending: Option<String>,
    }
    struct Left { left: i64 }
}

// People are tens of thousands at most, and this is done once in a key's life.
macro_rules! under_another_key {
    () => {
        "((p.totp_secret IS NOT NULL AND substr(p.totp_secret, 1, length(?1)) <> ?1) OR (p.totp_pending IS NOT NULL AND substr(p.totp_pending, 1, length(?1)) <> ?1))"
    };
}
const NEXT: &str = concat!(
    "SELECT p.person_id, p.totp_secret, p.totp_pending FROM person p WHERE ",
    under_another_key!(),
    " ORDER BY p.person_id LIMIT CAST(?2 AS INTEGER)"
);
const LEFT: &str = concat!("SELECT count(*) AS left FROM person p WHERE ", under_another_key!());

/// People whose secrets do not begin with this, i.e. are sealed under another key.
pub async fn next(database: &impl Database, begins: &str, limit: i64) -> Result<Vec<SealedSecrets>, StoreError> {
    let rows = database.batch(vec![statement!(NEXT, begins, limit)]).await?;
    Answers::of(rows).last()?.all()
}

const REPLACE: &str = "UPDATE person SET totp_secret = ?3, totp_pending = ?5 WHERE person_id = ?1 AND totp_secret IS ?2 AND totp_pending IS ?4";

/// Puts the same secrets sealed anew (the second of each pair) in the place of the first, where they are still these; answers how
/// many people's are left.
pub async fn replace(
    database: &impl Database,
    pairs: &[(SealedSecrets, SealedSecrets)],
    begins: &str,
) -> Result<i64, StoreError> {
    let replace = |(old, new): &(SealedSecrets, SealedSecrets)| {
        let (old_secret, new_secret) = (old.totp_secret.as_ref(), new.totp_secret.as_ref());
        let (old_pending, new_pending) = (old.totp_pending.as_ref(), new.totp_pending.as_ref());
        statement!(REPLACE, old.person_id, old_secret, new_secret, old_pending, new_pending)
    };
    let mut statements: Vec<_> = pairs.iter().map(replace).collect();
    statements.push(statement!(LEFT, begins));
    let left: Option<Left> = Answers::of(database.batch(statements).await?).last()?.first()?;
    Ok(left.map_or(0, |left| left.left))
}
