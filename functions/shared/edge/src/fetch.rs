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
        let failed = |error: worker::Error| HttpError::Connection(error.to_string());
        let request = Fetch::Request(outgoing(request).map_err(failed)?);
        let deadline = Delay::from(Duration::from_millis(u64::from(timeout_ms)));
        pin_mut!(deadline);
        let mut response = {
            let answer = request.send_with_signal(&signal);
            pin_mut!(answer);
            match select(answer, deadline.as_mut()).await {
                Either::Left((answer, _)) => answer.map_err(failed)?,
                Either::Right(_) => {
                    abort.abort();
                    return Err(HttpError::Timeout(timeout_ms));
                }
            }
        };
        // The status is the answer. A body that stops halfway, or never does, is what came of it in time.
        let mut body = Vec::new();
        {
            let reading = read(&mut response, &mut body, body_bytes_max);
            pin_mut!(reading);
            if let Either::Right(_) = select(reading, deadline).await {
                abort.abort();
            }
        }
        let mut builder = http::Response::builder().status(response.status_code());
        for (name, value) in response.headers().entries() {
            builder = builder.header(name, value);
        }
        builder
            .body(body)
            .map_err(|error| HttpError::Connection(error.to_string()))
    }
}

/// Reads the body as far as it comes, within the limit.
async fn read(response: &mut worker::Response, body: &mut Vec<u8>, body_bytes_max: usize) {
    if matches!(response.status_code(), 204 | 205 | 304) {
        return;
    }
    let Ok(mut stream) = response.stream() else { return };
    while let Some(Ok(chunk)) = stream.next().await {
        let room = body_bytes_max.saturating_sub(body.len());
        body.extend(chunk.iter().take(room));
        if chunk.len() >= room {
            return;
        }
    }
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
