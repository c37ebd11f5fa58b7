//! `/api/clients` and `/v1/clients`: who buys, found by any of their names, with what happened with them. Nothing of it is reachable by a
//! payer.

pub mod card;
pub mod change;
pub mod client_json;
pub mod list;
#[cfg(feature = "openapi")]
mod openapi;
pub mod timeline;
#[cfg(feature = "openapi")]
pub use openapi::openapi;

use domain::permission::{
    KeyPermission::{Read, Sales},
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
    GET "api"/"clients" => MEMBER, list::list(call);
    GET "v1"/"clients" => key(Read), list::list(call);
    POST "api"/"clients" => may(ManualPayments), change::create(call);
    POST "v1"/"clients" => key(Sales), change::create(call);
    GET "api"/"clients"/number => MEMBER, card::get(call, number);
    GET "v1"/"clients"/number => key(Read), card::get(call, number);
    POST "api"/"clients"/number => may(ManualPayments), change::change(call, number);
    POST "v1"/"clients"/number => key(Sales), once(call, change::change(call, number));
    GET "api"/"clients"/number/"timeline" => MEMBER, timeline::list(call, number);
    GET "v1"/"clients"/number/"timeline" => key(Read), timeline::list(call, number);
    POST "api"/"clients"/number/"notes" => may(ManualPayments), timeline::note(call, number);
    POST "v1"/"clients"/number/"notes" => key(Sales), timeline::note(call, number);
}
