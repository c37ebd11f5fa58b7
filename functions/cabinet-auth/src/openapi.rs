//! This function's part of the OpenAPI document.

use utoipa::OpenApi;

#[derive(OpenApi)]
#[openapi(paths(
    crate::sign_in::sign_in,
    crate::sign_in::second_factor,
    crate::session::session,
    crate::session::sign_out,
    crate::prove::prove,
    crate::profile::profile,
    crate::profile::contacts,
    crate::password::change,
    crate::recovery::ask,
    crate::recovery::reset,
    crate::invitation::look,
    crate::invitation::accept,
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
