//! The bank as a whole on the host: its routes, its SQL on a real SQLite, a merchant that records what it is told.
mod api;
mod chaos;
mod chargebacks;
mod events;
mod fixture;
mod manager;
mod operations;
mod pages;
mod races;
mod registers;
mod silence;
mod wire;
