//! What a manual system asks for a price on a day: read before a trip of a payment that is not there yet.

use domain::rate::Rates;

use crate::{
    Database, StoreError,
    manual::{SystemRow, system},
    port::Answers,
    rates::{self, leading_rates},
    statement,
};

const RATES: &str = leading_rates!(
    "(SELECT json_array(?3, s.transaction_currency, s.income_currency, s.fixed_fee_currency) FROM manual_system s WHERE s.org_id = ?1 AND s.terminal_id = ?4)",
    "?2"
);

/// A manual system of an organisation with the rates of a day (`YYYY-MM-DD`) by which a price may be converted. One round trip.
pub async fn with_rates(
    database: &impl Database,
    org_id: i64,
    terminal_id: &str,
    price_currency: &str,
    day: &str,
) -> Result<Option<(SystemRow, Rates)>, StoreError> {
    let statements = vec![
        system(org_id, terminal_id),
        statement!(RATES, org_id, day, price_currency, terminal_id),
    ];
    let mut answers = Answers::of(database.batch(statements).await?);
    let (system, rates) = (answers.next()?.first()?, rates::rates(answers.next()?)?);
    Ok(system.map(|system| (system, rates)))
}
