//! Which origins may call: the cabinet from its configured origins with credentials, the widget from an organisation's
//! registered sites without.

use std::future::Future;

use http::{HeaderMap, HeaderValue, Method, StatusCode, header};

use crate::{Problem, Request, Response};

/// Who calls, by the headers that browsers set.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Caller {
    /// No browser, or a page of our own origin.
    Own,
    /// A page of a permitted origin.
    Permitted(String),
}

fn text<'a>(headers: &'a HeaderMap, name: &str) -> Option<&'a str> {
    headers.get(name).and_then(|value| value.to_str().ok())
}

/// Judges the cabinet's caller: its own origin or one of the configured, comma-separated, of the same site.
pub fn cabinet_caller(request: &Request, configured: &str) -> Result<Caller, Problem> {
    let refused = || {
        Problem::new(
            StatusCode::FORBIDDEN,
            "origin_refused",
            "The cabinet does not answer this origin.",
        )
    };
    let site = text(request.headers(), "sec-fetch-site");
    let Some(origin) = text(request.headers(), "origin") else {
        // Browsers name the origin on every unsafe request; one without, from another site, is none of ours.
        let foreign = site.is_some_and(|site| site == "cross-site" || site == "same-site");
        return if foreign && request.method() != Method::GET {
            Err(refused())
        } else {
            Ok(Caller::Own)
        };
    };
    let own = request
        .uri()
        .scheme_str()
        .zip(request.uri().authority())
        .map(|(scheme, authority)| format!("{scheme}://{authority}"));
    if own.as_deref() == Some(origin) {
        return Ok(Caller::Own);
    }
    let permitted = configured
        .split(',')
        .map(str::trim)
        .any(|permitted| !permitted.is_empty() && permitted == origin);
    if permitted && site != Some("cross-site") {
        Ok(Caller::Permitted(origin.to_owned()))
    } else {
        Err(refused())
    }
}

/// Answers a request of the cabinet: preflights here, refuses foreign origins, and marks the answer (errors too) for the
/// origin that is permitted.
pub async fn answering<F: Future<Output = Result<Response, Problem>>>(
    request: &Request,
    configured: &str,
    handler: impl FnOnce() -> F,
) -> Result<Response, Problem> {
    let caller = cabinet_caller(request, configured)?;
    let mut response = if request.method() == Method::OPTIONS {
        preflight()
    } else {
        handler().await.unwrap_or_else(Problem::into_response)
    };
    with_credentials(&mut response, &caller);
    Ok(response)
}

/// Adds what a browser needs to hand the answer to a page of a permitted origin, with credentials.
fn with_credentials(response: &mut Response, caller: &Caller) {
    if let Caller::Permitted(origin) = caller {
        with_origin(response, origin);
        response.headers_mut().insert(
            header::ACCESS_CONTROL_ALLOW_CREDENTIALS,
            HeaderValue::from_static("true"),
        );
    }
}

/// Adds what a browser needs to hand the answer to a page of this origin.
fn with_origin(response: &mut Response, origin: &str) {
    let headers = response.headers_mut();
    if let Ok(value) = HeaderValue::from_str(origin) {
        headers.insert(header::ACCESS_CONTROL_ALLOW_ORIGIN, value);
    }
    headers.append(header::VARY, HeaderValue::from_static("Origin"));
    headers.insert(
        header::ACCESS_CONTROL_EXPOSE_HEADERS,
        HeaderValue::from_static("x-request-id"),
    );
}

/// The answer to the widget's preflight. Any origin may ask: the call itself names the organisation whose sites count.
#[must_use]
pub fn widget_preflight(request: &Request) -> Response {
    let mut response = preflight();
    with_caller(&mut response, request);
    response
}

/// The answer to the widget, readable by the page that called; no cookie is involved, and a refusal should be understood.
#[must_use]
pub fn widget_answer(request: &Request, answer: Result<Response, Problem>) -> Response {
    let mut response = answer.unwrap_or_else(Problem::into_response);
    with_caller(&mut response, request);
    response
}

/// Refuses a page whose origin is not among an organisation's registered sites; what is no page has no origin.
pub fn check_site(request: &Request, sites: &[String]) -> Result<(), Problem> {
    match text(request.headers(), "origin") {
        Some(origin) if !sites.iter().any(|site| site == origin) => Err(Problem::new(
            StatusCode::FORBIDDEN,
            "origin_refused",
            "This page's origin is not a registered site of the organisation.",
        )),
        _ => Ok(()),
    }
}

fn with_caller(response: &mut Response, request: &Request) {
    if let Some(origin) = text(request.headers(), "origin") {
        with_origin(response, origin);
    }
}

/// The answer to a preflight.
fn preflight() -> Response {
    let mut response = Response::new(Vec::new());
    *response.status_mut() = StatusCode::NO_CONTENT;
    let headers = response.headers_mut();
    headers.insert(
        header::ACCESS_CONTROL_ALLOW_METHODS,
        HeaderValue::from_static("GET, POST"),
    );
    headers.insert(
        header::ACCESS_CONTROL_ALLOW_HEADERS,
        HeaderValue::from_static("content-type, x-csrf-token"),
    );
    headers.insert(header::ACCESS_CONTROL_MAX_AGE, HeaderValue::from_static("600"));
    response
}

#[cfg(test)]
mod tests {
    use super::*;

    fn request(method: Method, headers: &[(&str, &str)]) -> Request {
        let mut builder = http::Request::builder()
            .method(method)
            .uri("https://api.x.com/api/payments");
        for (name, value) in headers {
            builder = builder.header(*name, *value);
        }
        builder.body(Vec::new()).unwrap()
    }

    #[test]
    fn only_configured_origins_of_the_same_site() {
        let judge = |method: Method, headers: &[(&str, &str)]| {
            cabinet_caller(&request(method, headers), "https://cabinet.x.com, https://evil.com")
        };
        assert_eq!(judge(Method::GET, &[]).ok(), Some(Caller::Own));
        assert_eq!(
            judge(Method::POST, &[("origin", "https://api.x.com")]).ok(),
            Some(Caller::Own)
        );
        assert_eq!(
            judge(
                Method::POST,
                &[("origin", "https://cabinet.x.com"), ("sec-fetch-site", "same-site")]
            )
            .ok(),
            Some(Caller::Permitted("https://cabinet.x.com".to_owned()))
        );
        assert!(judge(Method::GET, &[("origin", "https://other.x.com")]).is_err());
        assert!(judge(Method::POST, &[("origin", "null")]).is_err());
        assert!(
            judge(
                Method::POST,
                &[("origin", "https://evil.com"), ("sec-fetch-site", "cross-site")]
            )
            .is_err()
        );
        assert!(judge(Method::POST, &[("sec-fetch-site", "cross-site")]).is_err());
    }
}
