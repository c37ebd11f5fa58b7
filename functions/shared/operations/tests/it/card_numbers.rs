//! Card numbers never enter: refused where an identifier stands, masked in free text, and nowhere in the database.

use std::collections::BTreeMap;

use operations::{CartItem, PaymentRequest, Quantity, create_payment::CreatePaymentError};
use serde_json::json;

use crate::kit::{Answer, Desk, Says, request};

/// A Visa test number, as people write it.
const SPELLINGS: [&str; 5] = [
    "4111111111111111",
    "4111 1111 1111 1111",
    "4111-1111-1111-1111",
    "4111.1111.1111.1111",
    "4111\u{a0}1111\u{a0}1111\u{a0}1111",
];

fn line(name: &str, quantity: Quantity, tax: &str) -> CartItem {
    CartItem {
        name: name.to_owned(),
        price: "1000.00".to_owned(),
        quantity,
        sum: "1000.00".to_owned(),
        tax: Some(tax.to_owned()),
    }
}

/// No digits of the card number stand anywhere, in any spelling.
fn assert_holds_no_card(desk: &Desk) {
    let bare: String = desk
        .dump()
        .chars()
        .filter(|character| !matches!(character, ' ' | '-' | '.' | '\u{a0}'))
        .collect();
    let found = bare
        .find("4111111111111111")
        .map(|at| bare.chars().skip(at.saturating_sub(80)).take(120).collect::<String>());
    assert_eq!(found, None);
}

#[test]
fn identifiers_that_hold_a_card_number_are_refused() {
    let desk = Desk::open();
    let before = desk.dump();
    for number in SPELLINGS {
        let text = || Some(format!("a {number} b"));
        let with = |quantity, tax| vec![line("Book", quantity, tax)];
        let cases = [
            (
                "order",
                PaymentRequest {
                    order: text(),
                    ..request()
                },
            ),
            (
                "label",
                PaymentRequest {
                    label: text(),
                    ..request()
                },
            ),
            (
                "phone",
                PaymentRequest {
                    phone: Some(number.to_owned()),
                    ..request()
                },
            ),
            (
                "terminal",
                PaymentRequest {
                    terminal: text(),
                    ..request()
                },
            ),
            (
                "email",
                PaymentRequest {
                    email: Some(format!("{}@shop.example", number.replace([' ', '\u{a0}'], "-"))),
                    ..request()
                },
            ),
            (
                "success_url",
                PaymentRequest {
                    success_url: Some(format!(
                        "https://shop.example/?c={}",
                        number.replace([' ', '\u{a0}'], "-")
                    )),
                    ..request()
                },
            ),
            (
                "cart[0].tax",
                PaymentRequest {
                    cart: with(Quantity::Whole(1), number),
                    ..request()
                },
            ),
            (
                "metadata",
                PaymentRequest {
                    metadata: BTreeMap::from([(number.to_owned(), json!("x"))]),
                    ..request()
                },
            ),
        ];
        for (field, request) in cases {
            let Err(CreatePaymentError::Fields(errors)) = desk.create("k", &request) else {
                panic!("{field} took {number:?}")
            };
            assert!(
                errors
                    .iter()
                    .any(|error| error.field.starts_with(field) && error.code == "card_number_not_allowed"),
                "{field} {number:?}: {errors:?}"
            );
        }
    }
    let quantity = vec![line("Book", Quantity::Decimal(SPELLINGS[0].to_owned()), "vat20")];
    assert!(matches!(
        desk.create(
            "k",
            &PaymentRequest {
                cart: quantity,
                ..request()
            }
        ),
        Err(CreatePaymentError::Fields(_))
    ));
    desk.assert_unchanged(&before);
}

#[test]
fn free_text_is_masked_and_the_database_holds_no_card_number() {
    let desk = Desk::open();
    for (index, number) in SPELLINGS.into_iter().enumerate() {
        let metadata = [
            ("text", json!(format!("card {number}"))),
            ("number", json!(4_111_111_111_111_111_i64)),
            ("float", json!(4_111_111_111_111_111.0)),
        ];
        let asked = PaymentRequest {
            description: Some(format!("Paid by {number}, thanks")),
            cart: vec![line(number, Quantity::Whole(1), "vat20")],
            metadata: metadata.map(|(key, value)| (key.to_owned(), value)).into(),
            ..request()
        };
        let payment = desk.create(&format!("key {index} {number}"), &asked).unwrap();
        let masked = payment.description.clone().unwrap();
        assert!(
            masked.starts_with("Paid by 4111") && masked.ends_with("1111, thanks") && masked.contains('*'),
            "{masked}"
        );
        desk.start(&payment, "main").unwrap();
        tell_with_card(&desk, &format!("e{index}"), payment.number, number);
        desk.network
            .will([Answer::Status(500, format!("failed for card {number}"))]);
        assert_eq!(desk.dispatch(), 1);
    }
    assert!(
        desk.text("SELECT group_concat(answer) FROM postback_attempt")
            .contains("failed for card 411111******1111")
    );
    assert!(
        desk.text("SELECT group_concat(body) FROM callback")
            .contains("411111******1111")
    );
    assert_holds_no_card(&desk);
}

/// A success in whose body the bank repeats the card number where nobody asked for it.
fn tell_with_card(desk: &Desk, event_id: &str, payment: i64, number: &str) {
    let mut body = Says::captured(event_id, &format!("{payment}-1")).body();
    body["comment"] = json!(format!("charged {number}"));
    let body = body.to_string();
    let headers = Desk::sign(desk.now().unix_s(), body.as_bytes());
    let booked = crate::kit::run(desk.told_at(&desk.terminal("alpha", "main"), &headers, body.as_bytes())).unwrap();
    assert_eq!(booked.settled.outcome, "settled");
}

/// A key that happens to hold a card number still works as a key.
#[test]
fn an_idempotency_key_with_a_card_number_is_kept_as_its_hash() {
    let desk = Desk::open();
    assert_eq!(desk.created(SPELLINGS[0]).number, desk.created(SPELLINGS[0]).number);
    assert_ne!(desk.created(SPELLINGS[0]).number, desk.created(SPELLINGS[1]).number);
    assert_holds_no_card(&desk);
}

/// Where a card is shown no number comes in; a bank's own ids are its own, whatever they look like.
#[test]
fn a_callback_that_shows_a_whole_card_is_refused() {
    let desk = Desk::open();
    desk.awaiting("k");
    let before = desk.dump();
    for path in ["/card/mask", "/card/token"] {
        let mut body = Says::captured("e1", "1-1").body();
        *body.pointer_mut(path).unwrap() = json!(SPELLINGS[0]);
        let body = body.to_string();
        let headers = Desk::sign(desk.now().unix_s(), body.as_bytes());
        let told = crate::kit::run(desk.told_at(&desk.terminal("alpha", "main"), &headers, body.as_bytes()));
        assert!(told.is_err(), "{path} was taken");
    }
    desk.assert_unchanged(&before);
    let mut body = Says::captured("e1", "1-1").body();
    body["event_id"] = json!(SPELLINGS[0]);
    let body = body.to_string();
    let headers = Desk::sign(desk.now().unix_s(), body.as_bytes());
    let told = crate::kit::run(desk.told_at(&desk.terminal("alpha", "main"), &headers, body.as_bytes()));
    assert_eq!(told.unwrap().settled.outcome, "settled");
}
