//! `/v1`, for merchants' servers: payments are created, read, captured, cancelled and refunded here, with an API key;
//! balances and events are read.
//!
//! Every POST carries an `Idempotency-Key`. A request costs two round trips: the key's organisation, and the work.

pub mod books;
#[cfg(feature = "openapi")]
mod openapi;
pub mod operations;
pub mod payments;
pub mod postbacks;
#[cfg(feature = "openapi")]
pub use openapi::openapi;

use domain::permission::KeyPermission::{Capture, Payments, Postbacks, Read, Refund};
use edge::{
    Problem, Request,
    merchant::{self, Merchant},
    route::{self, Who, key},
};
use worker::{Context, Env, event};

/// The longest body, in bytes.
const BODY_BYTES_MAX: usize = 64 * 1024;

/// A request of a merchant's server that has been let in, with all that it takes.
pub(crate) struct Call<'a> {
    pub(crate) request: &'a Request,
    pub(crate) context: &'a edge::Context,
    pub(crate) env: &'a Env,
    pub(crate) background: &'a Context,
    pub(crate) merchant: Merchant,
}

#[event(fetch)]
async fn fetch(request: worker::Request, env: Env, background: Context) -> worker::Result<worker::Response> {
    let limits = edge::Limits {
        body_bytes_max: BODY_BYTES_MAX,
    };
    edge::serve(request, &env, "DB", limits, async |request, context| {
        let access = route::find(ROUTES, request.method(), &route::segments(request.uri().path()))?;
        let Who::Key(permission) = access.who else {
            return Err(Problem::not_found());
        };
        dispatch(&Call {
            merchant: merchant::let_in(&context.database, request.headers(), permission, context.now).await?,
            request: &request,
            context: &context,
            env: &env,
            background: &background,
        })
        .await
    })
    .await
}

edge::routes! { call: &Call<'_>;
    POST "v1"/"payments" => key(Payments), payments::create(call);
    GET "v1"/"payments" => key(Read), payments::list(call);
    GET "v1"/"payments"/number => key(Read), payments::get(call, number);
    GET "v1"/"payments"/number/"refunds" => key(Read), operations::refunds(call, number);
    POST "v1"/"payments"/number/"capture" => key(Capture), operations::capture(call, number);
    POST "v1"/"payments"/number/"cancel" => key(Capture), operations::cancel(call, number);
    POST "v1"/"payments"/number/"refunds" => key(Refund), operations::refund(call, number);
    POST "v1"/"postbacks"/"resend" => key(Postbacks), postbacks::resend(call);
    GET "v1"/"balances" => key(Read), books::balances(call);
    GET "v1"/"events" => key(Read), books::events(call);
}
