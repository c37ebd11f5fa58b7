//! The desk as its callers meet it: the real WASM in workerd with a real D1, over HTTP. One installation serves all tests;
//! each opens an organisation of its own, with an endpoint that the test listens at.
#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a test stops where it fails"
)]

mod browser;
mod budgets;
mod cabinet;
mod cabinet_money;
mod callbacks;
mod chaos;
mod checkout;
mod crash;
mod deployment;
mod endpoints;
mod headers;
mod kit;
mod matrix;
mod operations;
mod outbox;
mod payments;
mod postbacks;
mod registers;
mod sandbox_bank;
mod sizes;
mod tester;
mod web;
mod widget;
