//! This function's part of the OpenAPI document.

use utoipa::OpenApi;

#[derive(OpenApi)]
#[openapi(
    paths(
        crate::payments::list,
        crate::payment::get,
        crate::callbacks::list,
        crate::books::balances,
        crate::books::imbalances,
        crate::books::registers,
        crate::books::differences
    ),
    components(schemas(
        crate::payments::PaymentRowJson,
        crate::callbacks::CallbackJson,
        crate::books::BalanceJson,
        crate::books::ImbalanceJson,
        crate::books::RegisterJson,
        crate::books::DifferenceJson
    ))
)]
struct Routes;

/// The routes with their types.
#[must_use]
pub fn openapi() -> utoipa::openapi::OpenApi {
    Routes::openapi()
}
