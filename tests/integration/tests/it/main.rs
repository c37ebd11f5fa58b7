//! The desk as its callers meet it: the real WASM in workerd with a real D1, over HTTP. One installation serves all tests;
//! each opens an organisation of its own, with an endpoint that the test listens at.
#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a test stops where it fails"
)]

mod auth;
mod browser;
mod budgets;
mod cabinet;
mod cabinet_money;
mod callbacks;
mod chaos;
mod checkout;
mod clients;
mod crash;
mod deployment;
mod endpoints;
mod headers;
mod invoices;
mod journal;
mod keys;
mod kit;
mod letters;
mod manual_expiry;
mod matrix;
mod offers;
mod operations;
mod orders;
mod organisations;
mod outbox;
mod payer_pages;
mod payments;
mod people;
mod postbacks;
mod rates;
mod registers;
mod sandbox_bank;
mod secrets_scan;
mod sizes;
mod strength;
mod terminals;
mod tester;
mod web;
mod widget;
