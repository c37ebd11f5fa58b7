//! Makes invoices, for `invoices`, which knows who asks: an order is opened with a client who is found or made, and the letters that tell of it
//! are queued. Apart from what else is done with invoices for its size. Reached over a service binding; no public address leads here, and
//! who may bill is the caller's to check.

use edge::{Problem, Response, SystemEntropy, json, service, settings, sms};
use http::{Method, StatusCode};
use operations::invoices::{self, Biller, InvoiceRequest, Outgoing};
use serde::Deserialize;
use serde_json::{Value, json};
use worker::{Context, Env, event};

/// The longest request, in bytes.
const BODY_BYTES_MAX: usize = 96 * 1024;

#[event(fetch)]
async fn fetch(request: worker::Request, env: Env, background: Context) -> worker::Result<worker::Response> {
    let limits = edge::Limits {
        body_bytes_max: BODY_BYTES_MAX,
    };
    edge::serve(request, &env, "DB", limits, async |request, context| {
        match (request.method(), request.uri().path()) {
            (&Method::POST, "/create") => create(&json::read(&request)?, &context, &env, &background).await,
            _ => Err(Problem::not_found()),
        }
    })
    .await
}

/// An invoice to be made, by whom: as `invoices` writes it.
#[derive(Deserialize)]
struct Create {
    org_id: i64,
    mode: String,
    actor: String,
    request_key: String,
    /// Today in the organisation's zone, `YYYY-MM-DD`.
    local_day: String,
    /// The request's body.
    body: Value,
}

/// Answers the invoice's number.
async fn create(asked: &Create, context: &edge::Context, env: &Env, background: &Context) -> Result<Response, Problem> {
    let request = InvoiceRequest::read(&asked.body).map_err(Problem::fields)?;
    let biller = Biller {
        org_id: asked.org_id,
        mode: &asked.mode,
        actor: &asked.actor,
        request_key: &asked.request_key,
        outgoing: Outgoing {
            public_url: &settings::public_url(env)?,
            sends_sms: sms::is_there(env),
        },
        local_day: &asked.local_day,
        now: context.now,
    };
    let invoice = invoices::create(&context.database, &SystemEntropy, &biller, &request).await?;
    if invoice.sends > 0 {
        service::send_letters(env, background);
    }
    json::answer(StatusCode::CREATED, &json!({ "number": invoice.invoice_id }))
}
