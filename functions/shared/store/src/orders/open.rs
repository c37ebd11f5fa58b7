//! An order is opened with its first payment: once per request, whatever the race, in one batch.

use crate::{
    Database, Statement, StoreError,
    clients::{
        NewClient,
        new::{client_given, made, manual_account, next_client},
    },
    limits::{self, Broken, Refused, limit_broken, limits_in_use},
    port::Answers,
    row,
    sql::next_journal,
    statement,
};

/// Whose order it is.
#[derive(Debug, Clone)]
pub enum OrderClient {
    /// A client by number; the manual account too, which is made when first needed.
    Existing(i64),
    /// Whoever has this label, e-mail address or phone; nobody has: a new one.
    Given(Box<NewClient>),
}

/// Most orders of an offer that wait to be paid, of those opened since [`NewOrder::waiting_since_ms`]: anybody may open one.
pub const WAITING_OF_OFFER_MAX: i64 = 500;
/// Most of them of one client.
pub const WAITING_OF_CLIENT_MAX: i64 = 5;

/// An order to be opened.
#[derive(Debug)]
pub struct NewOrder<'a> {
    /// The organisation.
    pub org_id: i64,
    /// `live` or `test`.
    pub mode: &'a str,
    /// Who opens it, as the journal names them.
    pub actor: &'a str,
    /// The same again is the same order.
    pub request_key: &'a str,
    /// Hash of what the key stands for.
    pub request_hash: &'a str,
    /// Random: tells this request's rows from its twins'.
    pub run: &'a str,
    /// `offer`, `cabinet` or `invoice`.
    pub source: &'a str,
    /// Whose it is.
    pub client: &'a OrderClient,
    /// The offer; an invoice has none.
    pub offer_id: Option<i64>,
    /// What it is.
    pub title: &'a str,
    /// In minor units.
    pub price_minor: i64,
    /// ISO 4217 code.
    pub currency: &'a str,
    /// Terminals by which it may be paid, a JSON array.
    pub systems: &'a str,
    /// The manual system of a trip that is opened with it.
    pub trip_terminal: Option<&'a str>,
    /// The pay page's token.
    pub token: &'a str,
    /// Makes the fiscal receipt's link.
    pub receipt_key: &'a str,
    /// Where the payer is written to.
    pub email: Option<&'a str>,
    /// The payer's phone.
    pub phone: Option<&'a str>,
    /// JSON array.
    pub cart: &'a str,
    /// The merchant's own number of it.
    pub merchant_order: Option<&'a str>,
    /// Shown to the payer.
    pub description: Option<&'a str>,
    /// Where the payer goes after success.
    pub success_url: Option<&'a str>,
    /// When it can no longer be paid.
    pub expires_at_ms: i64,
    /// Most trips.
    pub attempts_max: i64,
    /// Whether the payment carries the client's label: not where whoever pays says themselves who they are.
    pub labelled: bool,
    /// Today in the organisation's zone, `YYYY-MM-DD`.
    pub local_day: &'a str,
    /// Now.
    pub now_ms: i64,
    /// Keys older than this are free again.
    pub keys_since_ms: i64,
    /// From when on orders that wait to be paid are counted against [`WAITING_OF_OFFER_MAX`] and [`WAITING_OF_CLIENT_MAX`]; empty where
    /// whoever opens it is known.
    pub waiting_since_ms: Option<i64>,
}

row! {
    /// The order that a request has made, now or before.
    #[derive(Debug, Clone)]
    pub struct OpenedRow {
        /// The order.
        pub order_id: i64,
        /// Its client.
        pub client_id: i64,
        /// Its first payment.
        pub number: i64,
        /// That payment's token.
        pub token: String,
        /// What the key stands for; empty where that is forgotten.
        pub request_hash: Option<String>,
        /// Who has made it.
        pub run: Option<String>,
    }
}

/// The label that the payment of a claim will carry, if any: the client's own, or that of who is to become one.
macro_rules! label {
    () => {
        concat!(
            "iif(?14, COALESCE((SELECT x.label FROM client x WHERE x.org_id = ?1 AND x.client_id = COALESCE(?9, ",
            client_given!("?8", "?15", "?16", "?17"),
            ")), ?15), NULL)"
        )
    };
}
/// Whether fewer orders of the offer than may be wait to be paid: in all, and of one client. Each at most so many rows are looked at.
macro_rules! few_waiting {
    ($since:literal, $offer:literal, $client:expr, $of_offer:literal, $of_client:literal) => {
        concat!(
            "(",
            $since,
            " IS NULL OR (SELECT count(*) < CAST(",
            $of_offer,
            " AS INTEGER) FROM (SELECT 1 FROM sales_order w INDEXED BY sales_order_waiting_by_offer WHERE w.org_id = ?1 AND w.offer_id = ",
            $offer,
            " AND w.status = 'open' AND w.source = 'offer' AND w.opened_at_ms > ",
            $since,
            " LIMIT CAST(",
            $of_offer,
            " AS INTEGER))) AND (SELECT count(*) < CAST(",
            $of_client,
            " AS INTEGER) FROM (SELECT 1 FROM sales_order w INDEXED BY sales_order_waiting_by_client WHERE w.org_id = ?1 AND w.client_id = ",
            $client,
            " AND w.offer_id = ",
            $offer,
            " AND w.status = 'open' AND w.source = 'offer' AND w.opened_at_ms > ",
            $since,
            " LIMIT CAST(",
            $of_client,
            " AS INTEGER))))"
        )
    };
}
// Everything that may stand in the way is asked here; the statements that follow act on this claim alone.
const CLAIM: &str = concat!(
    "INSERT INTO idempotency (org_id, scope, key, request_hash, run, number, state, created_at_ms)
    SELECT ?1, 'order', ?2, ?3, ?4, COALESCE((SELECT number FROM payment WHERE org_id = ?1 ORDER BY number DESC LIMIT 1), 0) + 1, 'done', ?5
    WHERE NOT EXISTS (SELECT 1 FROM sales_order WHERE org_id = ?1 AND request_key = ?2)
      AND EXISTS (SELECT 1 FROM organisation WHERE org_id = ?1 AND status = 'active')
      AND (?7 IS NULL OR EXISTS (SELECT 1 FROM offer WHERE org_id = ?1 AND offer_id = ?7 AND mode = ?8 AND status = 'active'))
      AND (COALESCE(?9, 0) = 0 OR EXISTS (SELECT 1 FROM client WHERE org_id = ?1 AND client_id = ?9 AND mode = ?8))
      AND (?10 IS NULL OR EXISTS (SELECT 1 FROM terminal WHERE org_id = ?1 AND terminal_id = ?10 AND mode = ?8 AND kind = 'manual' AND status = 'active'))
      AND ",
    few_waiting!("?18", "?7", client_given!("?8", "?15", "?16", "?17"), "?19", "?20"),
    " AND NOT EXISTS (SELECT 1 FROM ",
    limits_in_use!("?1", "?8", "?11", "?12", concat!("iif(l.scope = 'payer', ", label!(), ", '')")),
    " AND l.scope IN ('organisation', 'payer') AND (l.scope = 'organisation' OR ",
    label!(),
    " IS NOT NULL) AND ",
    limit_broken!("CAST(?13 AS INTEGER)"),
    ") ON CONFLICT (org_id, scope, key) DO UPDATE SET request_hash = excluded.request_hash, run = excluded.run, number = excluded.number,
      state = excluded.state, created_at_ms = excluded.created_at_ms WHERE idempotency.created_at_ms < ?6"
);
/// The claim of this very request.
macro_rules! claimed {
    () => {
        "FROM idempotency i WHERE i.org_id = ?1 AND i.scope = 'order' AND i.key = ?2 AND i.run = ?3"
    };
}
const CLIENT: &str = concat!(
    "INSERT INTO client (org_id, client_id, mode, name, email, phone, label, language, created_at_ms, active_at_ms) SELECT ?1, ",
    next_client!(),
    ", ?10, ?4, ?5, ?6, ?7, ?8, ?9, ?9 ",
    claimed!(),
    " AND ",
    client_given!("?10", "?7", "?5", "?6"),
    " IS NULL"
);
// Of a client who was not there, the number is the last one: it was made just now.
const ORDER: &str = concat!(
    "INSERT INTO sales_order (org_id, order_id, mode, client_id, source, offer_id, title, price_minor, currency, request_key, opened_at_ms)
    SELECT ?1, COALESCE((SELECT order_id FROM sales_order WHERE org_id = ?1 ORDER BY order_id DESC LIMIT 1), 0) + 1, ?4, COALESCE(?5, ",
    client_given!("?4", "?6", "?7", "?8"),
    ", (SELECT max(client_id) FROM client WHERE org_id = ?1)), ?9, ?10, ?11, ?12, ?13, ?2, ?14 ",
    claimed!()
);
const PAYMENT: &str =
    "INSERT INTO payment (org_id, number, mode, token, amount_minor, currency, merchant_order, label, description, email, phone, cart, success_url, systems,
      sales_order, created_at_ms, expires_at_ms, look_at_ms, attempts_max, fop_receipt_key, local_day)
    SELECT ?1, i.number, s.mode, ?4, s.price_minor, s.currency, ?5, iif(?6, c.label, NULL), ?7, ?8, ?9, ?10, ?11, ?12,
      s.order_id, s.opened_at_ms, ?13, ?13, ?14, ?15, ?16
    FROM idempotency i JOIN sales_order s ON s.org_id = i.org_id AND s.request_key = i.key
    JOIN client c ON c.org_id = s.org_id AND c.client_id = s.client_id
    WHERE i.org_id = ?1 AND i.scope = 'order' AND i.key = ?2 AND i.run = ?3";
const JOURNAL: &str = concat!(
    "INSERT INTO journal (org_id, seq, at_ms, actor, action, subject, detail) SELECT ?1, ",
    next_journal!(),
    ", ?4, ?5, 'order_opened', 'order:' || s.order_id, json_object('payment', i.number, 'client', s.client_id, 'source', s.source, 'offer', s.offer_id)
    FROM idempotency i JOIN sales_order s ON s.org_id = i.org_id AND s.request_key = i.key
    WHERE i.org_id = ?1 AND i.scope = 'order' AND i.key = ?2 AND i.run = ?3"
);
const OPENED: &str = "SELECT s.order_id, s.client_id, p.number, p.token, i.request_hash, i.run FROM sales_order s
    JOIN payment p INDEXED BY payment_by_sales_order ON p.org_id = s.org_id AND p.sales_order = s.order_id
    LEFT JOIN idempotency i ON i.org_id = s.org_id AND i.scope = 'order' AND i.key = s.request_key
    WHERE s.org_id = ?1 AND s.request_key = ?2 ORDER BY p.number LIMIT 1";

/// The statements that open an order; [`trip`](NewOrder::trip_terminal) statements come after them, on the payment of the same token, and
/// [`opened`] last.
fn statements(new: &NewOrder<'_>) -> Vec<Statement> {
    let (org, key, run) = (new.org_id, new.request_key, new.run);
    let (existing, given) = match new.client {
        OrderClient::Existing(client) => (Some(*client), None),
        OrderClient::Given(given) => (None, Some(given)),
    };
    let (label, email, phone) = match given {
        Some(given) => (given.label.as_deref(), given.email.as_deref(), given.phone.as_deref()),
        None => (None, None, None),
    };
    let mut statements = vec![statement!(
        CLAIM,
        org,
        key,
        new.request_hash,
        run,
        new.now_ms,
        new.keys_since_ms,
        new.offer_id,
        new.mode,
        existing,
        new.trip_terminal,
        new.currency,
        new.local_day,
        new.price_minor,
        new.labelled,
        label,
        email,
        phone,
        new.waiting_since_ms,
        WAITING_OF_OFFER_MAX,
        WAITING_OF_CLIENT_MAX
    )];
    match given {
        Some(given) => {
            let (name, language) = (&given.name, &given.language);
            statements.push(statement!(
                CLIENT, org, key, run, name, email, phone, label, language, new.now_ms, new.mode
            ));
            statements.extend(made(org, given, new.actor, new.now_ms));
        }
        None if existing == Some(0) => statements.push(manual_account(org, new.now_ms)),
        None => {}
    }
    statements.push(statement!(
        ORDER,
        org,
        key,
        run,
        new.mode,
        existing,
        label,
        email,
        phone,
        new.source,
        new.offer_id,
        new.title,
        new.price_minor,
        new.currency,
        new.now_ms
    ));
    statements.push(statement!(
        PAYMENT,
        org,
        key,
        run,
        new.token,
        new.merchant_order,
        new.labelled,
        new.description,
        new.email,
        new.phone,
        new.cart,
        new.success_url,
        new.systems,
        new.expires_at_ms,
        new.attempts_max,
        new.receipt_key,
        new.local_day
    ));
    statements.push(statement!(JOURNAL, org, key, run, new.now_ms, new.actor));
    statements
}

/// What became of a request to open an order.
#[derive(Debug)]
pub enum Opening {
    /// Opened, by this request or by an earlier one with the same key.
    Opened(OpenedRow),
    /// The organisation is disabled.
    OrganisationDisabled,
    /// The organisation has no such active offer in this mode.
    OfferInactive,
    /// The organisation has no such client in this mode.
    ClientNotFound,
    /// The manual system is not active.
    SystemUnavailable,
    /// As many of its orders as may be wait to be paid.
    TooMany,
    /// A limit would be broken.
    Limit(Broken),
    /// Nothing stands in the way any more: the same request may be sent again.
    Again,
}

/// Opens an order, with the statements of a trip to a manual system where one is opened with it; or finds the one that the same request
/// made: one round trip, whatever the race.
pub async fn open(database: &impl Database, new: &NewOrder<'_>, trip: Vec<Statement>) -> Result<Opening, StoreError> {
    let mut batch = statements(new);
    batch.extend(trip);
    batch.push(statement!(OPENED, new.org_id, new.request_key));
    match Answers::of(database.batch(batch).await?).last()?.first()? {
        Some(opened) => Ok(Opening::Opened(opened)),
        None => why_not(database, new).await,
    }
}

row! {
    struct WhyNot {
        organisation: i64,
        offer: i64,
        client: i64,
        terminal: i64,
        few: i64,
        label: Option<String>,
    }
}
const WHY_NOT: &str = concat!(
    "SELECT EXISTS (SELECT 1 FROM organisation WHERE org_id = ?1 AND status = 'active') AS organisation,
      ?2 IS NULL OR EXISTS (SELECT 1 FROM offer WHERE org_id = ?1 AND offer_id = ?2 AND mode = ?3 AND status = 'active') AS offer,
      COALESCE(?4, 0) = 0 OR EXISTS (SELECT 1 FROM client WHERE org_id = ?1 AND client_id = ?4 AND mode = ?3) AS client,
      ?5 IS NULL OR EXISTS (SELECT 1 FROM terminal WHERE org_id = ?1 AND terminal_id = ?5 AND mode = ?3 AND kind = 'manual' AND status = 'active') AS terminal,
      ",
    few_waiting!("?9", "?2", client_given!("?3", "?6", "?7", "?8"), "?10", "?11"),
    " AS few,
      (SELECT label FROM client WHERE org_id = ?1 AND client_id = COALESCE(?4, ",
    client_given!("?3", "?6", "?7", "?8"),
    ")) AS label"
);

/// Why nothing was opened: asked only then.
async fn why_not(database: &impl Database, new: &NewOrder<'_>) -> Result<Opening, StoreError> {
    let (existing, given) = match new.client {
        OrderClient::Existing(client) => (Some(*client), None),
        OrderClient::Given(given) => (None, Some(given)),
    };
    let label = given.and_then(|given| given.label.as_deref());
    let email = given.and_then(|given| given.email.as_deref());
    let phone = given.and_then(|given| given.phone.as_deref());
    let asked = statement!(
        WHY_NOT,
        new.org_id,
        new.offer_id,
        new.mode,
        existing,
        new.trip_terminal,
        label,
        email,
        phone,
        new.waiting_since_ms,
        WAITING_OF_OFFER_MAX,
        WAITING_OF_CLIENT_MAX
    );
    let why: Option<WhyNot> = Answers::of(database.batch(vec![asked]).await?).last()?.first()?;
    Ok(match why {
        None | Some(WhyNot { organisation: 0, .. }) => Opening::OrganisationDisabled,
        Some(WhyNot { offer: 0, .. }) => Opening::OfferInactive,
        Some(WhyNot { client: 0, .. }) => Opening::ClientNotFound,
        Some(WhyNot { terminal: 0, .. }) => Opening::SystemUnavailable,
        Some(WhyNot { few: 0, .. }) => Opening::TooMany,
        Some(why) => {
            let refused = Refused {
                org_id: new.org_id,
                mode: new.mode,
                currency: new.currency,
                local_day: new.local_day,
                amount_minor: new.price_minor,
                label: why.label.as_deref().or(label).filter(|_| new.labelled),
                now_ms: new.now_ms,
            };
            limits::broken(database, &refused)
                .await?
                .map_or(Opening::Again, Opening::Limit)
        }
    })
}
