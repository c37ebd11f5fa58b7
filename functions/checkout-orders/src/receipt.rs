//! A payer's receipt: judged by its bytes, kept before the batch that makes it known, and taken back where nothing came of that.

use domain::media::{self, MediaError, MediaType};
use edge::{Context, Problem, SystemEntropy, files::Files, form::Upload};
use operations::{Entropy, FieldError};
use store::{
    Database,
    files::{self, Kind, NewFile},
};
use worker::Env;

/// A receipt found good.
#[derive(Debug)]
pub(crate) struct Receipt<'a> {
    media_type: MediaType,
    bytes: &'a [u8],
}

/// A receipt that is kept.
#[derive(Debug)]
pub(crate) struct Kept {
    org_id: i64,
    /// What it is known by.
    pub(crate) file: String,
}

/// Judges what was uploaded.
pub(crate) fn judged(upload: &Upload) -> Result<Receipt<'_>, FieldError> {
    let refused = |code: &str, detail: &str| Err(FieldError::new("receipt", code, detail));
    if upload.bytes.len() > media::RECEIPT_BYTES_MAX {
        return refused("file_too_large", "at most 5 MB");
    }
    if upload.bytes.is_empty() {
        return refused("file_empty", "the file is empty");
    }
    match media::judge(&upload.declared, &upload.bytes, media::RECEIPTS) {
        Ok(media_type) => Ok(Receipt {
            media_type,
            bytes: &upload.bytes,
        }),
        Err(MediaError::NotSupported) => refused("file_type_not_supported", "PNG, JPEG, WebP, GIF or PDF"),
        Err(MediaError::Differs) => refused("file_type_differs", "the file is something else than its type says"),
    }
}

/// Keeps a receipt: the bytes, and the row that knows them.
pub(crate) async fn keep(context: &Context, env: &Env, org_id: i64, receipt: &Receipt<'_>) -> Result<Kept, Problem> {
    let file = domain::token::opaque(SystemEntropy.bytes()?);
    Files::bound(env)?.put(org_id, &file, receipt.bytes).await?;
    let new = NewFile {
        org_id,
        file: &file,
        kind: Kind::Receipt,
        media_type: receipt.media_type.name(),
        size_bytes: receipt.bytes.len(),
        now_ms: context.now.ms(),
    };
    let known = context.database.batch(vec![files::insert(&new)]).await;
    let kept = Kept { org_id, file };
    if let Err(error) = known {
        forget(context, env, &kept).await?;
        return Err(error.into());
    }
    Ok(kept)
}

/// Takes a receipt back of which nothing came.
pub(crate) async fn forget(context: &Context, env: &Env, kept: &Kept) -> Result<(), Problem> {
    context
        .database
        .batch(vec![files::delete(kept.org_id, &kept.file)])
        .await?;
    Files::bound(env)?.delete(kept.org_id, &kept.file).await
}
