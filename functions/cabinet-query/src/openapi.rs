//! This function's part of the OpenAPI document.

use utoipa::OpenApi;

#[derive(OpenApi)]
#[openapi(
    paths(crate::payments::list, crate::payment::get, crate::callbacks::list),
    components(schemas(crate::payments::PaymentRowJson, crate::callbacks::CallbackJson))
)]
struct Routes;

/// The routes with their types.
#[must_use]
pub fn openapi() -> utoipa::openapi::OpenApi {
    Routes::openapi()
}
