//! The front door: hands each path to its function over a service binding, and serves the cabinet, the widget and the
//! documents from static assets with security headers. It decides nothing and holds no secret; every function guards
//! itself, so hot paths may be routed straight to them in production.

mod assets;
mod routes;

use worker::{Context, Env, Request, Response, Result, event};

#[event(fetch)]
async fn fetch(request: Request, env: Env, _context: Context) -> Result<Response> {
    // The platform's own text: a URL parser would be most of this function.
    let url = request.inner().url();
    let changes = request.method() == worker::Method::Post;
    match routes::binding(edge::path_of(&url), changes) {
        Some(binding) => env.service(binding)?.fetch_request(request).await,
        None => assets::serve(request, edge::path_of(&url), &env).await,
    }
}
