//! `/bank/*`: a bank to test against, for merchants' integrations, the demo and the tests. Merchants' servers start
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

use edge::{Fetcher, Problem, SystemClock, SystemEntropy, settings};
use worker::{Context, Env, ScheduleContext, ScheduledEvent, event};

use crate::{bank::Bank, key::BankKey};

/// The longest body, in bytes.
const BODY_BYTES_MAX: usize = 16 * 1024;

type EdgeBank<'a> = Bank<'a, edge::D1, Fetcher, SystemClock, SystemEntropy>;

#[event(fetch)]
async fn fetch(request: worker::Request, env: Env, _context: Context) -> worker::Result<worker::Response> {
    let limits = edge::Limits {
        body_bytes_max: BODY_BYTES_MAX,
    };
    edge::serve(request, &env, "BANK", limits, async |request, context| {
        let (key, public_url) = (bank_key(&env)?, settings::public_url(&env)?);
        routes::route(bank(&context, &key, &public_url), &request).await
    })
    .await
}

#[event(scheduled)]
async fn scheduled(event: ScheduledEvent, env: Env, _context: ScheduleContext) {
    edge::scheduled(&event, &env, "BANK", async |context, at| {
        let (key, public_url) = (bank_key(&env)?, settings::public_url(&env)?);
        cron::tick(bank(&context, &key, &public_url), at).await
    })
    .await;
}

fn bank<'a>(context: &'a edge::Context, key: &'a BankKey, public_url: &'a str) -> EdgeBank<'a> {
    Bank {
        ports: context.ports(),
        key,
        public_url,
    }
}

fn bank_key(env: &Env) -> Result<BankKey, Problem> {
    BankKey::parse(&settings::secret(env, "BANK_KEY")?).map_err(|error| Problem::internal(&error))
}
