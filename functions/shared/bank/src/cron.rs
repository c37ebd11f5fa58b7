//! What time does, every minute: results and operations that were pending come out, payers complain, holds end,
//! days are settled, merchants are told again.

use ::operations::{Clock, Entropy};
use acquirers::HttpClient;
use domain::time::Timestamp;
use edge::Problem;
use store::Database;

use crate::{
    bank::Bank,
    books::{decisions::Decision, operations, payments},
    callbacks, chargebacks,
    decide::decide,
    registers::settle_days,
    release::release_holds,
    settle::{Outcome, Verdict, settle},
};

/// Results that come out in one tick.
const RESULTS_MAX: u32 = 50;
/// Operations that are decided in one tick.
const OPERATIONS_MAX: u32 = 50;

/// Does what is due by `due`.
pub async fn tick<D: Database, H: HttpClient, C: Clock, E: Entropy>(
    bank: Bank<'_, D, H, C, E>,
    due: Timestamp,
) -> Result<(), Problem> {
    for payment in payments::to_resolve(bank.ports.database, due.ms(), RESULTS_MAX).await? {
        let card = payment.card();
        // Due by the same measure as this tick, so that it is told within it.
        let verdict = Verdict::approved(payment.stages);
        settle(
            bank,
            &payment,
            &Outcome {
                step: "processing",
                verdict,
                card: card.as_ref(),
                copies: 1,
                tell_at: Some(due),
                chaos: None,
            },
        )
        .await?;
    }
    for operation in operations::to_decide(bank.ports.database, due.ms(), OPERATIONS_MAX).await? {
        decide(bank, &operation, Decision::Done, due).await?;
    }
    chargebacks::open_due(bank, due).await?;
    release_holds(bank, due).await?;
    settle_days(bank, due).await?;
    callbacks::tell_due(bank, due).await
}
