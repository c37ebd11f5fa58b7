//! `GET /api/payments`: newest first.

use domain::{money::MINOR_MAX, token::number};
use edge::{Problem, Response, json, payment_json::PaymentFacts};
use http::{StatusCode, Uri};
use serde::Serialize;
use store::{
    Database,
    cabinet::{self, Card, Filter},
    payments::Payment,
};

#[cfg(feature = "openapi")]
use edge::page::Page;
use edge::page::{cursor, filters, limit, mode, page};

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
        ("status" = Option<String>, Query, description = "Only payments of this status."),
        ("order" = Option<String>, Query, description = "Only payments of this order."),
        ("label" = Option<String>, Query, description = "Only payments of this payer. A filtered page may hold fewer rows than asked for, and still have a `next`."),
        ("limit" = Option<u32>, Query, description = "1 to 500, by default 50."),
        ("cursor" = Option<String>, Query, description = "`next` of the page before.")),
    responses((status = 200, body = inline(Page<PaymentRowJson>)), (status = 401, body = Problem), (status = 422, body = Problem))))]
pub(crate) async fn list(database: &impl Database, org_id: i64, uri: &Uri) -> Result<Response, Problem> {
    let (mode, limit) = (mode(uri)?, limit(uri)?);
    let filters = filters(uri)?;
    let filter = Filter {
        org_id,
        mode,
        below: cursor(uri, number)?.unwrap_or(MINOR_MAX),
        limit: limit.saturating_add(1),
        status: filters.status.as_deref(),
        order: filters.order.as_deref(),
        label: filters.label.as_deref(),
    };
    let (rows, looked_to) = cabinet::payments(database, &filter).await?;
    let row = |(payment, card): (Payment, Card)| PaymentRowJson {
        facts: PaymentFacts::of(&payment),
        card: CardJson::of(card.card_mask, card.card_brand),
    };
    let page = page(rows, limit, |(payment, _)| payment.number.to_string(), row);
    json::answer(
        StatusCode::OK,
        &page.going_on(looked_to.map(|number| number.to_string())),
    )
}
