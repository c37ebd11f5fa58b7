//! Payments by manual systems, from what a payer says to what a person, or time, makes of it.

mod confirming;
mod desk;
mod expiring;
mod opening;
mod refunding;
mod rejecting;
mod reminding;
