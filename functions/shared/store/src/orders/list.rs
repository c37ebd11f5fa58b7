//! Orders of a mode, newest first, each with its client and its payments.

use crate::{
    Database, FromRow, Statement, StoreError, Value,
    orders::{
        payment::{OrderPayment, payments},
        places::{SKEW_MS, places},
        search::{client_has_words, clients_max, matched},
    },
    port::Answers,
    row,
};

/// What a list of orders, or of their payments, looks for; what is empty lets everything through.
#[derive(Debug, Clone, Default)]
pub struct Filter<'a> {
    /// The organisation.
    pub org_id: i64,
    /// `live` or `test`.
    pub mode: &'a str,
    /// Only lower numbers.
    pub below: i64,
    /// Rows at most.
    pub limit: u32,
    /// An order's status; of payments, a JSON array of money states.
    pub status: Option<String>,
    /// The client.
    pub client: Option<i64>,
    /// The offer.
    pub offer: Option<i64>,
    /// What the client is found by: words as `domain::client::words` makes them.
    pub words: Vec<String>,
    /// A number that the search may mean.
    pub number: Option<i64>,
    /// From this time on, in unix milliseconds.
    pub from_ms: Option<i64>,
    /// Before this time.
    pub to_ms: Option<i64>,
}

impl Filter<'_> {
    /// The words as a JSON array; nothing where none are looked for.
    fn words(&self) -> Option<String> {
        let words = Some(&self.words).filter(|words| !words.is_empty());
        words.map(|words| serde_json::Value::from(words.clone()).to_string())
    }

    /// `?1` to `?14`, as the lists' statements number them; the first nine of them say where to look.
    fn values(&self, is_filtered: bool) -> Vec<Value> {
        vec![
            self.org_id.into(),
            self.mode.into(),
            self.below.into(),
            self.from_ms.map(|ms| ms.saturating_sub(SKEW_MS)).into(),
            self.to_ms.map(|ms| ms.saturating_add(SKEW_MS)).into(),
            is_filtered.into(),
            self.status.as_deref().into(),
            self.client.into(),
            self.words().into(),
            self.limit.into(),
            self.offer.into(),
            self.number.into(),
            self.from_ms.into(),
            self.to_ms.into(),
        ]
    }
}

/// Values that say where to look.
const PLACE_VALUES: usize = 9;

row! {
    /// An order as lists and its card show it.
    #[derive(Debug, Clone)]
    #[expect(missing_docs, reason = "columns are documented in schema/0012_sales.sql")]
    pub struct OrderRow {
        pub order_id: i64,
        pub mode: String,
        pub title: String,
        pub price_minor: i64,
        pub currency: String,
        pub status: String,
        pub source: String,
        pub client_id: i64,
        pub client_name: String,
        pub client_email: Option<String>,
        pub offer_id: Option<i64>,
        pub opened_at_ms: i64,
        /// JSON array: see [`OrderRow::payments`].
        pub payments: String,
    }

    struct Place {
        id: i64,
    }
}

impl OrderRow {
    /// Its payments, oldest first.
    pub fn payments(&self) -> Result<Vec<OrderPayment>, StoreError> {
        payments(&self.payments)
    }
}

/// The columns of [`OrderRow`], of order `s` and client `c`.
macro_rules! order_columns {
    () => {
        concat!(
            "SELECT s.order_id, s.mode, s.title, s.price_minor, s.currency, s.status, s.source, s.client_id, c.name AS client_name, c.email AS client_email,
      s.offer_id, s.opened_at_ms, ",
            $crate::orders::payment::order_payments!(),
            " AS payments "
        )
    };
}
pub(super) use order_columns;

/// What is asked of order `s` besides its place.
macro_rules! asked {
    () => {
        "s.mode = ?2 AND (?7 IS NULL OR s.status = ?7) AND (?8 IS NULL OR s.client_id = ?8) AND (?11 IS NULL OR s.offer_id = ?11)
      AND (?13 IS NULL OR s.opened_at_ms >= ?13) AND (?14 IS NULL OR s.opened_at_ms < ?14)"
    };
}

/// A page of orders by an index, of which `$w` and `$s` say what leads there; and down to where was looked.
macro_rules! by_index {
    ($index:literal, $w:literal, $s:literal) => {
        (
            concat!(
                by_index!($index, $w),
                order_columns!(),
                "FROM sales_order s INDEXED BY ",
                $index,
                " CROSS JOIN client c ON c.org_id = s.org_id AND c.client_id = s.client_id WHERE s.org_id = ?1 AND ",
                $s,
                " AND s.order_id < (SELECT id FROM top) AND s.order_id >= (SELECT id FROM floor) AND ",
                asked!(),
                " AND (?9 IS NULL OR s.order_id = ?12 OR ",
                client_has_words!("s.client_id", "?9"),
                ") ORDER BY s.order_id DESC LIMIT CAST(?10 AS INTEGER)"
            ),
            concat!(
                by_index!($index, $w),
                "SELECT id FROM floor WHERE id > (SELECT id FROM bottom)"
            ),
        )
    };
    ($index:literal, $w:literal) => {
        places!(
            "sales_order",
            "order_id",
            "opened_at_ms",
            concat!("sales_order w INDEXED BY ", $index, " WHERE w.org_id = ?1 AND ", $w)
        )
    };
}
const BY_MODE: (&str, &str) = by_index!("sales_order_by_mode", "w.mode = ?2", "s.mode = ?2");
const BY_STATUS: (&str, &str) = by_index!(
    "sales_order_by_status",
    "w.mode = ?2 AND w.status = ?7",
    "s.mode = ?2 AND s.status = ?7"
);
const BY_CLIENT: (&str, &str) = by_index!("sales_order_by_client", "w.client_id = ?8", "s.client_id = ?8");

// Of few clients: their newest orders, each by its index. Of none and of many nothing.
const BY_WORDS: &str = concat!(
    "WITH ",
    matched!("?9"),
    ", found(order_id) AS (SELECT s.order_id FROM matched k CROSS JOIN sales_order s ON s.org_id = ?1 AND s.order_id IN
        (SELECT s.order_id FROM sales_order s INDEXED BY sales_order_by_client WHERE s.org_id = ?1 AND s.client_id = k.client_id AND s.order_id < ?3 AND ",
    asked!(),
    " ORDER BY s.order_id DESC LIMIT CAST(?10 AS INTEGER))
      UNION SELECT s.order_id FROM sales_order s WHERE s.org_id = ?1 AND s.order_id = ?12 AND s.order_id < ?3 AND ",
    asked!(),
    ") ",
    order_columns!(),
    "FROM found d CROSS JOIN sales_order s ON s.org_id = ?1 AND s.order_id = d.order_id CROSS JOIN client c ON c.org_id = s.org_id AND c.client_id = s.client_id
      WHERE (SELECT count(*) FROM matched) <= ",
    clients_max!(),
    " ORDER BY s.order_id DESC LIMIT CAST(?10 AS INTEGER)"
);

/// Orders, newest first; and the number down to which was looked, where that is not the end. One round trip.
pub async fn orders(database: &impl Database, filter: &Filter<'_>) -> Result<(Vec<OrderRow>, Option<i64>), StoreError> {
    let searched = !filter.words.is_empty() || filter.offer.is_some();
    let ((list, looked), is_filtered) = match (filter.client, &filter.status) {
        // Of the stand-in there may be as many as of all others, and most of the other mode.
        (Some(_), _) => (BY_CLIENT, true),
        (None, Some(_)) => (BY_STATUS, searched),
        (None, None) => (BY_MODE, searched),
    };
    run(database, filter, [BY_WORDS, list, looked], is_filtered).await
}

/// Runs a list: by words of few clients, by an index, and down to where the index was read.
pub(super) async fn run<T: FromRow>(
    database: &impl Database,
    filter: &Filter<'_>,
    [by_words, list, looked]: [&'static str; 3],
    is_filtered: bool,
) -> Result<(Vec<T>, Option<i64>), StoreError> {
    let statement = |sql| Statement {
        sql,
        values: filter.values(is_filtered),
    };
    let mut place = statement(looked);
    place.values.truncate(PLACE_VALUES);
    let through_clients = !filter.words.is_empty() && filter.client.is_none();
    let mut statements = vec![statement(list), place];
    if through_clients {
        statements.push(statement(by_words));
    }
    let mut answers = Answers::of(database.batch(statements).await?);
    let mut found: Vec<T> = answers.next()?.all()?;
    let looked: Option<Place> = answers.next()?.first()?;
    if through_clients {
        // One of both is empty.
        found.extend(answers.next()?.all()?);
    }
    Ok((found, looked.map(|looked| looked.id)))
}
