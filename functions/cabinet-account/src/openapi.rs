//! This function's part of the OpenAPI document.

use utoipa::OpenApi;

#[derive(OpenApi)]
#[openapi(paths(
    crate::profile::profile,
    crate::profile::contacts,
    crate::second_factor::begin,
    crate::second_factor::confirm,
    crate::second_factor::disable,
    crate::second_factor::recovery_codes,
    crate::session_list::list,
    crate::session_list::revoke,
    crate::session_list::revoke_others,
    crate::reencrypt::reencrypt
))]
struct Routes;

/// The routes with their types.
#[must_use]
pub fn openapi() -> utoipa::openapi::OpenApi {
    Routes::openapi()
}
