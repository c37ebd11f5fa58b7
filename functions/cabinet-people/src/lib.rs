//! `/api/people`, `/api/invitations`, `/api/notifications`, `/api/operators`, for the cabinet: who works in an organisation and what each
//! may do there, who is asked in by a letter, what needs their attention, and who runs the platform.

pub mod invitations;
pub mod notifications;
#[cfg(feature = "openapi")]
mod openapi;
pub mod operators;
pub mod people;
#[cfg(feature = "openapi")]
pub use openapi::openapi;

use domain::{permission::Permission, token};
use edge::{
    Problem,
    cabinet::{self, Call},
    route::{MEMBER, OPERATOR, may},
};
use http::StatusCode;
use worker::{Context, Env, event};

/// The longest body, in bytes.
const BODY_BYTES_MAX: usize = 32 * 1024;

#[event(fetch)]
async fn fetch(request: worker::Request, env: Env, background: Context) -> worker::Result<worker::Response> {
    cabinet::serve(request, &env, &background, BODY_BYTES_MAX, ROUTES, dispatch).await
}

edge::routes! { call: &Call<'_>;
    GET "api"/"people" => may(Permission::People), people::list(call);
    POST "api"/"people"/id => may(Permission::People).proved(), people::change(call, id);
    POST "api"/"people"/id/"status" => may(Permission::People).proved(), people::set_status(call, id);
    GET "api"/"invitations" => may(Permission::People), invitations::list(call);
    POST "api"/"invitations" => may(Permission::People).proved(), invitations::create(call);
    POST "api"/"invitations"/id/"revoke" => may(Permission::People).proved(), invitations::revoke(call, id);
    POST "api"/"invitations"/id/"resend" => may(Permission::People).proved(), invitations::send_again(call, id);
    GET "api"/"notifications" => MEMBER, notifications::list(call);
    POST "api"/"notifications"/"read" => MEMBER, notifications::mark_read(call);
    GET "api"/"notifications"/"mail" => MEMBER, notifications::mail(call);
    POST "api"/"notifications"/"mail" => MEMBER, notifications::set_mail(call);
    GET "api"/"operators" => OPERATOR, operators::list(call);
    POST "api"/"operators"/id/"status" => OPERATOR.proved(), operators::set_status(call, id);
    GET "api"/"operators"/"invitations" => OPERATOR, operators::invitations(call);
    POST "api"/"operators"/"invitations" => OPERATOR.proved(), operators::invite(call);
    POST "api"/"operators"/"invitations"/id/"revoke" => OPERATOR.proved(), operators::revoke(call, id);
    POST "api"/"operators"/"invitations"/id/"resend" => OPERATOR.proved(), operators::send_again(call, id);
}

/// A person's number in a path.
fn id(text: &str) -> Result<i64, Problem> {
    let nobody = || {
        Problem::new(
            StatusCode::NOT_FOUND,
            "person_not_found",
            "Nobody of this number is here.",
        )
    };
    token::number(text).ok_or_else(nobody)
}
