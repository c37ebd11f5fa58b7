//! Operations on a payment's money: begun, asked for at the bank, decided. What an operation does to sums and ledger is the
//! schema's (`schema/0003_operations.sql`), as is the refusal of what does not fit.

use crate::{
    Database, Statement, StoreError,
    events::{amount_text, event_body, next_event, operation_data},
    port::Answers,
    row, statement,
};

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
    /// An operation with all that asking the bank for it needs.
    #[derive(Debug, Clone)]
    #[expect(missing_docs, reason = "columns are documented in schema/")]
    pub struct Pending {
        pub org_id: i64,
        pub number: i64,
        pub operation: i64,
        pub kind: String,
        pub state: String,
        pub amount_minor: i64,
        pub currency: String,
        pub idempotency_key: String,
        pub surplus: i64,
        pub bank_reference: Option<String>,
        pub asked: i64,
        pub asked_at_ms: Option<i64>,
        pub created_at_ms: i64,
        pub decided_at_ms: Option<i64>,
        pub reason: Option<String>,
        pub code: Option<String>,
        pub lines: Option<String>,
        pub bank_operation: Option<String>,
        pub terminal_id: String,
        pub acquirer: String,
        pub credentials: String,
        pub fees: String,
        pub fee_returned: i64,
        /// Of the payment: its fee, what was captured, what was refunded, what was asked, its status.
        pub fee_minor: i64,
        pub captured_minor: i64,
        pub refunded_minor: i64,
        pub payment_minor: i64,
        pub money: String,
    }
}

macro_rules! pending_columns {
    () => {
        "o.org_id, o.number, o.operation, o.kind, o.state, o.amount_minor, o.currency, o.idempotency_key, o.surplus, o.bank_reference, o.asked,
         o.asked_at_ms, o.created_at_ms, o.decided_at_ms, o.reason, o.code, o.lines, o.bank_operation, t.terminal_id, t.acquirer, t.credentials, t.fee_returned,
         (SELECT json_group_array(json_array(f.currency, f.service_percent, f.bank_percent, f.minimum_minor))
            FROM terminal_fee f WHERE f.org_id = t.org_id AND f.terminal_id = t.terminal_id) AS fees,
         COALESCE(p.fee_minor, 0) AS fee_minor, p.captured_minor, p.refunded_minor, p.amount_minor AS payment_minor, p.money
         FROM operation o JOIN payment p ON p.org_id = o.org_id AND p.number = o.number
         JOIN attempt a ON a.org_id = o.org_id AND a.number = o.number AND a.attempt = o.attempt
         JOIN terminal t ON t.org_id = a.org_id AND t.terminal_id = a.terminal_id"
    };
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

// The money to act on is that of the payment's own hold or capture; an amount left open is all that is left of it. A key
// that is in use starts nothing.
const BEGIN: &str = "INSERT INTO operation (org_id, number, operation, attempt, kind, state, actor, amount_minor, currency, idempotency_key, reason, lines,
      bank_reference, asked, asked_at_ms, due_at_ms, created_at_ms)
    SELECT p.org_id, p.number, (SELECT max(x.operation) FROM operation x WHERE x.org_id = p.org_id AND x.number = p.number) + 1, s.attempt, ?3, 'sent', ?4,
      COALESCE(CAST(?5 AS INTEGER), iif(?3 = 'refund', p.captured_minor - p.refunded_minor - p.charged_back_minor - p.refund_reserved_minor,
        p.authorised_minor - p.voided_minor - p.void_reserved_minor)), COALESCE(?6, p.currency), ?7, ?8, ?9, s.bank_reference, 1, ?10, ?11, ?10
    FROM payment p
    JOIN operation s ON s.org_id = p.org_id AND s.number = p.number AND s.kind = iif(?3 = 'refund', 'capture', 'authorise')
      AND s.state = 'done' AND s.surplus = 0
    WHERE p.org_id = ?1 AND p.number = ?2 AND p.mode = COALESCE(?15, p.mode)
      AND COALESCE(CAST(?5 AS INTEGER), iif(?3 = 'refund', p.captured_minor - p.refunded_minor - p.charged_back_minor - p.refund_reserved_minor,
        p.authorised_minor - p.voided_minor - p.void_reserved_minor)) > 0
      AND NOT EXISTS (SELECT 1 FROM idempotency i WHERE i.org_id = ?1 AND i.scope = ?12 AND i.key = ?13 AND i.created_at_ms >= ?14)
      -- Lines were counted before: not if another refund by line came in between. Part of a cart has lines.
      AND iif(?9 IS NOT NULL, ?16 = (SELECT 1000 * COALESCE(max(x.operation), 0) + COALESCE(sum(x.state <> 'refused'), 0) FROM operation x
        WHERE x.org_id = ?1 AND x.number = ?2 AND x.lines IS NOT NULL),
        ?3 <> 'refund' OR p.cart = '[]' OR COALESCE(CAST(?5 AS INTEGER), p.captured_minor) >= p.captured_minor - p.refunded_minor - p.charged_back_minor - p.refund_reserved_minor)
    ORDER BY s.operation LIMIT 1";
const CLAIM_KEY: &str = "INSERT INTO idempotency (org_id, scope, key, request_hash, run, number, operation, state, created_at_ms)
    SELECT o.org_id, ?3, ?4, ?5, ?2, o.number, o.operation, 'done', ?6 FROM operation o WHERE o.org_id = ?1 AND o.idempotency_key = ?2
    ON CONFLICT (org_id, scope, key) DO UPDATE SET request_hash = excluded.request_hash, run = excluded.run, number = excluded.number,
      operation = excluded.operation, state = excluded.state, created_at_ms = excluded.created_at_ms";
const JOURNAL_BEGUN: &str = "INSERT INTO journal (org_id, seq, at_ms, actor, action, subject, detail)
    SELECT o.org_id, COALESCE((SELECT seq FROM journal WHERE org_id = ?1 ORDER BY seq DESC LIMIT 1), 0) + 1, ?3, o.actor, o.kind || '_asked',
      'payment:' || o.number, json_object('operation', o.operation, 'amount_minor', o.amount_minor, 'currency', o.currency, 'reason', o.reason)
    FROM operation o WHERE o.org_id = ?1 AND o.idempotency_key = ?2";
const SUMS: &str = "SELECT currency, cart, authorised_minor, voided_minor, captured_minor, refunded_minor, charged_back_minor, capture_reserved_minor,
      void_reserved_minor, refund_reserved_minor, disputes_open
    FROM payment WHERE org_id = ?1 AND number = ?2 AND mode = COALESCE(?3, mode)";
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

const CART: &str = "SELECT p.cart, p.currency, (SELECT 1000 * COALESCE(max(x.operation), 0) + COALESCE(sum(x.state <> 'refused'), 0) FROM operation x
      WHERE x.org_id = ?1 AND x.number = ?2 AND x.lines IS NOT NULL) AS refunds,
    EXISTS (SELECT 1 FROM idempotency i WHERE i.org_id = ?1 AND i.scope = ?4 AND i.key = ?5 AND i.created_at_ms >= ?6) AS key_known
    FROM payment p WHERE p.org_id = ?1 AND p.number = ?2 AND p.mode = COALESCE(?3, p.mode)";
const REFUNDED_LINES: &str =
    "SELECT lines FROM operation WHERE org_id = ?1 AND number = ?2 AND lines IS NOT NULL AND state <> 'refused'";

/// A cart and what was refunded of it.
#[derive(Debug, Clone)]
pub struct CartSoFar {
    /// JSON array.
    pub cart: String,
    /// ISO 4217 code.
    pub currency: String,
    /// Which refunds by line there were: the last one's number and how many stand, as one number that any change changes.
    pub refunds: i64,
    /// Their lines, each a JSON array of [line, quantity, minor units].
    pub lines: Vec<String>,
    /// Whether the key stands for a request already.
    pub key_known: bool,
}

row! {
    struct CartRow {
        cart: String,
        currency: String,
        refunds: i64,
        key_known: i64,
    }
}

row! {
    struct LinesRow {
        lines: String,
    }
}

/// Reads what a refund by line is counted from.
pub async fn cart_so_far(
    database: &impl Database,
    number: i64,
    key: &ScopedKey,
) -> Result<Option<CartSoFar>, StoreError> {
    let statements = vec![
        statement!(
            CART,
            key.org_id,
            number,
            key.mode.as_ref(),
            &key.scope,
            &key.key,
            key.keys_since_ms
        ),
        statement!(REFUNDED_LINES, key.org_id, number),
    ];
    let mut answers = Answers::of(database.batch(statements).await?);
    let cart: Option<CartRow> = answers.next()?.first()?;
    let lines: Vec<LinesRow> = answers.next()?.all()?;
    Ok(cart.map(|cart| CartSoFar {
        cart: cart.cart,
        currency: cart.currency,
        refunds: cart.refunds,
        lines: lines.into_iter().map(|row| row.lines).collect(),
        key_known: cart.key_known == 1,
    }))
}

// Claimed until `?2`: whoever dies with it leaves it to the next tick.
const CLAIM: &str = "UPDATE operation SET due_at_ms = ?2, asked = asked + 1, asked_at_ms = COALESCE(asked_at_ms, ?4)
    WHERE (org_id, number, operation) IN (SELECT org_id, number, operation FROM operation
      WHERE due_at_ms <= ?1 ORDER BY due_at_ms LIMIT CAST(?3 AS INTEGER))";
const CLAIMED: &str = concat!(
    "SELECT ",
    pending_columns!(),
    " WHERE (o.org_id, o.number, o.operation) IN (SELECT org_id, number, operation FROM operation
        WHERE due_at_ms = ?1 ORDER BY due_at_ms LIMIT CAST(?2 AS INTEGER))"
);

/// Claims operations that are due until some instant, which must be this tick's own.
pub async fn claim(
    database: &impl Database,
    due_ms: i64,
    until_ms: i64,
    limit: u32,
    now_ms: i64,
) -> Result<Vec<Pending>, StoreError> {
    let statements = vec![
        statement!(CLAIM, due_ms, until_ms, limit, now_ms),
        statement!(CLAIMED, until_ms, limit),
    ];
    Answers::of(database.batch(statements).await?).last()?.all()
}

/// What a bank decided of an operation, or that it has not yet.
#[derive(Debug, Clone)]
pub struct Decided {
    /// `done`, `refused`, `sent` or `unknown`.
    pub state: &'static str,
    /// Why it was refused.
    pub code: Option<String>,
    /// The bank's id of the operation.
    pub bank_operation: Option<String>,
    /// A capture's fee, the bank's part of it; what a refund gives back of the fee.
    pub fee_minor: i64,
    /// See above.
    pub bank_fee_minor: i64,
    /// When to look again, where it is not final.
    pub due_at_ms: i64,
    /// Random.
    pub run: String,
    /// The event's id, if merchants are to be told.
    pub merchant_event_id: String,
    /// RFC 3339.
    pub occurred_at: String,
    /// How many minor units make one of the currency.
    pub scale: i64,
    /// Who decided, as the journal names it: `system`, or a person who recorded it as done.
    pub actor: String,
    /// What that person gave.
    pub evidence: Option<String>,
    /// Now.
    pub now_ms: i64,
}

/// What a refund gives back of the fee where only the database knows the sums: what is due for all that is refunded after it,
/// less what was given back before it; nothing where the terminal keeps fees. (`domain::fee::returned` where the sums are at
/// hand; beyond 2^63 SQLite would count in floating point, and what is left of the fee bounds it.)
macro_rules! fee_back {
    ($org:literal, $number:literal, $attempt:literal, $minor:literal) => {
        concat!(
            "COALESCE((SELECT max(0, CAST(iif(p.refunded_minor + ",
            $minor,
            " >= p.captured_minor, p.fee_minor,
               (2 * p.fee_minor * (p.refunded_minor + ",
            $minor,
            ") + p.captured_minor) / (2 * p.captured_minor)) AS INTEGER) - p.fee_returned_minor)
             FROM payment p JOIN attempt a ON a.org_id = p.org_id AND a.number = p.number AND a.attempt = ",
            $attempt,
            "
             JOIN terminal t ON t.org_id = a.org_id AND t.terminal_id = a.terminal_id AND t.fee_returned = 1
             WHERE p.org_id = ",
            $org,
            " AND p.number = ",
            $number,
            "), 0)"
        )
    };
}
pub(crate) use fee_back;

// By the key, which the bank gives back. A callback decides only where it counts (`?12`, `?13`: its terminal and event), and
// then may correct a refusal, as may a person with evidence (`?11`). Several refunds give back no more than the whole fee, and all of it with the last.
const DECIDE: &str = concat!("UPDATE operation SET run = ?4, code = ?5, bank_operation = COALESCE(?6, bank_operation), evidence = COALESCE(?11, evidence),
      asked_at_ms = COALESCE(asked_at_ms, ?9),
      fee_minor = CASE WHEN ?3 <> 'done' OR surplus = 1 OR kind NOT IN ('capture', 'refund') THEN fee_minor
        WHEN kind = 'refund' AND ?12 IS NOT NULL THEN ", fee_back!("operation.org_id", "operation.number", "operation.attempt", "operation.amount_minor"), "
        WHEN kind = 'capture' OR ?7 = 0 THEN CAST(?7 AS INTEGER)
        ELSE (SELECT iif(p.refunded_minor + operation.amount_minor >= p.captured_minor, COALESCE(p.fee_minor, 0) - p.fee_returned_minor,
          min(CAST(?7 AS INTEGER), COALESCE(p.fee_minor, 0) - p.fee_returned_minor)) FROM payment p WHERE p.org_id = operation.org_id AND p.number = operation.number) END,
      bank_fee_minor = iif(?3 = 'done' AND kind = 'capture' AND surplus = 0, CAST(?8 AS INTEGER), 0),
      due_at_ms = iif(?3 IN ('done', 'refused'), NULL, CAST(?10 AS INTEGER)), decided_at_ms = iif(?3 IN ('done', 'refused'), CAST(?9 AS INTEGER), NULL),
      state = ?3
    WHERE org_id = ?1 AND idempotency_key = ?2 AND (decided_at_ms IS NULL OR (state = 'refused' AND COALESCE(?12, ?11) IS NOT NULL))
      AND (?12 IS NULL OR EXISTS (SELECT 1 FROM callback c WHERE c.org_id = ?1 AND c.terminal_id = ?12 AND c.event_id = ?13 AND c.run = ?4
        AND c.outcome IN ('settled', 'late')))");
/// How long a refund may be undecided before somebody should look, in milliseconds.
const STUCK_AFTER_MS: i64 = 3_600_000;
const ATTEMPT: &str =
    "UPDATE attempt SET state = 'captured', finished_at_ms = COALESCE(finished_at_ms, ?4) FROM operation o
    WHERE o.org_id = ?1 AND o.idempotency_key = ?2 AND o.run = ?3 AND o.kind = 'capture' AND o.state = 'done'
      AND attempt.org_id = o.org_id AND attempt.number = o.number AND attempt.attempt = o.attempt";
const FLAG: &str = "UPDATE payment SET attention = CASE WHEN o.state = 'refused' THEN iif(o.kind = 'refund', 'refund_refused', 'operation_refused')
      WHEN o.decided_at_ms IS NULL AND o.kind = 'refund' AND o.created_at_ms <= ?4 THEN COALESCE(payment.attention, 'refund_stuck')
      WHEN o.state = 'done' AND payment.attention IN ('refund_refused', 'refund_stuck', 'operation_refused') THEN NULL ELSE payment.attention END
    FROM operation o WHERE o.org_id = ?1 AND o.idempotency_key = ?2 AND o.run = ?3 AND o.surplus = 0
      AND payment.org_id = o.org_id AND payment.number = o.number";
const NOTIFY: &str = "INSERT INTO notification (org_id, notification, kind, subject, created_at_ms)
    SELECT o.org_id, 'operation:' || o.number || ':' || o.operation || ':refused', o.kind || '_refused', 'payment:' || o.number, ?4
    FROM operation o WHERE o.org_id = ?1 AND o.idempotency_key = ?2 AND o.run = ?3 AND o.state = 'refused' ON CONFLICT DO NOTHING";
const NOTIFY_STUCK: &str = "INSERT INTO notification (org_id, notification, kind, subject, created_at_ms)
    SELECT o.org_id, 'operation:' || o.number || ':' || o.operation || ':stuck', 'refund_stuck', 'payment:' || o.number, ?4
    FROM operation o WHERE o.org_id = ?1 AND o.idempotency_key = ?2 AND o.run = ?3 AND o.decided_at_ms IS NULL AND o.kind = 'refund' AND o.created_at_ms <= ?5
    ON CONFLICT DO NOTHING";
const JOURNAL: &str = "INSERT INTO journal (org_id, seq, at_ms, actor, action, subject, detail)
    SELECT o.org_id, COALESCE((SELECT seq FROM journal WHERE org_id = ?1 ORDER BY seq DESC LIMIT 1), 0) + 1, ?4, ?5,
      iif(o.surplus = 1, 'second_success_', '') || o.kind || '_' || o.state, 'payment:' || o.number,
      json_object('operation', o.operation, 'amount_minor', o.amount_minor, 'currency', o.currency, 'code', o.code, 'evidence', o.evidence)
    FROM operation o WHERE o.org_id = ?1 AND o.idempotency_key = ?2 AND o.run = ?3 AND (o.decided_at_ms IS NOT NULL OR o.asked <= 1)";
const TELL: &str = concat!(
    "INSERT INTO event (org_id, seq, event_id, mode, type, number, body, occurred_at_ms)
     SELECT ?1, ", next_event!(), ", ?4, p.mode, e.type, p.number, ",
    event_body!("?4", "?5", "?6", operation_data!("?6")),
    ", ?7
     FROM operation o
     JOIN payment p ON p.org_id = o.org_id AND p.number = o.number
     JOIN attempt a ON a.org_id = o.org_id AND a.number = o.number AND a.attempt = o.attempt
     JOIN (SELECT 'capture' AS kind, 'done' AS state, NULL AS money, 'payment.captured' AS type
       UNION ALL VALUES ('void', 'done', 'cancelled', 'payment.cancelled'), ('refund', 'done', 'refunded', 'payment.refunded'),
         ('refund', 'done', 'partially_refunded', 'payment.partially_refunded'), ('refund', 'done', 'refunding', 'payment.partially_refunded'),
         ('refund', 'refused', NULL, 'payment.refund_refused')) AS e
       ON e.kind = o.kind AND e.state = o.state AND p.money = COALESCE(e.money, p.money)
     WHERE o.org_id = ?1 AND o.idempotency_key = ?2 AND o.run = ?3 AND o.surplus = 0"
);
const AFTER: &str = concat!(
    "SELECT ",
    pending_columns!(),
    " WHERE o.org_id = ?1 AND o.idempotency_key = ?2"
);
const TOLD: &str = "SELECT count(*) AS postbacks FROM postback WHERE org_id = ?1 AND event_id = ?2";

/// The statements that record a decision, on a callback's word if it names one (terminal, event).
pub(crate) fn deciding(org: i64, key: &str, decided: &Decided, callback: Option<(&str, &str)>) -> Vec<Statement> {
    let (run, now) = (&decided.run, decided.now_ms);
    vec![
        statement!(
            DECIDE,
            org,
            key,
            decided.state,
            run,
            decided.code.as_ref(),
            decided.bank_operation.as_ref(),
            decided.fee_minor,
            decided.bank_fee_minor,
            now,
            decided.due_at_ms,
            decided.evidence.as_ref(),
            callback.map(|(terminal, _)| terminal),
            callback.map(|(_, event)| event)
        ),
        statement!(ATTEMPT, org, key, run, now),
        statement!(FLAG, org, key, run, now.saturating_sub(STUCK_AFTER_MS)),
        statement!(NOTIFY, org, key, run, now),
        statement!(NOTIFY_STUCK, org, key, run, now, now.saturating_sub(STUCK_AFTER_MS)),
        statement!(JOURNAL, org, key, run, now, &decided.actor),
        statement!(
            TELL,
            org,
            key,
            run,
            &decided.merchant_event_id,
            &decided.occurred_at,
            decided.scale,
            now
        ),
    ]
}

row! {
    struct Told {
        postbacks: i64,
    }
}

/// Records what a bank decided; answers the operation as it is then, and whether merchants are to be told. One round trip.
pub async fn decide(
    database: &impl Database,
    pending: &Pending,
    decided: &Decided,
) -> Result<(Pending, bool), StoreError> {
    let (org, key) = (pending.org_id, &pending.idempotency_key);
    let mut statements = deciding(org, key, decided, None);
    let skipped = statements.len();
    statements.push(statement!(AFTER, org, key));
    statements.push(statement!(TOLD, org, &decided.merchant_event_id));
    let mut answers = Answers::of(database.batch(statements).await?).skip(skipped)?;
    let after = answers.next()?.first()?;
    let told: Option<Told> = answers.next()?.first()?;
    let after = after.ok_or_else(|| StoreError::Decode("the operation is gone".to_owned()))?;
    Ok((after, told.is_some_and(|told| told.postbacks > 0)))
}

const REFUNDS: &str = concat!(
    "SELECT ",
    pending_columns!(),
    " WHERE o.org_id = ?1 AND o.number = ?2 AND o.kind = 'refund' AND o.surplus = 0 AND p.mode = ?3 ORDER BY o.operation LIMIT 500"
);
const KNOWN: &str = "SELECT 1 AS known FROM payment WHERE org_id = ?1 AND number = ?2 AND mode = ?3";

/// The refunds of a payment, oldest first; empty if there is no such payment.
pub async fn refunds(
    database: &impl Database,
    org_id: i64,
    number: i64,
    mode: &str,
) -> Result<Option<Vec<Pending>>, StoreError> {
    let statements = vec![
        statement!(KNOWN, org_id, number, mode),
        statement!(REFUNDS, org_id, number, mode),
    ];
    let mut answers = Answers::of(database.batch(statements).await?);
    let known = !answers.next()?.0.is_empty();
    let refunds = answers.next()?.all()?;
    Ok(known.then_some(refunds))
}

const ONE: &str = concat!(
    "SELECT ",
    pending_columns!(),
    " WHERE o.org_id = ?1 AND o.number = ?2 AND o.operation = ?3"
);

/// One operation of a payment.
pub async fn one(
    database: &impl Database,
    org_id: i64,
    number: i64,
    operation: i64,
) -> Result<Option<Pending>, StoreError> {
    Answers::of(database.batch(vec![statement!(ONE, org_id, number, operation)]).await?)
        .last()?
        .first()
}
