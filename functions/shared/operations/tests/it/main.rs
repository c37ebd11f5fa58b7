//! What the desk does, proven on a real SQLite behind the same port, with the same schema and the same SQL as D1. The bank,
//! the merchant's endpoint, the clock and chance stand behind ports too: nothing here sleeps, and every run is the same.
#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a test may fail loudly"
)]

mod amounts;
mod attach;
mod attention;
mod auth_enumeration;
mod auth_invitation;
mod auth_journal;
mod auth_lock;
mod auth_password;
mod auth_profile;
mod auth_prove;
mod auth_recovery;
mod auth_second_factor;
mod auth_sessions;
mod auth_sign_in;
mod auth_tidy;
mod breaker;
mod budgets;
mod cancel;
mod capture;
mod card_numbers;
mod chargebacks;
mod clients;
mod create_payment;
mod endpoints;
mod fees_returned;
mod hostile_postbacks;
mod idempotency;
mod invitations;
mod invoices;
mod janitor_holds;
mod janitor_unpaid;
mod journal;
mod keys;
mod kit;
mod ledger;
mod letters;
mod limits;
mod limits_settings;
mod manual;
mod manual_systems;
mod notifications;
mod odd_words;
mod offers;
mod operators;
mod orders;
mod organisations;
mod outcomes;
mod people;
mod people_walk;
mod postback_answers;
mod postback_claims;
mod postback_formats;
mod postback_schedule;
mod postback_walk;
mod postbacks;
mod query_plans;
mod random_walk;
mod rates;
mod reencrypt;
mod refund;
mod refund_lines;
mod refused_callbacks;
mod registers;
mod resend;
mod settle_callback;
mod start_attempt;
mod surplus;
mod terminals;
mod tester;
mod trigger_work;
mod unknown_results;
