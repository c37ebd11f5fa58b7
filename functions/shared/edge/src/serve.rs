//! One request from the platform to a handler and back: the body read within a limit, the house's headers on every answer,
//! errors as problem+json, one log line with what it cost.

use std::future::Future;

use domain::time::Timestamp;
use futures_util::StreamExt;
use http::{HeaderMap, HeaderValue, StatusCode, header};
use operations::{Clock, Entropy, Ports};

use crate::{D1, Fetcher, Problem, SystemClock, SystemEntropy, headers, settings};

/// A request with its body read.
pub type Request = http::Request<Vec<u8>>;
/// An answer.
pub type Response = http::Response<Vec<u8>>;

/// What a function accepts.
#[derive(Debug, Clone, Copy)]
pub struct Limits {
    /// The longest body, in bytes.
    pub body_bytes_max: usize,
}

/// What a handler works with besides its request.
pub struct Context {
    /// The function's database.
    pub database: D1,
    /// Now, read once.
    pub now: Timestamp,
    /// Names the request in answers and logs.
    pub request_id: String,
}

impl Context {
    /// The ports, as operations take them.
    #[must_use]
    pub fn ports(&self) -> Ports<'_, D1, Fetcher, SystemClock, SystemEntropy> {
        Ports {
            database: &self.database,
            client: &Fetcher,
            clock: &SystemClock,
            entropy: &SystemEntropy,
        }
    }
}

/// Serves one request. `binding` names the function's database.
pub async fn serve<H, F>(
    request: worker::Request,
    env: &worker::Env,
    binding: &'static str,
    limits: Limits,
    handler: H,
) -> worker::Result<worker::Response>
where
    H: FnOnce(Request, std::rc::Rc<Context>) -> F,
    F: Future<Output = Result<Response, Problem>>,
{
    let began = SystemClock.now();
    let headers = headers::incoming(request.headers())?;
    let context = std::rc::Rc::new(Context {
        database: D1::bound(env, binding)?,
        now: began,
        request_id: request_id(&headers),
    });
    let method = request.method().to_string();
    // The platform's own text: its URL parser would weigh more than all else here.
    let url = request.inner().url();
    let answer = match incoming(request, &url, headers, limits).await {
        Ok(request) => handler(request, context.clone()).await,
        Err(problem) => Err(problem),
    };
    let code = answer.as_ref().err().map(|problem| problem.code.clone());
    let mut response = answer.unwrap_or_else(|problem| {
        Problem {
            request_id: context.request_id.clone(),
            ..problem
        }
        .into_response()
    });
    house_headers(&mut response, &context.request_id);
    // What failed is always logged; what went well where it is asked for, since a line costs as much as a small request.
    if code.is_some() || settings::logs_requests(env) {
        let (round_trips, rows_read, rows_written) = context.database.cost();
        log(&serde_json::json!({
            "level": "info", "request_id": context.request_id, "method": method, "route": route_of(&url), "status": response.status().as_u16(), "code": code,
            "duration_ms": SystemClock.now().ms().saturating_sub(began.ms()), "d1_round_trips": round_trips, "rows_read": rows_read, "rows_written": rows_written, "memory_bytes": memory_bytes(),
        }));
    }
    outgoing(response)
}

/// How much memory the function has taken, in bytes: WASM gives none back while the isolate lives. Nothing is known of it on the host.
fn memory_bytes() -> Option<usize> {
    #[cfg(target_arch = "wasm32")]
    return core::arch::wasm32::memory_size::<0>().checked_mul(65_536);
    #[cfg(not(target_arch = "wasm32"))]
    None
}

/// Runs a scheduled handler and logs what it cost; errors cannot be answered, so they are logged.
pub async fn scheduled<H, F>(event: &worker::ScheduledEvent, env: &worker::Env, binding: &'static str, handler: H)
where
    H: FnOnce(std::rc::Rc<Context>, Timestamp) -> F,
    F: Future<Output = Result<(), Problem>>,
{
    let Ok(database) = D1::bound(env, binding) else { return };
    let began = SystemClock.now();
    let context = std::rc::Rc::new(Context {
        database,
        now: began,
        request_id: String::new(),
    });
    // The platform gives the time in milliseconds as a float.
    #[expect(clippy::cast_possible_truncation, reason = "unix milliseconds are far below 2^53")]
    let at = Timestamp::from_ms(event.schedule() as i64);
    let outcome = handler(context.clone(), at).await;
    let (round_trips, rows_read, rows_written) = context.database.cost();
    log(&serde_json::json!({
        "level": "info", "cron": event.cron(), "at": at.rfc3339(), "code": outcome.err().map(|problem| problem.code),
        "duration_ms": SystemClock.now().ms().saturating_sub(began.ms()), "d1_round_trips": round_trips, "rows_read": rows_read, "rows_written": rows_written,
    }));
}

/// The path of a whole address.
#[must_use]
pub fn path_of(url: &str) -> &str {
    let after_scheme = url.find("://").map_or(0, |at| at.saturating_add(3));
    let rest = url.get(after_scheme..).unwrap_or_default();
    let path = rest.find('/').and_then(|at| rest.get(at..)).unwrap_or("/");
    path.split(['?', '#']).next().unwrap_or_default()
}

/// The first two segments of the path: what follows may be a token or a number, which logs must not hold.
fn route_of(url: &str) -> String {
    let segments = path_of(url).split('/').take(3);
    segments
        .map(|segment| if segment.len() > 24 { "*" } else { segment })
        .collect::<Vec<_>>()
        .join("/")
}

pub(crate) fn log(line: &serde_json::Value) {
    worker::console_log!("{line}");
}

/// Our own id, unless the gateway has given one.
fn request_id(headers: &HeaderMap) -> String {
    let given = headers.get("x-request-id").and_then(|id| id.to_str().ok());
    let given = given.filter(|id| {
        (8..=64).contains(&id.len())
            && id
                .bytes()
                .all(|byte| byte.is_ascii_alphanumeric() || byte == b'-' || byte == b'_')
    });
    let own = || domain::token::opaque(SystemEntropy.bytes().unwrap_or_default());
    given.map_or_else(own, str::to_owned)
}

async fn incoming(
    mut request: worker::Request,
    url: &str,
    headers: HeaderMap,
    limits: Limits,
) -> Result<Request, Problem> {
    let too_large = || {
        Problem::new(
            StatusCode::PAYLOAD_TOO_LARGE,
            "body_too_large",
            format!("The body is limited to {} bytes.", limits.body_bytes_max),
        )
    };
    let declared = headers
        .get(header::CONTENT_LENGTH)
        .and_then(|length| length.to_str().ok()?.parse::<usize>().ok());
    let body = match declared {
        Some(length) if length > limits.body_bytes_max => return Err(too_large()),
        // The platform holds the sender to the length.
        Some(_) => request.bytes().await?,
        None => {
            let mut body = Vec::new();
            if request.inner().body().is_some() {
                let mut stream = request.stream()?;
                while let Some(chunk) = stream.next().await {
                    body.extend_from_slice(&chunk?);
                    if body.len() > limits.body_bytes_max {
                        return Err(too_large());
                    }
                }
            }
            body
        }
    };
    let malformed = || {
        Problem::new(
            StatusCode::BAD_REQUEST,
            "malformed_request",
            "The request is malformed.",
        )
    };
    let mut incoming = http::Request::builder()
        .method(request.method().to_string().as_str())
        .uri(url)
        .body(body)
        .map_err(|_| malformed())?;
    *incoming.headers_mut() = headers;
    Ok(incoming)
}

/// Headers that every answer carries, unless a page has set its own.
fn house_headers(response: &mut Response, request_id: &str) {
    const HEADERS: [(&str, &str); 6] = [
        ("cache-control", "no-store"),
        ("content-security-policy", "default-src 'none'; frame-ancestors 'none'"),
        ("referrer-policy", "strict-origin-when-cross-origin"),
        ("strict-transport-security", "max-age=63072000; includeSubDomains"),
        ("x-content-type-options", "nosniff"),
        ("cross-origin-opener-policy", "same-origin"),
    ];
    for (name, value) in HEADERS {
        response
            .headers_mut()
            .entry(name)
            .or_insert(HeaderValue::from_static(value));
    }
    if let Ok(value) = HeaderValue::from_str(request_id) {
        response.headers_mut().insert("x-request-id", value);
    }
}

fn outgoing(response: Response) -> worker::Result<worker::Response> {
    let (parts, body) = response.into_parts();
    let empty = matches!(parts.status.as_u16(), 204 | 205 | 304);
    let answer = if empty {
        worker::Response::empty()?
    } else {
        worker::Response::from_bytes(body)?
    };
    let headers = headers::outgoing(&parts.headers)?;
    Ok(answer.with_status(parts.status.as_u16()).with_headers(headers))
}

/// An answer that sends a browser elsewhere with GET.
pub fn redirect(location: &str) -> Result<Response, Problem> {
    http::Response::builder()
        .status(StatusCode::SEE_OTHER)
        .header(header::LOCATION, location)
        .body(Vec::new())
        .map_err(|error| Problem::internal(&error))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_end_before_the_query() {
        assert_eq!(path_of("http://127.0.0.1:8787/pay/x?embed=1#y"), "/pay/x");
        assert_eq!(path_of("https://pay.example.com"), "/");
        assert_eq!(path_of("https://pay.example.com/?a=/v1/"), "/");
    }

    #[test]
    fn logs_hold_no_token() {
        assert_eq!(
            route_of("http://x/pay/0123456789abcdef0123456789abcdef/return"),
            "/pay/*"
        );
        assert_eq!(route_of("http://x/v1/payments/7?a=b"), "/v1/payments");
    }
}
