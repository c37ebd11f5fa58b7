//! `/api/terminals`, `/api/limits`, `/api/keys`, for the cabinet: contracts with acquirers, what may be paid, and keys of merchants'
//! servers. Of the cabinet's functions the only one with `MASTER_KEY`, under which it seals what it never shows.

mod change;
pub mod keys;
pub mod limits;
#[cfg(feature = "openapi")]
mod openapi;
pub mod reencrypt;
pub mod terminals;
#[cfg(feature = "openapi")]
pub use openapi::openapi;

use domain::permission::Permission::Settings;
use edge::{
    cabinet::{self, Call},
    route::{MEMBER, OPERATOR, VISITOR, may},
};
use worker::{Context, Env, event};

/// The longest body, in bytes.
const BODY_BYTES_MAX: usize = 32 * 1024;

#[event(fetch)]
async fn fetch(request: worker::Request, env: Env, background: Context) -> worker::Result<worker::Response> {
    cabinet::serve_routes(request, &env, &background, BODY_BYTES_MAX, ROUTES, dispatch).await
}

edge::routes! { call: &Call<'_>;
    GET "api"/"terminals" => MEMBER, terminals::list(call);
    POST "api"/"terminals" => may(Settings).proved(), terminals::create(call);
    POST "api"/"terminals"/"reencrypt" => OPERATOR.proved(), reencrypt::reencrypt(call);
    POST "api"/"terminals"/terminal => may(Settings), terminals::change(call, terminal);
    POST "api"/"terminals"/terminal/"status" => may(Settings), terminals::switch(call, terminal);
    POST "api"/"terminals"/terminal/"copy" => may(Settings).proved(), terminals::copy(call, terminal);
    POST "api"/"terminals"/terminal/"fees" => VISITOR, terminals::fees(call, terminal);
    GET "api"/"limits" => MEMBER, limits::list(call);
    POST "api"/"limits" => may(Settings), limits::set(call);
    POST "api"/"limits"/"delete" => may(Settings), limits::delete(call);
    GET "api"/"keys" => may(Settings), keys::list(call);
    POST "api"/"keys" => may(Settings).proved(), keys::create(call);
    POST "api"/"keys"/prefix => may(Settings).proved(), keys::change(call, prefix);
    POST "api"/"keys"/prefix/"rotate" => may(Settings).proved(), keys::rotate(call, prefix);
    POST "api"/"keys"/prefix/"revoke" => may(Settings).proved(), keys::revoke(call, prefix);
}
