//! `/api/organisation`, `/api/people`, `/api/notifications` and what belongs to them, for the cabinet: who an organisation is, who works in it and
//! what needs their attention; and for operators of the platform, all organisations.

mod by;
pub mod invitations;
pub mod notifications;
#[cfg(feature = "openapi")]
mod openapi;
pub mod operators;
pub mod organisation;
pub mod organisations;
pub mod people;
mod refusals;
pub mod visits;
#[cfg(feature = "openapi")]
pub use openapi::openapi;

use domain::permission::Permission;
use edge::{
    cabinet::{self, Call},
    route::{MEMBER, OPERATOR, may},
};
use worker::{Context, Env, event};

/// The longest body, in bytes.
const BODY_BYTES_MAX: usize = 32 * 1024;

#[event(fetch)]
async fn fetch(request: worker::Request, env: Env, background: Context) -> worker::Result<worker::Response> {
    cabinet::serve_routes(request, &env, &background, BODY_BYTES_MAX, ROUTES, dispatch).await
}

edge::routes! { call: &Call<'_>;
    GET "api"/"organisation" => MEMBER, organisation::get(call);
    POST "api"/"organisation" => may(Permission::Settings), organisation::change(call);
    GET "api"/"people" => may(Permission::People), people::list(call);
    POST "api"/"people"/id => may(Permission::People).proved(), people::change(call, id);
    POST "api"/"people"/id/"status" => may(Permission::People).proved(), people::set_status(call, id);
    GET "api"/"invitations" => may(Permission::People), invitations::list(call);
    POST "api"/"invitations" => may(Permission::People).proved(), invitations::create(call);
    POST "api"/"invitations"/id/"revoke" => may(Permission::People).proved(), invitations::revoke(call, id);
    POST "api"/"invitations"/id/"resend" => may(Permission::People).proved(), invitations::send_again(call, id);
    GET "api"/"organisations" => OPERATOR, organisations::list(call);
    POST "api"/"organisations" => OPERATOR.proved(), organisations::create(call);
    GET "api"/"organisations"/slug => OPERATOR, organisations::get(call, slug);
    POST "api"/"organisations"/slug => OPERATOR, organisations::change(call, slug);
    POST "api"/"organisations"/slug/"status" => OPERATOR.proved(), organisations::set_status(call, slug);
    POST "api"/"organisations"/slug/"owner" => OPERATOR.proved(), organisations::invite_owner(call, slug);
    POST "api"/"organisations"/slug/"visit" => OPERATOR.proved(), visits::enter(call, slug);
    POST "api"/"organisations"/slug/"leave" => OPERATOR, visits::leave(call, slug);
    GET "api"/"operators" => OPERATOR, operators::list(call);
    POST "api"/"operators"/id/"status" => OPERATOR.proved(), operators::set_status(call, id);
    GET "api"/"operators"/"invitations" => OPERATOR, operators::invitations(call);
    POST "api"/"operators"/"invitations" => OPERATOR.proved(), operators::invite(call);
    POST "api"/"operators"/"invitations"/id/"revoke" => OPERATOR.proved(), operators::revoke(call, id);
    POST "api"/"operators"/"invitations"/id/"resend" => OPERATOR.proved(), operators::send_again(call, id);
    GET "api"/"notifications" => MEMBER, notifications::list(call);
    POST "api"/"notifications"/"read" => MEMBER, notifications::mark_read(call);
    GET "api"/"notifications"/"mail" => MEMBER, notifications::mail(call);
    POST "api"/"notifications"/"mail" => MEMBER, notifications::set_mail(call);
}
