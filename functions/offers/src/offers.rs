//! `/api/offers` and `/v1/offers`.

use domain::{money::MINOR_MAX, token::number};
#[cfg(feature = "openapi")]
use edge::page::Page;
use edge::{FieldError, Problem, Response, SystemEntropy, cabinet::Call, json::answer, page, settings};
use http::StatusCode;
use operations::offers::{self as operation, OfferRequest};
use serde_json::Value;
use store::offers::{self, Filter, Offer};

#[cfg(feature = "openapi")]
use crate::systems::AmountBody;
use crate::{
    door::{Making, bound, sent},
    offer_json::OfferJson,
    spelling,
};

fn shown(call: &Call<'_>, status: StatusCode, offer: Offer) -> Result<Response, Problem> {
    answer(status, &OfferJson::of(offer, &settings::public_url(call.env)?))
}

/// Offers of a mode, newest first. Of few that fit a filter a page may be short, or empty, and yet go on.
#[cfg_attr(feature = "openapi", utoipa::path(
    get, path = "/api/offers", operation_id = "listOffers", tag = "Cabinet", security(("session" = [])),
    params(
        ("mode" = Option<String>, Query, description = "`live` (default) or `test`."),
        ("status" = Option<String>, Query, description = "`active`, `inactive` or `archived`; by default all but archived ones."),
        ("manual" = Option<String>, Query, description = "`1`: only those with a manual system in use."),
        ("q" = Option<String>, Query, description = "A text in the title."),
        ("limit" = Option<u32>, Query, description = "1 to 500, by default 50."),
        ("cursor" = Option<String>, Query, description = "`next` of the page before.")),
    responses((status = 200, body = inline(Page<OfferJson>)), (status = 401, body = Problem), (status = 403, body = Problem), (status = 422, body = Problem))))]
pub(crate) async fn list(call: &Call<'_>) -> Result<Response, Problem> {
    let uri = call.request.uri();
    let status = page::text(uri, "status")?;
    let known = |status: &String| matches!(status.as_str(), "active" | "inactive" | "archived");
    if !status.as_ref().is_none_or(known) {
        let detail = "active, inactive or archived";
        return Err(Problem::fields(vec![FieldError::new("status", "out_of_range", detail)]));
    }
    let filter = Filter {
        status,
        manual: page::parameter(uri, "manual") == Some("1"),
        titles: page::text(uri, "q")?.map(|text| spelling::of(text.trim())),
    };
    let (limit, below) = (page::limit(uri)?, page::cursor(uri, number)?.unwrap_or(MINOR_MAX));
    let (database, public_url) = (&call.context.database, settings::public_url(call.env)?);
    let (rows, looked_to) =
        offers::list(database, call.org_id()?, call.mode()?, &filter, below, i64::from(limit)).await?;
    let key = |row: &Offer| row.offer_id.to_string();
    let page = page::page(rows, limit, key, |row| OfferJson::of(row, &public_url));
    answer(
        StatusCode::OK,
        &page.going_on(looked_to.map(|number| number.to_string())),
    )
}

/// The offer of a number in the address.
async fn find(call: &Call<'_>, offer: &str) -> Result<Offer, Problem> {
    let found = operation::find(&call.context.database, call.org_id()?, numbered(offer)?, bound(call));
    Ok(found.await?)
}

fn numbered(offer: &str) -> Result<i64, Problem> {
    let not_found = || Problem::new(StatusCode::NOT_FOUND, "offer_not_found", "No such offer.");
    number(offer).ok_or_else(not_found)
}

/// One offer.
#[cfg_attr(feature = "openapi", utoipa::path(
    get, path = "/api/offers/{offer}", operation_id = "getOffer", tag = "Cabinet", security(("session" = [])),
    params(("offer" = i64, Path, description = "The offer's number.")),
    responses((status = 200, body = OfferJson), (status = 401, body = Problem), (status = 403, body = Problem), (status = 404, body = Problem))))]
pub(crate) async fn get(call: &Call<'_>, offer: &str) -> Result<Response, Problem> {
    shown(call, StatusCode::OK, find(call, offer).await?)
}

/// An offer to be made or changed; to change one, what is left out stays as it is.
#[cfg(feature = "openapi")]
#[derive(utoipa::ToSchema)]
#[expect(dead_code, reason = "for the document")]
pub(crate) struct OfferBody {
    /// 1 to 120 characters; required when it is made.
    title: Option<String>,
    /// At most 2,000 characters, lines among them.
    description: Option<String>,
    /// Above zero; required when it is made.
    price: Option<AmountBody>,
    /// Ids of terminals (with a fee line for the currency) and manual systems of the mode, 1 to 20; required when it is made.
    systems: Option<Vec<String>>,
    /// 1 to 365, by default 30.
    confirm_days: Option<i64>,
    /// At a registered site; null takes it away.
    success_url: Option<String>,
}

/// A status to be set.
#[cfg(feature = "openapi")]
#[derive(utoipa::ToSchema)]
#[expect(dead_code, reason = "for the document")]
pub(crate) struct OfferStatusBody {
    /// `active`, `inactive` or `archived`.
    status: String,
}

/// How a copy differs.
#[cfg(feature = "openapi")]
#[derive(utoipa::ToSchema)]
#[expect(dead_code, reason = "for the document")]
pub(crate) struct OfferCopyBody {
    /// By default the same.
    title: Option<String>,
}

fn read(body: &Value) -> Result<OfferRequest, Problem> {
    OfferRequest::read(body).map_err(Problem::fields)
}

/// Makes an offer, active.
#[cfg_attr(feature = "openapi", utoipa::path(
    post, path = "/api/offers", operation_id = "createOffer", tag = "Cabinet", security(("session" = [])),
    params(
        ("mode" = Option<String>, Query, description = "`live` (default) or `test`."),
        ("X-CSRF-Token" = String, Header), ("Idempotency-Key" = String, Header)),
    request_body = OfferBody,
    responses((status = 201, body = OfferJson), (status = 401, body = Problem), (status = 403, body = Problem), (status = 409, body = Problem), (status = 422, body = Problem))))]
pub(crate) async fn create(call: &Call<'_>) -> Result<Response, Problem> {
    let body = sent(call, false)?;
    let making = Making::of(call, "offers", body.to_string())?;
    let (actor, request) = (call.actor()?, read(&body)?);
    let (database, changer) = (&call.context.database, call.changer(&actor)?);
    let made = operation::create(
        database,
        &SystemEntropy,
        changer,
        call.mode()?,
        making.keyed(),
        &request,
    );
    shown(call, StatusCode::CREATED, made.await?)
}

/// Changes an offer: what is left out stays as it is. What was ordered before keeps the price that it had.
#[cfg_attr(feature = "openapi", utoipa::path(
    post, path = "/api/offers/{offer}", operation_id = "changeOffer", tag = "Cabinet", security(("session" = [])),
    params(("offer" = i64, Path, description = "The offer's number."), ("X-CSRF-Token" = String, Header)), request_body = OfferBody,
    responses((status = 200, body = OfferJson), (status = 401, body = Problem), (status = 403, body = Problem), (status = 404, body = Problem), (status = 409, body = Problem), (status = 422, body = Problem))))]
pub(crate) async fn change(call: &Call<'_>, offer: &str) -> Result<Response, Problem> {
    let (actor, request) = (call.actor()?, read(&sent(call, false)?)?);
    let (database, changer) = (&call.context.database, call.changer(&actor)?);
    let changed = operation::change(database, changer, numbered(offer)?, bound(call), &request).await?;
    shown(call, StatusCode::OK, changed)
}

/// Activates, deactivates or archives an offer. The link of one that is not active sells nothing; an archived one stays so.
#[cfg_attr(feature = "openapi", utoipa::path(
    post, path = "/api/offers/{offer}/status", operation_id = "setOfferStatus", tag = "Cabinet", security(("session" = [])),
    params(("offer" = i64, Path, description = "The offer's number."), ("X-CSRF-Token" = String, Header)), request_body = OfferStatusBody,
    responses((status = 200, body = OfferJson), (status = 401, body = Problem), (status = 403, body = Problem), (status = 404, body = Problem), (status = 409, body = Problem), (status = 422, body = Problem))))]
pub(crate) async fn switch(call: &Call<'_>, offer: &str) -> Result<Response, Problem> {
    let (actor, body) = (call.actor()?, sent(call, false)?);
    let status = body.get("status").and_then(Value::as_str).unwrap_or_default();
    let (database, changer) = (&call.context.database, call.changer(&actor)?);
    let switched = operation::switch(database, changer, numbered(offer)?, bound(call), status).await?;
    shown(call, StatusCode::OK, switched)
}

/// Makes another offer like one, active and with a link of its own, with the same systems but those archived since.
#[cfg_attr(feature = "openapi", utoipa::path(
    post, path = "/api/offers/{offer}/copy", operation_id = "copyOffer", tag = "Cabinet", security(("session" = [])),
    params(("offer" = i64, Path, description = "The offer's number."), ("X-CSRF-Token" = String, Header), ("Idempotency-Key" = String, Header)),
    request_body = OfferCopyBody,
    responses((status = 201, body = OfferJson), (status = 401, body = Problem), (status = 403, body = Problem), (status = 404, body = Problem), (status = 409, body = Problem), (status = 422, body = Problem))))]
pub(crate) async fn copy(call: &Call<'_>, offer: &str) -> Result<Response, Problem> {
    let (actor, body) = (call.actor()?, sent(call, true)?);
    let making = Making::of(call, "offers", format!("copy:{offer}:{body}"))?;
    let (found, title) = (find(call, offer).await?, read(&body)?.title);
    let (database, changer) = (&call.context.database, call.changer(&actor)?);
    let made = operation::copy(database, &SystemEntropy, changer, &found, making.keyed(), title);
    shown(call, StatusCode::CREATED, made.await?)
}
