//! Orders read: the list, and one.

use domain::token;
use edge::{
    Problem, Response,
    cabinet::Call,
    json,
    page::{Page, page},
};
use http::StatusCode;
use operations::orders::further::FurtherError;
use store::orders;

use crate::{
    filter::{read, word},
    order_json::OrderJson,
};

/// Statuses of orders.
const STATUSES: [&str; 5] = ["open", "resolved", "completed", "refunded", "rejected"];

/// Orders of a mode, newest first.
#[cfg_attr(feature = "openapi", utoipa::path(
    get, path = "/api/orders", operation_id = "listOrders", tag = "Cabinet", security(("session" = [])),
    params(
        ("mode" = Option<String>, Query, description = "`live` (default) or `test`."),
        ("status" = Option<String>, Query, description = "`open`, `resolved`, `completed`, `refunded` or `rejected`."),
        ("client" = Option<i64>, Query, description = "Only orders of this client."),
        ("offer" = Option<i64>, Query, description = "Only orders of this offer."),
        ("q" = Option<String>, Query, description = "An order's number, or words as clients are found by."),
        ("from" = Option<String>, Query, description = "Only orders opened on this day or later, `YYYY-MM-DD` in the organisation's zone."),
        ("to" = Option<String>, Query, description = "Only orders opened on this day or before."),
        ("limit" = Option<u32>, Query, description = "1 to 500, by default 50. A filtered page may hold fewer rows than asked for, and still have a `next`."),
        ("cursor" = Option<String>, Query, description = "`next` of the page before.")),
    responses((status = 200, body = inline(Page<OrderJson>)), (status = 401, body = Problem), (status = 422, body = Problem))))]
pub(crate) async fn list(call: &Call<'_>) -> Result<Response, Problem> {
    let status = word(call, "status", &STATUSES)?.map(str::to_owned);
    let (filter, limit) = read(call, status)?;
    let (rows, looked_to) = orders::list::orders(&call.context.database, &filter).await?;
    let page = page(
        rows,
        limit,
        |order| order.order_id.to_string(),
        |order| OrderJson::of(order, None),
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

/// One order of a mode, its open payments with what they will come to.
#[cfg_attr(feature = "openapi", utoipa::path(
    get, path = "/api/orders/{number}", operation_id = "getOrder", tag = "Cabinet", security(("session" = [])),
    params(
        ("number" = i64, Path, description = "The order's number."),
        ("mode" = Option<String>, Query, description = "`live` (default) or `test`.")),
    responses((status = 200, body = OrderJson), (status = 401, body = Problem), (status = 404, body = Problem))))]
pub(crate) async fn get(call: &Call<'_>, given: &str) -> Result<Response, Problem> {
    answer(call, StatusCode::OK, number(given)?).await
}

/// An order's number in a path.
pub(crate) fn number(given: &str) -> Result<i64, Problem> {
    token::number(given).ok_or_else(|| FurtherError::NotFound.into())
}

/// Answers an order.
pub(crate) async fn answer(call: &Call<'_>, status: StatusCode, number: i64) -> Result<Response, Problem> {
    let (database, day) = (&call.context.database, call.local_day()?);
    let found = orders::one(database, call.org_id()?, number, call.mode()?, &day).await?;
    let found = found.ok_or(FurtherError::NotFound)?;
    json::answer(status, &OrderJson::of(found.order, Some(&found.estimates))?)
}
