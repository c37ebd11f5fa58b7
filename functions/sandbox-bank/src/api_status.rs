//! `GET /bank/api/payments/{payment_id}`: what has become of a payment.

use edge::{Problem, Request, Response, json};
use http::StatusCode;
use serde::Serialize;
use store::Database;

use crate::{
    auth,
    books::payments::{self, CardFacts},
};

#[derive(Serialize)]
struct Status {
    payment_id: String,
    reference: String,
    status: String,
    amount_minor: i64,
    currency: String,
    captured_minor: i64,
    refunded_minor: i64,
    decline_code: Option<String>,
    card: Option<CardFacts>,
    rrn: Option<String>,
}

/// Answers a payment of the terminal.
pub(crate) async fn status(database: &impl Database, request: &Request, payment_id: &str) -> Result<Response, Problem> {
    let terminal = auth::terminal(database, request).await?;
    let payment = payments::of_terminal(database, terminal.terminal_number, payment_id)
        .await?
        .ok_or_else(payment_not_found)?;
    let card = payment.card();
    let status = Status {
        card,
        payment_id: payment.payment_id,
        reference: payment.reference,
        status: payment.status,
        amount_minor: payment.amount_minor,
        currency: payment.currency,
        captured_minor: payment.captured_minor,
        refunded_minor: payment.refunded_minor,
        decline_code: payment.decline_code,
        rrn: payment.rrn,
    };
    json::answer(StatusCode::OK, &status)
}

/// The terminal has no such payment.
pub(crate) fn payment_not_found() -> Problem {
    Problem::new(
        StatusCode::NOT_FOUND,
        "payment_not_found",
        "The terminal has no such payment.",
    )
}
