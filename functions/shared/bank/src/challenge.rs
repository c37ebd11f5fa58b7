//! `/bank/pay/{token}/challenge`: the issuer's 3-D Secure page. The right code approves, a wrong one declines.

use acquirers::HttpClient;
use edge::{Problem, Request, Response};
use operations::{Clock, Entropy};
use store::Database;

use crate::{
    bank::Bank,
    cards::{AUTHENTICATION_FAILED, CHALLENGE_CODE},
    form,
    pay_page::{again, find, finish},
    plan::Plan,
    settle::Verdict,
    views::challenge_page,
};

/// Asks for the code.
pub(crate) async fn show(database: &impl Database, request: &Request, token: &str) -> Result<Response, Problem> {
    let payment = find(database, token).await?;
    if payment.step == "challenge" {
        challenge_page::answer(form::language(request, &payment), &payment)
    } else {
        again(request, token)
    }
}

/// Takes the code.
pub(crate) async fn submit<D: Database, H: HttpClient, C: Clock, E: Entropy>(
    bank: Bank<'_, D, H, C, E>,
    request: &Request,
    token: &str,
) -> Result<Response, Problem> {
    let payment = find(bank.ports.database, token).await?;
    if payment.step != "challenge" {
        return again(request, token);
    }
    let right = form::field(request.body(), "code") == CHALLENGE_CODE;
    let verdict = if right {
        Verdict::approved(payment.stages)
    } else {
        Verdict::Declined(AUTHENTICATION_FAILED)
    };
    finish(
        bank,
        request,
        &payment,
        "challenge",
        payment.card().as_ref(),
        Plan::finish(verdict),
    )
    .await
}
