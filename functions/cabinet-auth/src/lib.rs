//! `/api/auth`, for the cabinet: sign-in with its second factor, sessions, recovery, invitations being accepted, what people change
//! about themselves. The only function that hashes passwords, since each hash takes 19 MiB of the isolate for good.

mod body;
mod cookies;
pub mod invitation;
#[cfg(feature = "openapi")]
mod openapi;
pub mod password;
mod problems;
pub mod profile;
pub mod prove;
pub mod recovery;
pub mod reencrypt;
pub mod second_factor;
pub mod session;
pub mod session_json;
pub mod session_list;
pub mod sign_in;
mod strength;
mod with;
#[cfg(feature = "openapi")]
pub use openapi::openapi;

use edge::{
    cabinet::{self, Call},
    route::{ANYONE, OPERATOR, PERSON},
};
use worker::{Context, Env, ScheduleContext, ScheduledEvent, event};

/// The longest body, in bytes.
const BODY_BYTES_MAX: usize = 4 * 1024;

#[event(fetch)]
async fn fetch(request: worker::Request, env: Env, background: Context) -> worker::Result<worker::Response> {
    cabinet::serve_routes(request, &env, &background, BODY_BYTES_MAX, ROUTES, dispatch).await
}

/// Once a day, what is over is tidied away.
#[event(scheduled)]
async fn scheduled(event: ScheduledEvent, env: Env, _background: ScheduleContext) {
    edge::scheduled(&event, &env, "DB", async |context, at| {
        Ok(store::auth::tidy::tidy(&context.database, at.ms()).await?)
    })
    .await;
}

edge::routes! { call: &Call<'_>;
    POST "api"/"auth"/"sign-in" => ANYONE, sign_in::sign_in(call);
    POST "api"/"auth"/"sign-in"/"second-factor" => ANYONE, sign_in::second_factor(call);
    GET "api"/"auth"/"session" => PERSON, session::session(call);
    POST "api"/"auth"/"sign-out" => PERSON, session::sign_out(call);
    POST "api"/"auth"/"prove" => PERSON, prove::prove(call);
    POST "api"/"auth"/"profile" => PERSON, profile::profile(call);
    POST "api"/"auth"/"profile"/"contacts" => PERSON.proved(), profile::contacts(call);
    POST "api"/"auth"/"password" => PERSON, password::change(call);
    POST "api"/"auth"/"recovery" => ANYONE, recovery::ask(call);
    POST "api"/"auth"/"recovery"/"password" => ANYONE, recovery::reset(call);
    POST "api"/"auth"/"invitation" => ANYONE, invitation::look(call);
    POST "api"/"auth"/"invitation"/"accept" => ANYONE, invitation::accept(call);
    POST "api"/"auth"/"second-factor"/"begin" => PERSON.proved(), second_factor::begin(call);
    POST "api"/"auth"/"second-factor"/"confirm" => PERSON, second_factor::confirm(call);
    POST "api"/"auth"/"second-factor"/"disable" => PERSON.proved(), second_factor::disable(call);
    POST "api"/"auth"/"second-factor"/"recovery-codes" => PERSON.proved(), second_factor::recovery_codes(call);
    GET "api"/"auth"/"sessions" => PERSON, session_list::list(call);
    POST "api"/"auth"/"sessions"/"revoke-others" => PERSON, session_list::revoke_others(call);
    POST "api"/"auth"/"sessions"/id/"revoke" => PERSON, session_list::revoke(call, id);
    POST "api"/"auth"/"reencrypt" => OPERATOR.proved(), reencrypt::reencrypt(call);
}
