//! This function's part of the OpenAPI document.

use utoipa::OpenApi;

#[derive(OpenApi)]
#[openapi(paths(
    crate::endpoints::create,
    crate::endpoints::change,
    crate::endpoints::enable,
    crate::endpoints::disable,
    crate::endpoints::delete,
    crate::endpoints::rotate,
    crate::tester::test,
    crate::reencrypt::reencrypt
))]
struct Routes;

/// The routes with their types.
#[must_use]
pub fn openapi() -> utoipa::openapi::OpenApi {
    Routes::openapi()
}
