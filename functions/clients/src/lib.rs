//! `/api/clients` and `/v1/clients`: who buys, found by any of their names, with what happened with them.

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
    GET "api"/"clients" => MEMBER, async { Err(Problem::not_found()) };
    GET "v1"/"clients" => key(Read), async { Err(Problem::not_found()) };
}
