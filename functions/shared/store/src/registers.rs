//! Settlement registers: what banks pay for, matched with what we booked.

use crate::{Database, StoreError, port::Answers, row, sql::next_journal, statement};

/// A page of a register.
#[derive(Debug)]
pub struct Page<'a> {
    /// The organisation.
    pub org_id: i64,
    /// The terminal.
    pub terminal_id: &'a str,
    /// `live` or `test`.
    pub mode: &'a str,
    /// The page's event id.
    pub event_id: &'a str,
    /// The register's id.
    pub register: &'a str,
    /// `YYYY-MM-DD`.
    pub day: &'a str,
    /// Counted from 1.
    pub page: u32,
    /// Pages in all.
    pub pages: u32,
    /// JSON array of [bank's operation, our key, bank's payment, reference, number, attempt, kind, minor units, currency, fee].
    pub lines: &'a str,
    /// Now.
    pub now_ms: i64,
}

const PAGE: &str =
    "INSERT INTO register_page (org_id, terminal_id, register, page, pages, event_id, day, received_at_ms)
    VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8) ON CONFLICT DO NOTHING RETURNING page";
// Ours by the key that the bank had from us; its own by its id of the operation, or where it gave none by its payment. A won
// chargeback's line has an id of its own, which its operation, begun by the chargeback, has not. What was settled before, or
// by a line above, is not settled again.
const LINES: &str = "INSERT INTO register_line (org_id, terminal_id, register, page, line, bank_operation, bank_reference, reference, kind, amount_minor, currency,
      fee_minor, number, operation, outcome)
    SELECT g.org_id, g.terminal_id, g.register, g.page, l.key, l.value ->> 0, l.value ->> 2, l.value ->> 3, l.value ->> 6, l.value ->> 7, l.value ->> 8,
      l.value ->> 9, o.number, o.operation, CASE
        WHEN o.number IS NULL THEN 'unknown'
        WHEN row_number() OVER same > 1 THEN iif(first_value(l.value ->> 0) OVER same = l.value ->> 0, 'repeated', 'unknown')
        WHEN EXISTS (SELECT 1 FROM register_line x WHERE x.org_id = o.org_id AND x.number = o.number AND x.operation = o.operation AND x.kind = l.value ->> 6
          AND x.outcome IN ('matched', 'fee_differs')) THEN 'repeated'
        -- A fee above the amount is no fee that anybody agreed to: nothing of the line is posted.
        WHEN o.amount_minor <> l.value ->> 7 OR o.currency <> l.value ->> 8 OR (l.value ->> 9 > l.value ->> 7 AND l.value ->> 9 > o.fee_minor) THEN 'amount_differs'
        WHEN o.state <> iif(l.value ->> 6 = 'chargeback_won', 'reversed', 'done') AND NOT (o.kind = 'chargeback' AND o.state = 'reversed') THEN 'not_done'
        WHEN o.surplus = 0 AND iif(o.kind = 'capture', o.bank_fee_minor, iif(o.kind = 'chargeback', o.fee_minor, 0)) <> l.value ->> 9 THEN 'fee_differs'
        ELSE 'matched' END
    FROM register_page g, json_each(?5) AS l
    LEFT JOIN operation o ON o.org_id = g.org_id AND o.number = l.value ->> 4 AND o.operation = (SELECT x.operation FROM operation x
      JOIN attempt a ON a.org_id = x.org_id AND a.number = x.number AND a.attempt = x.attempt AND a.terminal_id = g.terminal_id
      WHERE x.org_id = g.org_id AND x.number = l.value ->> 4 AND x.attempt = l.value ->> 5 AND x.kind = replace(l.value ->> 6, '_won', '')
        AND (x.idempotency_key = l.value ->> 1 OR x.bank_operation = l.value ->> 0
          OR (l.value ->> 1 IS NULL AND x.origin = 'bank' AND (x.bank_operation IS NULL OR l.value ->> 6 = 'chargeback_won') AND x.bank_reference = l.value ->> 2 AND x.amount_minor = l.value ->> 7))
      ORDER BY x.idempotency_key = l.value ->> 1 DESC, EXISTS (SELECT 1 FROM register_line y WHERE y.org_id = x.org_id AND y.number = x.number
        AND y.operation = x.operation AND y.kind = l.value ->> 6 AND y.outcome IN ('matched', 'fee_differs')), iif(l.value ->> 6 = 'chargeback_won', x.state <> 'reversed', 0), x.operation LIMIT 1)
    WHERE g.org_id = ?1 AND g.terminal_id = ?2 AND g.register = ?3 AND g.page = ?4 AND g.received_at_ms = ?6 AND g.event_id = ?7
    WINDOW same AS (PARTITION BY o.number, o.operation, l.value ->> 6 ORDER BY l.key)
    ON CONFLICT DO NOTHING";
// Captured: the acquirer owes us no more, our bank account has the amount less the fee, and the fee is paid.
const POST: &str = "INSERT INTO movement (org_id, movement, mode, kind, lines, created_at_ms)
    SELECT l.org_id, 'settlement:' || l.terminal_id || ':' || l.register || ':' || l.page || ':' || l.currency, ?5, 'settlement', json_array(
        json_array('in_transit:' || l.terminal_id, l.currency, sum(CASE l.kind WHEN 'capture' THEN l.amount_minor WHEN 'chargeback_won' THEN l.amount_minor + l.fee_minor
          WHEN 'refund' THEN -l.amount_minor ELSE -l.amount_minor - l.fee_minor END)),
        json_array('bank_account:' || l.terminal_id, l.currency, sum(CASE l.kind WHEN 'capture' THEN l.fee_minor - l.amount_minor
          WHEN 'chargeback_won' THEN -l.amount_minor - l.fee_minor WHEN 'refund' THEN l.amount_minor ELSE l.amount_minor + l.fee_minor END)),
        json_array('bank_fee', l.currency, -sum(iif(l.kind = 'capture', l.fee_minor, 0)))), ?6
    FROM register_line l WHERE l.org_id = ?1 AND l.terminal_id = ?2 AND l.register = ?3 AND l.page = ?4 AND l.outcome IN ('matched', 'fee_differs')
    GROUP BY l.currency ON CONFLICT DO NOTHING";
const NOTIFY: &str = "INSERT INTO notification (org_id, notification, kind, subject, created_at_ms)
    SELECT ?1, 'register:' || ?2 || ':' || ?3, 'register_differs', 'register:' || ?3, ?5
    WHERE EXISTS (SELECT 1 FROM register_line l WHERE l.org_id = ?1 AND l.terminal_id = ?2 AND l.register = ?3 AND l.page = ?4
      AND l.outcome NOT IN ('matched', 'repeated')) ON CONFLICT DO NOTHING";
const JOURNAL: &str = concat!("INSERT INTO journal (org_id, seq, at_ms, actor, action, subject, detail)
    SELECT g.org_id, ", next_journal!(), ", ?5, 'terminal:' || g.terminal_id,
      'register_booked', 'register:' || g.register, json_object('day', g.day, 'page', g.page, 'pages', g.pages)
    FROM register_page g WHERE g.org_id = ?1 AND g.terminal_id = ?2 AND g.register = ?3 AND g.page = ?4 AND g.received_at_ms = ?5 AND g.event_id = ?6
      AND NOT EXISTS (SELECT 1 FROM journal j WHERE j.org_id = g.org_id AND j.seq = (SELECT max(seq) FROM journal WHERE org_id = ?1)
        AND j.subject = 'register:' || g.register AND j.detail ->> 'page' = g.page)");

row! {
    struct Booked {
        #[expect(dead_code, reason = "that there is a row is all that counts")]
        page: i64,
    }
}

/// Books a page. Answers whether it was new. One round trip.
pub async fn book(database: &impl Database, page: &Page<'_>) -> Result<bool, StoreError> {
    let (org, terminal, register, number, now) = (page.org_id, page.terminal_id, page.register, page.page, page.now_ms);
    let statements = vec![
        statement!(
            PAGE,
            org,
            terminal,
            register,
            number,
            page.pages,
            page.event_id,
            page.day,
            now
        ),
        statement!(LINES, org, terminal, register, number, page.lines, now, page.event_id),
        statement!(POST, org, terminal, register, number, page.mode, now),
        statement!(NOTIFY, org, terminal, register, number, now),
        statement!(JOURNAL, org, terminal, register, number, now, page.event_id),
    ];
    let mut answers = Answers::of(database.batch(statements).await?);
    let booked: Option<Booked> = answers.next()?.first()?;
    Ok(booked.is_some())
}
