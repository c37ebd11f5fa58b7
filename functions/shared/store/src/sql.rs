//! Pieces of SQL that several modules share.

/// The next place in the organisation's journal (`?1`).
macro_rules! next_journal {
    () => {
        "COALESCE((SELECT seq FROM journal WHERE org_id = ?1 ORDER BY seq DESC LIMIT 1), 0) + 1"
    };
}

/// Whether payers may be sent to terminal `t` of an organisation that takes payments.
macro_rules! takes_payments {
    () => {
        "t.status = 'active' AND t.kind = 'ecom' AND instr(t.operations, '\"payment\"') > 0"
    };
}

/// Whether payment `p` may be paid at terminal `t`: no systems listed, all that fit. (Ids of terminals have no quotes.)
macro_rules! system_allowed {
    () => {
        "(p.systems = '[]' OR instr(p.systems, '\"' || t.terminal_id || '\"') > 0)"
    };
}

/// Whether nothing else is under way or paid of payment `$p`'s order, if it belongs to one: an order is paid once.
macro_rules! order_free {
    ($p:literal) => {
        concat!(
            "NOT EXISTS (SELECT 1 FROM payment q INDEXED BY payment_by_sales_order WHERE q.org_id = ",
            $p,
            ".org_id AND q.sales_order = ",
            $p,
            ".sales_order AND q.number <> ",
            $p,
            ".number AND (q.money IN ('authorised', 'captured', 'refunding', 'partially_refunded')
         OR EXISTS (SELECT 1 FROM manual_payment w WHERE w.org_id = q.org_id AND w.number = q.number AND w.state = 'open')))"
        )
    };
}

/// Where what a person does is journaled: in every organisation that they work in, or with the platform, as `w.org_id`.
/// `$person` is an expression.
macro_rules! person_places {
    ($person:literal) => {
        concat!(
            "(SELECT m.org_id FROM membership m WHERE m.person_id = ",
            $person,
            " AND m.status = 'active' UNION ALL SELECT 0 WHERE NOT EXISTS (SELECT 1 FROM membership m WHERE m.person_id = ",
            $person,
            " AND m.status = 'active')) AS w"
        )
    };
}

/// Journals what became of a person (`?1`) at `?2` by `?3`: action `?4`, detail `?5`; in each of their places, where the
/// condition holds.
macro_rules! journal_person {
    ($person:literal, $condition:literal) => {
        concat!(
            "INSERT INTO journal (org_id, seq, at_ms, actor, action, subject, detail)
    SELECT w.org_id, COALESCE((SELECT j.seq FROM journal j WHERE j.org_id = w.org_id ORDER BY j.seq DESC LIMIT 1), 0) + 1, ?2, ?3, ?4,
      'person:' || CAST(",
            $person,
            " AS INTEGER), ?5 FROM ",
            $crate::sql::person_places!($person),
            " WHERE ",
            $condition
        )
    };
}

/// Keeps from where that was done (`?3` origin, `?4` address, `?5` agent), beside the journal's entries, where the condition holds.
macro_rules! origin_person {
    ($person:literal, $condition:literal) => {
        concat!(
            "INSERT INTO origin (org_id, origin, address, agent, at_ms) SELECT w.org_id, ?3, ?4, ?5, ?2 FROM ",
            $crate::sql::person_places!($person),
            " WHERE ",
            $condition,
            " ON CONFLICT DO NOTHING"
        )
    };
}

/// The fees of terminal `t`, as `fees`: JSON array of [currency, service %, bank %, minimum in minor units].
macro_rules! terminal_fees {
    () => {
        "(SELECT json_group_array(json_array(f.currency, f.service_percent, f.bank_percent, f.minimum_minor))
            FROM terminal_fee f WHERE f.org_id = t.org_id AND f.terminal_id = t.terminal_id) AS fees"
    };
}

/// The columns of [`directory::Terminal`](crate::directory::Terminal), of a table aliased `t`.
macro_rules! terminal_columns {
    () => {
        concat!(
            "t.org_id, t.terminal_id, t.acquirer, t.mode, t.stages, t.deadline_hours, t.credentials, ",
            $crate::sql::terminal_fees!()
        )
    };
}

/// What becomes of a callback that was there: one that was not applied is tried again, as told now; another stays.
macro_rules! redelivered {
    () => {
        "ON CONFLICT (org_id, terminal_id, event_id) DO UPDATE SET run = excluded.run, kind = excluded.kind, outcome = excluded.outcome,
      number = excluded.number, attempt = excluded.attempt, reference = excluded.reference, amount_minor = excluded.amount_minor, currency = excluded.currency,
      body = excluded.body, received_at_ms = excluded.received_at_ms, deliveries = deliveries + 1
    WHERE callback.outcome IN ('unmatched', 'mismatch', 'contradicted')"
    };
}

pub(crate) use {
    journal_person, next_journal, order_free, origin_person, person_places, redelivered, system_allowed,
    takes_payments, terminal_columns, terminal_fees,
};
