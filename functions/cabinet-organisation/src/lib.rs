//! `/api/organisation`, `/api/organisations`, for the cabinet: who an organisation is; and for operators of the platform, all
//! organisations. (People have a function of their own: `cabinet-people`.)

#[cfg(feature = "openapi")]
mod openapi;
pub mod organisation;
pub mod organisations;
pub mod visits;
#[cfg(feature = "openapi")]
pub use openapi::openapi;

use domain::permission::Permission;
use edge::{
    cabinet::{self, Call},
    route::{MEMBER, OPERATOR, may},
};
use worker::{Context, Env, event};

/// The longest body, in bytes.
const BODY_BYTES_MAX: usize = 32 * 1024;

#[event(fetch)]
async fn fetch(request: worker::Request, env: Env, background: Context) -> worker::Result<worker::Response> {
    cabinet::serve(request, &env, &background, BODY_BYTES_MAX, ROUTES, dispatch).await
}

edge::routes! { call: &Call<'_>;
    GET "api"/"organisation" => MEMBER, organisation::get(call);
    POST "api"/"organisation" => may(Permission::Settings), organisation::change(call);
    GET "api"/"organisations" => OPERATOR, organisations::list(call);
    POST "api"/"organisations" => OPERATOR.proved(), organisations::create(call);
    GET "api"/"organisations"/slug => OPERATOR, organisations::get(call, slug);
    POST "api"/"organisations"/slug => OPERATOR.proved(), organisations::change(call, slug);
    POST "api"/"organisations"/slug/"status" => OPERATOR.proved(), organisations::set_status(call, slug);
    POST "api"/"organisations"/slug/"owner" => OPERATOR.proved(), organisations::invite_owner(call, slug);
    POST "api"/"organisations"/slug/"visit" => OPERATOR.proved(), visits::enter(call, slug);
    POST "api"/"organisations"/slug/"leave" => OPERATOR, visits::leave(call, slug);
}
