//! A payer's receipt: judged by its bytes, kept before the batch that makes it known, and taken back where nothing came of that.

use domain::media::{self, MediaError, MediaType};
use edge::{Problem, SystemEntropy, files::Files, form::Upload};
use operations::{Entropy, FieldError};
use store::{
    Database,
    files::{self, Kind, NewFile},
};

use crate::Call;

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

/// Judges what was uploaded, where anything was.
pub(crate) fn judged(upload: Option<&Upload>) -> Result<Option<Receipt<'_>>, Vec<FieldError>> {
    let Some(Upload { declared, bytes }) = upload else {
        return Ok(None);
    };
    let refused = |code: &str, detail: &str| Err(vec![FieldError::new("receipt", code, detail)]);
    if bytes.len() > media::RECEIPT_BYTES_MAX {
        return refused("file_too_large", "at most 5 MB");
    }
    match media::judge(declared, bytes, media::RECEIPTS) {
        Ok(media_type) => Ok(Some(Receipt { media_type, bytes })),
        Err(MediaError::NotSupported) => refused("file_type_not_supported", "PNG, JPEG, WebP, GIF or PDF"),
        Err(MediaError::Differs) => refused("file_type_differs", "the file is something else than its type says"),
    }
}

/// Keeps a receipt, if there is one: the bytes, and the row that knows them. Refused where the organisation has got as many of late as
/// may be.
pub(crate) async fn keep(
    call: &Call<'_>,
    org_id: i64,
    receipt: Option<&Receipt<'_>>,
) -> Result<Result<Option<Kept>, Vec<FieldError>>, Problem> {
    let Some(receipt) = receipt else { return Ok(Ok(None)) };
    let file = domain::token::opaque(SystemEntropy.bytes()?);
    Files::bound(call.env)?.put(org_id, &file, receipt.bytes).await?;
    let new = NewFile {
        org_id,
        file: &file,
        kind: Kind::Receipt,
        media_type: receipt.media_type.name(),
        size_bytes: receipt.bytes.len(),
        now_ms: call.context.now.ms(),
    };
    let known = call.context.database.batch(vec![files::insert(&new)]).await;
    let kept = Kept { org_id, file };
    match known {
        Ok(rows) if rows.first().is_some_and(|rows| !rows.0.is_empty()) => Ok(Ok(Some(kept))),
        Ok(_) => {
            forget(call, Some(kept)).await?;
            let detail = "too many files have been sent to the shop of late";
            Ok(Err(vec![FieldError::new("receipt", "receipts_full", detail)]))
        }
        Err(error) => {
            forget(call, Some(kept)).await?;
            Err(error.into())
        }
    }
}

/// Takes a receipt back of which nothing came.
pub(crate) async fn forget(call: &Call<'_>, kept: Option<Kept>) -> Result<(), Problem> {
    let Some(Kept { org_id, file }) = kept else {
        return Ok(());
    };
    let forgotten = vec![files::delete(org_id, &file)];
    call.context.database.batch(forgotten).await?;
    Files::bound(call.env)?.delete(org_id, &file).await
}
