//! A bank to test against, for merchants' integrations, the demo and the tests. Merchants' servers start
//! payments, ask, refund and void (`/bank/api/*`, a terminal's API key); payers type a test card (`/bank/pay/{token}`); the
//! merchant is told by signed callbacks over HTTP, repeated by a cron until taken. A manager decides what waits
//! (`/bank/manager/{token}`), and every day is settled by a register.
//!
//! It shares nothing with the desk but the wire: its database and its key are its own. No money here is real.

mod api_chargebacks;
mod api_decide;
mod api_events;
mod api_operation;
mod api_operation_status;
mod api_registers;
mod api_start;
mod api_status;
mod api_terminal;
mod assets;
mod auth;
mod bank;
mod books;
mod callbacks;
mod card_form;
pub mod cards;
mod challenge;
mod chaos;
mod chargebacks;
mod cron;
mod day;
mod decide;
mod event;
mod fee;
mod form;
mod ids;
mod key;
mod language;
mod manager;
mod pay_page;
mod plan;
mod rates;
mod register_page;
mod registers;
mod release;
mod routes;
mod settle;
mod start_request;
mod telling;
#[cfg(test)]
mod tests;
mod views;

pub use self::bank::Bank;
pub use cron::tick;
pub use key::BankKey;
pub use routes::{api, manager, page};

/// The longest body, in bytes.
pub const BODY_BYTES_MAX: usize = 16 * 1024;
/// The binding of the bank's database.
pub const BINDING: &str = "BANK";

type EdgeBank<'a> = Bank<'a, edge::D1, edge::Fetcher, edge::SystemClock, edge::SystemEntropy>;

/// The bank on Workers.
#[must_use]
pub fn on_workers<'a>(context: &'a edge::Context, key: &'a BankKey, public_url: &'a str) -> EdgeBank<'a> {
    Bank {
        ports: context.ports(),
        key,
        public_url,
    }
}

/// What the bank works with on Workers: its key (the secret `BANK_KEY`) and the address at which it is reached.
pub fn environment(env: &worker::Env) -> Result<(BankKey, String), edge::Problem> {
    let key = BankKey::parse(&edge::settings::secret(env, "BANK_KEY")?);
    let key = key.map_err(|error| edge::Problem::internal(&error))?;
    Ok((key, edge::settings::public_url(env)?))
}
