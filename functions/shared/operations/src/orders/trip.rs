//! The trip to a manual system that is opened with an order, or with a further payment of one.

use domain::{money::Money, time::Timestamp};
use store::{Database, Statement, manual, orders::system};

use super::{OpenOrder, OpenOrderError};
use crate::manual::open::{Asked, NewTrip, checked, trip};

/// A payment that is about to be made, and how it is paid.
pub(super) struct Paying<'a> {
    pub(super) org_id: i64,
    pub(super) token: &'a str,
    pub(super) price: Money,
    pub(super) confirm_days: i64,
    pub(super) local_day: &'a str,
    pub(super) actor: &'a str,
    pub(super) now: Timestamp,
}

/// The statements that open the trip of an order's first payment.
pub(super) async fn of_order(
    database: &impl Database,
    order: &OpenOrder<'_>,
    new: &NewTrip,
    token: &str,
) -> Result<Vec<Statement>, OpenOrderError> {
    if !order.systems.contains(&new.terminal_id) {
        return Err(unavailable());
    }
    let paying = Paying {
        org_id: order.org_id,
        token,
        price: order.price,
        confirm_days: order.confirm_days,
        local_day: order.local_day,
        actor: order.actor,
        now: order.now,
    };
    statements(database, &paying, new).await
}

/// The statements that open a trip of a payment which the same batch makes. One round trip.
pub(super) async fn statements(
    database: &impl Database,
    paying: &Paying<'_>,
    new: &NewTrip,
) -> Result<Vec<Statement>, OpenOrderError> {
    let said = checked(new, paying.local_day).map_err(OpenOrderError::Fields)?;
    let currency = paying.price.currency();
    let found = system::with_rates(
        database,
        paying.org_id,
        &new.terminal_id,
        currency.code(),
        &said.paid_on,
    );
    let (system, rates) = found.await?.ok_or_else(unavailable)?;
    let asked = Asked {
        org_id: paying.org_id,
        token: paying.token,
        price: paying.price,
        confirm_days: paying.confirm_days,
    };
    let trip = trip(&asked, &system, &rates, new, said, paying.actor, paying.now).map_err(OpenOrderError::Manual)?;
    Ok(manual::open(&trip))
}

/// The manual system is none of those by which it may be paid, or not in use.
pub(super) fn unavailable() -> OpenOrderError {
    OpenOrderError::field("system", "system_unavailable", "no such manual system is in use for it")
}
