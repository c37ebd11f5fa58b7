//! `/api/journal`, for the cabinet: everything that anyone has done, listed, exported and verified; the platform's own journal, for its
//! operators. A cron seals every minute what is new into an HMAC chain, whose head is anchored in KV, and erases personal data by rule.
//! Of all functions only this one holds `JOURNAL_KEY`: who can write the journal cannot forge it.

pub mod export;
pub mod filter;
pub mod list;
#[cfg(feature = "openapi")]
mod openapi;
mod scheduled;
pub mod verify;
#[cfg(feature = "openapi")]
pub use openapi::openapi;

use domain::{journal::JournalKeys, permission::Permission};
use edge::{
    Problem,
    cabinet::{self, Call},
    route::{OPERATOR, may},
    settings,
};
use worker::{Context, Env, event};

/// The longest body, in bytes: a cursor.
const BODY_BYTES_MAX: usize = 4 * 1024;
/// The platform's own journal.
const PLATFORM: i64 = 0;

#[event(fetch)]
async fn fetch(request: worker::Request, env: Env, background: Context) -> worker::Result<worker::Response> {
    cabinet::serve(request, &env, &background, BODY_BYTES_MAX, ROUTES, dispatch).await
}

edge::routes! { call: &Call<'_>;
    GET "api"/"journal" => may(Permission::Journal), list::list(call, call.org_id()?);
    GET "api"/"journal"/"export" => may(Permission::Journal), export::export(call, call.org_id()?);
    POST "api"/"journal"/"verify" => may(Permission::Journal), verify::verify(call, call.org_id()?);
    GET "api"/"journal"/"platform" => OPERATOR, list::list_platform(call);
    GET "api"/"journal"/"platform"/"export" => OPERATOR, export::export_platform(call);
    POST "api"/"journal"/"platform"/"verify" => OPERATOR, verify::verify_platform(call);
}

fn keys(env: &Env) -> Result<JournalKeys, Problem> {
    JournalKeys::parse(&settings::secret(env, "JOURNAL_KEY")?).map_err(|error| Problem::internal(&error))
}
