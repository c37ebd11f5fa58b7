//! `/api/keys` and `/api/limits`, for the cabinet: what merchants' servers may do, and what may be paid. It has `MASTER_KEY`, under
//! which it seals the secrets of widget keys.

pub mod keys;
pub mod limits;
#[cfg(feature = "openapi")]
mod openapi;
#[cfg(feature = "openapi")]
pub use openapi::openapi;

use domain::permission::Permission::Settings;
use edge::{
    cabinet::{self, Call},
    route::{MEMBER, may},
};
use worker::{Context, Env, event};

/// The longest body, in bytes.
const BODY_BYTES_MAX: usize = 32 * 1024;

#[event(fetch)]
async fn fetch(request: worker::Request, env: Env, background: Context) -> worker::Result<worker::Response> {
    cabinet::serve(request, &env, &background, BODY_BYTES_MAX, ROUTES, dispatch).await
}

edge::routes! { call: &Call<'_>;
    GET "api"/"limits" => MEMBER, limits::list(call);
    POST "api"/"limits" => may(Settings), limits::set(call);
    POST "api"/"limits"/"delete" => may(Settings), limits::delete(call);
    GET "api"/"keys" => may(Settings), keys::list(call);
    POST "api"/"keys" => may(Settings).proved().members(), keys::create(call);
    POST "api"/"keys"/prefix => may(Settings).proved().members(), keys::change(call, prefix);
    POST "api"/"keys"/prefix/"rotate" => may(Settings).proved().members(), keys::rotate(call, prefix);
    POST "api"/"keys"/prefix/"revoke" => may(Settings).proved(), keys::revoke(call, prefix);
}
