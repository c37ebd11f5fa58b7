//! `/api/rates` and `/v1/rates`: what currencies are worth, by day, and rates that operators of the platform enter; a scheduled trigger
//! fetches the published ones.

pub mod enter;
pub mod list;
#[cfg(feature = "openapi")]
mod openapi;
pub mod rate_json;
mod scheduled;
#[cfg(feature = "openapi")]
pub use openapi::openapi;

use domain::permission::KeyPermission::Read;
use edge::{
    cabinet::{self, Call},
    route::{OPERATOR, PERSON, key},
};
use worker::{Context, Env, event};

/// The longest body, in bytes.
const BODY_BYTES_MAX: usize = 8 * 1024;

#[event(fetch)]
async fn fetch(request: worker::Request, env: Env, background: Context) -> worker::Result<worker::Response> {
    cabinet::serve_merchants_too(request, &env, &background, BODY_BYTES_MAX, ROUTES, dispatch).await
}

// Rates are no tenant's: whoever is signed in reads them, operators who visit nobody too.
edge::routes! { call: &Call<'_>;
    GET "api"/"rates" => PERSON, list::list(call);
    POST "api"/"rates" => OPERATOR, enter::enter(call);
    GET "v1"/"rates" => key(Read), list::list_for_merchant(call);
}
