//! Files that people have uploaded, as the database knows them: pictures of manual systems, receipts of payers. The bytes lie in KV
//! under `<org_id>/<file>`.

use crate::{Database, Statement, StoreError, port::Answers, row, statement};

/// What a file is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// A picture, shown to anyone who has its address.
    Image,
    /// A payer's receipt, for the organisation's people alone.
    Receipt,
}

impl Kind {
    const fn name(self) -> &'static str {
        match self {
            Self::Image => "image",
            Self::Receipt => "receipt",
        }
    }
}

/// A file to be known.
#[derive(Debug, Clone, Copy)]
pub struct NewFile<'a> {
    /// The organisation.
    pub org_id: i64,
    /// 128 random bits, hex.
    pub file: &'a str,
    /// What it is for.
    pub kind: Kind,
    /// What the bytes are: the name of a `domain::media::MediaType`.
    pub media_type: &'a str,
    /// How many they are.
    pub size_bytes: usize,
    /// Now.
    pub now_ms: i64,
}

row! {
    /// A file that is known.
    #[derive(Debug, Clone, PartialEq, Eq)]
    pub struct File {
        /// The organisation, and so where the bytes lie.
        pub org_id: i64,
        /// What the bytes are.
        pub media_type: String,
        /// How many they are.
        pub size_bytes: i64,
    }
}

/// Most receipts of an organisation in an hour: anybody may send one.
pub const RECEIPTS_PER_HOUR_MAX: i64 = 200;
/// An hour, in milliseconds.
const HOUR_MS: i64 = 3_600_000;

const INSERT: &str = "INSERT INTO file (org_id, file, kind, media_type, size_bytes, created_at_ms) SELECT ?1, ?2, ?3, ?4, ?5, ?6
    WHERE ?3 <> 'receipt' OR (SELECT count(*) FROM (SELECT 1 FROM file r INDEXED BY file_receipts
      WHERE r.org_id = ?1 AND r.kind = 'receipt' AND r.created_at_ms > ?7 LIMIT CAST(?8 AS INTEGER))) < CAST(?8 AS INTEGER) RETURNING file";

/// The statement that makes a file known, for the batch of what it belongs to. The bytes are put before it. It answers a row, but where
/// the organisation has got as many receipts as may be.
#[must_use]
pub fn insert(new: &NewFile<'_>) -> Statement {
    let size_bytes = i64::try_from(new.size_bytes).unwrap_or(i64::MAX);
    let kind = new.kind.name();
    statement!(
        INSERT,
        new.org_id,
        new.file,
        kind,
        new.media_type,
        size_bytes,
        new.now_ms,
        new.now_ms.saturating_sub(HOUR_MS),
        RECEIPTS_PER_HOUR_MAX
    )
}

const DELETE: &str = "DELETE FROM file WHERE org_id = ?1 AND file = ?2";

/// The statement that forgets a file, for the batch of what it belonged to. The bytes are deleted after it.
#[must_use]
pub fn delete(org_id: i64, file: &str) -> Statement {
    statement!(DELETE, org_id, file)
}

const ONE: &str = "SELECT f.org_id, f.media_type, f.size_bytes FROM file f WHERE f.org_id = ?1 AND f.file = ?2 AND f.kind = ?3 AND f.is_dropped = 0";

/// A file of an organisation.
pub async fn one(database: &impl Database, org_id: i64, file: &str, kind: Kind) -> Result<Option<File>, StoreError> {
    let rows = database.batch(vec![statement!(ONE, org_id, file, kind.name())]).await?;
    Answers::of(rows).last()?.first()
}

const PICTURE: &str = "SELECT f.org_id, f.media_type, f.size_bytes FROM organisation o
    JOIN file f ON f.org_id = o.org_id AND f.file = ?2 AND f.kind = 'image' WHERE o.slug = ?1";

/// A picture of the organisation with this slug: what `/files/<slug>/<file>` shows. Receipts are never found here.
pub async fn picture(database: &impl Database, slug: &str, file: &str) -> Result<Option<File>, StoreError> {
    let rows = database.batch(vec![statement!(PICTURE, slug, file)]).await?;
    Answers::of(rows).last()?.first()
}

row! {
    /// A file whose bytes are to be deleted.
    #[derive(Debug, Clone, PartialEq, Eq)]
    pub struct Dropped {
        /// The organisation.
        pub org_id: i64,
        /// The file.
        pub file: String,
    }
}

const DROPPED: &str = "SELECT f.org_id, f.file FROM file f INDEXED BY file_dropped WHERE f.is_dropped = 1 AND f.org_id > 0 LIMIT CAST(?1 AS INTEGER)";

/// Files to which nothing leads any more, at most so many.
pub async fn dropped(database: &impl Database, limit: u32) -> Result<Vec<Dropped>, StoreError> {
    let rows = database.batch(vec![statement!(DROPPED, limit)]).await?;
    Answers::of(rows).last()?.all()
}
