//! This function's part of the OpenAPI document.

use utoipa::OpenApi;

#[derive(OpenApi)]
#[openapi(paths(
    crate::payments::create,
    crate::payments::list,
    crate::payments::get,
    crate::operations::capture,
    crate::operations::cancel,
    crate::operations::refund,
    crate::operations::refunds,
    crate::books::balances,
    crate::books::events,
    crate::postbacks::resend
))]
struct Routes;

/// The routes with their types.
#[must_use]
pub fn openapi() -> utoipa::openapi::OpenApi {
    Routes::openapi()
}
