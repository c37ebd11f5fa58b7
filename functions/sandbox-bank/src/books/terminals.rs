//! Merchants' contracts with the bank.

use ::store::{Database, StoreError, statement};
use serde::Deserialize;

/// A terminal that may be used.
#[derive(Debug, Clone, Deserialize)]
pub(crate) struct Terminal {
    /// The bank's number of it.
    pub(crate) terminal_number: i64,
    /// The merchant's name of it.
    pub(crate) terminal_id: String,
}

const BY_API_KEY: &str =
    "SELECT terminal_number, terminal_id FROM terminal WHERE api_key_hash = ?1 AND status = 'active'";

/// The active terminal whose API key has this SHA-256.
pub(crate) async fn by_api_key(database: &impl Database, api_key_hash: &str) -> Result<Option<Terminal>, StoreError> {
    super::last(database.batch(vec![statement!(BY_API_KEY, api_key_hash)]).await?)?.first()
}
