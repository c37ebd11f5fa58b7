//! Manual payment systems: terminals of the acquirer `manual` with what people say of them. Every change is journaled in its batch.

use crate::{
    Database, Statement, StoreError,
    change::{By, Entry, journal, journal_if_same, journal_same},
    files::{self, NewFile},
    idempotency::{self, Once, Request, claimed},
    port::Answers,
    row, statement,
    terminals::TERMINALS_MAX,
};

row! {
    /// A manual system as people see it.
    #[derive(Debug, Clone)]
    #[expect(missing_docs, reason = "columns are documented in schema/0002_payments.sql and 0012_sales.sql")]
    pub struct System {
        pub terminal_id: String,
        pub mode: String,
        pub name: String,
        pub description: String,
        pub status: String,
        pub commission_percent: String,
        pub fixed_fee_minor: i64,
        pub fixed_fee_currency: String,
        pub income_currency: String,
        pub transaction_currency: String,
        /// JSON array.
        pub currencies: String,
        pub merchant_name: String,
        pub merchant_description: String,
        pub comment_hint: String,
        pub image: Option<String>,
        pub created_at_ms: i64,
        /// The organisation's slug, which pictures' addresses carry.
        pub slug: String,
        /// All that can be changed, as one text: whoever changes says what they have seen.
        pub snapshot: String,
    }

    struct Taken {
        terminal_id: String,
    }
}

/// All of terminal `t` and manual system `m` that can be changed.
macro_rules! snapshot {
    () => {
        "json_array(t.name, t.description, t.status, m.commission_percent, m.fixed_fee_minor, m.fixed_fee_currency, m.income_currency,
           m.transaction_currency, m.currencies, m.merchant_name, m.merchant_description, m.comment_hint, m.image)"
    };
}
macro_rules! system {
    () => {
        concat!(
            "SELECT t.terminal_id, t.mode, t.name, t.description, t.status, m.commission_percent, m.fixed_fee_minor, m.fixed_fee_currency, m.income_currency,
               m.transaction_currency, m.currencies, m.merchant_name, m.merchant_description, m.comment_hint, m.image, t.created_at_ms, n.slug, ", snapshot!(), " AS snapshot
             FROM terminal t JOIN manual_system m ON m.org_id = t.org_id AND m.terminal_id = t.terminal_id
             JOIN organisation n ON n.org_id = t.org_id WHERE t.org_id = ?1"
        )
    };
}
const LIST: &str = concat!(
    system!(),
    " AND t.mode = ?2 AND (?3 = 1 OR t.status <> 'archived') ORDER BY t.status = 'archived', t.terminal_id"
);
const ONE: &str = concat!(system!(), " AND t.terminal_id = ?2 AND (?3 IS NULL OR t.mode = ?3)");

/// All systems of a mode (as many as terminals may be: [`TERMINALS_MAX`]); archived ones where they are asked for, last.
pub async fn list(
    database: &impl Database,
    org_id: i64,
    mode: &str,
    archived: bool,
) -> Result<Vec<System>, StoreError> {
    let rows = database.batch(vec![statement!(LIST, org_id, mode, archived)]).await?;
    Answers::of(rows).last()?.all()
}

/// One system; of a mode, where one is given.
pub async fn one(
    database: &impl Database,
    org_id: i64,
    terminal_id: &str,
    mode: Option<&str>,
) -> Result<Option<System>, StoreError> {
    let rows = database.batch(vec![statement!(ONE, org_id, terminal_id, mode)]).await?;
    Answers::of(rows).last()?.first()
}

const TAKEN: &str = "SELECT t.terminal_id FROM terminal t WHERE t.org_id = ?1 AND (t.terminal_id = ?2 OR t.terminal_id GLOB ?2 || '-*')";

/// Ids of terminals that are this one, or begin with it and a hyphen.
pub async fn taken(database: &impl Database, org_id: i64, terminal_id: &str) -> Result<Vec<String>, StoreError> {
    let rows = database.batch(vec![statement!(TAKEN, org_id, terminal_id)]).await?;
    let taken: Vec<Taken> = Answers::of(rows).last()?.all()?;
    Ok(taken.into_iter().map(|taken| taken.terminal_id).collect())
}

/// What a system is made of, or made into.
#[derive(Debug, Clone, Copy)]
#[expect(
    missing_docs,
    reason = "columns are documented in schema/0002_payments.sql and 0012_sales.sql"
)]
pub struct Settings<'a> {
    pub name: &'a str,
    pub description: &'a str,
    pub commission_percent: &'a str,
    pub fixed_fee_minor: i64,
    pub fixed_fee_currency: &'a str,
    pub income_currency: &'a str,
    pub transaction_currency: &'a str,
    /// JSON array that holds both.
    pub currencies: &'a str,
    pub merchant_name: &'a str,
    pub merchant_description: &'a str,
    pub comment_hint: &'a str,
}

/// A system to be made.
#[derive(Debug, Clone, Copy)]
pub struct New<'a> {
    /// Its id.
    pub terminal_id: &'a str,
    /// `live` or `test`.
    pub mode: &'a str,
    /// The rest.
    pub settings: Settings<'a>,
}

const TERMINAL: &str = concat!(
    "INSERT INTO terminal (org_id, terminal_id, acquirer, mode, kind, name, description, stages, operations, credentials, created_at_ms)
    SELECT ?1, ?5, 'manual', ?6, 'manual', ?7, ?8, 1, '[\"payment\",\"capture\",\"refund\"]', '', ?9
    WHERE (SELECT count(*) FROM terminal c WHERE c.org_id = ?1) < CAST(?10 AS INTEGER) AND ",
    claimed!()
);
// Where there was no room, or the key was another's, the statement before has made nothing.
const SYSTEM: &str = "INSERT INTO manual_system (org_id, terminal_id, commission_percent, fixed_fee_minor, fixed_fee_currency, income_currency, transaction_currency,
      currencies, merchant_name, merchant_description, comment_hint)
    SELECT ?1, ?2, ?3, CAST(?4 AS INTEGER), ?5, ?6, ?7, ?8, ?9, ?10, ?11 WHERE changes() > 0";
const DONE: &str = concat!(idempotency::done_with!("?5"), " AND changes() > 0");
// There was no room: the key is free again.
const FREED: &str =
    "DELETE FROM idempotency WHERE org_id = ?1 AND scope = ?2 AND key = ?3 AND run = ?4 AND state = 'in_flight'";

/// Makes a system under a key of its request: answers it, or what stands under the key; nothing at all where there are as many
/// terminals as there may be. One of the same id is refused by the schema.
pub async fn create(
    database: &impl Database,
    by: By<'_>,
    request: Request<'_>,
    new: &New<'_>,
    entry: &Entry,
) -> Result<(Once, Option<System>), StoreError> {
    let (org_id, id, settings) = (by.org_id, new.terminal_id, &new.settings);
    let (scope, key, run) = (request.scope, request.key, request.run);
    let terminal = statement!(
        TERMINAL,
        org_id,
        scope,
        key,
        run,
        id,
        new.mode,
        settings.name,
        settings.description,
        by.now_ms,
        TERMINALS_MAX
    );
    let system = statement!(
        SYSTEM,
        org_id,
        id,
        settings.commission_percent,
        settings.fixed_fee_minor,
        settings.fixed_fee_currency,
        settings.income_currency,
        settings.transaction_currency,
        settings.currencies,
        settings.merchant_name,
        settings.merchant_description,
        settings.comment_hint
    );
    let statements = vec![
        idempotency::claiming(request),
        terminal,
        system,
        journal(by, entry),
        statement!(DONE, org_id, scope, key, run, id),
        idempotency::kept(request),
        statement!(FREED, org_id, scope, key, run),
        statement!(ONE, org_id, id, new.mode),
    ];
    let mut answers = Answers::of(database.batch(statements).await?).skip(5)?;
    let kept = idempotency::once(answers.next()?, request)?;
    Ok((kept, answers.skip(1)?.next()?.first()?))
}

const SAME: &str = journal_if_same!(concat!(
    "(SELECT ",
    snapshot!(),
    " FROM terminal t JOIN manual_system m ON m.org_id = t.org_id AND m.terminal_id = t.terminal_id WHERE t.org_id = ?1 AND t.terminal_id = substr(?5, 15))"
));
const NAMED: &str = "UPDATE terminal SET name = ?3, description = ?4 WHERE org_id = ?1 AND terminal_id = ?2";
const CHANGE: &str = "UPDATE manual_system SET commission_percent = ?3, fixed_fee_minor = CAST(?4 AS INTEGER), fixed_fee_currency = ?5, income_currency = ?6,
      transaction_currency = ?7, currencies = ?8, merchant_name = ?9, merchant_description = ?10, comment_hint = ?11 WHERE org_id = ?1 AND terminal_id = ?2";

/// Changes a system that is still as it was read; `no_image` takes its picture away.
pub async fn change(
    database: &impl Database,
    by: By<'_>,
    before: &System,
    settings: &Settings<'_>,
    no_image: bool,
    entry: &Entry,
) -> Result<Option<System>, StoreError> {
    let (org_id, id) = (by.org_id, &before.terminal_id);
    let mut statements = vec![
        statement!(NAMED, org_id, id, settings.name, settings.description),
        statement!(
            CHANGE,
            org_id,
            id,
            settings.commission_percent,
            settings.fixed_fee_minor,
            settings.fixed_fee_currency,
            settings.income_currency,
            settings.transaction_currency,
            settings.currencies,
            settings.merchant_name,
            settings.merchant_description,
            settings.comment_hint
        ),
    ];
    if no_image {
        statements.extend(picture(org_id, before, None));
    }
    answered(database, by, before, entry, statements).await
}

const SWITCH: &str = "UPDATE terminal SET status = ?3 WHERE org_id = ?1 AND terminal_id = ?2";

/// Enables, disables or archives a system that is still as it was read.
pub async fn switch(
    database: &impl Database,
    by: By<'_>,
    before: &System,
    status: &str,
    entry: &Entry,
) -> Result<Option<System>, StoreError> {
    let switch = statement!(SWITCH, by.org_id, &before.terminal_id, status);
    answered(database, by, before, entry, vec![switch]).await
}

/// Gives a system that is still as it was read a picture, whose bytes are kept already; the one before is known no more.
pub async fn set_image(
    database: &impl Database,
    by: By<'_>,
    before: &System,
    image: &NewFile<'_>,
    entry: &Entry,
) -> Result<Option<System>, StoreError> {
    let mut statements = vec![files::insert(image)];
    statements.extend(picture(by.org_id, before, Some(image.file)));
    answered(database, by, before, entry, statements).await
}

const IMAGE: &str = "UPDATE manual_system SET image = ?3 WHERE org_id = ?1 AND terminal_id = ?2";

fn picture(org_id: i64, before: &System, file: Option<&str>) -> impl Iterator<Item = Statement> {
    let set = statement!(IMAGE, org_id, &before.terminal_id, file);
    let forgotten = before.image.as_deref().map(|file| files::delete(org_id, file));
    [Some(set), forgotten].into_iter().flatten()
}

/// Runs the statements of a change behind its entry in the journal, and reads what came of it.
async fn answered(
    database: &impl Database,
    by: By<'_>,
    before: &System,
    entry: &Entry,
    statements: Vec<Statement>,
) -> Result<Option<System>, StoreError> {
    let mut all = vec![journal_same(SAME, by, entry, Some(&before.snapshot))];
    all.extend(statements);
    all.push(statement!(ONE, by.org_id, &before.terminal_id, None::<&str>));
    Answers::of(database.batch(all).await?).last()?.first()
}
