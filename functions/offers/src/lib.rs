//! `/api/offers`, `/api/manual-systems` and the same at `/v1`: what is sold by a link, and the systems outside any acquirer by which it may be paid.

mod door;
mod image;
mod offer_json;
mod offers;
#[cfg(feature = "openapi")]
mod openapi;
mod spelling;
mod system_json;
mod systems;
#[cfg(feature = "openapi")]
pub use openapi::openapi;

use domain::{
    media::IMAGE_BYTES_MAX,
    permission::{
        KeyPermission::{ManualPayments, Read, Sales},
        Permission::Settings,
    },
};
use edge::{
    cabinet::{self, Call},
    once::once,
    route::{MEMBER, key, may},
};
use worker::{Context, Env, event};

/// The longest body, in bytes: a picture's. JSON has a bound of its own.
const BODY_BYTES_MAX: usize = IMAGE_BYTES_MAX;

#[event(fetch)]
async fn fetch(request: worker::Request, env: Env, background: Context) -> worker::Result<worker::Response> {
    cabinet::serve_merchants_too(request, &env, &background, BODY_BYTES_MAX, ROUTES, dispatch).await
}

edge::routes! { call: &Call<'_>;
    GET "api"/"manual-systems" => MEMBER, systems::list(call);
    POST "api"/"manual-systems" => may(Settings), systems::create(call);
    GET "api"/"manual-systems"/system => MEMBER, systems::get(call, system);
    POST "api"/"manual-systems"/system => may(Settings), systems::change(call, system);
    POST "api"/"manual-systems"/system/"status" => may(Settings), systems::switch(call, system);
    PUT "api"/"manual-systems"/system/"image" => may(Settings), image::put(call, system);
    GET "api"/"offers" => MEMBER, offers::list(call);
    POST "api"/"offers" => may(Settings), offers::create(call);
    GET "api"/"offers"/offer => MEMBER, offers::get(call, offer);
    POST "api"/"offers"/offer => may(Settings), offers::change(call, offer);
    POST "api"/"offers"/offer/"status" => may(Settings), offers::switch(call, offer);
    POST "api"/"offers"/offer/"copy" => may(Settings), offers::copy(call, offer);
    GET "v1"/"manual-systems" => key(Read), systems::list(call);
    POST "v1"/"manual-systems" => key(ManualPayments), systems::create(call);
    GET "v1"/"manual-systems"/system => key(Read), systems::get(call, system);
    POST "v1"/"manual-systems"/system => key(ManualPayments), once(call, systems::change(call, system));
    POST "v1"/"manual-systems"/system/"status" => key(ManualPayments), once(call, systems::switch(call, system));
    PUT "v1"/"manual-systems"/system/"image" => key(ManualPayments), image::put(call, system);
    GET "v1"/"offers" => key(Read), offers::list(call);
    POST "v1"/"offers" => key(Sales), offers::create(call);
    GET "v1"/"offers"/offer => key(Read), offers::get(call, offer);
    POST "v1"/"offers"/offer => key(Sales), once(call, offers::change(call, offer));
    POST "v1"/"offers"/offer/"status" => key(Sales), once(call, offers::switch(call, offer));
    POST "v1"/"offers"/offer/"copy" => key(Sales), offers::copy(call, offer);
}
