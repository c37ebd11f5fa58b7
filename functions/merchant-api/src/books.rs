//! `GET /v1/balances` and `GET /v1/events`.

use domain::token;
use edge::{
    Problem, Response, json,
    page::{cursor, limit},
    payment_json::{amount, stored},
};
use http::StatusCode;
use serde::Serialize;
use serde_json::Value;
use store::{balances, events};

use crate::Call;

/// The balance of an account.
#[derive(Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "openapi", schema(as = Balance))]
pub struct BalanceJson {
    /// `available` is yours; `in_transit:<terminal>` is at the acquirer on its way, and negative: it is owed.
    #[cfg_attr(feature = "openapi", schema(example = "available"))]
    account: String,
    /// Signed decimal text.
    amount: String,
    /// ISO 4217 code.
    currency: String,
}

/// All balances.
#[derive(Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Balances {
    items: Vec<BalanceJson>,
}

/// Balances of the ledger's accounts in the key's mode.
#[cfg_attr(feature = "openapi", utoipa::path(
    get, path = "/v1/balances", operation_id = "listBalances", tag = "Payments", security(("api_key" = [])),
    responses((status = 200, body = Balances), (status = 401, body = Problem))))]
pub(crate) async fn balances(call: &Call<'_>) -> Result<Response, Problem> {
    let (database, merchant) = (&call.context.database, &call.merchant);
    let rows = balances::of_mode(database, merchant.org_id, &merchant.mode).await?;
    let items = rows.into_iter().map(|row| BalanceJson {
        amount: amount(row.minor, &row.currency),
        account: row.account,
        currency: row.currency,
    });
    json::answer(StatusCode::OK, &Balances { items: items.collect() })
}

/// Events since a cursor.
#[derive(Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Events {
    /// As postbacks tell them, oldest first.
    #[cfg_attr(feature = "openapi", schema(value_type = Vec<serde_json::Value>))]
    items: Vec<Value>,
    /// Where to go on, now or later: never empty, and no event is ever missed by going on from it.
    next: String,
}

/// What has happened since a cursor, as postbacks tell it. Ask again with `next`, at once or tomorrow.
#[cfg_attr(feature = "openapi", utoipa::path(
    get, path = "/v1/events", operation_id = "listEvents", tag = "Payments", security(("api_key" = [])),
    params(
        ("limit" = Option<u32>, Query, description = "1 to 500, by default 50."),
        ("cursor" = Option<String>, Query, description = "`next` of the answer before; without it, from the beginning.")),
    responses((status = 200, body = Events), (status = 401, body = Problem), (status = 422, body = Problem))))]
pub(crate) async fn events(call: &Call<'_>) -> Result<Response, Problem> {
    let (database, merchant, uri) = (&call.context.database, &call.merchant, call.request.uri());
    let zero = |text: &str| if text == "0" { Some(0) } else { token::number(text) };
    let after = cursor(uri, zero)?.unwrap_or(0);
    let rows = events::since(database, merchant.org_id, &merchant.mode, after, limit(uri)?).await?;
    let next = rows.last().map_or(after, |row| row.seq).to_string();
    let items = rows.iter().map(|row| stored(&row.body)).collect();
    json::answer(StatusCode::OK, &Events { items, next })
}
