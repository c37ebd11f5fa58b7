//! This function's part of the OpenAPI document.

use edge::both_doors::described;
use utoipa::OpenApi;

#[derive(OpenApi)]
#[openapi(paths(
    crate::list::list,
    crate::change::create,
    crate::card::get,
    crate::change::change,
    crate::timeline::list,
    crate::timeline::note
))]
struct Routes;

/// The routes with their types.
#[must_use]
pub fn openapi() -> utoipa::openapi::OpenApi {
    described(Routes::openapi(), crate::ROUTES)
}
