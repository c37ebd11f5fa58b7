//! `GET /files/{slug}/{file}`: pictures of manual systems. Receipts are the organisation's, and never shown here.

use edge::{Problem, Response, files::Files, payer};
use http::{StatusCode, header};
use store::files;

use crate::Call;

/// Longest slug of an organisation that is looked up.
const SLUG_MAX: usize = 63;

/// Answers the bytes. A file never changes, so that it is kept as long as anyone likes.
pub(crate) async fn show(call: &Call<'_>, slug: &str, file: &str) -> Result<Response, Problem> {
    if !payer::is_token(file) || slug.len() > SLUG_MAX {
        return Err(Problem::not_found());
    }
    let found = files::picture(&call.context.database, slug, file).await?;
    let found = found.ok_or_else(Problem::not_found)?;
    let bytes = Files::bound(call.env)?.get(found.org_id, file).await?;
    http::Response::builder()
        .status(StatusCode::OK)
        .header(header::CONTENT_TYPE, found.media_type)
        .header(header::CACHE_CONTROL, "public, max-age=31536000, immutable")
        .header(
            header::CONTENT_SECURITY_POLICY,
            "default-src 'none'; frame-ancestors 'none'",
        )
        .body(bytes.ok_or_else(Problem::not_found)?)
        .map_err(|error| Problem::internal(&error))
}
