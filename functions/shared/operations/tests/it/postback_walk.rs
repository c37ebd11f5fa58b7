//! A random walk of the outbox: ticks that overlap and die, endpoints that answer anything, breakers, people who disable, enable and
//! resend, time that passes. Whatever happens: an attempt is never doubled in parallel, none is stranded beyond its lease, no
//! success is forgotten, and once the endpoints are well everything is told.

use std::{
    cell::{Cell, RefCell},
    collections::{BTreeMap, BTreeSet},
    task::{Context, Poll, Waker},
};

use acquirers::{HttpClient, HttpError};
use futures_util::future::LocalBoxFuture;
use operations::{Entropy, postbacks::DispatchError};
use store::{
    endpoints::Switch,
    postbacks::{list::Filter, resend},
};

use crate::kit::{Chance, DAY_MS, Desk, HOUR_MS, Says, run};

/// An attempt begins within 40 seconds of its claim, is over 15 seconds later, and is its claimer's for 90.
const APART_MS: i64 = 50_000;
const ENDPOINTS: i64 = 3;

/// Merchants that answer by chance, and remember what they took. Each request is under way for a while.
struct Merchants<'a> {
    desk: &'a Desk,
    chance: &'a Chance,
    well: Cell<bool>,
    /// What is under way, and since when.
    open: RefCell<BTreeMap<(String, String), i64>>,
    taken: RefCell<BTreeSet<(String, String)>>,
    sent: Cell<usize>,
}

impl HttpClient for Merchants<'_> {
    async fn send(
        &self,
        request: http::Request<Vec<u8>>,
        timeout_ms: u32,
        _: usize,
    ) -> Result<http::Response<Vec<u8>>, HttpError> {
        let id = request.headers()["webhook-id"].to_str().unwrap().to_owned();
        let key = (request.uri().to_string(), id);
        let now_ms = self.desk.now().ms();
        let since = self.open.borrow_mut().insert(key.clone(), now_ms);
        // Who died with an attempt has it no longer by the time that the lease is over.
        assert!(
            since.is_none_or(|since| now_ms - since >= APART_MS),
            "{key:?} is under way twice, since {since:?} and {now_ms}"
        );
        self.sent.set(self.sent.get() + 1);
        let mut polls = draw(self.chance, 4);
        std::future::poll_fn(|context| {
            context.waker().wake_by_ref();
            polls -= 1;
            if polls < 0 { Poll::Ready(()) } else { Poll::Pending }
        })
        .await;
        self.open.borrow_mut().remove(&key);
        let status = match draw(self.chance, 12) {
            _ if self.well.get() => 200,
            0..4 => 200,
            4..8 => 500,
            8 => 429,
            9 => 302,
            10 => return Err(HttpError::Timeout(timeout_ms)),
            // What was taken, and nobody hears of it.
            _ => {
                self.taken.borrow_mut().insert(key);
                return Err(HttpError::Connection("reset".to_owned()));
            }
        };
        if status == 200 {
            self.taken.borrow_mut().insert(key);
        }
        Ok(http::Response::builder().status(status).body(Vec::new()).unwrap())
    }
}

fn draw(chance: &Chance, below: u64) -> i64 {
    (u64::from_le_bytes(chance.bytes().unwrap()) % below) as i64
}

fn walk(seed: u64) {
    let desk = Desk {
        chance: Chance::seeded(seed ^ 0x5eed),
        ..Desk::open()
    };
    for endpoint in 2..=ENDPOINTS {
        desk.add_endpoint(endpoint, &format!("https://shop-{endpoint}.example/"), false);
    }
    let chance = Chance::seeded(seed);
    let merchants = Merchants {
        desk: &desk,
        chance: &chance,
        well: Cell::new(false),
        open: RefCell::default(),
        taken: RefCell::default(),
        sent: Cell::new(0),
    };
    // Ticks under way: each goes a step further now and then, or dies.
    let mut ticks: Vec<LocalBoxFuture<'_, Result<(), DispatchError>>> = Vec::new();
    let mut payments = 0;
    for _ in 0..120 {
        match draw(&chance, 16) {
            0..4 => {
                payments += 1;
                desk.awaiting(&format!("k{payments}"));
                desk.told(&Says::captured(&format!("e{payments}"), &format!("{payments}-1")))
                    .unwrap();
            }
            4..7 if ticks.len() < 3 => ticks.push(Box::pin(desk.tick_on(&merchants))),
            7 if !ticks.is_empty() => drop(ticks.remove(draw(&chance, ticks.len() as u64) as usize)),
            8 => desk.clock.pass(draw(&chance, 4 * HOUR_MS as u64)),
            9 => desk.clock.pass(draw(&chance, 90_000)),
            10 => desk.switch(1 + draw(&chance, ENDPOINTS as u64), Switch::Disable),
            11 => desk.switch(1 + draw(&chance, ENDPOINTS as u64), Switch::Enable),
            12 => {
                let filter = Filter {
                    endpoint_id: Some(1 + draw(&chance, ENDPOINTS as u64)),
                    ..desk.every_postback()
                };
                run(resend::mark(&desk.database, &filter, 0, "person:1", desk.now().ms())).unwrap();
            }
            _ => {}
        }
        for _ in 0..draw(&chance, 6) {
            ticks.retain_mut(
                |tick| match tick.as_mut().poll(&mut Context::from_waker(Waker::noop())) {
                    Poll::Pending => true,
                    Poll::Ready(ended) => {
                        ended.unwrap();
                        false
                    }
                },
            );
        }
        holds(&desk, &merchants);
    }
    // All die; merchants are well from now on, and people enable what they had disabled.
    drop(ticks);
    merchants.well.set(true);
    for _ in 0..60 {
        desk.clock.pass(HOUR_MS);
        for endpoint in 1..=ENDPOINTS {
            desk.switch(endpoint, Switch::Enable);
        }
        run(desk.tick_on(&merchants)).unwrap();
        holds(&desk, &merchants);
    }
    let left = desk.number("SELECT count(*) FROM postback WHERE state IN ('pending', 'held') OR resend_at_ms IS NOT NULL OR leased_until_ms IS NOT NULL");
    assert_eq!(left, 0, "stranded");
    assert_eq!(desk.number("SELECT count(*) FROM postback"), payments * ENDPOINTS);
    assert_eq!(
        desk.number(
            "SELECT count(*) FROM payment WHERE money = 'captured' AND notice NOT IN ('delivered', 'exhausted')"
        ),
        0
    );
    let before = merchants.sent.get();
    desk.clock.pass(30 * DAY_MS);
    run(desk.tick_on(&merchants)).unwrap();
    assert_eq!(merchants.sent.get(), before, "delivered is delivered");
}

/// What holds at every moment.
fn holds(desk: &Desk, merchants: &Merchants<'_>) {
    assert_eq!(desk.number("SELECT count(*) FROM postback WHERE state = 'delivered' AND NOT EXISTS
        (SELECT 1 FROM postback_attempt t WHERE t.endpoint_id = postback.endpoint_id AND t.event_id = postback.event_id AND t.status = 200)"), 0);
    assert_eq!(desk.number("SELECT count(*) FROM postback WHERE leased_until_ms IS NOT NULL AND state = 'pending' AND due_at_ms > leased_until_ms AND resend_at_ms IS NULL"), 0);
    assert_eq!(desk.number("SELECT count(*) FROM postback b WHERE b.tries < (SELECT count(*) FROM postback_attempt t WHERE t.endpoint_id = b.endpoint_id AND t.event_id = b.event_id)"), 0);
    // What counts as delivered, the merchant has.
    let delivered = desk.text("SELECT json_group_array(json_array(n.address, b.event_id)) FROM postback b JOIN endpoint n USING (endpoint_id) WHERE b.state = 'delivered'");
    let delivered: Vec<(String, String)> = serde_json::from_str(&delivered).unwrap();
    assert!(delivered.iter().all(|key| merchants.taken.borrow().contains(key)));
}

/// Proves EDG-02, PKP-06 (whatever the order of things).
#[test]
fn nothing_is_doubled_stranded_or_forgotten() {
    for seed in 0..24 {
        let walked = std::panic::catch_unwind(|| walk(seed));
        assert!(walked.is_ok(), "seed {seed}");
    }
}
