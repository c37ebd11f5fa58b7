//! Clients as lists and cards show them.

use crate::{
    Database, StoreError,
    orders::search::{client_has_words, word_end},
    port::Answers,
    row, statement,
};

row! {
    /// A client.
    #[derive(Debug, Clone, PartialEq, Eq)]
    #[expect(missing_docs, reason = "columns are documented in schema/0012_sales.sql")]
    pub struct Client {
        pub client_id: i64,
        pub mode: Option<String>,
        pub name: String,
        pub email: Option<String>,
        pub phone: Option<String>,
        pub label: Option<String>,
        pub language: String,
        pub created_at_ms: i64,
        pub active_at_ms: i64,
    }

    /// A client with the word by which they were found.
    #[derive(Debug, Clone)]
    pub struct Found {
        /// The client.
        pub client_id: i64,
        /// The word.
        pub term: String,
    }
}

/// The columns of [`Client`], of a table aliased `c`.
macro_rules! client_columns {
    () => {
        "c.client_id, c.mode, c.name, c.email, c.phone, c.label, c.language, c.created_at_ms, c.active_at_ms"
    };
}
/// Whether a client is seen in a mode: theirs, or the manual account's, which is of both.
macro_rules! of_mode {
    ($client:literal, $mode:literal) => {
        concat!("COALESCE(", $client, ".mode, ", $mode, ") = ", $mode)
    };
}
pub(super) use client_columns;
pub(crate) use of_mode;

// The manual account first, then the newest.
const MANUAL_ACCOUNT: &str = concat!(
    "SELECT ",
    client_columns!(),
    " FROM client c WHERE c.org_id = ?1 AND c.client_id = 0"
);
const NEWEST: &str = concat!(
    "SELECT ",
    client_columns!(),
    " FROM client c INDEXED BY client_by_mode WHERE c.org_id = ?1 AND c.mode = ?4 AND c.client_id < ?2 ORDER BY c.client_id DESC LIMIT CAST(?3 AS INTEGER)"
);

/// Clients of a mode below a number (none: the first page), the newest first; the manual account before all of them. One round trip.
pub async fn newest(
    database: &impl Database,
    org_id: i64,
    mode: &str,
    below: Option<i64>,
    limit: u32,
) -> Result<Vec<Client>, StoreError> {
    let list = statement!(NEWEST, org_id, below.unwrap_or(i64::from(u32::MAX)), limit, mode);
    match below {
        Some(_) => Answers::of(database.batch(vec![list]).await?).last()?.all(),
        None => {
            let mut answers = Answers::of(database.batch(vec![statement!(MANUAL_ACCOUNT, org_id), list]).await?);
            let mut clients: Vec<Client> = answers.next()?.all()?;
            clients.extend(answers.next()?.all::<Client>()?);
            clients.truncate(limit as usize);
            Ok(clients)
        }
    }
}

/// Terms that begin with word `?2`, after (`?3`, `?4`), in their order: as many as one page looks at.
macro_rules! terms {
    ($columns:literal) => {
        concat!(
            "SELECT ",
            $columns,
            " FROM client_term f WHERE f.org_id = ?1 AND f.term >= ?2 AND f.term < ",
            word_end!("?2"),
            " AND (f.term, f.client_id) > (?3, ?4) ORDER BY f.term, f.client_id LIMIT "
        )
    };
}
/// Terms looked at for one page, however rare what the other words look for.
macro_rules! window {
    () => {
        "5000"
    };
}
// A client of whom two words begin so is found by the first of them alone.
const BY_WORDS: &str = concat!(
    "SELECT f.term, ",
    client_columns!(),
    " FROM (",
    terms!("f.term, f.client_id"),
    window!(),
    ") AS f CROSS JOIN client c ON c.org_id = ?1 AND c.client_id = f.client_id AND c.mode = ?7
     WHERE NOT EXISTS (SELECT 1 FROM client_term e INDEXED BY client_term_by_client WHERE e.org_id = ?1 AND e.client_id = f.client_id AND e.term >= ?2 AND e.term < f.term)
       AND ",
    client_has_words!("f.client_id", "?5"),
    " LIMIT CAST(?6 AS INTEGER)"
);
const LOOKED: &str = concat!(terms!("f.term, f.client_id"), "1 OFFSET ", window!(), " - 1");

/// Where a page of a search begins: after this.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct After {
    /// The word by which the last client was found.
    pub term: String,
    /// That client.
    pub client_id: i64,
}

/// Clients of a mode of whom every word is known (words as `domain::client::words` makes them, the longest first), in the order of what they are
/// found by; and where was looked to, where that is not the end. One round trip.
pub async fn by_words(
    database: &impl Database,
    org_id: i64,
    mode: &str,
    words: &[String],
    after: &After,
    limit: u32,
) -> Result<(Vec<(After, Client)>, Option<After>), StoreError> {
    let Some(first) = words.first() else {
        return Ok((Vec::new(), None));
    };
    let all = serde_json::Value::from(words.to_vec()).to_string();
    let statements = vec![
        statement!(BY_WORDS, org_id, first, &after.term, after.client_id, all, limit, mode),
        statement!(LOOKED, org_id, first, &after.term, after.client_id),
    ];
    let mut answers = Answers::of(database.batch(statements).await?);
    let rows = answers.next()?;
    let places: Vec<Found> = rows.clone().all()?;
    let place = |found: Found| After {
        term: found.term,
        client_id: found.client_id,
    };
    let clients = rows.all()?.into_iter();
    let looked: Option<Found> = answers.next()?.first()?;
    Ok((places.into_iter().map(place).zip(clients).collect(), looked.map(place)))
}

row! {
    /// What a client has ordered in a mode.
    #[derive(Debug, Clone)]
    pub struct Bought {
        /// Orders; 1,001 stands for more than 1,000.
        pub orders: i64,
        /// JSON array of [currency, minor units] that came and stayed, of the newest 1,000 orders.
        pub paid: String,
    }
}
const ONE: &str = concat!(
    "SELECT ",
    client_columns!(),
    " FROM client c WHERE c.org_id = ?1 AND c.client_id = ?2 AND ",
    of_mode!("c", "?3")
);
/// The client's newest orders of a mode.
macro_rules! orders {
    ($limit:literal) => {
        concat!(
            "(SELECT s.order_id FROM sales_order s INDEXED BY sales_order_by_client WHERE s.org_id = ?1 AND s.client_id = ?2 AND s.mode = ?3
          ORDER BY s.order_id DESC LIMIT ",
            $limit,
            ")"
        )
    };
}
const BOUGHT: &str = concat!(
    "SELECT (SELECT count(*) FROM ",
    orders!("1001"),
    ") AS orders, (SELECT json_group_array(json_array(t.currency, t.minor) ORDER BY t.currency) FROM (
        SELECT p.currency, sum(p.captured_minor - p.refunded_minor - p.charged_back_minor) AS minor FROM ",
    orders!("1000"),
    " AS o CROSS JOIN payment p INDEXED BY payment_by_sales_order ON p.org_id = ?1 AND p.sales_order = o.order_id AND p.captured_minor > 0
        GROUP BY p.currency) AS t) AS paid"
);

/// One client with what they have ordered in a mode. One round trip.
pub async fn card(
    database: &impl Database,
    org_id: i64,
    client_id: i64,
    mode: &str,
) -> Result<Option<(Client, Bought)>, StoreError> {
    let statements = vec![
        statement!(ONE, org_id, client_id, mode),
        statement!(BOUGHT, org_id, client_id, mode),
    ];
    let mut answers = Answers::of(database.batch(statements).await?);
    let (client, bought) = (answers.next()?.first()?, answers.next()?.first()?);
    Ok(client.zip(bought))
}

/// One client of a mode.
pub async fn one(
    database: &impl Database,
    org_id: i64,
    client_id: i64,
    mode: &str,
) -> Result<Option<Client>, StoreError> {
    let rows = database.batch(vec![statement!(ONE, org_id, client_id, mode)]).await?;
    Answers::of(rows).last()?.first()
}
