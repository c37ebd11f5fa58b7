//! `GET /api/clients/{number}`, `GET /v1/clients/{number}`.

use domain::money::{Currency, format_signed};
use edge::{Problem, Response, cabinet::Call, json};
use http::StatusCode;
use operations::clients::ClientError;
use serde::Serialize;
use store::clients::list;

use crate::client_json::{ClientJson, number};

/// An amount.
#[derive(Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Paid {
    /// Decimal text.
    amount: String,
    /// ISO 4217 code.
    currency: String,
}

/// A client with what they have ordered in a mode.
#[derive(Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ClientCard {
    #[serde(flatten)]
    client: ClientJson,
    /// Orders; 1001 stands for more than 1,000.
    orders_count: i64,
    /// What came and stayed, of the newest 1,000 orders.
    paid: Vec<Paid>,
}

/// One client with what they have ordered in a mode.
#[cfg_attr(feature = "openapi", utoipa::path(
    get, path = "/api/clients/{number}", operation_id = "getClient", tag = "Cabinet", security(("session" = [])),
    params(
        ("number" = i64, Path, description = "The client's number."),
        ("mode" = Option<String>, Query, description = "`live` (default) or `test`.")),
    responses((status = 200, body = ClientCard), (status = 401, body = Problem), (status = 404, body = Problem))))]
pub(crate) async fn get(call: &Call<'_>, given: &str) -> Result<Response, Problem> {
    let (database, org_id) = (&call.context.database, call.org_id()?);
    let found = list::card(database, org_id, number(given)?, call.mode()?).await?;
    let (client, bought) = found.ok_or(ClientError::NotFound)?;
    let sums: Vec<(String, i64)> = serde_json::from_str(&bought.paid).unwrap_or_default();
    let paid = |(currency, minor): (String, i64)| {
        Some(Paid {
            amount: format_signed(minor, Currency::parse(&currency).ok()?),
            currency,
        })
    };
    let card = ClientCard {
        client: ClientJson::of(client),
        orders_count: bought.orders,
        paid: sums.into_iter().filter_map(paid).collect(),
    };
    json::answer(StatusCode::OK, &card)
}
