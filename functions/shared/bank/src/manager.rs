//! `/bank/manager/{token}`: where a terminal's manager at the bank decides refunds that wait and chargebacks that are open.
//! The token is all that opens it, so the page is neither framed nor sends its address on.

use acquirers::HttpClient;
use edge::{Problem, Request, Response, redirect};
use operations::{Clock, Entropy};
use store::Database;

use crate::{
    bank::Bank,
    books::{
        chargebacks::of_payment,
        decisions::Decision,
        manager, payments,
        terminals::{self, Merchant},
    },
    callbacks::tell,
    chargebacks, decide, form,
    views::{error_page, manager_page},
};

async fn find<D: Database, H, C, E>(bank: Bank<'_, D, H, C, E>, token: &str) -> Result<Merchant, Problem> {
    let number = bank.key.managed_by(token).ok_or_else(Problem::not_found)?;
    terminals::by_number(bank.ports.database, number)
        .await?
        .ok_or_else(Problem::not_found)
}

/// Shows what waits.
pub(crate) async fn show<D: Database, H, C, E>(
    bank: Bank<'_, D, H, C, E>,
    request: &Request,
    token: &str,
) -> Result<Response, Problem> {
    let merchant = find(bank, token).await?;
    let (reviews, disputes) = manager::waiting(bank.ports.database, merchant.terminal_number).await?;
    manager_page::answer(error_page::language(request), token, &merchant, &reviews, &disputes)
}

/// Takes a decision. What somebody has decided before stays as it is, and the page shows what is left.
pub(crate) async fn submit<D: Database, H: HttpClient, C: Clock, E: Entropy>(
    bank: Bank<'_, D, H, C, E>,
    request: &Request,
    token: &str,
) -> Result<Response, Problem> {
    let merchant = find(bank, token).await?;
    let field = |name: &str| form::field(request.body(), name);
    let event_id = match field("decision").as_str() {
        "done" => operation(bank, &merchant, &field("operation"), Decision::Done).await?,
        "refused" => {
            let refused = Decision::Refused(decide::REFUSED_BY_MANAGER);
            operation(bank, &merchant, &field("operation"), refused).await?
        }
        "won" => dispute(bank, &merchant, &field("payment"), &field("dispute"), true).await?,
        "lost" => dispute(bank, &merchant, &field("payment"), &field("dispute"), false).await?,
        _ => None,
    };
    if let Some(event_id) = event_id {
        // The event is committed: if telling fails now, the cron tells.
        let _ = tell(bank, &event_id).await;
    }
    let language = error_page::language(request);
    redirect(&format!("/bank/manager/{token}?lang={}", language.code()))
}

async fn operation<D: Database, H, C: Clock, E: Entropy>(
    bank: Bank<'_, D, H, C, E>,
    merchant: &Merchant,
    operation_id: &str,
    decision: Decision,
) -> Result<Option<String>, Problem> {
    let found = manager::operation(bank.ports.database, merchant.terminal_number, operation_id).await?;
    match found {
        Some(operation) => {
            let now = bank.ports.clock.now();
            let decided = decide::decide(bank, &operation, decision, now).await?;
            Ok(Some(decided.event_id))
        }
        None => Ok(None),
    }
}

async fn dispute<D: Database, H, C: Clock, E: Entropy>(
    bank: Bank<'_, D, H, C, E>,
    merchant: &Merchant,
    payment_id: &str,
    dispute_id: &str,
    won: bool,
) -> Result<Option<String>, Problem> {
    let database = bank.ports.database;
    let payment = payments::of_terminal(database, merchant.terminal_number, payment_id).await?;
    let Some(payment) = payment else { return Ok(None) };
    match of_payment(database, &payment.payment_id, dispute_id).await? {
        Some(chargeback) => {
            let (_, event_id) = chargebacks::end(bank, &payment, &chargeback, won).await?;
            Ok(Some(event_id))
        }
        None => Ok(None),
    }
}
