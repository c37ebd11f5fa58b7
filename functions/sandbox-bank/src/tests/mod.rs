//! The bank as a whole on the host: its routes, its SQL on a real SQLite, a merchant that records what it is told.
mod api;
mod chaos;
mod fixture;
mod pages;
mod wire;
