//! The demo data: what a new database is given.

mod merchant;
mod operator;
pub mod outbox;
pub mod sales;

use anyhow::Result;
use serde::Serialize;
use serde_json::{Value, json};

pub use merchant::Merchant;
pub use operator::Operator;

use crate::{Addresses, Secrets, SqlStatement};

/// What a new installation starts with.
pub struct Seed {
    /// For the desk's database (`DB`), one batch, when it is new.
    pub desk: Vec<SqlStatement>,
    /// For the sandbox bank's (`BANK`), one batch, when it is new.
    pub bank: Vec<SqlStatement>,
    /// For the desk's database on every start: lets the demo's own addresses follow the ports.
    pub moved: Vec<SqlStatement>,
    /// The content of `demo.json`.
    pub demo: Value,
    /// What the demo shop's server knows.
    pub shop: Shop,
}

/// The demo shop's credentials.
#[derive(Serialize)]
pub struct Shop {
    /// For /v1.
    pub api_key: String,
    /// Public.
    pub widget_key: String,
    /// Signs the widget's data.
    pub widget_secret: String,
    /// Standard Webhooks, `whsec_...`.
    pub postback_secret: String,
    /// Shown on its page.
    pub cards: Vec<Card>,
}

/// A test card.
#[derive(Serialize)]
pub struct Card {
    /// As typed, in groups of four.
    pub number: String,
    /// What the sandbox bank does with it.
    pub outcome: String,
}

/// The demo data of an installation with these secrets at these addresses. The same input gives the same credentials.
///
/// # Errors
/// Where a secret cannot be sealed.
pub fn statements(secrets: &Secrets, addresses: &Addresses) -> Result<Seed> {
    let merchant = Merchant::new(1, "demo", secrets);
    // A second one, in which the owner of the first is a manager: what it takes to work for two.
    let second = Merchant::new(2, "prints", secrets);
    let operator = Operator::new(secrets);
    let mut desk = merchant.desk(secrets, addresses)?;
    desk.extend(sales::desk(merchant.org_id, secrets));
    desk.extend(second.desk(secrets, addresses)?);
    desk.push(SqlStatement::new(
        "INSERT INTO membership (person_id, org_id, role, created_at_ms) SELECT ?1, ?2, 'manager', created_at_ms + 1 FROM person WHERE person_id = ?1",
        [json!(merchant.org_id), json!(second.org_id)],
    ));
    desk.push(operator.desk(secrets)?);
    Ok(Seed {
        desk,
        bank: [merchant.bank(secrets)?, second.bank(secrets)?].concat(),
        moved: [merchant.moved(secrets, addresses)?, second.moved(secrets, addresses)?].concat(),
        demo: json!({
            "base_url": addresses.base_url,
            "shop_url": addresses.shop_url,
            "organisation": merchant.slug,
            "cabinet": { "login": merchant.login, "password": merchant.password },
            "operator": { "login": operator.login, "password": operator.password },
            "api_key": merchant.api_key(),
            "offer_url": sales::offer_url(secrets, addresses),
            "manual_system": sales::MANUAL_SYSTEM,
            "widget_key": merchant.widget_key,
            "widget_secret": merchant.widget_secret,
            "postback": { "standard_secret": merchant.postback_secret },
            "sandbox_bank": { "terminal": Merchant::TERMINAL, "callback_secret": merchant.callback_secret },
        }),
        shop: Shop {
            api_key: merchant.api_key(),
            widget_key: merchant.widget_key.clone(),
            widget_secret: merchant.widget_secret.clone(),
            postback_secret: merchant.postback_secret.clone(),
            cards: bank::cards::CARDS
                .iter()
                .map(|card| Card {
                    number: card.grouped(),
                    outcome: card.en.to_owned(),
                })
                .collect(),
        },
    })
}
