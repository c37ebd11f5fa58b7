//! This function's part of the OpenAPI document.

use utoipa::OpenApi;

#[derive(OpenApi)]
#[openapi(paths(
    crate::organisation::get,
    crate::organisation::change,
    crate::people::list,
    crate::people::change,
    crate::people::set_status,
    crate::invitations::list,
    crate::invitations::create,
    crate::invitations::revoke,
    crate::invitations::send_again,
    crate::organisations::list,
    crate::organisations::create,
    crate::organisations::get,
    crate::organisations::change,
    crate::organisations::set_status,
    crate::organisations::invite_owner,
    crate::visits::enter,
    crate::visits::leave,
    crate::operators::list,
    crate::operators::set_status,
    crate::operators::invitations,
    crate::operators::invite,
    crate::operators::revoke,
    crate::operators::send_again,
    crate::notifications::list,
    crate::notifications::mark_read,
    crate::notifications::mail,
    crate::notifications::set_mail,
))]
struct Routes;

/// The routes with their types.
#[must_use]
pub fn openapi() -> utoipa::openapi::OpenApi {
    Routes::openapi()
}
