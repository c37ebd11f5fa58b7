//! This function's part of the OpenAPI document.

use edge::both_doors::described;
use utoipa::OpenApi;

#[derive(OpenApi)]
#[openapi(paths(
    crate::orders::list,
    crate::orders::get,
    crate::record::create,
    crate::record::further,
    crate::payments::list,
    crate::manual::get,
    crate::manual::receipt,
    crate::decide::confirm,
    crate::decide::reject
))]
struct Routes;

/// The routes with their types.
#[must_use]
pub fn openapi() -> utoipa::openapi::OpenApi {
    described(Routes::openapi(), crate::ROUTES)
}
