//! This function's part of the OpenAPI document.

use utoipa::OpenApi;

#[derive(OpenApi)]
#[openapi(paths(
    crate::terminals::list,
    crate::terminals::create,
    crate::terminals::change,
    crate::terminals::switch,
    crate::terminals::copy,
    crate::terminals::fees,
    crate::reencrypt::reencrypt
))]
struct Routes;

/// The routes with their types.
#[must_use]
pub fn openapi() -> utoipa::openapi::OpenApi {
    Routes::openapi()
}
