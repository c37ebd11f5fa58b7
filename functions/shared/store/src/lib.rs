//! SQL, and nothing but. Every module holds the statements of one concern and the rows they answer. All speak to the
//! [`Database`] port, whose only verb is a batch: one transaction, one round trip. D1 implements it in `edge`, SQLite in
//! [`sqlite`] (tests), with the same SQL and the same trap: bound numbers arrive as REAL, so expressions cast them.

pub mod attempts;
pub mod auth;
pub mod balances;
pub mod cabinet;
pub mod callbacks;
pub mod change;
pub mod changes;
pub mod clients;
pub mod directory;
pub mod endpoints;
pub mod events;
pub mod facts;
pub mod files;
pub mod idempotency;
pub mod invitations;
pub mod invoices;
pub mod janitor;
pub mod journal;
pub mod keys;
pub mod lease;
pub mod letters;
pub mod limit_settings;
pub mod limits;
pub mod manual;
pub mod manual_systems;
pub mod notifications;
pub mod offers;
pub mod operations;
pub mod operators;
pub mod orders;
pub mod organisations;
pub mod payments;
pub mod people;
mod port;
pub mod postbacks;
pub mod rates;
pub mod reencrypt;
pub mod registers;
pub mod sales_pages;
pub mod sessions;
pub mod settlement;
mod sql;
#[cfg(feature = "sqlite")]
pub mod sqlite;
pub mod terminals;

pub use port::{Column, Columns, Database, FromRow, Rows, Statement, StoreError, Value};
