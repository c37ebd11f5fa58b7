//! Static assets with the headers that a page of ours carries.

use worker::{Env, Headers, Request, Response, Result};

/// Files whose names carry a hash of their content.
const HASHED: &str = "/cabinet/assets/";

/// Where pages are.
const PAGES: [&str; 2] = ["/cabinet/", "/docs"];

/// What every answer of ours carries.
const GUARDS: [(&str, &str); 3] = [
    ("referrer-policy", "strict-origin-when-cross-origin"),
    ("strict-transport-security", "max-age=63072000; includeSubDomains"),
    ("x-content-type-options", "nosniff"),
];

/// Headers of an answer that is no page.
fn plain() -> Result<Headers> {
    let headers = Headers::new();
    headers.set("content-security-policy", "default-src 'none'; frame-ancestors 'none'")?;
    for (name, value) in GUARDS {
        headers.set(name, value)?;
    }
    Ok(headers)
}

fn not_found() -> Result<Response> {
    let headers = plain()?;
    headers.set("content-type", "application/problem+json")?;
    let body = r#"{"type":"about:blank","title":"Not Found","status":404,"code":"not_found","detail":"There is nothing at this address."}"#;
    Ok(Response::ok(body)?.with_status(404).with_headers(headers))
}

/// Serves a file of the assets, the cabinet's page for its own addresses.
pub(crate) async fn serve(request: Request, path: &str, env: &Env) -> Result<Response> {
    if path == "/" || path == "/cabinet" {
        let headers = plain()?;
        headers.set("location", "/cabinet/")?;
        return Ok(Response::empty()?.with_status(302).with_headers(headers));
    }
    let response: Response = env.assets("ASSETS")?.fetch_request(request).await?;
    let headers = response.headers().clone();
    let hashed = path.starts_with(HASHED);
    let page = headers
        .get("content-type")?
        .is_some_and(|kind| kind.starts_with("text/html"));
    if page && (hashed || !PAGES.iter().any(|prefix| path.starts_with(prefix))) {
        // The cabinet's page stands in for whatever is missing: it would be taken for a script, or for an answer of the API.
        return not_found();
    }
    let connect = env
        .var("CABINET_API_ORIGIN")
        .map(|origin| format!(" {origin}"))
        .unwrap_or_default();
    // The widget is loaded by merchants' pages, everything else by our own alone.
    let resource_policy = if path == "/widget.js" {
        "cross-origin"
    } else {
        "same-origin"
    };
    for (name, value) in GUARDS {
        headers.set(name, value)?;
    }
    for (name, value) in [
        ("content-security-policy", policy(path, &connect).as_str()),
        ("cross-origin-resource-policy", resource_policy),
        (
            "cache-control",
            if hashed {
                "public, max-age=31536000, immutable"
            } else {
                "no-cache"
            },
        ),
    ] {
        headers.set(name, value)?;
    }
    Ok(response.with_headers(headers))
}

fn policy(path: &str, connect: &str) -> String {
    // The API reference searches in a worker that its library makes at run time.
    let worker = if path.starts_with("/docs") {
        " worker-src 'self' blob:;"
    } else {
        ""
    };
    format!(
        "default-src 'self'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; font-src 'self' data:; \
         connect-src 'self'{connect};{worker} object-src 'none'; base-uri 'self'; form-action 'self'; frame-ancestors 'none'"
    )
}
