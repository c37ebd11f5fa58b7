//! This function's part of the OpenAPI document.

use utoipa::OpenApi;

#[derive(OpenApi)]
#[openapi(
    paths(
        crate::payments::capture,
        crate::payments::cancel,
        crate::payments::refund,
        crate::payments::ask,
        crate::payments::record,
        crate::payments::settle_attention,
        crate::callbacks::attach,
        crate::callbacks::dismiss,
        crate::postbacks::resend
    ),
    components(schemas(edge::operate::RefundLineBody))
)]
struct Routes;

/// The routes with their types.
#[must_use]
pub fn openapi() -> utoipa::openapi::OpenApi {
    Routes::openapi()
}
