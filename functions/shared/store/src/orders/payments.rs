//! Payments of orders, newest first: the cabinet's list of what waits for a decision, and of what was decided.

use crate::{
    Database, StoreError,
    orders::{
        list::{Filter, run},
        payment::{OrderPayment, payment},
        places::places,
        search::{client_has_words, clients_max, matched},
    },
    row,
};

row! {
    /// A payment with its order and client.
    #[derive(Debug, Clone)]
    pub struct PaymentRow {
        /// The payment.
        pub number: i64,
        /// JSON: see [`PaymentRow::payment`].
        pub payment: String,
        /// Its order.
        pub order_id: i64,
        /// What was ordered.
        pub title: String,
        /// Whose it is.
        pub client_id: i64,
        /// Their name.
        pub client_name: String,
        /// Their address.
        pub client_email: Option<String>,
    }
}

impl PaymentRow {
    /// The payment itself.
    pub fn payment(&self) -> Result<OrderPayment, StoreError> {
        payment(&self.payment)
    }
}

/// The columns of [`PaymentRow`], of payment `p`, order `s` and client `c`.
macro_rules! columns_of {
    () => {
        concat!(
            "SELECT p.number, ",
            $crate::orders::payment::order_payment!(),
            " AS payment, s.order_id, s.title, s.client_id, c.name AS client_name, c.email AS client_email "
        )
    };
}
pub(super) use columns_of;

/// What is asked of payment `p` of order `s` besides its place.
macro_rules! asked {
    () => {
        "p.mode = ?2 AND (?7 IS NULL OR p.money IN (SELECT value FROM json_each(?7))) AND (?8 IS NULL OR s.client_id = ?8)
      AND (?11 IS NULL OR s.offer_id = ?11) AND (?13 IS NULL OR p.created_at_ms >= ?13) AND (?14 IS NULL OR p.created_at_ms < ?14)"
    };
}
/// Down from where and to where a page looks.
macro_rules! window {
    () => {
        places!(
            "payment",
            "number",
            "created_at_ms",
            "payment w INDEXED BY payment_of_orders WHERE w.org_id = ?1 AND w.mode = ?2 AND w.sales_order IS NOT NULL"
        )
    };
}
const LIST: &str = concat!(
    window!(),
    columns_of!(),
    "FROM payment p INDEXED BY payment_of_orders CROSS JOIN sales_order s ON s.org_id = p.org_id AND s.order_id = p.sales_order
     CROSS JOIN client c ON c.org_id = s.org_id AND c.client_id = s.client_id
     WHERE p.org_id = ?1 AND p.mode = ?2 AND p.sales_order IS NOT NULL AND p.number < (SELECT id FROM top) AND p.number >= (SELECT id FROM floor) AND ",
    asked!(),
    " AND (?9 IS NULL OR p.number = ?12 OR s.order_id = ?12 OR ",
    client_has_words!("s.client_id", "?9"),
    ") ORDER BY p.number DESC LIMIT CAST(?10 AS INTEGER)"
);
const LOOKED: &str = concat!(window!(), "SELECT id FROM floor WHERE id > (SELECT id FROM bottom)");

/// The newest payments of each of the clients `k.client_id`, and of what a number may mean.
macro_rules! of_clients {
    () => {
        concat!(
            "found(number) AS (SELECT p.number FROM matched k CROSS JOIN sales_order s INDEXED BY sales_order_by_client ON s.org_id = ?1 AND s.client_id = k.client_id
        CROSS JOIN payment p INDEXED BY payment_by_sales_order ON p.org_id = s.org_id AND p.sales_order = s.order_id WHERE p.number < ?3 AND ",
            asked!(),
            " UNION SELECT p.number FROM payment p CROSS JOIN sales_order s ON s.org_id = p.org_id AND s.order_id = p.sales_order
        WHERE p.org_id = ?1 AND p.number = ?12 AND p.number < ?3 AND ",
            asked!(),
            " UNION SELECT p.number FROM sales_order s CROSS JOIN payment p INDEXED BY payment_by_sales_order ON p.org_id = s.org_id AND p.sales_order = s.order_id
        WHERE s.org_id = ?1 AND s.order_id = ?12 AND p.number < ?3 AND ",
            asked!(),
            ") ",
            columns_of!(),
            "FROM found d CROSS JOIN payment p ON p.org_id = ?1 AND p.number = d.number CROSS JOIN sales_order s ON s.org_id = p.org_id AND s.order_id = p.sales_order
     CROSS JOIN client c ON c.org_id = s.org_id AND c.client_id = s.client_id
     WHERE (SELECT count(*) FROM matched) <= ",
            clients_max!(),
            " ORDER BY p.number DESC LIMIT CAST(?10 AS INTEGER)"
        )
    };
}
const BY_WORDS: &str = concat!("WITH ", matched!("?9"), ", ", of_clients!());

/// Payments of orders, newest first; and the number down to which was looked, where that is not the end. One round trip.
pub async fn payments(
    database: &impl Database,
    filter: &Filter<'_>,
) -> Result<(Vec<PaymentRow>, Option<i64>), StoreError> {
    let is_filtered =
        !filter.words.is_empty() || filter.offer.is_some() || filter.client.is_some() || filter.status.is_some();
    run(database, filter, [BY_WORDS, LIST, LOOKED], is_filtered).await
}
