//! Merchants' contracts with the bank.

use ::store::{Database, StoreError, statement};
::store::row! {
    /// A terminal that may be used.
    #[derive(Debug, Clone)]
    pub(crate) struct Terminal {
        /// The bank's number of it.
        pub(crate) terminal_number: i64,
        /// The merchant's name of it.
        pub(crate) terminal_id: String,
    }
}

const BY_API_KEY: &str =
    "SELECT terminal_number, terminal_id FROM terminal WHERE api_key_hash = ?1 AND status = 'active'";

/// The active terminal whose API key has this SHA-256.
pub(crate) async fn by_api_key(database: &impl Database, api_key_hash: &str) -> Result<Option<Terminal>, StoreError> {
    super::last(database.batch(vec![statement!(BY_API_KEY, api_key_hash)]).await?)?.first()
}

::store::row! {
    /// A terminal as people see it.
    #[derive(Debug, Clone)]
    pub(crate) struct Merchant {
        pub(crate) terminal_number: i64,
        pub(crate) terminal_id: String,
        /// The name that payers see.
        pub(crate) merchant: String,
    }
}

const BY_NUMBER: &str =
    "SELECT terminal_number, terminal_id, merchant FROM terminal WHERE terminal_number = ?1 AND status = 'active'";

/// The active terminal with this number.
pub(crate) async fn by_number(database: &impl Database, terminal_number: i64) -> Result<Option<Merchant>, StoreError> {
    super::last(database.batch(vec![statement!(BY_NUMBER, terminal_number)]).await?)?.first()
}
