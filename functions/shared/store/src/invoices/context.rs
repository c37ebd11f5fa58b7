//! What an invoice that is to be made depends on.

use crate::{
    Database, StoreError,
    clients::{list::of_mode, new::client_given},
    orders::open::OrderClient,
    port::Answers,
    row,
    sql::takes_payments,
    statement,
};

row! {
    /// What is known of whom it is for, and of the ways to pay it.
    #[derive(Debug, Clone)]
    pub struct Context {
        /// The organisation's language.
        pub language: String,
        /// The client, where there is one already.
        pub client_id: Option<i64>,
        /// Where the client is reached.
        pub email: Option<String>,
        /// The client's phone.
        pub phone: Option<String>,
        /// 1: some active terminal takes the currency.
        pub takes_currency: i64,
        /// The first of the systems asked for that is not in use in this mode.
        pub unknown_system: Option<String>,
        /// The first that does not take the currency; a manual one takes every one, converted.
        pub other_currency_system: Option<String>,
    }
}

const CONTEXT: &str = concat!(
    "SELECT o.language, c.client_id, c.email, c.phone,
      EXISTS (SELECT 1 FROM terminal t JOIN terminal_fee f ON f.org_id = t.org_id AND f.terminal_id = t.terminal_id AND f.currency = ?4
        WHERE t.org_id = ?1 AND t.mode = ?2 AND ",
    takes_payments!(),
    ") AS takes_currency,
      (SELECT a.value FROM json_each(?3) AS a WHERE NOT EXISTS (SELECT 1 FROM terminal t WHERE t.org_id = ?1 AND t.terminal_id = a.value AND t.mode = ?2
        AND t.status = 'active' AND t.kind IN ('ecom', 'manual') AND instr(t.operations, '\"payment\"') > 0) LIMIT 1) AS unknown_system,
      (SELECT a.value FROM json_each(?3) AS a JOIN terminal t ON t.org_id = ?1 AND t.terminal_id = a.value AND t.kind = 'ecom'
        WHERE NOT EXISTS (SELECT 1 FROM terminal_fee f WHERE f.org_id = ?1 AND f.terminal_id = a.value AND f.currency = ?4) LIMIT 1) AS other_currency_system
    FROM organisation o LEFT JOIN client c ON c.org_id = o.org_id AND c.client_id = COALESCE(?5, ",
    client_given!("?2", "?6", "?7", "?8"),
    ") AND ",
    of_mode!("c", "?2"),
    " WHERE o.org_id = ?1 AND o.status = 'active'"
);

/// Reads it; `systems` is a JSON array of terminals. `None`: the organisation takes no payments.
pub async fn context(
    database: &impl Database,
    org_id: i64,
    mode: &str,
    client: &OrderClient,
    systems: &str,
    currency: &str,
) -> Result<Option<Context>, StoreError> {
    let (existing, given) = match client {
        OrderClient::Existing(client) => (Some(*client), None),
        OrderClient::Given(given) => (None, Some(given)),
    };
    let label = given.and_then(|given| given.label.as_deref());
    let email = given.and_then(|given| given.email.as_deref());
    let phone = given.and_then(|given| given.phone.as_deref());
    let asked = statement!(CONTEXT, org_id, mode, systems, currency, existing, label, email, phone);
    Answers::of(database.batch(vec![asked]).await?).last()?.first()
}
