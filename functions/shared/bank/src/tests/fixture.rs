//! A bank with one terminal, and a merchant at the other end of its callbacks.

use std::cell::{Cell, RefCell};

use acquirers::{HttpClient, HttpError};
use base64::{Engine, engine::general_purpose::STANDARD};
use domain::{sealed::KeyRing, time::Timestamp, token::sha256_hex};
use futures_executor::block_on;
use http::{Method, Request, Response};
use operations::{Clock, Entropy, NoEntropy, Ports};
use serde_json::{Value, json};
use store::sqlite::Sqlite;

use crate::{
    bank::Bank,
    cards::{Behaviour, CARDS},
    cron,
    key::BankKey,
    routes::{api, manager, page},
};

/// 23 November 2026, midnight.
pub(super) const NOW_MS: i64 = 1_795_392_000_000;
pub(super) const API_KEY: &str = "bank-key-of-the-shop-0123456789";
pub(super) const CALLBACK_SECRET: &str = "callback-secret";
pub(super) const RETURN_URL: &str = "https://pay.example.com/pay/abc/return";

pub(super) type TestBank<'a> = Bank<'a, Sqlite, Merchant, SetClock, Chance>;

/// Answers callbacks with one status, and remembers them.
pub(super) struct Merchant {
    pub(super) status: Cell<u16>,
    pub(super) got: RefCell<Vec<Request<Vec<u8>>>>,
}

impl HttpClient for Merchant {
    async fn send(&self, request: Request<Vec<u8>>, timeout_ms: u32, _: usize) -> Result<Response<Vec<u8>>, HttpError> {
        self.got.borrow_mut().push(request);
        match self.status.get() {
            0 => Err(HttpError::Timeout(timeout_ms)),
            status => Ok(Response::builder().status(status).body(Vec::new()).unwrap()),
        }
    }
}

pub(super) struct SetClock(pub(super) Cell<i64>);

impl Clock for SetClock {
    fn now(&self) -> Timestamp {
        Timestamp::from_ms(self.0.get())
    }

    fn local_day(&self, zone: &str, at: Timestamp) -> String {
        // Moscow has no summer time; everything else is UTC here.
        let at = if zone == "Europe/Moscow" {
            at.after_ms(3 * 3_600_000)
        } else {
            at
        };
        at.rfc3339().chars().take(10).collect()
    }
}

/// Never the same bytes twice.
pub(super) struct Chance(Cell<u64>);

impl Entropy for Chance {
    fn bytes<const N: usize>(&self) -> Result<[u8; N], NoEntropy> {
        self.0.set(self.0.get().wrapping_add(1));
        let drawn = self.0.get().to_le_bytes();
        Ok(std::array::from_fn(|place| drawn[place % drawn.len()]))
    }
}

pub(super) struct Fixture {
    pub(super) database: Sqlite,
    pub(super) merchant: Merchant,
    pub(super) clock: SetClock,
    chance: Chance,
    key: BankKey,
}

impl Fixture {
    pub(super) fn new() -> Self {
        let database = Sqlite::in_memory(&[include_str!("../../../../../schema/sandbox-bank/0001_bank.sql")]).unwrap();
        let key = STANDARD.encode([7; 32]);
        let sealed = |number: i64| {
            KeyRing::parse(&key)
                .unwrap()
                .seal(&format!("bank-terminal:{number}"), CALLBACK_SECRET, [1; 12])
                .unwrap()
        };
        for (number, terminal, api_key) in [(1, "sandbox", API_KEY), (2, "other", "bank-key-of-somebody-else")] {
            let (hash, secret) = (sha256_hex(api_key.as_bytes()), sealed(number));
            database
                .execute(&format!(
                    "INSERT INTO terminal (terminal_number, terminal_id, merchant, api_key_hash, callback_secret, created_at_ms)
                     VALUES ({number}, '{terminal}', 'Demo shop', '{hash}', '{secret}', 0)"
                ))
                .unwrap();
        }
        Self {
            database,
            merchant: Merchant {
                status: Cell::new(204),
                got: RefCell::default(),
            },
            clock: SetClock(Cell::new(NOW_MS)),
            chance: Chance(Cell::new(0)),
            key: BankKey::parse(&key).unwrap(),
        }
    }

    pub(super) fn bank(&self) -> TestBank<'_> {
        let ports = Ports {
            database: &self.database,
            client: &self.merchant,
            clock: &self.clock,
            entropy: &self.chance,
        };
        Bank {
            ports,
            key: &self.key,
            public_url: "https://pay.example.com",
        }
    }

    /// The bank's answer to any request.
    pub(super) async fn answer(&self, request: Request<Vec<u8>>) -> Response<Vec<u8>> {
        let answer = if request.uri().path().starts_with("/bank/api/") {
            api(self.bank(), &request).await
        } else if request.uri().path().starts_with("/bank/manager") {
            manager(self.bank(), &request).await
        } else {
            page(self.bank(), &request).await
        };
        match answer {
            Ok(response) => response,
            Err(problem) => {
                let body = serde_json::to_vec(&problem).unwrap();
                Response::builder().status(problem.status).body(body).unwrap()
            }
        }
    }

    pub(super) fn send(&self, request: Request<Vec<u8>>) -> Response<Vec<u8>> {
        block_on(self.answer(request))
    }

    /// Calls the API as a terminal; answers the status and the JSON.
    pub(super) fn api(&self, method: Method, path: &str, api_key: &str, body: &Value) -> (u16, Value) {
        let request = Request::builder()
            .method(method)
            .uri(format!("https://pay.example.com{path}"))
            .header("authorization", format!("Bearer {api_key}"))
            .header("content-type", "application/json")
            .body(body.to_string().into_bytes())
            .unwrap();
        let response = self.send(request);
        (
            response.status().as_u16(),
            serde_json::from_slice(response.body()).unwrap(),
        )
    }

    pub(super) fn get(&self, path: &str) -> (u16, Value) {
        self.api(Method::GET, path, API_KEY, &Value::Null)
    }

    /// Asks for a capture, a void or a refund; answers the status and the raw body, which need not be JSON.
    pub(super) fn raw(&self, payment_id: &str, kind: &str, key: &str, amount_minor: i64) -> (u16, String) {
        let request = Request::builder()
            .method(Method::POST)
            .uri(format!("https://pay.example.com/bank/api/payments/{payment_id}/{kind}"))
            .header("authorization", format!("Bearer {API_KEY}"))
            .header("content-type", "application/json")
            .body(
                json!({ "key": key, "amount_minor": amount_minor })
                    .to_string()
                    .into_bytes(),
            )
            .unwrap();
        let response = self.send(request);
        (
            response.status().as_u16(),
            String::from_utf8(response.into_body()).unwrap(),
        )
    }

    /// Asks for a capture, a void or a refund; answers `done`, `pending`, the code of a refusal, or that of a problem.
    pub(super) fn operate(&self, payment_id: &str, kind: &str, key: &str, amount_minor: i64) -> String {
        let path = format!("/bank/api/payments/{payment_id}/{kind}");
        let (_, answer) = self.post(&path, &json!({ "key": key, "amount_minor": amount_minor }));
        let word = answer["code"].as_str().or(answer["status"].as_str());
        word.unwrap_or_default().to_owned()
    }

    /// Every event of a payment.
    pub(super) fn events(&self, payment_id: &str) -> Vec<Value> {
        let (status, answer) = self.get(&format!("/bank/api/payments/{payment_id}/events"));
        assert_eq!(status, 200, "{answer}");
        answer["events"].as_array().unwrap().clone()
    }

    /// The types of a payment's events.
    pub(super) fn kinds(&self, payment_id: &str) -> Vec<String> {
        types(&self.events(payment_id))
    }

    pub(super) fn post(&self, path: &str, body: &Value) -> (u16, Value) {
        self.api(Method::POST, path, API_KEY, body)
    }

    /// Opens a page, or sends a form to it.
    pub(super) fn page(&self, path: &str, form: Option<&str>) -> Page {
        let method = if form.is_some() { Method::POST } else { Method::GET };
        let request = Request::builder()
            .method(method)
            .uri(format!("https://pay.example.com{path}"));
        let response = self.send(request.body(form.unwrap_or_default().as_bytes().to_vec()).unwrap());
        Page {
            status: response.status().as_u16(),
            location: response
                .headers()
                .get("location")
                .map(|value| value.to_str().unwrap().to_owned())
                .unwrap_or_default(),
            policy: response
                .headers()
                .get("content-security-policy")
                .map(|value| value.to_str().unwrap().to_owned())
                .unwrap_or_default(),
            html: String::from_utf8(response.into_body()).unwrap(),
        }
    }

    pub(super) fn tick(&self, at_ms: i64) {
        block_on(cron::tick(self.bank(), Timestamp::from_ms(at_ms))).unwrap();
    }

    /// A started payment: its id and the path of its page.
    pub(super) fn started(&self, key: &str, stages: i64) -> (String, String) {
        let (status, answer) = self.post("/bank/api/payments", &start_body(key, stages));
        assert_eq!(status, 201, "{answer}");
        let page = answer["redirect_url"]
            .as_str()
            .unwrap()
            .strip_prefix("https://pay.example.com")
            .unwrap()
            .to_owned();
        (answer["payment_id"].as_str().unwrap().to_owned(), page)
    }

    /// A payment paid with a card: its id.
    pub(super) fn paid(&self, key: &str, stages: i64, card: &str) -> String {
        let (id, page) = self.started(key, stages);
        assert_eq!(self.page(&page, Some(&card_form(card))).location, RETURN_URL);
        id
    }

    pub(super) fn status(&self, payment_id: &str) -> Value {
        let (status, answer) = self.api(
            Method::GET,
            &format!("/bank/api/payments/{payment_id}"),
            API_KEY,
            &Value::Null,
        );
        assert_eq!(status, 200, "{answer}");
        answer
    }

    /// The bodies that the merchant got.
    pub(super) fn told(&self) -> Vec<Value> {
        self.merchant
            .got
            .borrow()
            .iter()
            .map(|request| serde_json::from_slice(request.body()).unwrap())
            .collect()
    }
}

/// What a page answered.
pub(super) struct Page {
    pub(super) status: u16,
    pub(super) location: String,
    pub(super) policy: String,
    pub(super) html: String,
}

pub(super) fn start_body(key: &str, stages: i64) -> Value {
    json!({
        "terminal": "sandbox", "key": key, "reference": "1-1", "amount_minor": 10_000, "currency": "RUB", "description": "Two cups",
        "return_url": RETURN_URL, "callback_url": "https://pay.example.com/callbacks/sandbox-bank/demo/sandbox", "stages": stages, "lang": "en",
    })
}

pub(super) fn card_form(number: &str) -> String {
    format!("action=pay&number={number}&expiry=12%2F30&cvv=123&name=ANNA+IVANOVA")
}

/// The types of events, without what they all begin with.
pub(super) fn types(events: &[Value]) -> Vec<String> {
    let kind = |event: &Value| event["type"].as_str().unwrap().replace("payment.", "");
    events.iter().map(kind).collect()
}

/// The test card of a behaviour.
pub(super) fn card(behaviour: Behaviour) -> &'static str {
    CARDS.iter().find(|card| card.behaviour == behaviour).unwrap().number
}
