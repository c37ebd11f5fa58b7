//! What the demo organisation sells: offers, and a manual payment system beside the sandbox bank. In test mode, as all demo data.

use serde_json::{Value, json};

use super::merchant::{Merchant, half, now_ms};
use crate::{Addresses, Secrets, SqlStatement};

/// The demo's manual payment system: 2.5 % and 30.00 RUB of each transfer; RUB and USD.
pub const MANUAL_SYSTEM: &str = "cash-and-card";

struct Offer {
    title: &'static str,
    description: &'static str,
    price_minor: i64,
    currency: &'static str,
    systems: &'static [&'static str],
    confirm_days: i64,
}

/// Numbered from 1 on; the first is payable in both ways.
const OFFERS: [Offer; 3] = [
    Offer {
        title: "Tea tasting for two",
        description: "Six teas, two hours, in our shop.\nOn any day but Monday.",
        price_minor: 390_000,
        currency: "RUB",
        systems: &[Merchant::TERMINAL, MANUAL_SYSTEM],
        confirm_days: 30,
    },
    Offer {
        title: "Tea by post, a year",
        description: "A packet each month, wherever you live.",
        price_minor: 12_000,
        currency: "USD",
        systems: &[Merchant::TERMINAL],
        confirm_days: 30,
    },
    Offer {
        title: "Teapot, made to order",
        description: "White clay, 600 ml. We begin once your transfer has come.",
        price_minor: 850_000,
        currency: "RUB",
        systems: &[MANUAL_SYSTEM],
        confirm_days: 14,
    },
];

/// The random part of an offer's Buy link, derived from the installation's secrets.
fn token(secrets: &Secrets, offer: usize) -> String {
    hex::encode(half::<16>(secrets.derive(&format!("demo:offer-{offer}"))))
}

/// The first offer's Buy link, payable by card and by the manual system.
#[must_use]
pub fn offer_url(secrets: &Secrets, addresses: &Addresses) -> String {
    format!("{}/offer/{}", addresses.base_url, token(secrets, 1))
}

/// Rows for the desk's database.
pub(super) fn desk(org_id: i64, secrets: &Secrets) -> Vec<SqlStatement> {
    let now = now_ms();
    let mut statements = vec![
        SqlStatement::new(
            "INSERT INTO terminal (org_id, terminal_id, acquirer, mode, kind, name, description, operations, credentials, created_at_ms)
             VALUES (?1, ?2, 'manual', 'test', 'manual', 'Cash and card to card', 'Confirmed by hand', '[\"payment\",\"capture\",\"refund\"]', '', ?3)",
            [json!(org_id), json!(MANUAL_SYSTEM), json!(now)],
        ),
        SqlStatement::new(
            "INSERT INTO manual_system (org_id, terminal_id, commission_percent, fixed_fee_minor, fixed_fee_currency, income_currency, transaction_currency,
               currencies, merchant_name, merchant_description, comment_hint)
             VALUES (?1, ?2, '2.5', 3000, 'RUB', 'RUB', 'RUB', '[\"RUB\",\"USD\"]', 'Leaf & Clay', ?3, ?4)",
            [
                json!(org_id),
                json!(MANUAL_SYSTEM),
                json!("Pay in our shop, or transfer by phone number: +7 495 123-45-67, Leaf & Clay.\nThen say here when you paid."),
                json!("Your surname, or the last four digits of your card"),
            ],
        ),
    ];
    statements.extend(OFFERS.iter().zip(1..).map(|(offer, number)| {
        let values: [Value; 10] = [
            json!(org_id),
            json!(number),
            json!(token(secrets, number)),
            json!(offer.title),
            json!(offer.description),
            json!(offer.price_minor),
            json!(offer.currency),
            json!(json!(offer.systems).to_string()),
            json!(offer.confirm_days),
            json!(now),
        ];
        SqlStatement::new(
            "INSERT INTO offer (org_id, offer_id, mode, token, title, description, price_minor, currency, systems, confirm_days, created_at_ms)
             VALUES (?1, ?2, 'test', ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)",
            values,
        )
    }));
    statements
}
