//! The beginning of an operation: the intention, committed with the key that the bank will be given.

use super::{
    Pending,
    cart::{cart_paid, lines_mark},
    pending_columns,
};
use crate::{Database, StoreError, port::Answers, row, sql::next_journal, statement};

/// An asker's idempotency key.
#[derive(Debug, Clone)]
pub struct ScopedKey {
    /// The organisation.
    pub org_id: i64,
    /// `live` or `test`; empty where the asker may see both.
    pub mode: Option<String>,
    /// The door and the mode.
    pub scope: String,
    /// The key.
    pub key: String,
    /// Keys older than this are free again.
    pub keys_since_ms: i64,
}

/// An operation that the desk starts.
#[derive(Debug, Clone)]
pub struct NewOperation {
    /// Whose, and which request.
    pub key: ScopedKey,
    /// The payment.
    pub number: i64,
    /// `capture`, `void` or `refund`.
    pub kind: &'static str,
    /// Minor units; empty: everything that is left.
    pub amount_minor: Option<i64>,
    /// Currency of the amount.
    pub currency: Option<String>,
    /// JSON array of [line, quantity, minor units].
    pub lines: Option<String>,
    /// Which refunds by line they were counted after: [`CartSoFar::refunds`].
    pub lines_after: Option<i64>,
    /// Why, in the asker's words.
    pub reason: Option<String>,
    /// Who, as the journal names it.
    pub actor: String,
    /// Hash of the request that the key stands for.
    pub request_hash: String,
    /// Random: names the operation to the bank.
    pub run: String,
    /// Now.
    pub now_ms: i64,
    /// When the janitor takes over.
    pub due_at_ms: i64,
}

row! {
    /// What of a payment decides whether an operation may be started.
    #[derive(Debug, Clone)]
    #[expect(missing_docs, reason = "columns are documented in schema/0002_payments.sql")]
    pub struct Sums {
        pub currency: String,
        pub cart: String,
        pub authorised_minor: i64,
        pub voided_minor: i64,
        pub captured_minor: i64,
        pub refunded_minor: i64,
        pub charged_back_minor: i64,
        pub capture_reserved_minor: i64,
        pub void_reserved_minor: i64,
        pub refund_reserved_minor: i64,
        pub disputes_open: i64,
    }
}

/// The sums of a payment of either mode.
pub async fn sums(database: &impl Database, org_id: i64, number: i64) -> Result<Option<Sums>, StoreError> {
    let statement = statement!(SUMS, org_id, number, None::<i64>);
    Answers::of(database.batch(vec![statement]).await?).last()?.first()
}

/// What became of a request to start an operation.
#[derive(Debug)]
pub struct Begun {
    /// The payment as it is now; empty if there is none.
    pub payment: Option<Sums>,
    /// The operation that the key stands for; empty if none could be begun.
    pub operation: Option<Pending>,
    /// Whether this very request began it.
    pub fresh: bool,
    /// Whether the key stands for another request.
    pub key_reused: bool,
}

/// What is left to refund of payment `p`.
macro_rules! refundable {
    () => {
        "p.captured_minor - p.refunded_minor - p.charged_back_minor - p.refund_reserved_minor"
    };
}
/// The amount asked for (`?5`), or all that is left of what the operation (`?3`) acts on.
macro_rules! amount {
    () => {
        concat!(
            "COALESCE(CAST(?5 AS INTEGER), iif(?3 = 'refund', ",
            refundable!(),
            ", p.authorised_minor - p.voided_minor - p.void_reserved_minor))"
        )
    };
}

// The money to act on is that of the payment's own hold or capture; an amount left open is all that is left of it. A key
// that is in use starts nothing.
const BEGIN: &str = concat!("INSERT INTO operation (org_id, number, operation, attempt, kind, state, actor, amount_minor, currency, idempotency_key, reason, lines,
      bank_reference, asked, asked_at_ms, due_at_ms, created_at_ms)
    SELECT p.org_id, p.number, (SELECT max(x.operation) FROM operation x WHERE x.org_id = p.org_id AND x.number = p.number) + 1, s.attempt, ?3, 'sent', ?4,
      ", amount!(), ", COALESCE(?6, p.currency), ?7, ?8, ?9, s.bank_reference, 1, ?10, ?11, ?10
    FROM payment p
    JOIN operation s ON s.org_id = p.org_id AND s.number = p.number AND s.kind = iif(?3 = 'refund', 'capture', 'authorise')
      AND s.state = 'done' AND s.surplus = 0
    WHERE p.org_id = ?1 AND p.number = ?2 AND p.mode = COALESCE(?15, p.mode)
      AND ", amount!(), " > 0
      AND NOT EXISTS (SELECT 1 FROM idempotency i WHERE i.org_id = ?1 AND i.scope = ?12 AND i.key = ?13 AND i.created_at_ms >= ?14)
      -- Lines were counted before: not if another refund by line came in between. Part of a cart has lines.
      AND iif(?9 IS NOT NULL, ?16 = ", lines_mark!(), ",
        ?3 <> 'refund' OR COALESCE(CAST(?5 AS INTEGER), p.captured_minor) >= ", refundable!(), " OR ", cart_paid!(), " = '[]')
    ORDER BY s.operation LIMIT 1");
const CLAIM_KEY: &str = "INSERT INTO idempotency (org_id, scope, key, request_hash, run, number, operation, state, created_at_ms)
    SELECT o.org_id, ?3, ?4, ?5, ?2, o.number, o.operation, 'done', ?6 FROM operation o WHERE o.org_id = ?1 AND o.idempotency_key = ?2
    ON CONFLICT (org_id, scope, key) DO UPDATE SET request_hash = excluded.request_hash, run = excluded.run, number = excluded.number,
      operation = excluded.operation, state = excluded.state, created_at_ms = excluded.created_at_ms";
const JOURNAL_BEGUN: &str = concat!("INSERT INTO journal (org_id, seq, at_ms, actor, action, subject, detail)
    SELECT o.org_id, ", next_journal!(), ", ?3, o.actor, o.kind || '_asked',
      'payment:' || o.number, json_object('operation', o.operation, 'amount_minor', o.amount_minor, 'currency', o.currency, 'reason', o.reason)
    FROM operation o WHERE o.org_id = ?1 AND o.idempotency_key = ?2");
const SUMS: &str = concat!("SELECT currency, ", cart_paid!(), " AS cart, authorised_minor, voided_minor, captured_minor, refunded_minor, charged_back_minor, capture_reserved_minor,
      void_reserved_minor, refund_reserved_minor, disputes_open
    FROM payment p WHERE org_id = ?1 AND number = ?2 AND mode = COALESCE(?3, mode)");
const OF_KEY: &str = concat!(
    "SELECT ",
    pending_columns!(),
    " JOIN idempotency i ON i.org_id = o.org_id AND i.number = o.number AND i.operation = o.operation
      WHERE i.org_id = ?1 AND i.scope = ?2 AND i.key = ?3 AND i.created_at_ms >= ?4 AND o.org_id = ?1"
);
const KEY: &str = "SELECT request_hash, run, number, operation FROM idempotency WHERE org_id = ?1 AND scope = ?2 AND key = ?3 AND created_at_ms >= ?4";

row! {
    struct Key {
        request_hash: String,
        run: String,
        number: i64,
        operation: Option<i64>,
    }
}

/// Commits the intention to act on a payment's money, with the key that the bank will be given. One round trip.
///
/// # Errors
/// [`StoreError::Constraint`] with a name `operation_*` where the schema refuses it; then nothing was written.
pub async fn begin(database: &impl Database, new: &NewOperation) -> Result<Begun, StoreError> {
    let ScopedKey {
        org_id,
        mode,
        scope,
        key,
        keys_since_ms,
    } = &new.key;
    let statements = vec![
        statement!(
            BEGIN,
            *org_id,
            new.number,
            new.kind,
            &new.actor,
            new.amount_minor,
            new.currency.as_ref(),
            &new.run,
            new.reason.as_ref(),
            new.lines.as_ref(),
            new.now_ms,
            new.due_at_ms,
            scope,
            key,
            *keys_since_ms,
            mode.as_ref(),
            new.lines_after
        ),
        statement!(CLAIM_KEY, *org_id, &new.run, scope, key, &new.request_hash, new.now_ms),
        statement!(JOURNAL_BEGUN, *org_id, &new.run, new.now_ms),
        statement!(SUMS, *org_id, new.number, mode.as_ref()),
        statement!(KEY, *org_id, scope, key, *keys_since_ms),
        statement!(OF_KEY, *org_id, scope, key, *keys_since_ms),
    ];
    let mut answers = Answers::of(database.batch(statements).await?).skip(3)?;
    let payment = answers.next()?.first()?;
    let key: Option<Key> = answers.next()?.first()?;
    let operation = answers.next()?.first()?;
    let same = |key: &Key| key.request_hash == new.request_hash && key.number == new.number && key.operation.is_some();
    Ok(Begun {
        payment,
        fresh: key.as_ref().is_some_and(|key| key.run == new.run),
        operation,
        key_reused: key.is_some_and(|key| !same(&key)),
    })
}
