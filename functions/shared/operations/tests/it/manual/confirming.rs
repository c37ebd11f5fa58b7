//! A person confirms that the money has come.

use domain::money::{Currency, Money};
use operations::manual::{ManualError, confirm::Decision};
use serde_json::json;

use super::desk::{CASH, PAYMENTS_ABROAD, Sys, errors};
use crate::kit::{Answer, DAY_MS, Desk, Says};

fn of(text: &str, code: &str) -> Option<Money> {
    Some(Money::parse(text, Currency::parse(code).unwrap()).unwrap())
}

/// Proves MAN-05, MAN-08 (a confirmation settles as any payment does, in accounts of its own).
#[test]
fn a_confirmation_books_tells_and_completes_the_order() {
    let desk = Desk::open();
    desk.add_system(
        1,
        &Sys {
            commission: "2.5",
            fixed: (1_000, "RUB"),
            ..CASH
        },
    );
    let number = desk.said_paid("cash");
    desk.clock.pass(DAY_MS);
    let decided = desk.confirm(number, &Decision::default()).unwrap();
    assert_eq!(desk.sums(number), "captured 100000 0 100000 0 0");
    assert_eq!(
        desk.payment(number, "fee_minor || ' ' || (paid_at_ms - created_at_ms)"),
        format!("3500 {DAY_MS}")
    );
    assert_eq!(desk.trip(number, "state || ' ' || commission_minor || ' ' || fixed_fee_paid_minor || ' ' || income_minor || ' ' || paid_minor || paid_currency"), "resolved 2500 1000 96500 100000RUB");
    // Never payable: nothing of it is available, or in transit.
    assert_eq!(
        ["manual:cash", "manual_memo", "manual_fee", "available"].map(|account| desk.balance(account)),
        [96_500, -100_000, 3_500, 0]
    );
    assert_eq!(
        desk.text("SELECT state || COALESCE(decline_code, '') FROM attempt"),
        "captured"
    );
    assert_eq!(desk.order_status(number), "completed");
    assert_eq!(
        desk.text("SELECT group_concat(kind || ' ' || COALESCE(before, '') || '>' || after) FROM client_timeline"),
        "order_opened >open,order_status open>completed"
    );
    let event = desk.text("SELECT body FROM event");
    let event: serde_json::Value = serde_json::from_str(&event).unwrap();
    assert_eq!(
        (&event["type"], &event["data"]["amount"], &event["data"]["terminal"]),
        (&json!("payment.captured"), &json!("1000.00"), &json!("cash"))
    );
    assert_eq!(desk.dispatch_event(1, &decided.event_id.unwrap()), 1);
    assert_eq!(desk.payment(number, "notice"), "delivered");
    assert_eq!(
        desk.text("SELECT action || ' ' || actor FROM journal ORDER BY seq DESC LIMIT 1"),
        "manual_payment_confirmed person:1/0"
    );
    desk.assert_balanced();
    // Again: it was decided, once.
    let before = desk.dump();
    for outcome in [desk.confirm(number, &Decision::default()), desk.reject(number)] {
        assert!(matches!(outcome, Err(ManualError::Decided(state)) if state == "resolved"));
    }
    desk.assert_unchanged(&before);
    assert_eq!(desk.expire().rejected, 0);
}

/// Proves MAN-05: correcting price and currency recomputes the fees, the ledger holds what was paid, what was said stays.
#[test]
fn corrections_are_booked_and_the_original_stays() {
    let desk = Desk::open();
    desk.add_system(
        1,
        &Sys {
            commission: "10",
            takes: r#"["RUB","USD"]"#,
            ..CASH
        },
    );
    desk.execute("INSERT INTO payment_limit (org_id, mode, scope, currency, day_minor) VALUES (1, 'test', 'organisation', 'RUB', 900000000), (1, 'test', 'organisation', 'USD', 900000000)");
    desk.add_rate("USD", "RUB", "2026-11-01", "80");
    desk.add_rate("USD", "RUB", "2026-11-20", "90");
    let number = desk.said_paid("cash");
    let decision = Decision {
        price: of("20.00", "USD"),
        paid_on: Some("2026-11-19".to_owned()),
        comment: "  came to card 4111111111111111  ".to_owned(),
    };
    desk.confirm(number, &decision).unwrap();
    assert_eq!(desk.sums(number), "captured 2000 0 2000 0 0");
    assert_eq!(
        desk.payment(number, "amount_minor || currency || fee_minor"),
        "2000USD200"
    );
    let said = desk.trip(number, "price_minor || price_currency || ' ' || paid_on");
    assert_eq!(said, "100000RUB 2026-11-23");
    let corrected = desk.trip(
        number,
        "final_price_minor || final_price_currency || ' ' || final_paid_on || ' ' || decision_comment",
    );
    assert_eq!(corrected, "2000USD 2026-11-19 came to card 411111******1111");
    // By the last rate on or before the day of payment: 18.00 x 80.
    assert_eq!(
        desk.trip(
            number,
            "income_minor || income_currency || ' ' || (rates ->> '$[0].day')"
        ),
        "144000RUB 2026-11-01"
    );
    assert_eq!(desk.text("SELECT group_concat(account || ' ' || minor || currency, ', ') FROM (SELECT * FROM balance WHERE minor <> 0 ORDER BY account)"), "manual:cash 1800USD, manual_fee 200USD, manual_memo -2000USD");
    let event = desk.text("SELECT (body ->> '$.data.amount') || ' ' || (body ->> '$.data.currency') FROM event");
    assert_eq!(event, "20.00 USD");
    assert_eq!(
        desk.number("SELECT minor FROM limit_usage WHERE currency = 'USD' AND length(period) = 10"),
        2_000
    );
    assert_eq!(
        desk.number("SELECT minor FROM limit_usage WHERE currency = 'RUB' AND length(period) = 10"),
        0
    );
    let journal = desk.text("SELECT (detail ->> '$.before.price_minor') || ' ' || (detail ->> '$.after.price_minor') FROM journal ORDER BY seq DESC LIMIT 1");
    assert_eq!(journal, "100000 2000");
    desk.assert_balanced();
}

/// Proves MAN-01: by the rates of the day of payment, fixed when it is confirmed.
#[test]
fn without_corrections_the_price_is_converted_by_the_rate_of_its_day() {
    let desk = Desk::open();
    desk.add_system(1, &PAYMENTS_ABROAD);
    desk.add_rate("USD", "RUB", "2026-11-20", "80");
    let number = desk.said_paid("abroad");
    assert_eq!(desk.text("SELECT amount_minor || currency FROM attempt"), "1250USD");
    // What is dated after that day says nothing of it; what is told of the day later, does.
    desk.add_rate("USD", "RUB", "2026-11-24", "200");
    desk.add_rate("USD", "RUB", "2026-11-23", "100");
    desk.add_rate("EUR", "USD", "2026-11-23", "1.25");
    desk.clock.pass(5 * DAY_MS);
    desk.confirm(number, &Decision::default()).unwrap();
    // 10.00; 5 % and 1.00 EUR = 1.25 kept; 8.25 / 1.25 = 6.60.
    let kept = desk.trip(number, "paid_minor || paid_currency || ' ' || commission_minor || ' ' || fixed_fee_paid_minor || ' ' || income_minor || income_currency");
    assert_eq!(kept, "1000USD 50 125 660EUR");
    assert_eq!(desk.sums(number), "captured 1000 0 1000 0 0");
    assert_eq!(
        desk.number("SELECT minor FROM balance WHERE account = 'manual:abroad'"),
        825
    );
    desk.assert_balanced();
}

/// Proves MAN-01: where no rate leads, nothing is converted, and a fixed fee stays in its own currency, in the ledger too; what the system
/// does not take is not booked, and a person says what came.
#[test]
fn a_fixed_fee_to_which_no_rate_leads_stays_apart() {
    let desk = Desk::open();
    desk.add_system(1, &PAYMENTS_ABROAD);
    let number = desk.said_paid("abroad");
    assert_eq!(
        desk.payment(number, "amount_minor || currency"),
        "100000RUB",
        "unconverted"
    );
    let before = desk.dump();
    let plain = desk.confirm(number, &Decision::default());
    assert_eq!(errors(plain), "currency currency_not_supported");
    desk.assert_unchanged(&before);
    let came = Decision {
        price: of("10.00", "USD"),
        ..Decision::default()
    };
    desk.confirm(number, &came).unwrap();
    let kept = desk.trip(number, "json_array(paid_minor, paid_currency, commission_minor, fixed_fee_paid_minor, fixed_fee_apart_minor, fixed_fee_currency, income_minor, rates)");
    assert_eq!(kept, r#"[1000,"USD",50,null,100,"EUR",null,"[]"]"#);
    let balances = desk.text("SELECT group_concat(account || ' ' || minor || currency, ', ') FROM (SELECT * FROM balance WHERE minor <> 0 ORDER BY currency, account)");
    assert_eq!(
        balances,
        "manual:abroad -100EUR, manual_fee 100EUR, manual:abroad 950USD, manual_fee 50USD, manual_memo -1000USD"
    );
    desk.assert_balanced();
}

/// Fees above the amount: booked as they are.
#[test]
fn fees_may_be_above_the_amount() {
    let desk = Desk::open();
    desk.add_system(
        1,
        &Sys {
            fixed: (150_000, "RUB"),
            ..CASH
        },
    );
    let number = desk.said_paid("cash");
    desk.confirm(number, &Decision::default()).unwrap();
    assert_eq!(desk.trip(number, "income_minor"), "-50000");
    assert_eq!(desk.balance("manual:cash"), -50_000);
    desk.assert_balanced();
}

/// Proves MAN-05 (bad input is refused, and nothing is stored).
#[test]
fn what_is_not_acceptable_is_refused_and_nothing_is_stored() {
    let desk = Desk::open();
    desk.add_system(1, &CASH);
    let number = desk.said_paid("cash");
    desk.clock.pass(DAY_MS);
    let before = desk.dump();
    let confirmed = |price: Option<Money>, paid_on: &str, comment: &str| {
        errors(desk.confirm(
            number,
            &Decision {
                price,
                paid_on: Some(paid_on.to_owned()),
                comment: comment.to_owned(),
            },
        ))
    };
    for (price, paid_on, comment, refused) in [
        (of("5.00", "USD"), "2026-11-23", "", "currency currency_not_supported"),
        (None, "2026-11-25", "", "paid_on date_in_future"),
        // A year before it was said.
        (None, "2025-11-22", "", "paid_on date_too_old"),
        (None, "2026-11-31", "", "paid_on date_malformed"),
        (None, "2026-11-23", &"x".repeat(2_001), "comment comment_too_long"),
        (
            of("5.00", "USD"),
            "",
            &"x".repeat(100_000),
            "currency currency_not_supported, paid_on date_malformed, comment comment_too_long",
        ),
    ] {
        assert_eq!(confirmed(price, paid_on, comment), refused);
    }
    let read = |body: serde_json::Value| {
        Decision::read(&body)
            .map(drop)
            .map_err(|errors| format!("{} {}", errors[0].field, errors[0].code))
    };
    for (body, refused) in [
        (json!({ "amount": "1.00" }), "currency required"),
        (json!({ "currency": "RUB" }), "amount required"),
        (
            json!({ "amount": "0", "currency": "RUB" }),
            "amount amount_not_positive",
        ),
        (json!({ "amount": "-1", "currency": "RUB" }), "amount amount_malformed"),
        (
            json!({ "amount": "0.001", "currency": "RUB" }),
            "amount amount_too_precise",
        ),
        (json!({ "amount": "1", "currency": "RUR" }), "currency currency_unknown"),
        (json!({ "amount": 1, "currency": "RUB" }), "amount wrong_type"),
        (json!({ "comment": [] }), "comment wrong_type"),
        (json!([]), " wrong_type"),
    ] {
        assert_eq!(read(body.clone()), Err(refused.to_owned()), "{body}");
    }
    assert_eq!(read(json!({})), Ok(()));
    desk.assert_unchanged(&before);
    assert_eq!(confirmed(None, "2025-11-23", ""), "");
}

/// Whatever a payer has said stays acceptable: a form sends it back.
#[test]
fn the_payers_day_may_be_sent_back_long_after() {
    let desk = Desk::open();
    desk.add_system(1, &CASH);
    let (number, token) = desk.ordered(&["cash"], 365);
    let new = operations::manual::open::NewTrip {
        terminal_id: "cash".to_owned(),
        paid_on: Some("2025-11-23".to_owned()),
        ..Default::default()
    };
    crate::kit::run(operations::manual::open::open(
        desk.ports(),
        &token,
        &new,
        "payer",
        desk.now(),
    ))
    .unwrap();
    desk.clock.pass(300 * DAY_MS);
    let price = of("1000.00", "RUB");
    desk.confirm(
        number,
        &Decision {
            price,
            paid_on: Some("2025-11-23".to_owned()),
            ..Decision::default()
        },
    )
    .unwrap();
}

/// The price as it was asked is no correction, in whatever currency.
#[test]
fn the_price_may_be_sent_back_as_it_was_asked() {
    let desk = Desk::open();
    desk.add_system(1, &PAYMENTS_ABROAD);
    desk.add_rate("USD", "RUB", "2026-11-20", "80");
    let number = desk.said_paid("abroad");
    desk.confirm(
        number,
        &Decision {
            price: of("1000.00", "RUB"),
            ..Decision::default()
        },
    )
    .unwrap();
    assert_eq!(desk.sums(number), "captured 1250 0 1250 0 0");
}

#[test]
fn nobody_confirms_what_is_not_theirs() {
    let desk = Desk::open();
    desk.add_system(1, &CASH);
    let number = desk.said_paid("cash");
    let by_card = desk.paid("card");
    let before = desk.dump();
    let confirm = |org_id, mode, number| {
        crate::kit::run(operations::manual::confirm::confirm(
            desk.ports(),
            org_id,
            mode,
            number,
            &Decision::default(),
            "person:1/0",
            desk.now(),
        ))
    };
    let reject = |org_id, mode, number| {
        crate::kit::run(operations::manual::reject::reject(
            desk.ports(),
            org_id,
            mode,
            number,
            "",
            "person:1/0",
            desk.now(),
        ))
    };
    for (org_id, mode, number) in [
        (2, None, number),
        (1, Some("live"), number),
        (1, None, by_card),
        (1, None, 99),
    ] {
        assert!(matches!(
            confirm(org_id, mode, number),
            Err(ManualError::PaymentNotFound)
        ));
        assert!(matches!(
            reject(org_id, mode, number),
            Err(ManualError::PaymentNotFound)
        ));
    }
    desk.assert_unchanged(&before);
    confirm(1, None, number).unwrap();
}

/// Proves MAN-05 (a card's success that comes after a confirmation goes back by itself).
#[test]
fn a_card_that_pays_afterwards_is_paid_back() {
    let desk = Desk::open();
    desk.add_system(1, &CASH);
    let (number, token) = desk.ordered(&["cash", "main"], 30);
    let payment = crate::kit::run(store::payments::by_number(&desk.database, 1, number, "test"))
        .unwrap()
        .unwrap();
    desk.start(&payment, "main").unwrap();
    desk.says_paid(&token, "cash").unwrap();
    desk.confirm(number, &Decision::default()).unwrap();
    assert_eq!(desk.outcome(&Says::captured("e1", &format!("{number}-1"))), "surplus");
    desk.network
        .will([Answer::json(&json!({ "status": "done", "operation_id": "op-1" }))]);
    assert_eq!(desk.resolve(), 1);
    assert_eq!(desk.sums(number), "captured 100000 0 100000 0 0");
    assert_eq!(
        [
            desk.balance("unclaimed"),
            desk.balance("in_transit:main"),
            desk.balance("manual:cash")
        ],
        [0, 0, 100_000]
    );
    desk.assert_balanced();
}

/// An invoice's time ends while the money is on its way: honoured, and marked.
#[test]
fn an_invoice_confirmed_after_its_time_is_marked() {
    let desk = Desk::open();
    desk.add_system(1, &CASH);
    let number = desk.said_paid("cash");
    desk.make_invoice(number);
    desk.clock.pass(2 * DAY_MS);
    desk.confirm(number, &Decision::default()).unwrap();
    assert_eq!(
        desk.payment(number, "money || ' ' || attention"),
        "captured late_success"
    );
    assert_eq!(
        desk.number("SELECT count(*) FROM notification WHERE kind = 'invoice_paid_late'"),
        1
    );
}
