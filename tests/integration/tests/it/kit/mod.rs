//! What tests share: the installation, organisations of their own, an endpoint to listen at, HTTP.

mod http;
mod merchant;
mod sink;

use std::sync::LazyLock;

use runtime::{Options, Running};

pub(crate) use http::{Answer, Call, get, post};
pub(crate) use merchant::{BankEvent, TestMerchant, Trip, pay};
pub(crate) use sink::Sink;

/// The one installation; stopped when the process ends.
pub(crate) static DESK: LazyLock<Running> =
    LazyLock::new(|| runtime::start(&Options::default()).expect("the local runtime starts"));

/// Runs `work` so many times at once and answers all results.
pub(crate) fn at_once<T: Send>(times: usize, work: impl Fn(usize) -> T + Sync) -> Vec<T> {
    let work = &work;
    std::thread::scope(|scope| {
        let threads: Vec<_> = (0..times).map(|index| scope.spawn(move || work(index))).collect();
        threads.into_iter().map(|thread| thread.join().unwrap()).collect()
    })
}

/// Now, in unix milliseconds.
pub(crate) fn now_ms() -> i64 {
    let since = std::time::SystemTime::now()
        .duration_since(std::time::UNIX_EPOCH)
        .unwrap();
    i64::try_from(since.as_millis()).unwrap()
}
