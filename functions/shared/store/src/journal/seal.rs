//! What the sealer reads and writes.

use crate::{
    Database, StoreError,
    journal::{EntryRow, entry_with_origin},
    port::Answers,
    row, statement,
};

/// Organisations looked at in one round trip.
const ORGANISATIONS_PAGE: usize = 500;

row! {
    /// A journal with work for the sealer.
    #[derive(Debug, Clone, Copy, PartialEq, Eq)]
    pub struct Due {
        /// The organisation; 0 is the platform.
        pub org_id: i64,
        /// Up to where it is anchored.
        pub anchored: i64,
    }

    struct Last {
        org_id: i64,
    }
}

// Two ends of keys an organisation: the journal itself is not gone through.
const DUE: &str =
    "SELECT g.org_id, COALESCE((SELECT a.seq FROM journal_anchor a WHERE a.org_id = g.org_id), 0) AS anchored
    FROM (SELECT 0 AS org_id WHERE ?1 < 0 UNION ALL
      SELECT * FROM (SELECT o.org_id FROM organisation o WHERE o.org_id > ?1 ORDER BY o.org_id LIMIT 500)) g
    WHERE COALESCE((SELECT j.seq FROM journal j WHERE j.org_id = g.org_id ORDER BY seq DESC LIMIT 1), 0)
        > COALESCE((SELECT s.seq FROM journal_seal s WHERE s.org_id = g.org_id ORDER BY seq DESC LIMIT 1), 0)
      OR COALESCE((SELECT s.seq FROM journal_seal s WHERE s.org_id = g.org_id ORDER BY seq DESC LIMIT 1), 0)
        > COALESCE((SELECT a.seq FROM journal_anchor a WHERE a.org_id = g.org_id), 0)";
const LAST: &str = "SELECT max(o.org_id) AS org_id FROM (SELECT org_id FROM organisation WHERE org_id > ?1 ORDER BY org_id LIMIT 500) o HAVING count(*) = 500";

/// Journals with entries not sealed, or sealed and not anchored, of the organisations after `after` (-1: from the platform on);
/// and where the next page begins, if there is one.
pub async fn due(database: &impl Database, after: i64) -> Result<(Vec<Due>, Option<i64>), StoreError> {
    debug_assert_eq!(ORGANISATIONS_PAGE, 500, "as the statements say");
    let rows = database
        .batch(vec![statement!(DUE, after), statement!(LAST, after)])
        .await?;
    let mut answers = Answers::of(rows);
    let due = answers.next()?.all()?;
    let last: Option<Last> = answers.next()?.first()?;
    Ok((due, last.map(|last| last.org_id)))
}

row! {
    /// The last seal.
    #[derive(Debug, Clone, Default, PartialEq, Eq)]
    pub struct Head {
        /// Its place.
        pub seq: i64,
        /// Its mac.
        pub mac: String,
    }
}

/// A journal as the sealer finds it.
#[derive(Debug, Clone)]
pub struct Unsealed {
    /// The last seal; place 0 where there is none.
    pub head: Head,
    /// The mac at the place asked for.
    pub anchored_mac: Option<String>,
    /// The next entries, in order.
    pub entries: Vec<EntryRow>,
}

const HEAD: &str = "SELECT seq, mac FROM journal_seal WHERE org_id = ?1 ORDER BY seq DESC LIMIT 1";
const SEAL_AT: &str = "SELECT seq, mac FROM journal_seal WHERE org_id = ?1 AND seq = ?2";
const UNSEALED: &str = concat!(
    entry_with_origin!(),
    " WHERE j.org_id = ?1 AND j.seq > COALESCE((SELECT s.seq FROM journal_seal s WHERE s.org_id = ?1 ORDER BY seq DESC LIMIT 1), 0)
    ORDER BY j.seq LIMIT CAST(?2 AS INTEGER)"
);

/// What is to be sealed next, at most so many entries; and the mac that stands at `anchored`.
pub async fn unsealed(
    database: &impl Database,
    org_id: i64,
    anchored: i64,
    limit: u32,
) -> Result<Unsealed, StoreError> {
    let statements = vec![
        statement!(HEAD, org_id),
        statement!(SEAL_AT, org_id, anchored),
        statement!(UNSEALED, org_id, limit),
    ];
    let mut answers = Answers::of(database.batch(statements).await?);
    Ok(Unsealed {
        head: answers.next()?.first()?.unwrap_or_default(),
        anchored_mac: answers.next()?.first::<Head>()?.map(|seal| seal.mac),
        entries: answers.next()?.all()?,
    })
}

/// A seal to be written.
#[derive(Debug, Clone)]
pub struct NewSeal {
    /// Its place.
    pub seq: i64,
    /// The digest of the origin; empty where there is none.
    pub origin_digest: String,
    /// The mac.
    pub mac: String,
}

const SEAL: &str = "INSERT INTO journal_seal (org_id, seq, key_id, origin_digest, mac, sealed_at_ms)
    SELECT CAST(?1 AS INTEGER), s.value ->> 0, ?3, s.value ->> 1, s.value ->> 2, CAST(?4 AS INTEGER) FROM json_each(?2) s";

/// Writes seals that follow one another: all, or (a constraint's error) none, where another sealer was faster.
pub async fn seal(
    database: &impl Database,
    org_id: i64,
    key_id: &str,
    sealed_at_ms: i64,
    seals: &[NewSeal],
) -> Result<(), StoreError> {
    let rows: Vec<_> = seals
        .iter()
        .map(|seal| serde_json::json!([seal.seq, seal.origin_digest, seal.mac]))
        .collect();
    let rows = serde_json::Value::Array(rows).to_string();
    database
        .batch(vec![statement!(SEAL, org_id, rows, key_id, sealed_at_ms)])
        .await
        .map(drop)
}

const ANCHORED: &str = "INSERT INTO journal_anchor (org_id, seq) VALUES (CAST(?1 AS INTEGER), CAST(?2 AS INTEGER))
    ON CONFLICT (org_id) DO UPDATE SET seq = excluded.seq WHERE excluded.seq > journal_anchor.seq";

/// Remembers up to where the chain is anchored.
pub async fn anchored(database: &impl Database, org_id: i64, seq: i64) -> Result<(), StoreError> {
    database.batch(vec![statement!(ANCHORED, org_id, seq)]).await.map(drop)
}
