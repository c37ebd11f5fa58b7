//! What verification reads: entries and seals as they stand, each by itself, so that the one without the other is seen.

use crate::{
    Database, StoreError,
    journal::{EntryRow, entry_with_origin},
    port::Answers,
    row, statement,
};

row! {
    /// A seal as it stands.
    #[derive(Debug, Clone)]
    pub struct SealRow {
        /// Its place.
        pub seq: i64,
        /// The key that it names.
        pub key_id: String,
        /// The digest of the origin; empty where there was none.
        pub origin_digest: String,
        /// The mac.
        pub mac: String,
        /// When it was sealed.
        pub sealed_at_ms: i64,
    }
}

const ENTRIES: &str = concat!(
    entry_with_origin!(),
    " WHERE j.org_id = ?1 AND j.seq > ?2 ORDER BY j.seq LIMIT CAST(?3 AS INTEGER)"
);
const SEALS: &str = "SELECT seq, key_id, origin_digest, mac, sealed_at_ms FROM journal_seal
    WHERE org_id = ?1 AND seq > ?2 ORDER BY seq LIMIT CAST(?3 AS INTEGER)";

/// The entries and the seals after a place, in order, at most so many of each.
pub async fn page(
    database: &impl Database,
    org_id: i64,
    after: i64,
    limit: u32,
) -> Result<(Vec<EntryRow>, Vec<SealRow>), StoreError> {
    let statements = vec![
        statement!(ENTRIES, org_id, after, limit),
        statement!(SEALS, org_id, after, limit),
    ];
    let mut answers = Answers::of(database.batch(statements).await?);
    Ok((answers.next()?.all()?, answers.next()?.all()?))
}

row! {
    /// By what rule the organisation's personal data is erased.
    #[derive(Debug, Clone, Copy, Default)]
    pub struct Rule {
        /// After so many days; NULL: never.
        pub personal_days: Option<i64>,
        /// Up to when it has been, whatever the rule was then.
        pub erased_until_ms: i64,
    }

    struct Count {
        count: i64,
    }

    struct SealedAt {
        sealed_at_ms: i64,
    }
}

const RULE: &str = "SELECT personal_days, erased_until_ms FROM organisation WHERE org_id = ?1
    UNION ALL SELECT 365, 0 WHERE ?1 = 0";

/// The rule of an organisation, or of the platform (0).
pub async fn rule(database: &impl Database, org_id: i64) -> Result<Rule, StoreError> {
    let rows = database.batch(vec![statement!(RULE, org_id)]).await?;
    Ok(Answers::of(rows).last()?.first()?.unwrap_or_default())
}

const UNSEALED: &str =
    "SELECT count(*) AS count FROM (SELECT 1 FROM journal WHERE org_id = ?1 AND seq > ?2 LIMIT 100001)";
const SEALED_AFTER: &str = "SELECT sealed_at_ms FROM journal_seal WHERE org_id = ?1 AND seq > ?2 ORDER BY seq LIMIT 1";

/// Entries after the last seal (counted up to 100,001), and when the first entry after the anchor was sealed.
pub async fn tail(
    database: &impl Database,
    org_id: i64,
    sealed: i64,
    anchored: i64,
) -> Result<(i64, Option<i64>), StoreError> {
    let statements = vec![
        statement!(UNSEALED, org_id, sealed),
        statement!(SEALED_AFTER, org_id, anchored),
    ];
    let mut answers = Answers::of(database.batch(statements).await?);
    let count: Option<Count> = answers.next()?.first()?;
    let sealed: Option<SealedAt> = answers.next()?.first()?;
    Ok((
        count.map_or(0, |count| count.count),
        sealed.map(|sealed| sealed.sealed_at_ms),
    ))
}
