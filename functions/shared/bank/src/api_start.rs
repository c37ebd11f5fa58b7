//! `POST /bank/api/payments`: a merchant sends a payer. The same key starts the same payment.

use domain::card;
use edge::{Problem, Request, Response, json};
use http::StatusCode;
use operations::{Clock, Entropy};
use serde::Serialize;
use store::Database;

use crate::{
    auth,
    bank::Bank,
    books::payments::{self, NewPayment},
    ids,
    start_request::Asked,
};

/// How long the card page waits for a payer, in milliseconds.
const LIFE_MS: i64 = 24 * 60 * 60 * 1_000;

#[derive(Serialize)]
struct Started {
    payment_id: String,
    redirect_url: String,
}

/// Starts a payment.
pub(crate) async fn start<D: Database, H, C: Clock, E: Entropy>(
    bank: Bank<'_, D, H, C, E>,
    request: &Request,
) -> Result<Response, Problem> {
    let terminal = auth::terminal(bank.ports.database, request).await?;
    let asked: Asked = json::read(request)?;
    let errors = asked.errors(&terminal.terminal_id, |address| bank.may_call(address));
    if !errors.is_empty() {
        return Err(Problem::fields(errors));
    }
    let now = bank.ports.clock.now();
    let new = NewPayment {
        payment_id: &ids::id("bp", bank.ports.entropy.bytes()?),
        terminal_number: terminal.terminal_number,
        key: &asked.key,
        token: &domain::token::opaque(bank.ports.entropy.bytes()?),
        reference: &asked.reference,
        amount_minor: asked.amount_minor,
        currency: &asked.currency,
        description: &card::mask(asked.description.as_deref().unwrap_or_default()),
        return_url: &asked.return_url,
        callback_url: &asked.callback_url,
        stages: asked.stages,
        language: if asked.lang.as_deref() == Some("ru") {
            "ru"
        } else {
            "en"
        },
        now_ms: now.ms(),
        expires_at_ms: now.after_ms(LIFE_MS).ms(),
    };
    let payment = payments::start(bank.ports.database, &new)
        .await?
        .ok_or_else(|| Problem::internal(&"a started payment is not there"))?;
    if !asked.is_that_of(&payment) {
        return Err(Problem::new(
            StatusCode::UNPROCESSABLE_ENTITY,
            "idempotency_key_reused",
            "This key has started another payment.",
        ));
    }
    let redirect_url = bank.pay_url(&payment);
    json::answer(
        StatusCode::CREATED,
        &Started {
            payment_id: payment.payment_id,
            redirect_url,
        },
    )
}
