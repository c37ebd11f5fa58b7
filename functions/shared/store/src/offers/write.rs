//! Offers made, changed and switched, each in one batch with its entry in the journal.

use super::{ONE, Offer, snapshot};
use crate::{
    Database, Statement, StoreError,
    change::{By, Entry, journal_if_same, journal_same},
    idempotency::{self, Once, Request, claimed},
    port::Answers,
    row, statement,
};

row! {
    /// What an offer is judged by.
    #[derive(Debug, Clone)]
    pub struct Room {
        /// The organisation's registered sites, a JSON array.
        pub sites: String,
        /// Those of the terminals asked for that there are: JSON array of `{"id","kind","status","mode","currencies"}`; the last is
        /// what fee lines are there for.
        pub systems: String,
    }
}

const ROOM: &str = "SELECT n.sites, (SELECT json_group_array(json_object('id', t.terminal_id, 'kind', t.kind, 'status', t.status, 'mode', t.mode,
      'currencies', json((SELECT json_group_array(f.currency) FROM terminal_fee f WHERE f.org_id = t.org_id AND f.terminal_id = t.terminal_id))))
    FROM json_each(?2) AS s JOIN terminal t ON t.org_id = ?1 AND t.terminal_id = s.value) AS systems FROM organisation n WHERE n.org_id = ?1";

/// What an offer with these systems (a JSON array of ids) is judged by.
pub async fn room(database: &impl Database, org_id: i64, systems: &str) -> Result<Option<Room>, StoreError> {
    let rows = database.batch(vec![statement!(ROOM, org_id, systems)]).await?;
    Answers::of(rows).last()?.first()
}

/// What an offer is made of, or made into.
#[derive(Debug, Clone, Copy)]
#[expect(missing_docs, reason = "columns are documented in schema/0012_sales.sql")]
pub struct Change<'a> {
    pub title: &'a str,
    pub description: &'a str,
    pub price_minor: i64,
    pub currency: &'a str,
    /// JSON array of ids.
    pub systems: &'a str,
    pub confirm_days: i64,
    pub success_url: Option<&'a str>,
}

/// An offer to be made.
#[derive(Debug, Clone, Copy)]
pub struct New<'a> {
    /// `live` or `test`.
    pub mode: &'a str,
    /// 128 random bits, hex.
    pub token: &'a str,
    /// The rest.
    pub settings: Change<'a>,
}

const CREATE: &str = concat!(
    "INSERT INTO offer (org_id, offer_id, mode, token, title, description, price_minor, currency, systems, confirm_days, success_url, created_at_ms)
    SELECT ?1, COALESCE((SELECT max(w.offer_id) FROM offer w WHERE w.org_id = ?1), 0) + 1, ?5, ?6, ?7, ?8, CAST(?9 AS INTEGER), ?10, ?11,
      CAST(?12 AS INTEGER), ?13, ?14 WHERE ",
    claimed!()
);
// The number is known only now. Where the key was another's, there is no such offer and no entry.
const JOURNAL: &str = concat!(
    "INSERT INTO journal (org_id, seq, at_ms, actor, action, subject, detail) SELECT ?1, ",
    crate::sql::next_journal!(),
    ", ?2, ?3, ?4, 'offer:' || o.offer_id, ?6 FROM offer o WHERE o.token = ?5 AND o.org_id = ?1"
);
const DONE: &str = idempotency::done_with!("(SELECT o.offer_id FROM offer o WHERE o.token = ?5 AND o.org_id = ?1)");
const MADE: &str = concat!(super::offer!("offer o"), "WHERE o.token = ?2 AND o.org_id = ?1");

/// Makes an offer under a key of its request: answers it, or what stands under the key. `entry`'s subject is found here.
pub async fn create(
    database: &impl Database,
    by: By<'_>,
    request: Request<'_>,
    new: &New<'_>,
    entry: &Entry,
) -> Result<(Once, Option<Offer>), StoreError> {
    let (org_id, token, settings) = (by.org_id, new.token, &new.settings);
    let (scope, key, run) = (request.scope, request.key, request.run);
    let statements = vec![
        idempotency::claiming(request),
        statement!(
            CREATE,
            org_id,
            scope,
            key,
            run,
            new.mode,
            token,
            settings.title,
            settings.description,
            settings.price_minor,
            settings.currency,
            settings.systems,
            settings.confirm_days,
            settings.success_url,
            by.now_ms
        ),
        statement!(JOURNAL, org_id, by.now_ms, by.actor, entry.action, token, &entry.detail),
        statement!(DONE, org_id, scope, key, run, token),
        idempotency::kept(request),
        statement!(MADE, org_id, token),
    ];
    let mut answers = Answers::of(database.batch(statements).await?).skip(4)?;
    let kept = idempotency::once(answers.next()?, request)?;
    Ok((kept, answers.next()?.first()?))
}

const SAME: &str = journal_if_same!(concat!(
    "(SELECT ",
    snapshot!(),
    " FROM offer o WHERE o.org_id = ?1 AND o.offer_id = CAST(substr(?5, 7) AS INTEGER))"
));
const CHANGE: &str = "UPDATE offer SET title = ?3, description = ?4, price_minor = CAST(?5 AS INTEGER), currency = ?6, confirm_days = CAST(?7 AS INTEGER), success_url = ?8
    WHERE org_id = ?1 AND offer_id = ?2";
// Apart: the schema judges systems whenever they are set, and one that was archived since stands in the way of nothing else.
const SYSTEMS: &str = "UPDATE offer SET systems = ?3 WHERE org_id = ?1 AND offer_id = ?2 AND systems <> ?3";

/// Changes an offer that is still as it was read.
pub async fn change(
    database: &impl Database,
    by: By<'_>,
    before: &Offer,
    settings: &Change<'_>,
    entry: &Entry,
) -> Result<Option<Offer>, StoreError> {
    let offer_id = before.offer_id;
    let mut statements = vec![
        journal_same(SAME, by, entry, Some(&before.snapshot)),
        statement!(
            CHANGE,
            by.org_id,
            offer_id,
            settings.title,
            settings.description,
            settings.price_minor,
            settings.currency,
            settings.confirm_days,
            settings.success_url
        ),
    ];
    if settings.systems != before.systems {
        statements.push(statement!(SYSTEMS, by.org_id, offer_id, settings.systems));
    }
    answered(database, statements, by.org_id, offer_id).await
}

const SWITCH: &str = "UPDATE offer SET status = ?3 WHERE org_id = ?1 AND offer_id = ?2";

/// Activates, deactivates or archives an offer that is still as it was read.
pub async fn switch(
    database: &impl Database,
    by: By<'_>,
    before: &Offer,
    status: &str,
    entry: &Entry,
) -> Result<Option<Offer>, StoreError> {
    let statements = vec![
        journal_same(SAME, by, entry, Some(&before.snapshot)),
        statement!(SWITCH, by.org_id, before.offer_id, status),
    ];
    answered(database, statements, by.org_id, before.offer_id).await
}

async fn answered(
    database: &impl Database,
    mut statements: Vec<Statement>,
    org_id: i64,
    offer_id: i64,
) -> Result<Option<Offer>, StoreError> {
    statements.push(statement!(ONE, org_id, offer_id, None::<&str>));
    Answers::of(database.batch(statements).await?).last()?.first()
}
