//! What the janitor finds: holds to be captured, unpaid payments to be looked at. Each is claimed by moving its time, so that
//! ticks may overlap, be missed, doubled or late.

use crate::{
    Database, StoreError,
    directory::Terminal,
    events::{event_body, next_event},
    port::Answers,
    row,
    sql::{next_journal, terminal_columns},
    statement,
};

row! {
    /// A hold whose time is near.
    #[derive(Debug, Clone)]
    pub struct Hold {
        /// The organisation.
        pub org_id: i64,
        /// The payment.
        pub number: i64,
        /// `capture` or `release`.
        pub at_deadline: String,
        /// When the bank lets the money go.
        pub hold_until_ms: Option<i64>,
    }
}

const CLAIM_HOLDS: &str = "UPDATE payment SET capture_due_at_ms = ?2
    WHERE (org_id, number) IN (SELECT org_id, number FROM payment WHERE capture_due_at_ms <= ?1 ORDER BY capture_due_at_ms LIMIT CAST(?3 AS INTEGER))
    RETURNING org_id, number, hold_until_ms, COALESCE((SELECT t.at_deadline FROM operation o
      JOIN attempt a ON a.org_id = o.org_id AND a.number = o.number AND a.attempt = o.attempt
      JOIN terminal t ON t.org_id = a.org_id AND t.terminal_id = a.terminal_id
      WHERE o.org_id = payment.org_id AND o.number = payment.number AND o.kind = 'authorise' AND o.surplus = 0 LIMIT 1), 'capture') AS at_deadline";

/// Claims holds that are due until some instant.
pub async fn claim_holds(
    database: &impl Database,
    due_ms: i64,
    until_ms: i64,
    limit: u32,
) -> Result<Vec<Hold>, StoreError> {
    Answers::of(
        database
            .batch(vec![statement!(CLAIM_HOLDS, due_ms, until_ms, limit)])
            .await?,
    )
    .last()?
    .all()
}

const HOLD_SEEN: &str = "UPDATE payment SET capture_due_at_ms = NULL WHERE org_id = ?1 AND number = ?2";

/// A hold needs no more of the janitor.
pub async fn hold_seen(database: &impl Database, hold: &Hold) -> Result<(), StoreError> {
    let statement = statement!(HOLD_SEEN, hold.org_id, hold.number);
    database.batch(vec![statement]).await.map(drop)
}

row! {
    /// An unpaid payment to be looked at.
    #[derive(Debug, Clone)]
    pub struct Unpaid {
        /// The organisation.
        pub org_id: i64,
        /// The payment.
        pub number: i64,
        /// Its organisation's slug, which keys at banks begin with.
        pub slug: String,
        /// When its life ends.
        pub expires_at_ms: i64,
        /// ISO 4217 code.
        pub currency: String,
        /// Called off while its payer was at a bank: looked at for what the bank may have taken nevertheless.
        pub closed: Option<String>,
    }
}

const CLAIM_UNPAID: &str = "UPDATE payment SET look_at_ms = ?2
    WHERE (org_id, number) IN (SELECT org_id, number FROM payment WHERE look_at_ms <= ?1 ORDER BY look_at_ms LIMIT CAST(?3 AS INTEGER))
    RETURNING org_id, number, (SELECT slug FROM organisation o WHERE o.org_id = payment.org_id) AS slug, expires_at_ms, currency, closed";

/// Claims unpaid payments that are due until some instant.
pub async fn claim_unpaid(
    database: &impl Database,
    due_ms: i64,
    until_ms: i64,
    limit: u32,
) -> Result<Vec<Unpaid>, StoreError> {
    Answers::of(
        database
            .batch(vec![statement!(CLAIM_UNPAID, due_ms, until_ms, limit)])
            .await?,
    )
    .last()?
    .all()
}

row! {
    /// A trip of which a bank has not said everything.
    #[derive(Debug, Clone)]
    pub struct Trip {
        /// Counted from 1.
        pub attempt: i64,
        /// The bank's id, where its answer came.
        pub bank_reference: Option<String>,
        /// When the payer went.
        pub created_at_ms: i64,
        /// `intended`, `sent` or `unknown`.
        pub state: String,
        /// The terminal.
        pub terminal_id: String,
    }
}

// Nobody can be asked about a trip to a manual system.
const TRIPS: &str = "SELECT attempt, bank_reference, created_at_ms, state, terminal_id FROM attempt a
    WHERE org_id = ?1 AND number = ?2 AND state IN ('intended', 'sent', 'unknown')
      AND NOT EXISTS (SELECT 1 FROM manual_payment m WHERE m.org_id = a.org_id AND m.number = a.number AND m.attempt = a.attempt) ORDER BY attempt";
const TERMINALS: &str = concat!("SELECT ", terminal_columns!(), "
    FROM terminal t WHERE t.org_id = ?1 AND t.terminal_id IN (SELECT a.terminal_id FROM attempt a WHERE a.org_id = ?1 AND a.number = ?2)");

/// The trips that a bank still owes a word of, and their terminals.
pub async fn trips(database: &impl Database, unpaid: &Unpaid) -> Result<(Vec<Trip>, Vec<Terminal>), StoreError> {
    let statements = [TRIPS, TERMINALS].map(|sql| statement!(sql, unpaid.org_id, unpaid.number));
    let mut answers = Answers::of(database.batch(statements.into()).await?);
    Ok((answers.next()?.all()?, answers.next()?.all()?))
}

const FOUND: &str = "UPDATE attempt SET state = 'sent', bank_reference = ?4, redirect_url = ?5
    WHERE org_id = ?1 AND number = ?2 AND attempt = ?3 AND state IN ('intended', 'unknown')";
const LOST: &str = "UPDATE attempt SET state = 'declined', decline_code = 'bank_never_asked', finished_at_ms = ?4
    WHERE org_id = ?1 AND number = ?2 AND attempt = ?3 AND state IN ('intended', 'unknown')";

/// A trip whose answer was lost: the bank knows of it.
pub async fn found(
    database: &impl Database,
    unpaid: &Unpaid,
    attempt: i64,
    bank_reference: &str,
    redirect_url: &str,
) -> Result<(), StoreError> {
    let statement = statement!(
        FOUND,
        unpaid.org_id,
        unpaid.number,
        attempt,
        bank_reference,
        redirect_url
    );
    database.batch(vec![statement]).await.map(drop)
}

/// A trip that the bank definitely does not know.
pub async fn lost(database: &impl Database, unpaid: &Unpaid, attempt: i64, now_ms: i64) -> Result<(), StoreError> {
    let statement = statement!(LOST, unpaid.org_id, unpaid.number, attempt, now_ms);
    database.batch(vec![statement]).await.map(drop)
}

const LOOK_LATER: &str = "UPDATE payment SET look_at_ms = iif(look_at_ms IS NULL, NULL, CAST(?3 AS INTEGER)) WHERE org_id = ?1 AND number = ?2";

/// Nothing new: look again then.
pub async fn look_later(database: &impl Database, unpaid: &Unpaid, at_ms: i64) -> Result<(), StoreError> {
    let statement = statement!(LOOK_LATER, unpaid.org_id, unpaid.number, at_ms);
    database.batch(vec![statement]).await.map(drop)
}

const LOOK_NO_MORE: &str =
    "UPDATE payment SET look_at_ms = NULL WHERE org_id = ?1 AND number = ?2 AND closed IS NOT NULL";

/// All has been said of a payment that was called off.
pub async fn look_no_more(database: &impl Database, unpaid: &Unpaid) -> Result<(), StoreError> {
    let statement = statement!(LOOK_NO_MORE, unpaid.org_id, unpaid.number);
    database.batch(vec![statement]).await.map(drop)
}

// A trip to a manual system that is open keeps it open, until that is decided; the banks have said all.
const CLOSE: &str = "UPDATE payment SET look_at_ms = NULL, closed = iif(EXISTS (SELECT 1 FROM manual_payment m
      WHERE m.org_id = payment.org_id AND m.number = payment.number AND m.state = 'open'), NULL, 'expired')
    WHERE org_id = ?1 AND number = ?2 AND authorised_minor = 0 AND closed IS NULL AND expires_at_ms <= ?3 RETURNING closed";
const JOURNAL: &str = concat!("INSERT INTO journal (org_id, seq, at_ms, actor, action, subject)
    SELECT ?1, ", next_journal!(), ", ?3, 'system', 'payment_expired', 'payment:' || p.number
    FROM payment p WHERE p.org_id = ?1 AND p.number = ?2 AND p.closed = 'expired'
      AND NOT EXISTS (SELECT 1 FROM event e INDEXED BY event_by_payment WHERE e.org_id = ?1 AND e.number = ?2 AND e.type = 'payment.expired')");
const TELL: &str = concat!(
    "INSERT INTO event (org_id, seq, event_id, mode, type, number, body, occurred_at_ms)
     SELECT ?1, ",
    next_event!(),
    ", ?3, p.mode, e.type, p.number, ",
    event_body!("?3", "?4", "?5", "NULL"),
    ", ?6
     FROM payment p JOIN (SELECT 'payment.expired' AS type) AS e
     LEFT JOIN attempt a ON a.org_id = p.org_id AND a.number = p.number AND a.attempt =
       (SELECT max(x.attempt) FROM attempt x WHERE x.org_id = p.org_id AND x.number = p.number)
     WHERE p.org_id = ?1 AND p.number = ?2 AND p.closed = 'expired'
       AND NOT EXISTS (SELECT 1 FROM event x INDEXED BY event_by_payment WHERE x.org_id = ?1 AND x.number = ?2 AND x.type = 'payment.expired')"
);

/// Ends the life of an unpaid payment, once; answers whether it ended now.
pub async fn expire(
    database: &impl Database,
    unpaid: &Unpaid,
    merchant_event_id: &str,
    occurred_at: &str,
    scale: i64,
    now_ms: i64,
) -> Result<bool, StoreError> {
    let (org, number) = (unpaid.org_id, unpaid.number);
    let statements = vec![
        statement!(CLOSE, org, number, now_ms),
        statement!(JOURNAL, org, number, now_ms),
        statement!(TELL, org, number, merchant_event_id, occurred_at, scale, now_ms),
    ];
    let mut answers = Answers::of(database.batch(statements).await?);
    let closed: Option<Closed> = answers.next()?.first()?;
    Ok(closed.is_some_and(|payment| payment.closed.is_some()))
}

row! {
    struct Closed {
        closed: Option<String>,
    }
}
