//! `/api/organisation`, `/api/people`, `/api/notifications` and what belongs to them, for the cabinet: who an organisation is, who works in it and
//! what needs their attention; and for operators of the platform, all organisations.

pub mod notifications;
#[cfg(feature = "openapi")]
mod openapi;
#[cfg(feature = "openapi")]
pub use openapi::openapi;

use edge::{
    cabinet::{self, Call},
    route::MEMBER,
};
use worker::{Context, Env, event};

/// The longest body, in bytes.
const BODY_BYTES_MAX: usize = 32 * 1024;

#[event(fetch)]
async fn fetch(request: worker::Request, env: Env, background: Context) -> worker::Result<worker::Response> {
    cabinet::serve_routes(request, &env, &background, BODY_BYTES_MAX, ROUTES, dispatch).await
}

edge::routes! { call: &Call<'_>;
    GET "api"/"notifications" => MEMBER, notifications::list(call);
    POST "api"/"notifications"/"read" => MEMBER, notifications::mark_read(call);
    GET "api"/"notifications"/"mail" => MEMBER, notifications::mail(call);
    POST "api"/"notifications"/"mail" => MEMBER, notifications::set_mail(call);
}
