//! Passwords chosen anew, by whoever knows the old one, whom a letter reached, or who was invited by one, for the cabinet:
//! `/api/auth/password`, `/api/auth/recovery`, `/api/auth/invitation`. Apart from `cabinet-auth`, which with it would weigh more than a
//! function may.

pub mod invitation;
#[cfg(feature = "openapi")]
mod openapi;
pub mod password;
pub mod recovery;
mod strength;
#[cfg(feature = "openapi")]
pub use openapi::openapi;

use edge::{
    cabinet::{self, Call},
    route::{ANYONE, PERSON},
};
use worker::{Context, Env, event};

/// The longest body, in bytes.
const BODY_BYTES_MAX: usize = 4 * 1024;

#[event(fetch)]
async fn fetch(request: worker::Request, env: Env, background: Context) -> worker::Result<worker::Response> {
    cabinet::serve(request, &env, &background, BODY_BYTES_MAX, ROUTES, dispatch).await
}

edge::routes! { call: &Call<'_>;
    POST "api"/"auth"/"password" => PERSON.proved(), password::change(call);
    POST "api"/"auth"/"recovery" => ANYONE, recovery::ask(call);
    POST "api"/"auth"/"recovery"/"password" => ANYONE, recovery::reset(call);
    POST "api"/"auth"/"invitation" => ANYONE, invitation::look(call);
    POST "api"/"auth"/"invitation"/"accept" => ANYONE, invitation::accept(call);
}
