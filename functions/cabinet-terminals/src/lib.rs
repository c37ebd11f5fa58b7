//! `/api/terminals`, for the cabinet: contracts with acquirers. It has `MASTER_KEY`, under which it seals what acquirers gave, and
//! never shows it.

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
    cabinet::serve(request, &env, &background, BODY_BYTES_MAX, ROUTES, dispatch).await
}

edge::routes! { call: &Call<'_>;
    GET "api"/"terminals" => MEMBER, terminals::list(call);
    POST "api"/"terminals" => may(Settings).proved(), terminals::create(call);
    POST "api"/"terminals"/"reencrypt" => OPERATOR.proved(), reencrypt::reencrypt(call);
    POST "api"/"terminals"/terminal => may(Settings), terminals::change(call, terminal);
    POST "api"/"terminals"/terminal/"status" => may(Settings), terminals::switch(call, terminal);
    POST "api"/"terminals"/terminal/"copy" => may(Settings).proved(), terminals::copy(call, terminal);
    POST "api"/"terminals"/terminal/"fees" => VISITOR, terminals::fees(call, terminal);
}
