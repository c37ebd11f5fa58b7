//! An invoice is sent: by e-mail, by SMS or by both. How often is counted where it is done, and so bounded whatever the race.

use super::invoice_open;
use crate::{Statement, events::amount_text, row, sql::next_journal, statement};

/// How often an invoice is sent at most; the schema refuses more.
pub const SENDS_MAX: i64 = 10;
/// For how long a letter of it is tried, in milliseconds, where its time does not end before.
const LETTER_LIFE_MS: i64 = 3 * 86_400_000;

/// An organisation's letters of invoices stand so far apart where several wait, and those to one address so far, in milliseconds: a flood of
/// them holds up only itself.
const APART_MS: i64 = 6_000;
const APART_TO_ONE_MS: i64 = 600_000;

/// An invoice to be sent.
#[derive(Debug, Clone, Copy)]
pub struct NewSending<'a> {
    /// The organisation.
    pub org_id: i64,
    /// The token of its payment.
    pub token: &'a str,
    /// By e-mail.
    pub by_email: bool,
    /// By SMS.
    pub by_sms: bool,
    /// Another address than was known, from now on.
    pub email: Option<&'a str>,
    /// Another phone than was known, from now on.
    pub phone: Option<&'a str>,
    /// Our address, without a slash at the end.
    pub public_url: &'a str,
    /// How many minor units make one of the invoice's currency.
    pub scale: i64,
    /// What the journal says of it, a JSON object; addresses masked.
    pub detail: &'a str,
    /// Who, as the journal names them.
    pub actor: &'a str,
    /// Now.
    pub now_ms: i64,
}

row! {
    /// Sent now.
    #[derive(Debug, Clone, Copy)]
    pub struct Counted {
        /// For the how manieth time.
        pub sends: i64,
    }
}

const COUNT: &str = concat!(
    "UPDATE invoice SET sends = sends + 1, sent_at_ms = COALESCE(sent_at_ms, CAST(?3 AS INTEGER)), last_sent_at_ms = CAST(?3 AS INTEGER), needed_until_ms = max(needed_until_ms, CAST(?3 AS INTEGER)),
      email = COALESCE(?6, email), phone = COALESCE(?7, phone)
    WHERE org_id = ?1 AND number = (SELECT p.number FROM payment p JOIN organisation o ON o.org_id = p.org_id AND o.status = 'active'
        WHERE p.token = ?2 AND ",
    invoice_open!("?3"),
    ") AND sends < ?8 AND (?4 = 0 OR COALESCE(?6, email) IS NOT NULL) AND (?5 = 0 OR COALESCE(?7, phone) IS NOT NULL) RETURNING sends"
);
/// The invoice that was counted just now, as `i` with payment `p`. Each statement only where the one before it has written.
macro_rules! sent_now {
    () => {
        "payment p JOIN invoice i ON i.org_id = p.org_id AND i.number = p.number WHERE p.token = ?2 AND changes() > 0"
    };
}
const JOURNAL: &str = concat!(
    "INSERT INTO journal (org_id, seq, at_ms, actor, action, subject, detail) SELECT ?1, ",
    next_journal!(),
    ", ?3, ?4, 'invoice_sent', 'invoice:' || i.invoice_id, json_set(?5, '$.sends', i.sends) FROM ",
    sent_now!()
);
const TIMELINE: &str = concat!(
    "INSERT INTO client_timeline (org_id, client_id, mode, entry, at_ms, kind, order_id, actor)
    SELECT ?1, i.client_id, i.mode, COALESCE((SELECT t.entry FROM client_timeline t WHERE t.org_id = ?1 AND t.client_id = i.client_id AND t.mode = i.mode ORDER BY t.entry DESC LIMIT 1), 0) + 1,
      ?3, 'invoice_sent', i.order_id, ?4 FROM ",
    sent_now!()
);
const LETTERS: &str = concat!(
    "INSERT INTO letter (kind, channel, address, language, params, due_at_ms, created_at_ms, expires_at_ms, org_id)
    SELECT 'invoice', h.channel, iif(h.channel = 'email', i.email, i.phone), i.language,
      json_object('organisation', o.name, 'number', i.invoice_id, 'amount', ",
    amount_text!("s.price_minor", "?6"),
    ", 'currency', s.currency, 'description', p.description, 'link', ?7 || '/pay/' || p.token || '?lang=' || i.language, 'expires_at_ms', p.expires_at_ms),
      max(CAST(?3 AS INTEGER), COALESCE((SELECT max(q.due_at_ms) FROM letter q INDEXED BY letter_waiting WHERE q.org_id = ?1 AND q.state = 'queued'), 0) + CAST(?9 AS INTEGER),
        COALESCE((SELECT max(q.due_at_ms) FROM letter q INDEXED BY letter_waiting_for
          WHERE q.org_id = ?1 AND q.address = iif(h.channel = 'email', i.email, i.phone) AND q.state = 'queued'), 0) + CAST(?10 AS INTEGER)),
      ?3, min(p.expires_at_ms, CAST(?8 AS INTEGER)), p.org_id
    FROM payment p JOIN invoice i ON i.org_id = p.org_id AND i.number = p.number JOIN organisation o ON o.org_id = p.org_id
    JOIN sales_order s ON s.org_id = i.org_id AND s.order_id = i.order_id
    JOIN (SELECT 'email' AS channel, ?4 AS is_asked UNION ALL SELECT 'sms', ?5) AS h ON h.is_asked = 1
    WHERE p.token = ?2 AND p.org_id = ?1 AND changes() > 0"
);

/// The statements that send an invoice. The first answers [`Counted`]; nothing where it may not be sent: it is over, was sent as often as it
/// may be, or has no such address.
#[must_use]
pub fn send(new: &NewSending<'_>) -> Vec<Statement> {
    let (org, token, now) = (new.org_id, new.token, new.now_ms);
    let (by_email, by_sms) = (new.by_email, new.by_sms);
    vec![
        statement!(
            COUNT, org, token, now, by_email, by_sms, new.email, new.phone, SENDS_MAX
        ),
        statement!(JOURNAL, org, token, now, new.actor, new.detail),
        statement!(TIMELINE, org, token, now, new.actor),
        statement!(
            LETTERS,
            org,
            token,
            now,
            by_email,
            by_sms,
            new.scale,
            new.public_url,
            now.saturating_add(LETTER_LIFE_MS),
            APART_MS,
            APART_TO_ONE_MS
        ),
    ]
}
