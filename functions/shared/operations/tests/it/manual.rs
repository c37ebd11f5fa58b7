//! Payments by manual systems, from what a payer says to what a person, or time, makes of it.

mod confirming;
pub(crate) mod costs;
mod crossing;
mod desk;
mod expiring;
mod hundred_thousand;
mod opening;
mod paying;
mod racing;
mod refunding;
mod rejecting;
mod reminding;
mod walk;
