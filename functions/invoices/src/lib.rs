//! `/api/invoices` and `/v1/invoices`: what is billed. An invoice is sent by e-mail or SMS, and paid on the pay page that its link leads to, or
//! by hand.

mod act;
mod body;
mod create;
mod door;
mod invoice_json;
mod list;
#[cfg(feature = "openapi")]
mod openapi;
#[cfg(feature = "openapi")]
pub use openapi::openapi;

use domain::permission::{
    KeyPermission::{ManualPayments as ByHand, Read, Sales},
    Permission::ManualPayments,
};
use edge::{
    cabinet::{self, Call},
    once::once,
    route::{MEMBER, key, may},
};
use worker::{Context, Env, event};

/// The longest body, in bytes.
const BODY_BYTES_MAX: usize = 64 * 1024;

#[event(fetch)]
async fn fetch(request: worker::Request, env: Env, background: Context) -> worker::Result<worker::Response> {
    cabinet::serve_merchants_too(request, &env, &background, BODY_BYTES_MAX, ROUTES, dispatch).await
}

edge::routes! { call: &Call<'_>;
    GET "api"/"invoices" => MEMBER, list::list(call);
    POST "api"/"invoices" => may(ManualPayments), create::create(call);
    GET "api"/"invoices"/number => MEMBER, list::get(call, number);
    POST "api"/"invoices"/number/"send" => may(ManualPayments), once(call, act::send(call, number));
    POST "api"/"invoices"/number/"cancel" => may(ManualPayments), act::cancel(call, number);
    POST "api"/"invoices"/number/"accept-cash" => may(ManualPayments), once(call, act::accept_cash(call, number));
    GET "v1"/"invoices" => key(Read), list::list(call);
    POST "v1"/"invoices" => key(Sales), create::create(call);
    GET "v1"/"invoices"/number => key(Read), list::get(call, number);
    POST "v1"/"invoices"/number/"send" => key(Sales), once(call, act::send(call, number));
    POST "v1"/"invoices"/number/"cancel" => key(Sales), once(call, act::cancel(call, number));
    POST "v1"/"invoices"/number/"accept-cash" => key(ByHand), once(call, act::accept_cash(call, number));
}
