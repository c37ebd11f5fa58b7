//! Who calls the API: `Authorization: Bearer <api key>` of a terminal. Only the key's SHA-256 is kept.

use domain::token;
use edge::{Problem, Request};
use http::{StatusCode, header};
use store::Database;

use crate::books::terminals::{self, Terminal};

/// Longest API key that is looked at, in bytes.
const API_KEY_MAX: usize = 256;

/// The terminal whose key the request carries.
pub(crate) async fn terminal(database: &impl Database, request: &Request) -> Result<Terminal, Problem> {
    let refused = || {
        Problem::new(
            StatusCode::UNAUTHORIZED,
            "api_key_wrong",
            "Send the terminal's API key: Authorization: Bearer ...",
        )
    };
    let given = request
        .headers()
        .get(header::AUTHORIZATION)
        .and_then(|value| value.to_str().ok())
        .and_then(|value| value.strip_prefix("Bearer "));
    let key = given
        .map(str::trim)
        .filter(|key| (16..=API_KEY_MAX).contains(&key.len()))
        .ok_or_else(refused)?;
    terminals::by_api_key(database, &token::sha256_hex(key.as_bytes()))
        .await?
        .ok_or_else(refused)
}
