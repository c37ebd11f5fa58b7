//! `POST /bank/manager-api/payments/{payment_id}/chargebacks`: a payer complains. `POST .../chargebacks/{dispute_id}/decide`: the
//! complaint is won or lost, as the merchant sees it. What the bank's manager does, for tests; the merchant is told at once.

use acquirers::HttpClient;
use domain::{money::MINOR_MAX, time::Timestamp};
use edge::{FieldError, Problem, Request, Response, json};
use http::StatusCode;
use operations::{Clock, Entropy};
use serde::{Deserialize, Serialize};
use store::Database;

use crate::{
    api_operation::amount_error,
    api_operation_status::{already_decided, does_not_fit},
    api_status, auth,
    bank::Bank,
    books::{chargebacks as books, chargebacks::Chargeback},
    callbacks::tell,
    chargebacks::{self, Complaint, FEE_MINOR},
};

#[derive(Deserialize)]
struct Asked {
    #[serde(default)]
    amount_minor: Option<i64>,
    #[serde(default)]
    fee_minor: Option<i64>,
}

#[derive(Serialize)]
struct Answer {
    dispute_id: String,
    status: String,
    amount_minor: i64,
    fee_minor: i64,
    evidence_due: String,
}

fn answer(chargeback: Chargeback) -> Result<Response, Problem> {
    let answer = Answer {
        dispute_id: chargeback.dispute_id,
        status: chargeback.status,
        amount_minor: chargeback.amount_minor,
        fee_minor: chargeback.fee_minor,
        evidence_due: Timestamp::from_ms(chargeback.evidence_due_ms).rfc3339(),
    };
    json::answer(StatusCode::OK, &answer)
}

/// Opens a chargeback: over all that is left of the capture, unless an amount is given.
pub(crate) async fn open<D: Database, H: HttpClient, C: Clock, E: Entropy>(
    bank: Bank<'_, D, H, C, E>,
    request: &Request,
    payment_id: &str,
) -> Result<Response, Problem> {
    let terminal = auth::terminal(bank.ports.database, request).await?;
    let asked: Asked = json::read(request)?;
    check(&asked)?;
    let payment = api_status::find(bank.ports.database, &terminal, payment_id).await?;
    let amount_minor = asked.amount_minor.unwrap_or_else(|| payment.refundable_minor());
    if amount_minor <= 0 {
        return Err(does_not_fit(&payment));
    }
    let complaint = Complaint {
        amount_minor,
        fee_minor: asked.fee_minor.unwrap_or(FEE_MINOR),
        due: None,
    };
    let (chargeback, event_id) = chargebacks::open(bank, &payment, complaint)
        .await?
        .ok_or_else(|| does_not_fit(&payment))?;
    // The event is committed: if telling fails now, the cron tells.
    let _ = tell(bank, &event_id).await;
    answer(chargeback)
}

fn check(asked: &Asked) -> Result<(), Problem> {
    let mut errors: Vec<FieldError> = asked.amount_minor.and_then(amount_error).into_iter().collect();
    if asked.fee_minor.is_some_and(|fee| !(0..=MINOR_MAX).contains(&fee)) {
        errors.push(FieldError::new(
            "fee_minor",
            "out_of_range",
            "Between 0 and 2^53 - 1 minor units.",
        ));
    }
    if errors.is_empty() {
        Ok(())
    } else {
        Err(Problem::fields(errors))
    }
}

#[derive(Deserialize)]
struct Decision {
    status: String,
}

/// Ends a chargeback.
pub(crate) async fn decide<D: Database, H: HttpClient, C: Clock, E: Entropy>(
    bank: Bank<'_, D, H, C, E>,
    request: &Request,
    payment_id: &str,
    dispute_id: &str,
) -> Result<Response, Problem> {
    let terminal = auth::terminal(bank.ports.database, request).await?;
    let decision: Decision = json::read(request)?;
    if !matches!(decision.status.as_str(), "won" | "lost") {
        let error = FieldError::new("status", "out_of_range", "won or lost.");
        return Err(Problem::fields(vec![error]));
    }
    let payment = api_status::find(bank.ports.database, &terminal, payment_id).await?;
    let chargeback = books::of_payment(bank.ports.database, payment_id, dispute_id)
        .await?
        .ok_or_else(chargeback_not_found)?;
    let (chargeback, event_id) = chargebacks::end(bank, &payment, &chargeback, decision.status == "won").await?;
    if chargeback.status != decision.status {
        return Err(already_decided(&chargeback.status));
    }
    let _ = tell(bank, &event_id).await;
    answer(chargeback)
}

/// The payment has no such chargeback.
pub(crate) fn chargeback_not_found() -> Problem {
    Problem::new(
        StatusCode::NOT_FOUND,
        "chargeback_not_found",
        "The payment has no such chargeback.",
    )
}
