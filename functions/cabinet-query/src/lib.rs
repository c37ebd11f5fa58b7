//! `GET /api/...`, for the cabinet: what people read. Two round trips a screen: the session, and the screen.

pub mod books;
pub mod callbacks;
pub mod endpoints;
mod facts;
#[cfg(feature = "openapi")]
mod openapi;
pub mod payment;
pub mod payments;
pub mod postbacks;
#[cfg(feature = "openapi")]
pub use openapi::openapi;

use edge::{
    cabinet::{self, Call},
    route::MEMBER,
    settings::public_url,
};
use worker::{Context, Env, event};

/// Reading takes no body; one that is sent all the same is read and ignored.
const BODY_BYTES_MAX: usize = 4 * 1024;

#[event(fetch)]
async fn fetch(request: worker::Request, env: Env, background: Context) -> worker::Result<worker::Response> {
    cabinet::serve(request, &env, &background, BODY_BYTES_MAX, ROUTES, dispatch).await
}

edge::routes! { call: &Call<'_>;
    GET "api"/"payments" => MEMBER, payments::list(&call.context.database, call.org_id()?, call.request.uri());
    GET "api"/"payments"/number => MEMBER, payment::get(&call.context.database, call.visitor()?, number, &public_url(call.env)?);
    GET "api"/"endpoints" => MEMBER, endpoints::list(call.context, call.org_id()?, call.request.uri());
    GET "api"/"endpoints"/endpoint => MEMBER, endpoints::get(call.context, call.org_id()?, endpoint);
    GET "api"/"postbacks" => MEMBER, postbacks::list(&call.context.database, call.org_id()?, call.request.uri());
    GET "api"/"postbacks"/endpoint/event => MEMBER, postbacks::get(&call.context.database, call.org_id()?, endpoint, event);
    GET "api"/"callbacks" => MEMBER, callbacks::list(&call.context.database, call.org_id()?, call.request.uri());
    GET "api"/"balances" => MEMBER, books::balances(&call.context.database, call.org_id()?, call.request.uri());
    GET "api"/"imbalances" => MEMBER, books::imbalances(&call.context.database, call.org_id()?);
    GET "api"/"registers" => MEMBER, books::registers(&call.context.database, call.org_id()?);
    GET "api"/"registers"/terminal/register => MEMBER,
        books::differences(&call.context.database, call.org_id()?, terminal, register);
}
