//! The `HttpClient` port on `fetch`: one time limit over the whole exchange, a bounded body, no redirect followed.

use std::time::Duration;

use acquirers::{HttpClient, HttpError};
use futures_util::{
    StreamExt,
    future::{Either, select},
    pin_mut,
};
use worker::{AbortController, Delay, Fetch};

/// Sends with the platform's `fetch`.
#[derive(Debug, Clone, Copy, Default)]
pub struct Fetcher;

impl HttpClient for Fetcher {
    async fn send(
        &self,
        request: http::Request<Vec<u8>>,
        timeout_ms: u32,
        body_bytes_max: usize,
    ) -> Result<http::Response<Vec<u8>>, HttpError> {
        let abort = AbortController::default();
        let signal = abort.signal();
        let exchange = exchange(request, &signal, body_bytes_max);
        let deadline = Delay::from(Duration::from_millis(u64::from(timeout_ms)));
        pin_mut!(exchange, deadline);
        match select(exchange, deadline).await {
            Either::Left((answer, _)) => answer.map_err(|error| HttpError::Connection(error.to_string())),
            Either::Right(_) => {
                abort.abort();
                Err(HttpError::Timeout(timeout_ms))
            }
        }
    }
}

async fn exchange(
    request: http::Request<Vec<u8>>,
    signal: &worker::AbortSignal,
    body_bytes_max: usize,
) -> worker::Result<http::Response<Vec<u8>>> {
    let mut response = Fetch::Request(outgoing(request)?).send_with_signal(signal).await?;
    let status = response.status_code();
    let headers: Vec<(String, String)> = response.headers().entries().collect();
    let mut body = Vec::new();
    if !matches!(status, 204 | 205 | 304) {
        let mut stream = response.stream()?;
        while let Some(chunk) = stream.next().await {
            let chunk = chunk?;
            let room = body_bytes_max.saturating_sub(body.len());
            body.extend(chunk.iter().take(room));
            if chunk.len() >= room {
                break;
            }
        }
    }
    let mut builder = http::Response::builder().status(status);
    for (name, value) in headers {
        builder = builder.header(name, value);
    }
    builder
        .body(body)
        .map_err(|error| worker::Error::RustError(error.to_string()))
}

/// Built with the platform's own types: `worker::RequestInit` would bring in the serialisers of every `cf` option.
pub(crate) fn outgoing(request: http::Request<Vec<u8>>) -> worker::Result<worker::Request> {
    let (parts, body) = request.into_parts();
    let headers = web_sys::Headers::new()?;
    for (name, value) in &parts.headers {
        headers.append(name.as_str(), value.to_str().unwrap_or_default())?;
    }
    let init = web_sys::RequestInit::new();
    init.set_method(parts.method.as_str());
    init.set_headers(&headers);
    init.set_redirect(web_sys::RequestRedirect::Manual);
    if !body.is_empty() {
        init.set_body(&js_sys::Uint8Array::from(body.as_slice()));
    }
    Ok(web_sys::Request::new_with_str_and_init(&parts.uri.to_string(), &init)?.into())
}
