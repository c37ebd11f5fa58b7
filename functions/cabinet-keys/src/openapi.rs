//! This function's part of the OpenAPI document.

use utoipa::OpenApi;

#[derive(OpenApi)]
#[openapi(
    paths(
        crate::limits::list,
        crate::limits::set,
        crate::limits::delete,
        crate::keys::list,
        crate::keys::create,
        crate::keys::change,
        crate::keys::rotate,
        crate::keys::revoke
    ),
    components(schemas(edge::limit_json::LimitJson, crate::keys::KeyJson))
)]
struct Routes;

/// The routes with their types.
#[must_use]
pub fn openapi() -> utoipa::openapi::OpenApi {
    Routes::openapi()
}
