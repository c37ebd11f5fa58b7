//! Registers: what was booked on a day and is in none yet goes into the next one. Two that are made at once want the same
//! place in the day's sequence; the schema gives it to one, and the other's batch is nothing.

use ::store::{Database, Statement, StoreError, statement};
use serde::Serialize;

/// Most operations of one register; a further one lists the rest.
const LINES_MAX: u32 = 1_000;

::store::row! {
    /// A booked operation, as registers list it.
    #[derive(Debug, Clone, Serialize)]
    pub(crate) struct Line {
        pub(crate) operation_id: String,
        pub(crate) operation_key: Option<String>,
        pub(crate) payment_id: String,
        pub(crate) reference: String,
        pub(crate) kind: String,
        pub(crate) amount_minor: i64,
        pub(crate) currency: String,
        pub(crate) fee_minor: i64,
    }
}

::store::row! {
    /// A register that was made.
    #[derive(Debug, Clone, Serialize)]
    pub(crate) struct Made {
        pub(crate) register_id: String,
        pub(crate) lines: i64,
    }
}

::store::row! {
    struct Last {
        register_id: Option<String>,
        lines: Option<i64>,
        sequence: Option<i64>,
        fee_percent: String,
    }
}

/// What the next register of a day is to be made of.
#[derive(Debug)]
pub(crate) struct Draft {
    /// The one before.
    pub(crate) last: Option<Made>,
    /// Its place, from 1.
    pub(crate) sequence: i64,
    /// What the bank keeps of captures.
    pub(crate) fee_percent: String,
    /// Oldest first.
    pub(crate) lines: Vec<Line>,
}

::store::row! {
    /// A terminal's day with operations that are in no register.
    #[derive(Debug, Clone, Copy)]
    pub(crate) struct Unsettled {
        pub(crate) terminal_number: i64,
        pub(crate) day: i64,
    }
}

const UNSETTLED: &str = "SELECT DISTINCT terminal_number, booked_at_ms / 86400000 AS day FROM operation
    WHERE register_id IS NULL AND booked_at_ms < ?1 LIMIT CAST(?2 AS INTEGER)";
const LAST: &str = "SELECT r.register_id, r.lines, r.sequence, t.fee_percent FROM terminal t
    LEFT JOIN register r ON r.terminal_number = t.terminal_number AND r.day = ?2
    WHERE t.terminal_number = ?1 ORDER BY r.sequence DESC LIMIT 1";
const LINES: &str = "SELECT o.operation_id, o.idempotency_key AS operation_key, o.payment_id, p.reference, o.kind, o.amount_minor, p.currency, o.fee_minor
    FROM operation o JOIN payment p ON p.payment_id = o.payment_id
    WHERE o.register_id IS NULL AND o.booked_at_ms >= ?2 AND o.booked_at_ms < ?3 AND o.terminal_number = ?1
    ORDER BY o.booked_at_ms LIMIT CAST(?4 AS INTEGER)";

/// Days before an instant that are not settled.
pub(crate) async fn unsettled(
    database: &impl Database,
    before_ms: i64,
    limit: u32,
) -> Result<Vec<Unsettled>, StoreError> {
    super::last(database.batch(vec![statement!(UNSETTLED, before_ms, limit)]).await?)?.all()
}

/// What is in no register of a terminal's day yet, and which one is next. `None`: there is no such terminal.
pub(crate) async fn draft(
    database: &impl Database,
    of: Unsettled,
    start_ms: i64,
    end_ms: i64,
) -> Result<Option<Draft>, StoreError> {
    let statements = vec![
        statement!(LAST, of.terminal_number, of.day),
        statement!(LINES, of.terminal_number, start_ms, end_ms, LINES_MAX),
    ];
    let mut answers = database.batch(statements).await?;
    let lines = answers.pop().unwrap_or_default().all()?;
    let last: Option<Last> = super::last(answers)?.first()?;
    Ok(last.map(|last| Draft {
        sequence: last.sequence.unwrap_or(0).saturating_add(1),
        last: last
            .register_id
            .zip(last.lines)
            .map(|(register_id, lines)| Made { register_id, lines }),
        fee_percent: last.fee_percent,
        lines,
    }))
}

/// A register to be written.
#[derive(Debug)]
pub(crate) struct Register<'a> {
    pub(crate) register_id: &'a str,
    pub(crate) of: Unsettled,
    pub(crate) sequence: i64,
    pub(crate) lines: &'a [Line],
    /// Event and body of each page.
    pub(crate) pages: &'a [(String, String)],
    pub(crate) due_at_ms: i64,
    pub(crate) now_ms: i64,
}

const MAKE: &str = "INSERT INTO register (register_id, terminal_number, day, sequence, lines, created_at_ms) VALUES (?1, ?2, ?3, ?4, ?5, ?6)";
const LIST: &str = "UPDATE operation SET register_id = ?1 WHERE operation_id IN (SELECT value FROM json_each(?2)) AND register_id IS NULL";
// Told where its first payment's events are told: a terminal has one desk.
const TELL: &str = "INSERT INTO callback (event_id, terminal_number, callback_url, type, body, due_at_ms, created_at_ms)
    SELECT ?1, p.terminal_number, p.callback_url, 'settlement.register', ?3, ?4, ?5 FROM payment p WHERE p.payment_id = ?2";

/// Writes a register with the events of its pages. False: another has taken its place.
pub(crate) async fn write(database: &impl Database, register: &Register<'_>) -> Result<bool, StoreError> {
    let operations: Vec<&str> = register.lines.iter().map(|line| line.operation_id.as_str()).collect();
    let operations = serde_json::to_string(&operations).map_err(|error| StoreError::Decode(error.to_string()))?;
    let payment_id = register.lines.first().map(|line| line.payment_id.as_str());
    let count = i64::try_from(register.lines.len()).unwrap_or(i64::MAX);
    let mut statements = vec![
        statement!(
            MAKE,
            register.register_id,
            register.of.terminal_number,
            register.of.day,
            register.sequence,
            count,
            register.now_ms
        ),
        statement!(LIST, register.register_id, operations),
    ];
    statements.extend(register.pages.iter().map(|page| tell(register, payment_id, page)));
    match database.batch(statements).await {
        Ok(_) => Ok(true),
        Err(StoreError::Constraint(_)) => Ok(false),
        Err(error) => Err(error),
    }
}

fn tell(register: &Register<'_>, payment_id: Option<&str>, (event_id, body): &(String, String)) -> Statement {
    statement!(TELL, event_id, payment_id, body, register.due_at_ms, register.now_ms)
}
