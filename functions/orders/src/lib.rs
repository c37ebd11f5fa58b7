//! `/api/orders`, `/api/order-payments`, `/api/manual-payments` and the same at `/v1`: what was ordered, and what a person makes of manual
//! payments. What changes them is done by `order-operate`.

pub mod decide;
mod filter;
pub mod manual;
#[cfg(feature = "openapi")]
mod openapi;
pub mod order_json;
pub mod orders;
pub mod payment_json;
pub mod payments;
pub mod record;
#[cfg(feature = "openapi")]
pub use openapi::openapi;

use domain::permission::{
    KeyPermission::{self, Read, Sales},
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
    GET "api"/"orders" => MEMBER, orders::list(call);
    GET "v1"/"orders" => key(Read), orders::list(call);
    POST "api"/"orders" => may(ManualPayments), record::create(call);
    POST "v1"/"orders" => key(Sales), record::create(call);
    GET "api"/"orders"/number => MEMBER, orders::get(call, number);
    GET "v1"/"orders"/number => key(Read), orders::get(call, number);
    POST "api"/"orders"/number/"payments" => may(ManualPayments), record::further(call, number);
    POST "v1"/"orders"/number/"payments" => key(Sales), record::further(call, number);
    GET "api"/"order-payments" => MEMBER, payments::list(call);
    GET "v1"/"order-payments" => key(Read), payments::list(call);
    GET "api"/"manual-payments"/number => MEMBER, manual::get(call, number);
    GET "v1"/"manual-payments"/number => key(Read), manual::get(call, number);
    GET "api"/"manual-payments"/number/"receipt" => MEMBER, manual::receipt(call, number);
    GET "v1"/"manual-payments"/number/"receipt" => key(Read), manual::receipt(call, number);
    POST "api"/"manual-payments"/number/"confirm" => may(ManualPayments), decide::confirm(call, number);
    POST "v1"/"manual-payments"/number/"confirm" => key(KeyPermission::ManualPayments), once(call, decide::confirm(call, number));
    POST "api"/"manual-payments"/number/"reject" => may(ManualPayments), decide::reject(call, number);
    POST "v1"/"manual-payments"/number/"reject" => key(KeyPermission::ManualPayments), once(call, decide::reject(call, number));
}
