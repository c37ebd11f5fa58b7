//! `PUT /api/manual-systems/{system}/image`, `PUT /v1/manual-systems/{system}/image`: a system's picture. The bytes are kept before the row that knows them, and deleted where
//! no row came of it: what is known is always there.

use domain::media::MediaError;
use edge::{Problem, Response, SystemEntropy, cabinet::Call, files::Files, json};
use http::{StatusCode, header};
use operations::manual_systems as operation;

use crate::{door::bound, system_json::SystemJson};

fn refused(error: MediaError) -> Problem {
    let (code, detail) = match error {
        MediaError::NotSupported => ("image_type_not_supported", "A picture is a PNG, JPEG, WebP or GIF."),
        MediaError::Differs => (
            "image_type_differs",
            "The picture is something else than its Content-Type says.",
        ),
    };
    Problem::new(StatusCode::UNSUPPORTED_MEDIA_TYPE, code, detail)
}

/// Gives a manual system a picture: PNG, JPEG, WebP or GIF as Content-Type says, at most 512 KB. What it is, is found by its bytes.
#[cfg_attr(feature = "openapi", utoipa::path(
    put, path = "/api/manual-systems/{system}/image", operation_id = "putManualSystemImage", tag = "Cabinet", security(("session" = [])),
    params(("system" = String, Path, description = "The system's id."), ("X-CSRF-Token" = String, Header)),
    request_body(content = Vec<u8>, content_type = "image/png"),
    responses((status = 200, body = SystemJson), (status = 401, body = Problem), (status = 403, body = Problem), (status = 404, body = Problem), (status = 409, body = Problem), (status = 413, body = Problem), (status = 415, body = Problem))))]
pub(crate) async fn put(call: &Call<'_>, system: &str) -> Result<Response, Problem> {
    let (request, database) = (call.request, &call.context.database);
    let declared = request.headers().get(header::CONTENT_TYPE);
    let declared = declared.and_then(|value| value.to_str().ok()).unwrap_or_default();
    let bytes = request.body();
    let media_type = operation::judge_image(declared, bytes).map_err(refused)?;
    let (actor, files) = (call.actor()?, Files::bound(call.env)?);
    let changer = call.changer(&actor)?;
    let before = operation::find_in_use(database, changer.org_id, system, bound(call)).await?;
    let image = operation::name_image(&SystemEntropy, media_type, bytes)?;
    files.put(changer.org_id, &image.file, bytes).await?;
    match operation::set_image(database, changer, &before, &image).await {
        Ok(set) => {
            if let Some(gone) = &before.image {
                // Done is done: what is known no more may lie there. (A failure is logged.)
                let _ = files.delete(changer.org_id, gone).await;
            }
            json::answer(StatusCode::OK, &SystemJson::of(set))
        }
        Err(error) => {
            let _ = files.delete(changer.org_id, &image.file).await;
            Err(error.into())
        }
    }
}
