//! A manual payment system as JSON tells it.

use edge::payment_json::{amount, stored, time};
use serde::Serialize;
use serde_json::Value;
use store::manual_systems::System;

/// An amount beside its currency.
#[derive(Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "openapi", schema(as = Amount))]
pub(crate) struct AmountJson {
    /// Decimal text.
    #[cfg_attr(feature = "openapi", schema(example = "100.00"))]
    pub(crate) amount: String,
    /// ISO 4217 code.
    #[cfg_attr(feature = "openapi", schema(example = "RUB"))]
    pub(crate) currency: String,
}

impl AmountJson {
    pub(crate) fn of(minor: i64, currency: String) -> Self {
        Self {
            amount: amount(minor, &currency),
            currency,
        }
    }
}

/// A manual payment system: cash, card to card, whatever moves money outside any acquirer.
#[derive(Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "openapi", schema(as = ManualSystem))]
pub(crate) struct SystemJson {
    /// Its id; terminals' and systems' ids never meet.
    id: String,
    /// What people, payers too, call it.
    name: String,
    /// For the organisation's own people.
    description: String,
    /// `active`, `disabled` or `archived`.
    status: String,
    /// `live` or `test`.
    mode: String,
    /// What the system keeps of a transfer, in percent.
    #[cfg_attr(feature = "openapi", schema(example = "2.5"))]
    commission_percent: String,
    /// What it keeps besides.
    fixed_fee: AmountJson,
    /// In which money reaches the account.
    income_currency: String,
    /// In which it is paid where the system does not take the price's own currency.
    transaction_currency: String,
    /// What it takes; the two above are among them.
    #[cfg_attr(feature = "openapi", schema(value_type = Vec<String>))]
    currencies: Value,
    /// Who is paid, as payers read it.
    merchant_name: String,
    /// How to pay, as payers read it; may have several lines.
    merchant_description: String,
    /// What to write into the comment, as payers read it.
    comment_hint: String,
    /// Its picture's path on this host.
    #[cfg_attr(
        feature = "openapi",
        schema(example = "/files/demo/0123456789abcdef0123456789abcdef")
    )]
    image: Option<String>,
    /// When it was made.
    created_at: String,
}

impl SystemJson {
    pub(crate) fn of(row: System) -> Self {
        Self {
            image: row.image.map(|file| format!("/files/{}/{file}", row.slug)),
            id: row.terminal_id,
            name: row.name,
            description: row.description,
            status: row.status,
            mode: row.mode,
            commission_percent: row.commission_percent,
            fixed_fee: AmountJson::of(row.fixed_fee_minor, row.fixed_fee_currency),
            income_currency: row.income_currency,
            transaction_currency: row.transaction_currency,
            currencies: stored(&row.currencies),
            merchant_name: row.merchant_name,
            merchant_description: row.merchant_description,
            comment_hint: row.comment_hint,
            created_at: time(row.created_at_ms),
        }
    }
}

/// All systems of a mode.
#[derive(Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub(crate) struct ManualSystems {
    /// The systems, archived ones last.
    pub(crate) items: Vec<SystemJson>,
    /// Always empty: the list is whole.
    pub(crate) next: Option<String>,
}
