//! `GET /api/order-payments`, `GET /v1/order-payments`.

use edge::{
    Problem, Response,
    cabinet::Call,
    json,
    page::{Page, page},
};
use http::StatusCode;
use store::orders;

use crate::{
    filter::{read, word},
    order_json::PaymentWithOrderJson,
    payment_json::money_states,
};

/// Statuses of payments of orders.
const STATUSES: [&str; 4] = ["open", "resolved", "rejected", "refunded"];

/// Payments of orders, newest first, each with its order.
#[cfg_attr(feature = "openapi", utoipa::path(
    get, path = "/api/order-payments", operation_id = "listOrderPayments", tag = "Cabinet", security(("session" = [])),
    params(
        ("mode" = Option<String>, Query, description = "`live` (default) or `test`."),
        ("status" = Option<String>, Query, description = "`open`, `resolved`, `rejected` or `refunded`."),
        ("client" = Option<i64>, Query, description = "Only payments of this client's orders."),
        ("offer" = Option<i64>, Query, description = "Only payments of this offer's orders."),
        ("q" = Option<String>, Query, description = "A payment's or an order's number, or words as clients are found by."),
        ("from" = Option<String>, Query, description = "Only payments made on this day or later, `YYYY-MM-DD` in the organisation's zone."),
        ("to" = Option<String>, Query, description = "Only payments made on this day or before."),
        ("limit" = Option<u32>, Query, description = "1 to 500, by default 50. A filtered page may hold fewer rows than asked for, and still have a `next`."),
        ("cursor" = Option<String>, Query, description = "`next` of the page before.")),
    responses((status = 200, body = inline(Page<PaymentWithOrderJson>)), (status = 401, body = Problem), (status = 422, body = Problem))))]
pub(crate) async fn list(call: &Call<'_>) -> Result<Response, Problem> {
    let status = word(call, "status", &STATUSES)?.map(money_states);
    let (filter, limit) = read(call, status)?;
    let (rows, looked_to) = orders::payments::payments(&call.context.database, &filter).await?;
    let page = page(
        rows,
        limit,
        |row| row.number.to_string(),
        |row| PaymentWithOrderJson::of(row, None),
    );
    let answer = Page {
        items: page.items.into_iter().collect::<Result<Vec<_>, _>>()?,
        next: page.next,
    };
    json::answer(
        StatusCode::OK,
        &answer.going_on(looked_to.map(|number| number.to_string())),
    )
}
