//! The payer's side. `/widget/...` is called by the widget on a merchant's page, `/pay/{token}` is the hosted pay page that
//! the payer sees, in the widget's frame or alone. No cookie, no account: the token opens one payment.

#[cfg(feature = "openapi")]
mod openapi;
mod pay;
mod pay_page;
mod texts;
pub mod widget;
#[cfg(feature = "openapi")]
pub use openapi::openapi;

use edge::{
    cors,
    route::{ANYONE, BEARER, SIGNER},
};
use worker::{Context, Env, event};

/// The longest body, in bytes.
const BODY_BYTES_MAX: usize = 64 * 1024;

#[event(fetch)]
async fn fetch(request: worker::Request, env: Env, _context: Context) -> worker::Result<worker::Response> {
    let limits = edge::Limits {
        body_bytes_max: BODY_BYTES_MAX,
    };
    edge::serve(request, &env, "DB", limits, async |request, context| {
        dispatch(Call {
            request: &request,
            context: &context,
            env: &env,
        })
        .await
    })
    .await
}

/// A request of a payer, with all that it takes.
pub(crate) struct Call<'a> {
    pub(crate) request: &'a edge::Request,
    pub(crate) context: &'a edge::Context,
    pub(crate) env: &'a Env,
}

edge::routes! { call: Call<'_>;
    OPTIONS "widget"/"payments" => ANYONE, async { cors::answering_widget(call.request, None) };
    POST "widget"/"payments" => SIGNER, widget::answer(&call);
    GET "pay"/token => BEARER, pay::show(call.context, call.request, token, false);
    GET "pay"/token/"return" => BEARER, pay::show(call.context, call.request, token, true);
    GET "pay"/token/"status" => BEARER, pay::status(call.context, token);
    POST "pay"/token => BEARER, pay::go(call.context, call.env, call.request, token);
}
