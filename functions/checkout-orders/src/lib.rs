//! The payer's side of orders: `/offer/{token}` is where a Buy link leads, `/manual/{token}` is where a manual payment is told of and
//! its outcome awaited, `/files/...` shows pictures. No cookie, no account: a token opens one offer or one payment.

mod form;
mod manual;
mod offer;
mod page;
mod picture;
mod receipt;
mod systems;
mod texts;

use edge::route::{ANYONE, BEARER};
use worker::{Context, Env, event};

/// The longest body, in bytes: a receipt, and what is said with it.
const BODY_BYTES_MAX: usize = domain::media::RECEIPT_BYTES_MAX + 512 * 1024;

#[event(fetch)]
async fn fetch(request: worker::Request, env: Env, _background: Context) -> worker::Result<worker::Response> {
    let limits = edge::Limits {
        body_bytes_max: BODY_BYTES_MAX,
    };
    let from_form = request.method() == worker::Method::Post;
    let answer = edge::serve(request, &env, "DB", limits, async |request, context| {
        dispatch(Call {
            request: &request,
            context: &context,
            env: &env,
        })
        .await
    })
    .await?;
    let is_page = answer
        .headers()
        .get("content-type")?
        .is_some_and(|kind| kind.starts_with("text/html"));
    if from_form && answer.status_code() == 413 && !is_page {
        return page::too_large(&answer);
    }
    Ok(answer)
}

/// A request of a payer, with all that it takes.
pub(crate) struct Call<'a> {
    pub(crate) request: &'a edge::Request,
    pub(crate) context: &'a edge::Context,
    pub(crate) env: &'a Env,
}

edge::routes! { call: Call<'_>;
    GET "offer"/token => BEARER, offer::show(&call, token);
    POST "offer"/token => BEARER, offer::buy(&call, token);
    GET "manual"/token => BEARER, manual::show(&call, token);
    GET "manual"/token/"status" => BEARER, manual::status(&call, token);
    POST "manual"/token => BEARER, manual::pay(&call, token);
    GET "files"/slug/file => ANYONE, picture::show(&call, slug, file);
}
