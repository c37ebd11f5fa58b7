//! The bank with books of its own: it does what a bank may do with a trip in its state, each key once, and keeps every event,
//! whether or not it is ever told.

use std::{
    cell::{Cell, RefCell},
    collections::BTreeMap,
};

use acquirers::{HttpClient, HttpError};
use serde_json::{Value, json};

use super::world::{AMOUNT_MINOR, FEE_MINOR};
use crate::kit::Says;

/// A trip as the bank's books have it.
#[derive(Debug, Clone)]
pub(super) struct Trip {
    pub(super) reference: String,
    pub(super) terminal: &'static str,
    pub(super) declined: bool,
    pub(super) held_minor: i64,
    pub(super) voided_minor: i64,
    pub(super) captured_minor: i64,
    pub(super) refunded_minor: i64,
    pub(super) charged_back_minor: i64,
    pub(super) chargeback_fees_minor: i64,
}

impl Trip {
    pub(super) fn begun(reference: String, terminal: &'static str) -> Self {
        Self {
            reference,
            terminal,
            declined: false,
            held_minor: 0,
            voided_minor: 0,
            captured_minor: 0,
            refunded_minor: 0,
            charged_back_minor: 0,
            chargeback_fees_minor: 0,
        }
    }

    /// What can still be taken or let go.
    pub(super) fn hold_left(&self) -> i64 {
        if self.captured_minor > 0 {
            0
        } else {
            self.held_minor - self.voided_minor
        }
    }

    /// Nothing has happened yet, or a decline that a bank may take back.
    pub(super) fn is_open(&self) -> bool {
        self.held_minor == 0 && self.captured_minor == 0
    }

    /// Does it, if it may be done.
    fn act(&mut self, kind: &str, minor: i64) -> bool {
        match kind {
            "refund" if minor <= self.captured_minor - self.refunded_minor - self.charged_back_minor => {
                self.refunded_minor += minor;
            }
            "capture" if self.hold_left() > 0 && minor <= self.hold_left() => {
                self.captured_minor = minor;
                self.voided_minor = self.held_minor - minor;
            }
            "void" if minor <= self.hold_left() => self.voided_minor += minor,
            _ => return false,
        }
        true
    }
}

/// An operation that was asked for under a key.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Asked {
    pub(super) reference: String,
    pub(super) kind: String,
    pub(super) minor: i64,
    /// `pending`, `done` or `refused`.
    pub(super) status: &'static str,
}

/// What moved money, for the register.
#[derive(Debug, Clone)]
pub(super) struct Effect {
    pub(super) terminal: &'static str,
    pub(super) line: Value,
}

/// A dispute that is open at the bank.
#[derive(Debug, Clone)]
pub(super) struct Dispute {
    pub(super) trip: usize,
    pub(super) name: String,
    pub(super) minor: i64,
}

/// The bank: its books, the keys it has seen, and how it answers.
#[derive(Default)]
pub(super) struct Bank {
    pub(super) trips: RefCell<Vec<Trip>>,
    pub(super) keys: RefCell<BTreeMap<String, Asked>>,
    /// All that happened, in order.
    pub(super) events: RefCell<Vec<Says>>,
    pub(super) effects: RefCell<Vec<Effect>>,
    pub(super) disputes: RefCell<Vec<Dispute>>,
    pub(super) mood: Cell<Mood>,
}

/// How the bank answers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) enum Mood {
    #[default]
    Well,
    /// Takes operations, and decides them later.
    Later,
    /// Acts, and its answer is lost.
    ActsUnheard,
    /// Is never reached.
    Unreachable,
    /// Answers what nobody understands, and does nothing.
    Nonsense,
    /// Refuses what it is asked to do.
    Refuses,
    /// Acts, and whoever asked dies before hearing of it.
    Deadly,
}

impl Bank {
    /// Keeps an event of a trip, and what it moved.
    pub(super) fn happened(&self, trip: &Trip, kind: &'static str, minor: i64, key: Option<&str>) -> Says {
        let id = format!("e{}", self.events.borrow().len());
        let operation = format!("op-{id}");
        let mut says = Says::of(&id, kind, &trip.reference).at(trip.terminal).minor(minor);
        if !matches!(kind, "authorised" | "declined") {
            says = says.with("operation_id", json!(operation));
        }
        if let Some(key) = key {
            says = says.of_key(key);
        }
        let line = match kind {
            "captured" => Some("capture"),
            "refunded" => Some("refund"),
            "chargeback_opened" => Some("chargeback"),
            "chargeback_won" => Some("chargeback_won"),
            _ => None,
        };
        if let Some(line) = line {
            let fee = if line.starts_with("chargeback") { FEE_MINOR } else { 0 };
            self.effects.borrow_mut().push(Effect {
                terminal: trip.terminal,
                line: json!({
                    "operation_id": operation, "operation_key": key, "payment_id": format!("bp-{}", trip.reference),
                    "reference": trip.reference, "kind": line, "amount_minor": minor, "currency": "RUB", "fee_minor": fee,
                }),
            });
        }
        self.events.borrow_mut().push(says.clone());
        says
    }

    /// A bank that acts by itself.
    pub(super) fn acts(&self, place: usize, kind: &'static str, minor: i64) -> Option<Says> {
        let trip = {
            let mut trips = self.trips.borrow_mut();
            trips[place].act(kind, minor).then(|| trips[place].clone())
        }?;
        Some(self.happened(&trip, past(kind), minor, None))
    }

    /// The same key does it once, and always for the same.
    fn operate(&self, reference: &str, kind: &str, key: &str, minor: i64) -> &'static str {
        let asked = |status| Asked {
            reference: reference.to_owned(),
            kind: kind.to_owned(),
            minor,
            status,
        };
        if let Some(before) = self.keys.borrow().get(key) {
            assert_eq!(*before, asked(before.status), "one key, one intention");
            return before.status;
        }
        let status = match self.mood.get() {
            Mood::Refuses => "refused",
            Mood::Later => "pending",
            _ => self.decide(reference, kind, key, minor, false),
        };
        self.keys.borrow_mut().insert(key.to_owned(), asked(status));
        status
    }

    fn decide(&self, reference: &str, kind: &str, key: &str, minor: i64, refuses: bool) -> &'static str {
        let (done, trip) = {
            let mut trips = self.trips.borrow_mut();
            let trip = trips.iter_mut().find(|trip| trip.reference == reference);
            let trip = trip.expect("the bank knows what it is asked about");
            (!refuses && trip.act(kind, minor), trip.clone())
        };
        if done {
            self.happened(&trip, past(kind), minor, Some(key));
        } else if kind == "refund" {
            self.happened(&trip, "refund_refused", minor, Some(key));
        }
        if done { "done" } else { "refused" }
    }

    /// Does after all what it had refused, where it can.
    pub(super) fn take_back(&self, index: usize) {
        let refused: Vec<(String, Asked)> = self
            .keys
            .borrow()
            .iter()
            .filter(|(_, asked)| asked.status == "refused")
            .map(|(key, asked)| (key.clone(), asked.clone()))
            .collect();
        let Some((key, asked)) = index.checked_rem(refused.len()).map(|place| refused[place].clone()) else {
            return;
        };
        let done = {
            let mut trips = self.trips.borrow_mut();
            let trip = trips.iter_mut().find(|trip| trip.reference == asked.reference).unwrap();
            trip.act(&asked.kind, asked.minor).then(|| trip.clone())
        };
        if let Some(trip) = done {
            self.happened(&trip, past(&asked.kind), asked.minor, Some(&key));
            self.keys.borrow_mut().insert(
                key,
                Asked {
                    status: "done",
                    ..asked
                },
            );
        }
    }

    /// Decides what it took for later.
    pub(super) fn decide_pending(&self, index: usize, refuses: bool) {
        let pending: Vec<(String, Asked)> = self
            .keys
            .borrow()
            .iter()
            .filter(|(_, asked)| asked.status == "pending")
            .map(|(key, asked)| (key.clone(), asked.clone()))
            .collect();
        let Some((key, asked)) = index.checked_rem(pending.len()).map(|place| pending[place].clone()) else {
            return;
        };
        let status = self.decide(&asked.reference, &asked.kind, &key, asked.minor, refuses);
        self.keys.borrow_mut().insert(key, Asked { status, ..asked });
    }

    pub(super) fn pending(&self) -> usize {
        self.keys
            .borrow()
            .values()
            .filter(|asked| asked.status == "pending")
            .count()
    }

    fn found(&self, path: &str, query: &str) -> Option<Value> {
        let parts: Vec<&str> = path.split('/').skip(4).collect();
        match parts[..] {
            [] => {
                let reference = query.trim_start_matches("key=alpha:");
                let known = self.trips.borrow().iter().any(|trip| trip.reference == reference);
                known.then(|| json!({ "payment_id": format!("bp-{reference}"), "redirect_url": format!("https://bank.example/pay/{reference}") }))
            }
            [id, "events"] => {
                let reference = id.trim_start_matches("bp-");
                let events: Vec<Value> = self
                    .events
                    .borrow()
                    .iter()
                    .filter(|says| says.reference == reference)
                    .map(Says::body)
                    .collect();
                Some(json!({ "events": events }))
            }
            [_, "operations", key] => self
                .keys
                .borrow()
                .get(key)
                .map(|asked| json!({ "status": asked.status })),
            _ => panic!("{path}"),
        }
    }
}

fn past(kind: &str) -> &'static str {
    match kind {
        "capture" => "captured",
        "void" => "voided",
        _ => "refunded",
    }
}

impl HttpClient for Bank {
    async fn send(
        &self,
        request: http::Request<Vec<u8>>,
        timeout_ms: u32,
        _: usize,
    ) -> Result<http::Response<Vec<u8>>, HttpError> {
        let answer = |status: u16, body: Value| {
            Ok(http::Response::builder()
                .status(status)
                .body(body.to_string().into_bytes())
                .unwrap())
        };
        match self.mood.get() {
            Mood::Unreachable => return Err(HttpError::Connection("connection refused".to_owned())),
            Mood::Nonsense => return answer(200, json!("nonsense")),
            _ => {}
        }
        let path = request.uri().path().to_owned();
        if request.method() == http::Method::GET {
            return match self.found(&path, request.uri().query().unwrap_or_default()) {
                Some(found) => answer(200, found),
                None => answer(404, json!({ "code": "operation_not_found" })),
            };
        }
        let body: Value = serde_json::from_slice(request.body()).unwrap();
        let ["", "bank", "api", "payments", reference, kind] = path.split('/').collect::<Vec<_>>()[..] else {
            panic!("{path}")
        };
        let minor = body["amount_minor"].as_i64().unwrap();
        assert!((1..=AMOUNT_MINOR).contains(&minor));
        let status = self.operate(
            reference.trim_start_matches("bp-"),
            kind,
            body["key"].as_str().unwrap(),
            minor,
        );
        match self.mood.get() {
            Mood::ActsUnheard => Err(HttpError::Timeout(timeout_ms)),
            Mood::Deadly => std::future::pending().await,
            _ => answer(200, json!({ "status": status })),
        }
    }
}
