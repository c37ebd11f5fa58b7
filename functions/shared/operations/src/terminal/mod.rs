//! A terminal as operations use it: its acquirer opened, its fees read; and as people manage it.

mod fees;
mod manage;
mod request;

use acquirers::{Acquirer, AcquirerError};
use domain::{
    fee::{self, FeeLine},
    money::{Currency, Money},
    sealed::KeyRing,
};
use store::directory;

pub use fees::{FeesRequest, set_fees};
pub use manage::{Vault, change, copy, create, credentials, switch};
pub use request::{Credentials, TerminalRequest};

/// A terminal, ready to use.
#[derive(Debug)]
pub struct Terminal {
    /// The organisation.
    pub org_id: i64,
    /// The terminal's id within it.
    pub terminal_id: String,
    /// `live` or `test`.
    pub mode: String,
    /// The acquirer with the terminal's credentials.
    pub acquirer: Acquirer,
    /// Hours after a hold at which it is captured or released by itself; empty: shortly before the bank lets it go.
    pub deadline_hours: Option<i64>,
    fees: Vec<FeeLine>,
}

impl Terminal {
    /// Opens a terminal's row.
    pub fn open(row: &directory::Terminal, key: &KeyRing) -> Result<Self, AcquirerError> {
        Ok(Self {
            org_id: row.org_id,
            terminal_id: row.terminal_id.clone(),
            mode: row.mode.clone(),
            acquirer: open_acquirer(row.org_id, &row.terminal_id, &row.acquirer, &row.credentials, key)?,
            deadline_hours: row.deadline_hours,
            fees: fee_lines(&row.fees).ok_or(AcquirerError::Misconfigured)?,
        })
    }

    /// The fee line of a currency.
    #[must_use]
    pub fn fee_line(&self, currency: Currency) -> Option<&FeeLine> {
        self.fees.iter().find(|line| line.minimum.currency() == currency)
    }
}

/// Whose a terminal's credentials are, for the seal.
#[must_use]
pub fn credentials_owner(org_id: i64, terminal_id: &str) -> String {
    format!("terminal:{org_id}:{terminal_id}")
}

/// Opens a terminal's credentials, where it has any, and names its acquirer.
pub fn open_acquirer(
    org_id: i64,
    terminal_id: &str,
    acquirer: &str,
    credentials: &str,
    key: &KeyRing,
) -> Result<Acquirer, AcquirerError> {
    if acquirer == acquirers::manual::NAME {
        return Ok(Acquirer::Manual);
    }
    let credentials = key
        .open(&credentials_owner(org_id, terminal_id), credentials)
        .map_err(|_| AcquirerError::Misconfigured)?;
    Acquirer::of(acquirer, terminal_id, &credentials)
}

pub(crate) fn fee_lines(json: &str) -> Option<Vec<FeeLine>> {
    let rows: Vec<(String, String, String, i64)> = serde_json::from_str(json).ok()?;
    let line = |(currency, service, bank, minimum): (String, String, String, i64)| {
        Some(FeeLine {
            service_percent: fee::percent(&service)?,
            bank_percent: fee::percent(&bank)?,
            minimum: Money::from_minor(minimum, Currency::parse(&currency).ok()?).ok()?,
        })
    };
    rows.into_iter().map(line).collect()
}
