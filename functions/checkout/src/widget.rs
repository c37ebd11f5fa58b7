//! `POST /widget/payments`: the widget asks for a payment whose terms the merchant's server has signed, so that a payer
//! cannot change the price. The same signed data is the same payment, however often the page is loaded.

use domain::{sealed::KeyRing, signature::verify_hmac_hex, time::Timestamp, token};
use edge::{Problem, Request, Response, SystemEntropy, cors, json, payment_json::pay_url, settings};
use http::StatusCode;
use operations::{
    Clock, Entropy, PaymentRequest,
    create_payment::{Asker, create_payment, widget_secret_owner},
};
use serde::{Deserialize, Serialize};
use store::{Database, directory};

use crate::Call;

/// What the widget sends.
#[derive(Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct WidgetRequest {
    /// The organisation's widget key, `wk_...`.
    key: String,
    /// A JSON text with the fields of `POST /v1/payments`, exactly as it was signed.
    data: String,
    /// Hex HMAC-SHA256 of `data` with the widget key's secret.
    signature: String,
}

/// The payment to show.
#[derive(Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct WidgetPayment {
    /// The payment's number.
    number: i64,
    /// The page at which the payer pays.
    pay_url: String,
    /// Where the money is.
    status: String,
}

/// Answers the widget, whichever site it stands on.
pub(crate) async fn answer(call: &Call<'_>) -> Result<Response, Problem> {
    let (key, public_url) = (settings::master_key(call.env)?, settings::public_url(call.env)?);
    let (database, now) = (&call.context.database, call.context.now);
    let created = create(database, &SystemEntropy, &key, call.request, &public_url, now).await;
    cors::answering_widget(call.request, Some(created))
}

/// Creates the payment that a merchant's server has signed.
#[cfg_attr(feature = "openapi", utoipa::path(
    post, path = "/widget/payments", operation_id = "createWidgetPayment", tag = "Widget", request_body = WidgetRequest,
    responses((status = 201, body = WidgetPayment), (status = 401, body = Problem), (status = 403, body = Problem), (status = 422, body = Problem))))]
async fn create(
    database: &impl Database,
    entropy: &impl Entropy,
    key: &KeyRing,
    request: &Request,
    public_url: &str,
    now: Timestamp,
) -> Result<Response, Problem> {
    let asked: WidgetRequest = json::read(request)?;
    let refused = || {
        Problem::new(
            StatusCode::UNAUTHORIZED,
            "widget_signature_wrong",
            "The widget key or the signature is wrong.",
        )
    };
    let prefix = Some(asked.key.as_str())
        .filter(|prefix| prefix.len() <= 64)
        .ok_or_else(refused)?;
    let row = directory::api_key(database, prefix, "widget", now.ms())
        .await?
        .ok_or_else(refused)?;
    let sealed = row.signing_secret.ok_or_else(refused)?;
    let secret = key
        .open(&widget_secret_owner(prefix), &sealed)
        .map_err(|error| Problem::internal(&error))?;
    verify_hmac_hex(&secret, asked.data.as_bytes(), &asked.signature).map_err(|_| refused())?;
    let sites: Vec<String> = serde_json::from_str(&row.sites).unwrap_or_default();
    cors::check_site(request, &sites)?;
    let terms = PaymentRequest::read(&json::parse(asked.data.as_bytes())?).map_err(Problem::fields)?;
    let asker = Asker {
        org_id: row.org_id,
        mode: &row.mode,
        door: "widget",
        actor: format!("api_key:{prefix}"),
        sites: &sites,
        local_day: edge::SystemClock.local_day(&row.time_zone, now),
        key: &token::sha256_hex(asked.data.as_bytes()),
    };
    let payment = create_payment(database, entropy, &asker, &terms, now).await?;
    let answer = WidgetPayment {
        number: payment.number,
        pay_url: pay_url(public_url, &payment.token),
        status: payment.money,
    };
    json::answer(StatusCode::CREATED, &answer)
}
