//! `POST /api/...`, for the cabinet: what people change. Every request carries the session's CSRF token, and those that move
//! money an `Idempotency-Key`, so that a double click is one click; who may do it is asked before anything is read.

pub mod callbacks;
#[cfg(feature = "openapi")]
mod openapi;
pub mod payments;
pub mod postbacks;
mod reason;
#[cfg(feature = "openapi")]
pub use openapi::openapi;

use domain::permission::Permission::{Capture, Refund};
use edge::{
    cabinet::{self, Call},
    route::may,
};
use worker::{Context, Env, event};

/// The longest body, in bytes.
const BODY_BYTES_MAX: usize = 32 * 1024;

#[event(fetch)]
async fn fetch(request: worker::Request, env: Env, background: Context) -> worker::Result<worker::Response> {
    cabinet::serve(request, &env, &background, BODY_BYTES_MAX, ROUTES, dispatch).await
}

edge::routes! { call: &Call<'_>;
    POST "api"/"payments"/number/"capture" => may(Capture), payments::capture(call, number);
    POST "api"/"payments"/number/"cancel" => may(Capture), payments::cancel(call, number);
    POST "api"/"payments"/number/"refunds" => may(Refund), payments::refund(call, number);
    POST "api"/"payments"/number/"attention" => may(Refund), payments::settle_attention(call, number);
    POST "api"/"payments"/number/"operations"/operation/"ask" => may(Refund), payments::ask(call, number, operation);
    POST "api"/"payments"/number/"operations"/operation/"record" => may(Refund), payments::record(call, number, operation);
    POST "api"/"callbacks"/terminal/event/"attach" => may(Refund), callbacks::attach(call, terminal, event);
    POST "api"/"callbacks"/terminal/event/"dismiss" => may(Refund), callbacks::dismiss(call, terminal, event);
    // Whoever works on payments may say again what became of them.
    POST "api"/"postbacks"/"resend" => may(Capture), postbacks::resend(call);
}
