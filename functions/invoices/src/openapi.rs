//! This function's part of the OpenAPI document.

use utoipa::OpenApi;

#[derive(OpenApi)]
#[openapi(
    paths(
        crate::list::list,
        crate::create::create,
        crate::list::get,
        crate::act::send,
        crate::act::cancel,
        crate::act::accept_cash
    ),
    components(schemas(crate::body::InvoiceClientBody))
)]
struct Routes;

/// The routes with their types, those for merchants' servers too.
#[must_use]
pub fn openapi() -> utoipa::openapi::OpenApi {
    edge::both_doors::described(Routes::openapi(), crate::ROUTES)
}
