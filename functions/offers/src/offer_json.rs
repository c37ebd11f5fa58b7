//! An offer as JSON tells it.

use edge::payment_json::{stored, time};
use serde::Serialize;
use serde_json::Value;
use store::offers::Offer;

use crate::system_json::AmountJson;

/// What is sold by a link.
#[derive(Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "openapi", schema(as = Offer))]
pub(crate) struct OfferJson {
    /// The offer's number within the organisation.
    number: i64,
    /// `live` or `test`.
    mode: String,
    /// What is sold, in a line.
    title: String,
    /// What is sold; may have several lines.
    description: String,
    /// For how much.
    price: AmountJson,
    /// By what it may be paid, in the order in which payers see them.
    #[cfg_attr(feature = "openapi", schema(value_type = Vec<OfferSystem>))]
    systems: Value,
    /// Days of 24 hours in which a manual payment of it is to be confirmed.
    confirm_days: i64,
    /// `active`, `inactive` or `archived`.
    status: String,
    /// Where the payer goes afterwards.
    success_url: Option<String>,
    /// The Buy link.
    link: String,
    /// A button that leads there, as HTML for the merchant's page.
    button: String,
    /// When it was made.
    created_at: String,
}

/// A system by which an offer may be paid.
#[cfg(feature = "openapi")]
#[derive(utoipa::ToSchema)]
#[expect(dead_code, reason = "for the document")]
pub(crate) struct OfferSystem {
    /// Its id.
    id: String,
    /// What people call it.
    name: String,
    /// `manual` or `acquirer`.
    kind: String,
    /// `active`, `disabled` or `archived`: payers see active ones alone.
    status: String,
}

impl OfferJson {
    pub(crate) fn of(row: Offer, public_url: &str) -> Self {
        let link = format!("{public_url}/offer/{}", row.token);
        Self {
            button: button(&link, &row.language),
            link,
            number: row.offer_id,
            mode: row.mode,
            title: row.title,
            description: row.description,
            price: AmountJson::of(row.price_minor, row.currency),
            systems: stored(&row.named_systems),
            confirm_days: row.confirm_days,
            status: row.status,
            success_url: row.success_url,
            created_at: time(row.created_at_ms),
        }
    }
}

/// A link that looks like a button on any page, in the organisation's language. Nothing in it is anybody's text, so there is nothing
/// to escape.
fn button(link: &str, language: &str) -> String {
    let label = if language == "ru" { "Купить" } else { "Buy" };
    format!(
        "<a href=\"{link}\" style=\"display:inline-block;padding:12px 24px;border-radius:6px;background:#12684b;color:#fff;\
         font:600 16px/1.25 system-ui,sans-serif;text-decoration:none\">{label}</a>"
    )
}
