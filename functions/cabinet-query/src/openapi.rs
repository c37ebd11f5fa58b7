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
        crate::books::differences,
        crate::endpoints::list,
        crate::endpoints::get,
        crate::postbacks::list,
        crate::postbacks::get
    ),
    components(schemas(
        crate::payments::PaymentRowJson,
        crate::callbacks::CallbackJson,
        crate::books::BalanceJson,
        crate::books::ImbalanceJson,
        crate::books::RegisterJson,
        crate::books::DifferenceJson,
        edge::postback_json::EndpointJson,
        edge::postback_json::PostbackJson
    ))
)]
struct Routes;

/// The routes with their types.
#[must_use]
pub fn openapi() -> utoipa::openapi::OpenApi {
    Routes::openapi()
}
