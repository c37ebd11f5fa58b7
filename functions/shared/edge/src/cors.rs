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
        // Browsers name the origin on every unsafe request and on every one that a script of another origin makes; one without,
        // from another site, is a link or a picture there: none of ours.
        let foreign = site.is_some_and(|site| site == "cross-site" || site == "same-site");
        return if foreign { Err(refused()) } else { Ok(Caller::Own) };
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
    let answer = if request.method() == Method::OPTIONS {
        Ok(preflight())
    } else {
        handler().await
    };
    marked(answer, |headers| {
        if let Caller::Permitted(origin) = &caller {
            with_origin(headers, origin);
            headers.insert(
                header::ACCESS_CONTROL_ALLOW_CREDENTIALS,
                HeaderValue::from_static("true"),
            );
        }
    })
}

/// Answers the widget: any origin may ask for a preflight, since the call itself names the organisation whose sites count;
/// the answer is readable by the page that called, for no cookie is involved and a refusal should be understood.
pub fn answering_widget(request: &Request, answer: Option<Result<Response, Problem>>) -> Result<Response, Problem> {
    marked(answer.unwrap_or_else(|| Ok(preflight())), |headers| {
        if let Some(origin) = text(request.headers(), "origin") {
            with_origin(headers, origin);
        }
    })
}

/// Adds headers to an answer, whether it went well or not.
fn marked(answer: Result<Response, Problem>, mark: impl FnOnce(&mut HeaderMap)) -> Result<Response, Problem> {
    match answer {
        Ok(mut response) => {
            mark(response.headers_mut());
            Ok(response)
        }
        Err(mut problem) => {
            mark(&mut problem.headers);
            Err(problem)
        }
    }
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

/// What a browser needs to hand the answer to a page of this origin.
fn with_origin(headers: &mut HeaderMap, origin: &str) {
    if let Ok(value) = HeaderValue::from_str(origin) {
        headers.insert(header::ACCESS_CONTROL_ALLOW_ORIGIN, value);
    }
    headers.append(header::VARY, HeaderValue::from_static("Origin"));
    headers.insert(
        header::ACCESS_CONTROL_EXPOSE_HEADERS,
        HeaderValue::from_static("x-request-id, retry-after"),
    );
}

/// The answer to a preflight.
fn preflight() -> Response {
    let mut response = Response::new(Vec::new());
    *response.status_mut() = StatusCode::NO_CONTENT;
    let headers = response.headers_mut();
    headers.insert(
        header::ACCESS_CONTROL_ALLOW_METHODS,
        HeaderValue::from_static("GET, POST, PUT"),
    );
    headers.insert(
        header::ACCESS_CONTROL_ALLOW_HEADERS,
        HeaderValue::from_static("content-type, x-csrf-token, x-organisation, idempotency-key"),
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
        assert!(judge(Method::GET, &[("sec-fetch-site", "cross-site")]).is_err());
        assert!(judge(Method::GET, &[("sec-fetch-site", "same-origin")]).is_ok());
    }
}
