//! The bank with books of its own: it does what a bank may do with a trip in its state, and each key once.

use std::{
    cell::{Cell, RefCell},
    collections::BTreeMap,
};

use acquirers::{HttpClient, HttpError};
use serde_json::{Value, json};

use super::world::AMOUNT_MINOR;

/// What a trip has come to at the bank.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum At {
    Begun,
    Declined,
    Held,
    Captured,
    Voided,
}

/// A trip as the bank's books have it.
#[derive(Debug, Clone)]
pub(super) struct Trip {
    pub(super) reference: String,
    pub(super) terminal: &'static str,
    pub(super) at: At,
    pub(super) refunded_minor: i64,
}

/// The bank: its books, the keys it has seen, and how it answers.
#[derive(Default)]
pub(super) struct Bank {
    pub(super) trips: RefCell<Vec<Trip>>,
    keys: RefCell<BTreeMap<String, &'static str>>,
    /// 0 and 1: well. 2: acts, and its answer is lost. 3: is never reached. 4: nonsense. 5: acts, and nobody hears.
    pub(super) mood: Cell<u8>,
}

impl Bank {
    /// A void or a refund; the same key does it once.
    fn operate(&self, reference: &str, operation: &str, key: &str, minor: i64) -> &'static str {
        if let Some(answered) = self.keys.borrow().get(key) {
            return answered;
        }
        let mut trips = self.trips.borrow_mut();
        let trip = trips
            .iter_mut()
            .find(|trip| trip.reference == reference)
            .expect("the bank knows what it is asked about");
        let status = match (operation, trip.at) {
            ("refund", At::Captured) if trip.refunded_minor + minor <= AMOUNT_MINOR => {
                trip.refunded_minor += minor;
                "done"
            }
            ("void", At::Held) => {
                trip.at = At::Voided;
                "done"
            }
            _ => "refused",
        };
        self.keys.borrow_mut().insert(key.to_owned(), status);
        status
    }
}

impl HttpClient for Bank {
    async fn send(
        &self,
        request: http::Request<Vec<u8>>,
        timeout_ms: u32,
        _: usize,
    ) -> Result<http::Response<Vec<u8>>, HttpError> {
        let answer = |body: Value| Ok(http::Response::new(body.to_string().into_bytes()));
        let path = request.uri().path().to_owned();
        let body: Value = serde_json::from_slice(request.body()).unwrap_or_default();
        match self.mood.get() {
            3 => return Err(HttpError::Connection("connection refused".to_owned())),
            4 => return answer(json!("nonsense")),
            _ => {}
        }
        if let ["", "bank", "api", "payments", _, "operations", key] = path.split('/').collect::<Vec<_>>()[..] {
            return match self.keys.borrow().get(key) {
                Some(status) => answer(json!({ "status": status })),
                None => Ok(http::Response::builder()
                    .status(404)
                    .body(json!({ "code": "operation_not_found" }).to_string().into_bytes())
                    .unwrap()),
            };
        }
        let ["", "bank", "api", "payments", reference, operation] = path.split('/').collect::<Vec<_>>()[..] else {
            panic!("{path}")
        };
        let reference = reference.trim_start_matches("bp-");
        let status = self.operate(
            reference,
            operation,
            body["key"].as_str().unwrap(),
            body["amount_minor"].as_i64().unwrap(),
        );
        match self.mood.get() {
            2 => Err(HttpError::Timeout(timeout_ms)),
            5 => std::future::pending().await,
            _ => answer(json!({ "status": status })),
        }
    }
}
