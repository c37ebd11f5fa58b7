//! This function's part of the OpenAPI document.

use utoipa::OpenApi;

#[derive(OpenApi)]
#[openapi(paths(
    crate::sign_in::sign_in,
    crate::sign_in::second_factor,
    crate::session::session,
    crate::session::sign_out,
    crate::prove::prove
))]
struct Routes;

/// The routes with their types.
#[must_use]
pub fn openapi() -> utoipa::openapi::OpenApi {
    Routes::openapi()
}
