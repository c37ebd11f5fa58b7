//! What tests share: the installation, organisations of their own, an endpoint to listen at, HTTP.

mod cdn;
mod headers;
mod http;
mod merchant;
mod money;
mod people;
mod session;
mod sink;

use std::sync::LazyLock;

use runtime::{Options, Running};

pub(crate) use cdn::Cdn;
pub(crate) use headers::assert_headers;
pub(crate) use http::{Answer, Call, get, post};
pub(crate) use merchant::{BankEvent, TestMerchant, Trip, pay};
pub(crate) use money::{assert_sums, hour_passes, rub};
pub(crate) use people::TestPerson;
pub(crate) use session::{SignedIn, enter, sign_in};
pub(crate) use sink::{HANGS, Sink};

/// The cabinet's files at an origin of their own.
pub(crate) static CDN: LazyLock<Cdn> = LazyLock::new(Cdn::open);

/// The one installation; stopped when the process ends.
pub(crate) static DESK: LazyLock<Running> = LazyLock::new(|| {
    let options = Options {
        cabinet_origin: Some(CDN.url().to_owned()),
        ..Options::default()
    };
    let desk = runtime::start(&options).expect("the local runtime starts");
    CDN.point_at(desk.base_url());
    desk
});

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
