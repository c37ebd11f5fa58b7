//! `GET /bank/api/payments/{payment_id}`: what has become of a payment. `GET /bank/api/payments?key=`: the one that a key
//! started, for who did not get the answer.

use domain::time::Timestamp;
use edge::{Problem, Request, Response, json};
use http::StatusCode;
use serde::Serialize;
use store::Database;

use crate::{
    auth,
    bank::Bank,
    books::{
        payments::{self, CardFacts, Payment},
        terminals::Terminal,
    },
    form,
};

#[derive(Serialize)]
struct Status {
    payment_id: String,
    reference: String,
    status: String,
    amount_minor: i64,
    currency: String,
    authorised_minor: i64,
    captured_minor: i64,
    voided_minor: i64,
    refunded_minor: i64,
    charged_back_minor: i64,
    hold_until: Option<String>,
    decline_code: Option<String>,
    card: Option<CardFacts>,
    rrn: Option<String>,
}

/// Answers a payment of the terminal.
pub(crate) async fn status(database: &impl Database, request: &Request, payment_id: &str) -> Result<Response, Problem> {
    let terminal = auth::terminal(database, request).await?;
    let payment = find(database, &terminal, payment_id).await?;
    let card = payment.card();
    let status = Status {
        card,
        payment_id: payment.payment_id,
        reference: payment.reference,
        status: payment.status,
        amount_minor: payment.amount_minor,
        currency: payment.currency,
        authorised_minor: payment.authorised_minor,
        captured_minor: payment.captured_minor,
        voided_minor: payment.voided_minor,
        refunded_minor: payment.refunded_minor,
        charged_back_minor: payment.charged_back_minor,
        hold_until: payment.hold_until_ms.map(|ms| Timestamp::from_ms(ms).rfc3339()),
        decline_code: payment.decline_code,
        rrn: payment.rrn,
    };
    json::answer(StatusCode::OK, &status)
}

#[derive(Serialize)]
struct Started {
    payment_id: String,
    redirect_url: String,
    status: String,
}

/// Answers the payment that a key started.
pub(crate) async fn started_by<D: Database, H, C, E>(
    bank: Bank<'_, D, H, C, E>,
    request: &Request,
) -> Result<Response, Problem> {
    let terminal = auth::terminal(bank.ports.database, request).await?;
    let key = form::field(request.uri().query().unwrap_or_default().as_bytes(), "key");
    let payment = payments::started_by(bank.ports.database, terminal.terminal_number, &key)
        .await?
        .ok_or_else(payment_not_found)?;
    let started = Started {
        redirect_url: bank.pay_url(&payment),
        payment_id: payment.payment_id,
        status: payment.status,
    };
    json::answer(StatusCode::OK, &started)
}

/// A payment of the terminal.
pub(crate) async fn find(database: &impl Database, terminal: &Terminal, payment_id: &str) -> Result<Payment, Problem> {
    payments::of_terminal(database, terminal.terminal_number, payment_id)
        .await?
        .ok_or_else(payment_not_found)
}

/// The terminal has no such payment.
fn payment_not_found() -> Problem {
    Problem::new(
        StatusCode::NOT_FOUND,
        "payment_not_found",
        "The terminal has no such payment.",
    )
}
