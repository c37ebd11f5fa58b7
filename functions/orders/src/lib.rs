//! `/api/orders`, `/api/order-payments`, `/api/manual-payments` and the same at `/v1`: what was ordered, and what a person makes of manual payments.

use domain::permission::KeyPermission::Read;
use edge::{
    Problem,
    cabinet::{self, Call},
    route::{MEMBER, key},
};
use worker::{Context, Env, event};

/// The longest body, in bytes.
const BODY_BYTES_MAX: usize = 64 * 1024;

#[event(fetch)]
async fn fetch(request: worker::Request, env: Env, background: Context) -> worker::Result<worker::Response> {
    cabinet::serve_merchants_too(request, &env, &background, BODY_BYTES_MAX, ROUTES, dispatch).await
}

edge::routes! { call: &Call<'_>;
    GET "api"/"orders" => MEMBER, async { Err(Problem::not_found()) };
    GET "v1"/"orders" => key(Read), async { Err(Problem::not_found()) };
}
