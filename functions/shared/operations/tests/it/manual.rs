//! Payments by manual systems, from what a payer says to what a person makes of it.

mod desk;
mod opening;
