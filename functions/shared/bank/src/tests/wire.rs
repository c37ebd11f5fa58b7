//! The desk's own adapter speaks to the bank: the two share a wire format and no code.

use acquirers::{
    Acquirer, AcquirerError, BankEvent, BankEventKind, BankMessage, Decision, HttpClient, HttpError, Operation,
    StartPayment, Started,
};
use domain::time::Timestamp;
use futures_executor::block_on;
use http::{Request, Response};
use serde_json::json;

use super::fixture::{API_KEY, CALLBACK_SECRET, Fixture, NOW_MS, RETURN_URL, card_form};

impl HttpClient for Fixture {
    async fn send(&self, request: Request<Vec<u8>>, _: u32, _: usize) -> Result<Response<Vec<u8>>, HttpError> {
        Ok(self.answer(request).await)
    }
}

fn adapter(api_key: &str) -> Acquirer {
    let credentials =
        json!({ "base_url": "https://pay.example.com", "api_key": api_key, "callback_secret": CALLBACK_SECRET });
    Acquirer::of("sandbox-bank", "sandbox", &credentials.to_string()).unwrap()
}

fn start(bank: &Fixture, desk: &Acquirer, key: &str, stages: i64) -> Result<Started, AcquirerError> {
    let payment = StartPayment {
        key,
        reference: "7-1",
        amount_minor: 10_000,
        currency: "RUB",
        description: "",
        return_url: RETURN_URL,
        callback_url: "https://pay.example.com/callbacks/sandbox-bank/demo/sandbox",
        stages,
        language: "ru",
    };
    block_on(desk.start(bank, &payment))
}

/// The next callback, read by the desk's adapter.
fn told(bank: &Fixture, desk: &Acquirer) -> BankEvent {
    let callback = bank.merchant.got.borrow_mut().remove(0);
    let message = desk.callback(callback.headers(), callback.body(), Timestamp::from_ms(NOW_MS));
    let BankMessage::Event(event) = message.unwrap() else {
        panic!("an event is expected")
    };
    *event
}

#[test]
fn a_payment_goes_from_the_desk_to_the_bank_and_back() {
    let (bank, desk) = (Fixture::new(), adapter(API_KEY));
    let started = start(&bank, &desk, "demo:7-1", 1).unwrap();
    assert_eq!(
        start(&bank, &desk, "demo:7-1", 1).unwrap().bank_reference,
        started.bank_reference
    );
    let page = started.redirect_url.strip_prefix("https://pay.example.com").unwrap();
    assert!(bank.page(page, None).html.contains("Оплатить"));
    bank.page(page, Some(&card_form("6200000000000005")));
    let event = told(&bank, &desk);
    assert_eq!(
        (event.kind, event.amount_minor, event.reference.as_str()),
        (BankEventKind::Captured, 10_000, "7-1")
    );
    assert_eq!(event.bank_reference, started.bank_reference);
    assert_eq!(event.card.unwrap().brand, "unionpay");
    let (id, refund) = (&started.bank_reference, Operation::Refund);
    let refund = |key: &str, amount| block_on(desk.operate(&bank, refund, id, key, amount)).unwrap().decision;
    assert_eq!(refund("demo:7-1:r", 10_000), Decision::Done);
    assert_eq!(refund("demo:7-1:r", 10_000), Decision::Done);
    assert_eq!(refund("demo:7-1:s", 1), Decision::Refused);
    // What an answer said can be asked for again, and what a key never did is not there.
    let found = |key: &str| {
        block_on(desk.operation(&bank, id, key))
            .unwrap()
            .map(|answer| answer.decision)
    };
    assert_eq!(found("demo:7-1:r"), Some(Decision::Done));
    assert_eq!(found("demo:7-1:s"), Some(Decision::Refused));
    assert_eq!(found("demo:7-1:t"), None);
    let again = block_on(desk.started(&bank, "demo:7-1")).unwrap().unwrap();
    assert_eq!(
        (again.bank_reference, again.redirect_url),
        (id.clone(), started.redirect_url.clone())
    );
    assert!(block_on(desk.started(&bank, "demo:7-2")).unwrap().is_none());
    let events = block_on(desk.events(&bank, id)).unwrap();
    let kinds: Vec<_> = events
        .iter()
        .map(|event| (event.kind, event.operation_key.as_deref()))
        .collect();
    let expected = [
        (BankEventKind::Captured, None),
        (BankEventKind::Refunded, Some("demo:7-1:r")),
    ];
    assert_eq!(kinds[..2], expected);
}

#[test]
fn holds_are_released_and_declines_told() {
    let (bank, desk) = (Fixture::new(), adapter(API_KEY));
    let kinds = [
        ("a", "2200000000000004", BankEventKind::Authorised),
        ("b", "4000000000000002", BankEventKind::Declined),
    ];
    for (key, card, kind) in kinds {
        let started = start(&bank, &desk, key, 2).unwrap();
        bank.page(
            started.redirect_url.strip_prefix("https://pay.example.com").unwrap(),
            Some(&card_form(card)),
        );
        let event = told(&bank, &desk);
        assert_eq!(event.kind, kind);
        assert_eq!(event.hold_until.is_some(), kind == BankEventKind::Authorised);
        let answer = block_on(desk.operate(&bank, Operation::Void, &started.bank_reference, "v", 10_000)).unwrap();
        assert_eq!(answer.decision == Decision::Done, kind == BankEventKind::Authorised);
    }
}

/// A key that is wrong today, a payment that cannot be found: neither says what became of the money.
#[test]
fn only_what_was_understood_is_refused() {
    let bank = Fixture::new();
    let keyless = start(&bank, &adapter("not-the-key-of-the-shop"), "k", 1).err().unwrap();
    assert!(matches!(keyless, AcquirerError::Nonsense(401)));
    let unknown = block_on(adapter(API_KEY).operate(&bank, Operation::Refund, "bp_unknown", "k", 1))
        .err()
        .unwrap();
    assert!(matches!(unknown, AcquirerError::Nonsense(404)));
    let nothing = start(&bank, &adapter(API_KEY), "k", 0).err().unwrap();
    assert!(matches!(nothing, AcquirerError::Refused(code) if code == "validation_failed"));
}
