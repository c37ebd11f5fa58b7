//! This function's part of the OpenAPI document.

use utoipa::OpenApi;

#[derive(OpenApi)]
#[openapi(paths(crate::list::list, crate::list::list_for_merchant, crate::enter::enter))]
struct Routes;

/// The routes with their types.
#[must_use]
pub fn openapi() -> utoipa::openapi::OpenApi {
    Routes::openapi()
}
