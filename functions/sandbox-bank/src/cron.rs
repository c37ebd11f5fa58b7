//! What time does, every minute: results that were pending come out, holds end, merchants are told again.

use acquirers::HttpClient;
use domain::time::Timestamp;
use edge::Problem;
use operations::{Clock, Entropy};
use store::Database;

use crate::{
    bank::Bank,
    books::payments,
    callbacks,
    settle::{Outcome, Verdict, settle},
};

/// Results that come out in one tick.
const RESULTS_MAX: u32 = 50;
/// Holds that end in one tick.
const HOLDS_MAX: u32 = 200;

/// Does what is due by `due`.
pub(crate) async fn tick<D: Database, H: HttpClient, C: Clock, E: Entropy>(
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
                tell_at: due,
            },
        )
        .await?;
    }
    payments::release_holds(bank.ports.database, due.ms(), HOLDS_MAX).await?;
    callbacks::tell_due(bank, due).await
}
