//! A desk to test on: an organisation with terminals, fees and an endpoint; a bank and a merchant that answer as told; a
//! clock that is set and chance that is seeded.

use std::{
    pin::pin,
    task::{Context, Poll, Waker},
};

mod bank;
mod crew;
mod database;
mod desk;
mod door;
mod money;
mod network;
mod ports;

pub(crate) use bank::Says;
pub(crate) use crew::{Acting, Meanwhile};
pub(crate) use database::{Lossy, dump, number, text};
pub(crate) use desk::{ADDRESSES, Desk, SECRETS, request};
pub(crate) use door::{ByWord, Door, Interleaved, PASSWORD, all_at_once, origin};
pub(crate) use money::{code, field, pending, state};
pub(crate) use network::{Answer, Network, Request};
pub(crate) use ports::{Chance, SetClock};

/// Where the tests' time begins: 2026-11-23T10:00:00Z.
pub(crate) const START_MS: i64 = 1_795_428_000_000;
pub(crate) const MINUTE_MS: i64 = 60_000;
pub(crate) const HOUR_MS: i64 = 60 * MINUTE_MS;
pub(crate) const DAY_MS: i64 = 24 * HOUR_MS;

/// Runs a future to its end on this thread, as an isolate does; inside another one too. Nothing here waits for the world.
pub(crate) fn run<F: Future>(future: F) -> F::Output {
    let mut future = pin!(future);
    for _ in 0..10_000 {
        if let Poll::Ready(output) = future.as_mut().poll(&mut Context::from_waker(Waker::noop())) {
            return output;
        }
    }
    panic!("the future waits for something that never comes");
}

/// Runs a future until it waits, and then it is no more: the isolate died.
pub(crate) fn dies<F: Future>(future: F) {
    assert!(
        pin!(future).poll(&mut Context::from_waker(Waker::noop())).is_pending(),
        "it ended before it could die"
    );
}
