//! Static assets with the headers that a page of ours carries.

use worker::{Env, Request, Response, Result, Url};

/// Serves a file of the assets, `index.html` of the cabinet for its own addresses.
pub(crate) async fn serve(request: Request, env: &Env) -> Result<Response> {
    let url = request.url()?;
    if url.path() == "/" {
        return Response::redirect_with_status(at(&url, "/cabinet/")?, 302);
    }
    let path = request.path();
    let response: Response = env.assets("ASSETS")?.fetch_request(request).await?;
    let headers = response.headers().clone();
    let connect: String = env
        .var("CABINET_API_ORIGIN")
        .map(|origin| format!(" {}", origin.to_string()))
        .unwrap_or_default();
    for (name, value) in [
        ("content-security-policy", policy(&path, &connect).as_str()),
        ("referrer-policy", "strict-origin-when-cross-origin"),
        ("strict-transport-security", "max-age=63072000; includeSubDomains"),
        ("x-content-type-options", "nosniff"),
    ] {
        headers.set(name, value)?;
    }
    // The widget is loaded by merchants' pages, everything else by our own alone.
    let policy = if path == "/widget.js" {
        "cross-origin"
    } else {
        "same-origin"
    };
    headers.set("cross-origin-resource-policy", policy)?;
    Ok(response.with_headers(headers))
}

fn policy(path: &str, connect: &str) -> String {
    // The API reference renders with a library that builds styles and workers at run time.
    let (style, worker) = if path.starts_with("/docs") {
        ("'self' 'unsafe-inline'", " worker-src 'self' blob:;")
    } else {
        ("'self' 'unsafe-inline'", "")
    };
    format!(
        "default-src 'self'; script-src 'self'; style-src {style}; img-src 'self' data:; font-src 'self' data:; connect-src 'self'{connect};{worker} \
         object-src 'none'; base-uri 'self'; form-action 'self'; frame-ancestors 'none'"
    )
}

fn at(url: &Url, path: &str) -> Result<Url> {
    url.join(path)
        .map_err(|error| worker::Error::RustError(error.to_string()))
}
