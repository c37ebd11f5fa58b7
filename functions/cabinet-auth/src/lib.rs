//! `/api/auth`, for the cabinet: sign-in with its second factor, the session, proving once more who one is. Passwords are hashed here
//! and in `cabinet-recovery` alone, since each hash takes 19 MiB of the isolate for good.

#[cfg(feature = "openapi")]
mod openapi;
pub mod prove;
pub mod session;
pub mod sign_in;
#[cfg(feature = "openapi")]
pub use openapi::openapi;

use edge::{
    cabinet::{self, Call},
    route::{ANYONE, PERSON},
};
use worker::{Context, Env, ScheduleContext, ScheduledEvent, event};

/// The longest body, in bytes.
const BODY_BYTES_MAX: usize = 4 * 1024;

#[event(fetch)]
async fn fetch(request: worker::Request, env: Env, background: Context) -> worker::Result<worker::Response> {
    cabinet::serve(request, &env, &background, BODY_BYTES_MAX, ROUTES, dispatch).await
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
}
