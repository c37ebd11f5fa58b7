//! This function's part of the OpenAPI document.

use utoipa::OpenApi;

#[derive(OpenApi)]
#[openapi(paths(
    crate::people::list,
    crate::people::change,
    crate::people::set_status,
    crate::invitations::list,
    crate::invitations::create,
    crate::invitations::revoke,
    crate::invitations::send_again,
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
