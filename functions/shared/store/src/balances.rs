//! What is on the ledger's accounts, and whether the books are right.

use crate::{Database, StoreError, port::Answers, row, statement};

row! {
    /// The balance of an account.
    #[derive(Debug, Clone)]
    pub struct Balance {
        /// The account.
        pub account: String,
        /// ISO 4217 code.
        pub currency: String,
        /// Signed minor units: an account that is owed to us is negative.
        pub minor: i64,
    }
}

const OF_MODE: &str = "SELECT account, currency, minor FROM balance WHERE org_id = ?1 AND mode = ?2 ORDER BY currency, account LIMIT 1000";

/// All balances of a mode.
pub async fn of_mode(database: &impl Database, org_id: i64, mode: &str) -> Result<Vec<Balance>, StoreError> {
    Answers::of(database.batch(vec![statement!(OF_MODE, org_id, mode)]).await?)
        .last()?
        .all()
}

row! {
    /// Something that does not add up: never there, unless somebody has written past the schema.
    #[derive(Debug, Clone)]
    pub struct Imbalance {
        /// What is wrong.
        pub what: String,
        /// Where.
        pub subject: String,
        /// What it is.
        pub minor: i64,
        /// What it should be.
        pub expected_minor: i64,
    }
}

// Rebuilt from entries and from operations: reads everything that the organisation has.
const IMBALANCES: &str = "WITH sums AS (SELECT mode, currency, account, sum(minor) AS minor FROM entry WHERE org_id = ?1 GROUP BY 1, 2, 3),
    done AS (SELECT number, sum(iif(kind = 'capture', amount_minor, 0)) AS captured, sum(iif(kind = 'refund', amount_minor, 0)) AS refunded
      FROM operation WHERE org_id = ?1 AND surplus = 0 AND state = 'done' GROUP BY number)
    SELECT 'ledger' AS what, s.mode || ':' || s.currency AS subject, sum(s.minor) AS minor, 0 AS expected_minor FROM sums s GROUP BY s.mode, s.currency HAVING sum(s.minor) <> 0
    UNION ALL SELECT 'balance', b.mode || ':' || b.currency || ':' || b.account, b.minor, COALESCE(s.minor, 0) FROM balance b
      LEFT JOIN sums s ON s.mode = b.mode AND s.currency = b.currency AND s.account = b.account WHERE b.org_id = ?1 AND b.minor <> COALESCE(s.minor, 0)
    UNION ALL SELECT 'balance', s.mode || ':' || s.currency || ':' || s.account, 0, s.minor FROM sums s WHERE s.minor <> 0 AND NOT EXISTS (SELECT 1 FROM balance b
      WHERE b.org_id = ?1 AND b.mode = s.mode AND b.currency = s.currency AND b.account = s.account)
    UNION ALL SELECT 'captured', 'payment:' || p.number, p.captured_minor, COALESCE(o.captured, 0) FROM payment p
      LEFT JOIN done o ON o.number = p.number WHERE p.org_id = ?1 AND p.captured_minor <> COALESCE(o.captured, 0)
    UNION ALL SELECT 'refunded', 'payment:' || p.number, p.refunded_minor, COALESCE(o.refunded, 0) FROM payment p
      LEFT JOIN done o ON o.number = p.number WHERE p.org_id = ?1 AND p.refunded_minor <> COALESCE(o.refunded, 0)
    LIMIT 100";

/// Whatever does not add up in an organisation's books: empty.
pub async fn imbalances(database: &impl Database, org_id: i64) -> Result<Vec<Imbalance>, StoreError> {
    Answers::of(database.batch(vec![statement!(IMBALANCES, org_id)]).await?)
        .last()?
        .all()
}
