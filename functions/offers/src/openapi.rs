//! This function's part of the OpenAPI document.

use utoipa::OpenApi;

#[derive(OpenApi)]
#[openapi(
    paths(
        crate::systems::list,
        crate::systems::create,
        crate::systems::get,
        crate::systems::change,
        crate::systems::switch,
        crate::image::put,
        crate::offers::list,
        crate::offers::create,
        crate::offers::get,
        crate::offers::change,
        crate::offers::switch,
        crate::offers::copy
    ),
    components(schemas(crate::offer_json::OfferSystem))
)]
struct Routes;

/// The routes with their types, those for merchants' servers too.
#[must_use]
pub fn openapi() -> utoipa::openapi::OpenApi {
    edge::both_doors::described(Routes::openapi(), crate::ROUTES)
}
