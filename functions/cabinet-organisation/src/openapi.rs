//! This function's part of the OpenAPI document.

use utoipa::OpenApi;

#[derive(OpenApi)]
#[openapi(paths(
    crate::organisation::get,
    crate::organisation::change,
    crate::organisations::list,
    crate::organisations::create,
    crate::organisations::get,
    crate::organisations::change,
    crate::organisations::set_status,
    crate::organisations::invite_owner,
    crate::visits::enter,
    crate::visits::leave,
))]
struct Routes;

/// The routes with their types.
#[must_use]
pub fn openapi() -> utoipa::openapi::OpenApi {
    Routes::openapi()
}
