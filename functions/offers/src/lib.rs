//! `/api/offers`, `/api/manual-systems` and the same at `/v1`: what is sold by a link, and the systems outside any acquirer by which it may be paid.

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
    GET "api"/"offers" => MEMBER, async { Err(Problem::not_found()) };
    GET "v1"/"offers" => key(Read), async { Err(Problem::not_found()) };
}
