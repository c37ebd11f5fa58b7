//! `GET /api/payments`: newest first.

use domain::{money::MINOR_MAX, token::number};
use edge::{Problem, Response, json, payment_json::PaymentFacts};
use http::{StatusCode, Uri};
use serde::Serialize;
use store::{
    Database,
    cabinet::{self, Card},
    payments::Payment,
};

#[cfg(feature = "openapi")]
use crate::page::Page;
use crate::page::{cursor, limit, mode, page};

/// A card, as far as it may be known.
#[derive(Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "openapi", schema(as = Card))]
pub struct CardJson {
    /// First six and last four digits.
    pub mask: String,
    /// The scheme, lower case.
    pub brand: Option<String>,
}

impl CardJson {
    pub(crate) fn of(mask: Option<String>, brand: Option<String>) -> Option<Self> {
        mask.map(|mask| Self { mask, brand })
    }
}

/// A payment in the list.
#[derive(Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "openapi", schema(as = PaymentRow))]
pub struct PaymentRowJson {
    /// The facts.
    #[serde(flatten)]
    facts: PaymentFacts,
    /// The card of the last trip that named one.
    card: Option<CardJson>,
}

/// Payments of a mode, newest first.
#[cfg_attr(feature = "openapi", utoipa::path(
    get, path = "/api/payments", operation_id = "listCabinetPayments", tag = "Cabinet", security(("session" = [])),
    params(
        ("mode" = Option<String>, Query, description = "`live` (default) or `test`."),
        ("limit" = Option<u32>, Query, description = "1 to 500, by default 50."),
        ("cursor" = Option<String>, Query, description = "`next` of the page before.")),
    responses((status = 200, body = inline(Page<PaymentRowJson>)), (status = 401, body = Problem), (status = 422, body = Problem))))]
pub(crate) async fn list(database: &impl Database, org_id: i64, uri: &Uri) -> Result<Response, Problem> {
    let (mode, limit) = (mode(uri)?, limit(uri)?);
    let below = cursor(uri, number)?.unwrap_or(MINOR_MAX);
    let rows = cabinet::payments(database, org_id, mode, below, limit.saturating_add(1)).await?;
    let row = |(payment, card): (Payment, Card)| PaymentRowJson {
        facts: PaymentFacts::of(&payment),
        card: CardJson::of(card.card_mask, card.card_brand),
    };
    json::answer(
        StatusCode::OK,
        &page(rows, limit, |(payment, _)| payment.number.to_string(), row),
    )
}
