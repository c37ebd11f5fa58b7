//! `POST /api/endpoints...`, for the cabinet: where an organisation is told of events is changed here, tried, and its secrets
//! renewed. Of the cabinet's functions the only one with `ENDPOINT_KEY`, under which it seals what it shows once.

pub mod endpoints;
#[cfg(feature = "openapi")]
mod openapi;
pub mod reencrypt;
pub mod tester;
#[cfg(feature = "openapi")]
pub use openapi::openapi;

use domain::permission::Permission::Settings;
use edge::{
    cabinet::{self, Call},
    route::{OPERATOR, may},
};
use worker::{Context, Env, event};

/// The longest body, in bytes.
const BODY_BYTES_MAX: usize = 32 * 1024;

#[event(fetch)]
async fn fetch(request: worker::Request, env: Env, background: Context) -> worker::Result<worker::Response> {
    cabinet::serve(request, &env, &background, BODY_BYTES_MAX, ROUTES, dispatch).await
}

edge::routes! { call: &Call<'_>;
    POST "api"/"endpoints" => may(Settings).proved().members(), endpoints::create(call);
    POST "api"/"endpoints"/"reencrypt" => OPERATOR.proved(), reencrypt::reencrypt(call);
    POST "api"/"endpoints"/endpoint => may(Settings).proved().members(), endpoints::change(call, endpoint);
    POST "api"/"endpoints"/endpoint/"enable" => may(Settings), endpoints::enable(call, endpoint);
    POST "api"/"endpoints"/endpoint/"disable" => may(Settings), endpoints::disable(call, endpoint);
    POST "api"/"endpoints"/endpoint/"delete" => may(Settings), endpoints::delete(call, endpoint);
    POST "api"/"endpoints"/endpoint/"rotate" => may(Settings).proved().members(), endpoints::rotate(call, endpoint);
    POST "api"/"endpoints"/endpoint/"test" => may(Settings), tester::test(call, endpoint);
}
