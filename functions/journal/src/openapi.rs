//! This function's part of the OpenAPI document.

use utoipa::OpenApi;

#[derive(OpenApi)]
#[openapi(
    paths(
        crate::list::list,
        crate::list::list_platform,
        crate::export::export,
        crate::export::export_platform,
        crate::verify::verify,
        crate::verify::verify_platform
    ),
    components(schemas(crate::list::JournalEntry))
)]
struct Routes;

/// The routes with their types.
#[must_use]
pub fn openapi() -> utoipa::openapi::OpenApi {
    Routes::openapi()
}
