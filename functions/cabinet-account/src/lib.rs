//! What people see and change about themselves, for the cabinet: `/api/auth/profile`, `/api/auth/second-factor`, `/api/auth/sessions`.
//! Apart from `cabinet-auth`, which with it would weigh more than a function may.

#[cfg(feature = "openapi")]
mod openapi;
pub mod profile;
pub mod reencrypt;
pub mod second_factor;
pub mod session_list;
#[cfg(feature = "openapi")]
pub use openapi::openapi;

use edge::{
    cabinet::{self, Call},
    route::{OPERATOR, PERSON},
};
use worker::{Context, Env, event};

/// The longest body, in bytes.
const BODY_BYTES_MAX: usize = 4 * 1024;

#[event(fetch)]
async fn fetch(request: worker::Request, env: Env, background: Context) -> worker::Result<worker::Response> {
    cabinet::serve(request, &env, &background, BODY_BYTES_MAX, ROUTES, dispatch).await
}

edge::routes! { call: &Call<'_>;
    POST "api"/"auth"/"profile" => PERSON, profile::profile(call);
    POST "api"/"auth"/"profile"/"contacts" => PERSON.proved(), profile::contacts(call);
    POST "api"/"auth"/"second-factor"/"begin" => PERSON.proved(), second_factor::begin(call);
    POST "api"/"auth"/"second-factor"/"confirm" => PERSON, second_factor::confirm(call);
    POST "api"/"auth"/"second-factor"/"disable" => PERSON.proved(), second_factor::disable(call);
    POST "api"/"auth"/"second-factor"/"recovery-codes" => PERSON.proved(), second_factor::recovery_codes(call);
    GET "api"/"auth"/"sessions" => PERSON, session_list::list(call);
    POST "api"/"auth"/"sessions"/"revoke-others" => PERSON, session_list::revoke_others(call);
    POST "api"/"auth"/"sessions"/id/"revoke" => PERSON, session_list::revoke(call, id);
    POST "api"/"auth"/"reencrypt" => OPERATOR.proved(), reencrypt::reencrypt(call);
}
