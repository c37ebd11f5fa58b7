//! Personal data is erased by each organisation's rule: from where people worked; e-mail addresses and phones of payments and invoices;
//! all that is known of clients who have been idle for so long, with what was noted of them; comments and receipts of manual payments that
//! were decided so long ago. A piece at a time, told to the journal in the batch that erases it.

use crate::{Database, StoreError, port::Answers, row, sql::next_journal, statement};

row! {
    /// An organisation with something to erase.
    #[derive(Debug, Clone, Copy, PartialEq, Eq)]
    pub struct Due {
        /// The organisation; 0 is the platform, which keeps origins for a year.
        pub org_id: i64,
        /// What is of this time and before is erased.
        pub until_ms: i64,
    }
}

// ?1: the beginning of the day.
const DUE: &str = "SELECT d.org_id, d.until_ms FROM (
      SELECT 0 AS org_id, CAST(?1 AS INTEGER) - 365 * 86400000 AS until_ms, 0 AS erased_number, 0 AS erased_clients_ms
      UNION ALL SELECT o.org_id, CAST(?1 AS INTEGER) - o.personal_days * 86400000, o.erased_number, o.erased_clients_ms FROM organisation o
        WHERE o.org_id > 0 AND o.personal_days IS NOT NULL) d
    WHERE (SELECT x.at_ms FROM origin x WHERE x.org_id = d.org_id ORDER BY x.at_ms LIMIT 1) <= d.until_ms
      OR (SELECT p.created_at_ms FROM payment p WHERE p.org_id = d.org_id AND p.number > d.erased_number ORDER BY p.number LIMIT 1) <= d.until_ms
      OR (SELECT c.active_at_ms FROM client c WHERE c.org_id = d.org_id AND c.active_at_ms > d.erased_clients_ms ORDER BY c.active_at_ms LIMIT 1) <= d.until_ms
      OR (SELECT m.decided_at_ms FROM manual_payment m INDEXED BY manual_payment_to_forget WHERE m.org_id = d.org_id AND m.decided_at_ms > 0
        AND (m.comment <> '' OR m.decision_comment <> '' OR m.receipt IS NOT NULL) ORDER BY m.decided_at_ms LIMIT 1) <= d.until_ms
      OR (SELECT i.needed_until_ms FROM invoice i INDEXED BY invoice_to_forget WHERE i.org_id = d.org_id AND (i.email IS NOT NULL OR i.phone IS NOT NULL)
        ORDER BY i.needed_until_ms LIMIT 1) <= d.until_ms
    LIMIT CAST(?2 AS INTEGER)";

/// Organisations with something to erase, at most so many.
pub async fn due(database: &impl Database, day_begins_ms: i64, limit: u32) -> Result<Vec<Due>, StoreError> {
    let rows = database.batch(vec![statement!(DUE, day_begins_ms, limit)]).await?;
    Answers::of(rows).last()?.all()
}

/// The origins of a piece: `?2` is the time, at most 500.
macro_rules! origins {
    () => {
        "SELECT x.origin FROM origin x WHERE x.org_id = ?1 AND x.at_ms <= ?2 ORDER BY x.at_ms LIMIT 500"
    };
}

/// The last payment of a piece: of the next 500, those made by then.
macro_rules! last_payment {
    () => {
        "(SELECT max(n.number) FROM (SELECT q.number, q.created_at_ms FROM payment q WHERE q.org_id = ?1
            AND q.number > (SELECT g.erased_number FROM organisation g WHERE g.org_id = ?1) ORDER BY q.number LIMIT 500) n WHERE n.created_at_ms <= ?2)"
    };
}

/// The payments of a piece that hold something to erase.
macro_rules! payments {
    () => {
        concat!(
            "payment WHERE org_id = ?1 AND number > (SELECT g.erased_number FROM organisation g WHERE g.org_id = ?1) AND number <= ",
            last_payment!(),
            " AND (email IS NOT NULL OR phone IS NOT NULL)"
        )
    };
}

/// The invoices of a piece, by when their addresses were last needed: at most 500.
macro_rules! invoices {
    () => {
        "SELECT i.org_id, i.invoice_id FROM invoice i INDEXED BY invoice_to_forget
        WHERE i.org_id = ?1 AND i.needed_until_ms <= ?2 AND (i.email IS NOT NULL OR i.phone IS NOT NULL) ORDER BY i.needed_until_ms LIMIT 500"
    };
}

/// The last activity of a piece's clients: of the next 500, those idle since. (More where several share that time.)
macro_rules! last_activity {
    () => {
        "(SELECT max(n.active_at_ms) FROM (SELECT q.active_at_ms FROM client q WHERE q.org_id = ?1 AND q.active_at_ms <= ?2
            AND q.active_at_ms > (SELECT g.erased_clients_ms FROM organisation g WHERE g.org_id = ?1) ORDER BY q.active_at_ms LIMIT 500) n)"
    };
}

/// The clients of a piece, as `k`.
macro_rules! clients {
    () => {
        concat!(
            "client AS k WHERE k.org_id = ?1 AND k.active_at_ms > (SELECT g.erased_clients_ms FROM organisation g WHERE g.org_id = ?1) AND k.active_at_ms <= ",
            last_activity!()
        )
    };
}

/// The manual payments of a piece, of which comments and receipts are erased: at most 500.
macro_rules! trips {
    ($columns:literal) => {
        concat!("SELECT ", $columns, " FROM manual_payment m INDEXED BY manual_payment_to_forget
        WHERE m.org_id = ?1 AND m.decided_at_ms <= ?2 AND (m.comment <> '' OR m.decision_comment <> '' OR m.receipt IS NOT NULL) ORDER BY m.decided_at_ms LIMIT 500")
    };
}

// Counted before it is done, in the same transaction.
const JOURNAL: &str = concat!(
    "INSERT INTO journal (org_id, seq, at_ms, actor, action, subject, detail)
    SELECT CAST(?1 AS INTEGER), ",
    next_journal!(),
    ", CAST(?3 AS INTEGER), 'system', 'personal_data_erased', 'organisation',
      json_object('origins', c.origins, 'payments', c.payments, 'invoices', c.invoices, 'clients', c.clients, 'comments', c.comments, 'receipts', c.receipts, 'until', ?4)
    FROM (SELECT (SELECT count(*) FROM (",
    origins!(),
    ")) AS origins, (SELECT count(*) FROM (SELECT 1 FROM ",
    payments!(),
    ")) AS payments, (SELECT count(*) FROM (",
    invoices!(),
    ")) AS invoices, (SELECT count(*) FROM (SELECT 1 FROM ",
    clients!(),
    " AND (k.name <> '' OR k.email IS NOT NULL OR k.phone IS NOT NULL OR k.label IS NOT NULL
        OR EXISTS (SELECT 1 FROM client_timeline t WHERE t.org_id = k.org_id AND t.client_id = k.client_id AND t.text IS NOT NULL)))) AS clients,
      (SELECT count(*) FROM (",
    trips!("m.comment, m.decision_comment"),
    ") WHERE comment <> '' OR decision_comment <> '') AS comments, (SELECT count(receipt) FROM (",
    trips!("m.receipt"),
    ")) AS receipts) c WHERE c.origins + c.payments + c.invoices + c.clients + c.comments + c.receipts > 0"
);
const ORIGINS: &str = concat!("DELETE FROM origin WHERE org_id = ?1 AND origin IN (", origins!(), ")");
const PAYMENTS: &str = concat!(
    "UPDATE payment SET email = NULL, phone = NULL WHERE (org_id, number) IN (SELECT org_id, number FROM ",
    payments!(),
    ")"
);
const INVOICES: &str = concat!(
    "UPDATE invoice SET email = NULL, phone = NULL WHERE (org_id, invoice_id) IN (",
    invoices!(),
    ")"
);
const CLIENTS: &str = concat!(
    "UPDATE client SET name = '', email = NULL, phone = NULL, label = NULL WHERE (org_id, client_id) IN (SELECT k.org_id, k.client_id FROM ",
    clients!(),
    ")"
);
const TERMS: &str = concat!(
    "DELETE FROM client_term WHERE (org_id, client_id) IN (SELECT k.org_id, k.client_id FROM ",
    clients!(),
    ")"
);
// That something was noted, when and by whom, stays.
const NOTES: &str = concat!(
    "UPDATE client_timeline SET text = NULL WHERE text IS NOT NULL AND (org_id, client_id) IN (SELECT k.org_id, k.client_id FROM ",
    clients!(),
    ")"
);
// The bytes are deleted after the batch: until then the row tells that they are there.
const FILES: &str = concat!(
    "UPDATE file SET is_dropped = 1 WHERE org_id = ?1 AND file IN (",
    trips!("m.receipt"),
    ")"
);
const TRIPS: &str = concat!(
    "UPDATE manual_payment SET comment = '', decision_comment = '', receipt = NULL WHERE (org_id, number, attempt) IN (",
    trips!("m.org_id, m.number, m.attempt"),
    ")"
);
const DONE: &str = concat!(
    "UPDATE organisation SET erased_until_ms = max(erased_until_ms, CAST(?2 AS INTEGER)), erased_number = max(erased_number, COALESCE(",
    last_payment!(),
    ", 0)), erased_clients_ms = max(erased_clients_ms, COALESCE(",
    last_activity!(),
    ", 0)) WHERE org_id = ?1"
);

/// Erases a piece: at most 500 origins, what at most 500 payments and 500 invoices hold, what is known of about 500 clients, and what at
/// most 500 manual payments hold. `until` is the time of [`Due::until_ms`] in words.
pub async fn piece(database: &impl Database, due: Due, until: &str, now_ms: i64) -> Result<(), StoreError> {
    let (org, until_ms) = (due.org_id, due.until_ms);
    let mut statements = vec![statement!(JOURNAL, org, until_ms, now_ms, until)];
    let pieces = [ORIGINS, PAYMENTS, INVOICES, CLIENTS, TERMS, NOTES, FILES, TRIPS];
    statements.extend(pieces.map(|sql| statement!(sql, org, until_ms)));
    // Last: the others go by where it stands.
    statements.push(statement!(DONE, org, until_ms));
    database.batch(statements).await.map(drop)
}
