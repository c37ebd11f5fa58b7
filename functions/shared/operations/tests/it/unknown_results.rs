//! The bank has not answered, or not so that it can be understood: asked what became of it, and nothing moves twice.

use serde_json::json;

use crate::kit::{Answer, DAY_MS, Desk, HOUR_MS, MINUTE_MS, Says, code, pending, run, state};

fn not_found() -> Answer {
    Answer::Status(404, json!({ "code": "operation_not_found" }).to_string())
}

/// A paid payment with a refund of 100.00 of unknown result.
fn unknown() -> (Desk, i64, String) {
    let desk = Desk::open();
    let number = desk.paid("k");
    desk.network.will([Answer::Timeout]);
    assert_eq!(state(&desk.refund(number, "r", Some("100.00"))), "unknown");
    desk.network.take_asked();
    let key = desk.bank_key(2);
    (desk, number, key)
}

fn urls(desk: &Desk) -> Vec<String> {
    let path = |url: String| {
        url.trim_start_matches("https://bank.example/bank/api/payments/")
            .to_owned()
    };
    desk.network
        .take_asked()
        .into_iter()
        .map(|asked| path(asked.url))
        .collect()
}

#[test]
fn what_cannot_be_understood_is_unknown_and_reserved() {
    let nonsense = |status, body: &str| Answer::Status(status, body.to_owned());
    for answer in [
        Answer::Timeout,
        Answer::Broken,
        nonsense(500, "{}"),
        nonsense(502, "<html>"),
        nonsense(200, ""),
        nonsense(200, "{}"),
        nonsense(200, r#"{"status":"maybe"}"#),
        nonsense(200, r#"["done"]"#),
        nonsense(401, r#"{"code":"unauthorised"}"#),
        nonsense(404, r#"{"code":"payment_not_found"}"#),
        nonsense(429, "{}"),
    ] {
        let desk = Desk::open();
        let number = desk.paid("k");
        desk.network.will([answer.clone()]);
        assert_eq!(
            state(&desk.refund(number, "r", Some("100.00"))),
            "unknown",
            "{answer:?}"
        );
        assert_eq!(desk.reserved(number), "0 0 10000");
        assert_eq!(
            desk.payment(number, "money || ' ' || operations_unknown"),
            "refunding 1"
        );
        assert_eq!(desk.told_types(), ["captured"]);
        desk.clock.pass(2 * MINUTE_MS);
        assert_eq!(desk.resolve(), 1);
        assert_eq!(
            desk.payment(number, "money || ' ' || operations_unknown"),
            "partially_refunded 0"
        );
        desk.assert_balanced();
    }
}

/// Proves EDG-06: the bank had acted, and its answer was lost: it is asked, and not told again.
#[test]
fn the_janitor_asks_what_became_of_the_key_and_sends_nothing_again() {
    let (desk, number, key) = unknown();
    assert_eq!((desk.resolve(), urls(&desk).len()), (0, 0), "not before its time");
    desk.clock.pass(MINUTE_MS);
    assert_eq!(desk.resolve(), 1);
    assert_eq!(urls(&desk), [format!("bp-1-1/operations/{key}")]);
    assert_eq!(desk.sums(number), "partially_refunded 100000 0 100000 10000 0");
    assert_eq!(desk.told_types(), ["captured", "partially_refunded"]);
    let before = desk.dump();
    desk.clock.pass(DAY_MS);
    assert_eq!((desk.resolve(), urls(&desk).len()), (0, 0));
    desk.assert_unchanged(&before);
}

/// Proves EDG-06: "not found" is definite only after the bank's horizon; then the same key is sent again.
#[test]
fn not_found_is_definite_only_after_the_horizon_and_then_the_same_key_is_sent() {
    let (desk, number, key) = unknown();
    let began = desk.now().ms();
    let ask = format!("bp-1-1/operations/{key}");
    let mut asked_at = Vec::new();
    while desk.now().ms() < began + 10 * MINUTE_MS - MINUTE_MS {
        desk.clock.pass(MINUTE_MS);
        desk.network.will([not_found()]);
        assert_eq!(desk.resolve(), 0);
        desk.network.forget();
        for url in urls(&desk) {
            assert_eq!(url, ask);
            asked_at.push((desk.now().ms() - began) / MINUTE_MS);
        }
    }
    // Each wait twice the one before.
    assert_eq!(asked_at, [1, 3, 7]);
    assert_eq!(desk.reserved(number), "0 0 10000");
    desk.clock.pass(6 * MINUTE_MS);
    desk.network.will([not_found()]);
    assert_eq!(desk.resolve(), 1);
    let sent = desk.network.take_asked();
    assert_eq!(sent.len(), 2);
    assert!(sent[0].url.ends_with(&ask) && sent[1].url.ends_with("bp-1-1/refund"));
    assert_eq!(sent[1].json(), json!({ "key": key, "amount_minor": 10_000 }));
    assert_eq!(desk.sums(number), "partially_refunded 100000 0 100000 10000 0");
}

/// The waits grow to an hour, and nothing is written down twice about it.
#[test]
fn it_asks_ever_more_rarely_and_journals_nothing_of_it() {
    let (desk, number, _) = unknown();
    let (journal, began) = (desk.journal_end(), desk.now().ms());
    desk.network.always(Some(Answer::Broken));
    let mut asked = 0;
    for _ in 0..2 * 24 * 60 {
        desk.clock.pass(MINUTE_MS);
        assert_eq!(desk.resolve(), 0);
        asked += desk.network.take_asked().len();
    }
    assert!((48..=56).contains(&asked), "{asked} questions in two days");
    assert!(desk.journaled(journal).is_empty(), "{:?}", desk.journaled(journal));
    assert_eq!(desk.reserved(number), "0 0 10000", "never given up");
    // Somebody should look, and is told once.
    assert_eq!(desk.payment(number, "attention"), "refund_stuck");
    assert_eq!(
        desk.number(&format!(
            "SELECT count(*) FROM notification WHERE kind = 'refund_stuck' AND created_at_ms >= {began} + 3600000"
        )),
        1
    );
    assert_eq!(desk.number("SELECT count(*) FROM notification"), 1);
    desk.network.always(None);
    desk.clock.pass(HOUR_MS);
    assert_eq!(desk.resolve(), 1);
    assert_eq!(
        desk.payment(number, "money || ' ' || COALESCE(attention, '-')"),
        "partially_refunded -"
    );
    assert_eq!(desk.journaled(journal), ["refund_done"]);
}

#[test]
fn an_hour_is_not_over_before_it_is_over() {
    let (desk, number, _) = unknown();
    desk.network.always(Some(pending()));
    for minute in 1..=180 {
        desk.clock.pass(MINUTE_MS);
        desk.resolve();
        let stuck = desk.payment(number, "COALESCE(attention, '-')") == "refund_stuck";
        assert!(!stuck || minute >= 60, "after {minute} minutes");
    }
    assert_eq!(desk.payment(number, "attention"), "refund_stuck");
}

#[test]
fn an_operation_that_the_bank_decides_later_is_decided_by_its_callback() {
    for (kind, sums, types) in [
        (
            "refunded",
            "partially_refunded 100000 0 100000 10000 0",
            "partially_refunded",
        ),
        ("refund_refused", "captured 100000 0 100000 0 0", "refund_refused"),
    ] {
        let desk = Desk::open();
        let number = desk.paid("k");
        desk.network.will([pending()]);
        assert_eq!(state(&desk.refund(number, "r", Some("100.00"))), "sent");
        assert_eq!(desk.payment(number, "operations_unknown"), "0");
        let says = Says::of("e1", kind, "1-1").minor(10_000).of_key(&desk.bank_key(2));
        let booked = desk.told(&says).unwrap();
        assert_eq!(
            (booked.settled.outcome.as_str(), booked.event_id.is_some()),
            ("settled", true)
        );
        assert_eq!(
            (desk.sums(number).as_str(), desk.reserved(number).as_str()),
            (sums, "0 0 0")
        );
        assert_eq!(desk.told_types(), ["captured", types]);
        // Told again, and found again, it is no news.
        desk.network.take_asked();
        let before = desk.dump();
        desk.clock.pass(DAY_MS);
        assert_eq!(desk.outcome(&says), "settled");
        assert_eq!((desk.resolve(), desk.network.take_asked().len()), (0, 0));
        desk.assert_unchanged(&before);
        let again = Says {
            event_id: "e2".to_owned(),
            ..says
        };
        assert_eq!(desk.outcome(&again), "repeated");
        assert_eq!(desk.sums(number), sums);
        desk.assert_balanced();
    }
}

/// The callback is faster than the bank's own answer: whatever that answer says then changes nothing.
#[test]
fn a_callback_before_our_own_answer_stands() {
    for answer in [
        None,
        Some(Answer::Timeout),
        Some(Answer::json(&json!({ "status": "refused" }))),
    ] {
        let desk = Desk::open();
        let number = desk.paid("k");
        desk.network.slow();
        desk.network.will(answer);
        let asking = async {
            let refund = desk.refunding(number, "r", Some("100.00"));
            let callback = async {
                let says = Says::of("e1", "refunded", "1-1")
                    .minor(10_000)
                    .of_key(&desk.bank_key(2));
                let body = says.body().to_string();
                let headers = Desk::sign(desk.now().unix_s(), body.as_bytes());
                desk.told_at(&desk.terminal("alpha", "main"), &headers, body.as_bytes())
                    .await
            };
            futures_util::future::join(refund, callback).await
        };
        let (refund, callback) = run(asking);
        assert_eq!(callback.unwrap().settled.outcome, "settled");
        let refund = refund.unwrap();
        assert_eq!((refund.operation.state.as_str(), refund.event_id), ("done", None));
        assert_eq!(desk.sums(number), "partially_refunded 100000 0 100000 10000 0");
        assert_eq!(desk.payment(number, "COALESCE(attention, '-')"), "-");
        assert_eq!(desk.told_types(), ["captured", "partially_refunded"]);
        assert_eq!(
            desk.number("SELECT count(*) FROM journal WHERE action = 'refund_done'"),
            1
        );
        desk.assert_balanced();
    }
}

#[test]
fn a_callback_about_a_key_that_does_not_fit_contradicts() {
    let desk = Desk::open();
    let number = desk.paid("k");
    desk.network.will([pending()]);
    desk.refund(number, "r", Some("100.00")).unwrap();
    let key = desk.bank_key(2);
    for (event, says, outcome) in [
        (
            "e1",
            Says::of("e1", "refunded", "1-1").minor(9_999).of_key(&key),
            "contradicted",
        ),
        (
            "e2",
            Says::of("e2", "captured", "1-1").minor(10_000).of_key(&key),
            "contradicted",
        ),
        (
            "e3",
            Says::of("e3", "refunded", "1-1").minor(10_000).of_key("nobody's"),
            "contradicted",
        ),
        (
            "e4",
            Says::of("e4", "refunded", "1-1")
                .minor(10_000)
                .of_key(&key)
                .currency("USD"),
            "mismatch",
        ),
        (
            "e5",
            Says::of("e5", "refunded", "1-9").minor(10_000).of_key(&key),
            "unmatched",
        ),
        (
            "e6",
            Says::of("e6", "refunded", "1-1")
                .minor(10_000)
                .of_key(&key)
                .at("second"),
            "unmatched",
        ),
    ] {
        assert_eq!(desk.outcome(&says), outcome, "{event}");
        assert_eq!(desk.reserved(number), "0 0 10000", "{event}");
    }
    assert_eq!(desk.sums(number), "refunding 100000 0 100000 0 0");
    assert_eq!(
        desk.outcome(&Says::of("e7", "refunded", "1-1").minor(10_000).of_key(&key)),
        "settled"
    );
    assert_eq!(
        desk.outcome(&Says::of("e8", "refund_refused", "1-1").minor(10_000).of_key(&key)),
        "contradicted",
        "what was done is not refused any more"
    );
    assert_eq!(desk.sums(number), "partially_refunded 100000 0 100000 10000 0");
    desk.assert_balanced();
}

#[test]
fn a_person_asks_now_and_a_decided_operation_is_not_asked_about() {
    let (desk, number, key) = unknown();
    let ask = || {
        run(operations::operation::settle::ask_now(
            desk.ports(),
            &desk.key,
            1,
            number,
            2,
        ))
    };
    desk.network.will([not_found()]);
    assert_eq!(state(&ask()), "unknown");
    assert_eq!(state(&ask()), "done");
    assert_eq!(
        urls(&desk),
        [format!("bp-1-1/operations/{key}"), format!("bp-1-1/operations/{key}")]
    );
    let before = desk.dump();
    assert_eq!(code(ask()), "operation_decided");
    desk.assert_unchanged(&before);
}

/// Proves EDG-06: ticks that overlap ask once.
#[test]
fn overlapping_ticks_ask_once() {
    let (desk, number, _) = unknown();
    desk.clock.pass(MINUTE_MS);
    desk.network.slow();
    let tick = || operations::operation::resolve::resolve_due(desk.ports(), &desk.key, desk.now());
    let ticks = run(futures_util::future::join_all([tick(), tick(), tick()]));
    assert_eq!(ticks.into_iter().map(|tick| tick.unwrap().len()).sum::<usize>(), 1);
    assert_eq!(urls(&desk).len(), 1);
    assert_eq!(desk.payment(number, "refunded_minor"), "10000");
}
