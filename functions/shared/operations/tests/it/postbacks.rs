//! Merchants are told: signed, at least once, by one dispatcher at a time, with every try on record.

use domain::signature::standard_webhooks;
use serde_json::Value;

use crate::kit::{Answer, DAY_MS, Desk, MINUTE_MS, Request, SECRETS, Says};

/// A desk with one postback due.
pub(crate) fn due() -> (Desk, String) {
    let desk = Desk::open();
    desk.awaiting("k");
    let event_id = desk.told(&Says::captured("e1", "1-1")).unwrap().event_id.unwrap();
    desk.network.take_asked();
    (desk, event_id)
}

/// Its state, its attempts, and whether it is done with.
pub(crate) fn postback(desk: &Desk) -> String {
    desk.text("SELECT state || ' ' || attempts || ' ' || (due_at_ms IS NULL) FROM postback WHERE endpoint_id = 1")
}

/// Verifies as a merchant does, over the raw body, with either secret: they rotate.
fn assert_signed(request: &Request, event_id: &str, at_ms: i64) {
    assert_eq!(
        (request.header("webhook-id"), request.header("content-type")),
        (event_id, "application/json")
    );
    let timestamp_s: i64 = request.header("webhook-timestamp").parse().unwrap();
    assert_eq!(timestamp_s, at_ms / 1_000);
    let signatures: Vec<&str> = request.header("webhook-signature").split(' ').collect();
    for secret in SECRETS {
        let expected = standard_webhooks(&[secret.to_owned()], event_id, timestamp_s, &request.body).unwrap();
        assert!(
            signatures.contains(&expected.as_str()),
            "{signatures:?} lacks {expected}"
        );
    }
    assert_eq!(signatures.len(), SECRETS.len());
}

/// EDG-02 in part: the signature of Standard Webhooks, with two secrets while they rotate, and a record of each attempt.
#[test]
fn failures_are_tried_again_with_the_same_id_until_acknowledged() {
    for failures in [0, 1, 7] {
        let (desk, event_id) = due();
        desk.network
            .will(vec![Answer::Status(500, "not now".to_owned()); failures]);
        let mut sent_at = Vec::new();
        while postback(&desk).starts_with("pending") {
            let due_ms = desk.number("SELECT due_at_ms FROM postback");
            assert!(due_ms >= desk.now().ms());
            // Nothing goes out before it is due.
            desk.clock.set(due_ms - 1);
            assert_eq!(desk.dispatch(), 0);
            desk.clock.set(due_ms);
            assert_eq!(desk.dispatch(), 1);
            sent_at.push(due_ms);
            desk.clock.pass(1);
        }
        assert_eq!(postback(&desk), format!("delivered {} 1", failures + 1));
        assert_eq!(desk.payment(1, "notice"), "delivered");
        let asked = desk.network.take_asked();
        assert_eq!(asked.len(), failures + 1);
        let stored: Value = serde_json::from_str(&desk.text("SELECT body FROM event")).unwrap();
        for (request, at_ms) in asked.iter().zip(&sent_at) {
            assert_eq!(
                (request.url.as_str(), request.json()),
                ("https://shop.example/hooks", stored.clone())
            );
            assert_signed(request, &event_id, *at_ms);
        }
        let tries: Vec<(i64, i64, i64)> = serde_json::from_str(
            &desk.text("SELECT json_group_array(json_array(attempt, at_ms, status)) FROM postback_attempt"),
        )
        .unwrap();
        let expected = sent_at
            .iter()
            .enumerate()
            .map(|(index, at_ms)| (index as i64 + 1, *at_ms, if index == failures { 200 } else { 500 }));
        assert_eq!(tries, expected.collect::<Vec<_>>());
        // Delivered is delivered.
        desk.clock.pass(30 * DAY_MS);
        assert_eq!(desk.dispatch(), 0);
    }
}

#[test]
fn only_a_2xx_acknowledges() {
    let status = |status| Answer::Status(status, String::new());
    let answers = [
        status(301),
        status(302),
        status(304),
        status(400),
        status(404),
        status(429),
        status(500),
        status(503),
        Answer::Timeout,
        Answer::Broken,
    ];
    for answer in answers {
        let (desk, _) = due();
        desk.network.will([answer.clone()]);
        desk.dispatch();
        assert_eq!(
            (postback(&desk).as_str(), desk.payment(1, "notice").as_str()),
            ("pending 1 0", "sending"),
            "{answer:?}"
        );
        let explained =
            desk.number("SELECT count(*) FROM postback_attempt WHERE (status IS NULL) = (error IS NOT NULL)");
        assert_eq!(explained, 1, "{answer:?}");
    }
    for good in [200, 201, 202, 204] {
        let (desk, _) = due();
        desk.network.will([status(good)]);
        desk.dispatch();
        assert_eq!(postback(&desk), "delivered 1 1", "{good}");
    }
}

#[test]
fn an_answer_is_kept_up_to_four_kibibytes() {
    let (desk, _) = due();
    desk.network.will([Answer::Status(500, "x".repeat(100_000))]);
    desk.dispatch();
    assert_eq!(desk.number("SELECT length(answer) FROM postback_attempt"), 4_096);
}

#[test]
fn an_address_that_must_not_be_called_is_a_failed_attempt_with_its_reason() {
    for url in [
        "http://shop.example/",
        "https://127.0.0.1/",
        "https://[::1]/",
        "https://10.0.0.1/",
        "https://a:b@shop.example/",
        "https://host.internal/",
        "https://2130706433/",
    ] {
        let (desk, _) = due();
        desk.execute(&format!("UPDATE endpoint SET address = '{url}'"));
        assert_eq!(desk.dispatch(), 1);
        assert!(desk.network.take_asked().is_empty(), "{url} was called");
        assert_eq!(postback(&desk), "pending 1 0");
        assert!(
            desk.text("SELECT error FROM postback_attempt")
                .starts_with("the address must"),
            "{url}"
        );
    }
}

#[test]
fn an_endpoint_whose_secrets_do_not_open_holds_nobody_up() {
    let (desk, _) = due();
    desk.add_endpoint(2, "https://second.example/", false);
    desk.execute(
        "UPDATE endpoint_secret SET secret = (SELECT secret FROM endpoint_secret WHERE endpoint_id = 2) WHERE endpoint_id = 1",
    );
    desk.awaiting("k2");
    desk.told(&Says::captured("e2", "2-1")).unwrap();
    desk.network.take_asked();
    assert_eq!(desk.dispatch(), 3);
    assert_eq!(
        desk.network
            .take_asked()
            .iter()
            .map(|asked| asked.url.as_str())
            .collect::<Vec<_>>(),
        ["https://second.example/"]
    );
    assert_eq!(
        desk.number("SELECT count(*) FROM postback_attempt WHERE error IS NOT NULL AND status IS NULL"),
        2
    );
    assert_eq!(
        desk.text("SELECT state FROM postback WHERE endpoint_id = 2"),
        "delivered"
    );
}

#[test]
fn every_endpoint_of_the_mode_is_told_and_the_primary_s_delivery_is_the_notice() {
    let desk = Desk::open();
    desk.add_endpoint(2, "https://second.example/", false);
    desk.add_endpoint(3, "https://live.example/", false);
    desk.execute("UPDATE endpoint SET mode = 'live' WHERE endpoint_id = 3");
    desk.awaiting("k");
    desk.told(&Says::captured("e1", "1-1")).unwrap();
    desk.network.take_asked();
    desk.execute("UPDATE postback SET due_at_ms = due_at_ms + 60000 WHERE endpoint_id = 1");
    assert_eq!(desk.dispatch(), 1);
    assert_eq!(desk.payment(1, "notice"), "sending");
    desk.clock.pass(MINUTE_MS);
    assert_eq!(desk.dispatch(), 1);
    assert_eq!(desk.payment(1, "notice"), "delivered");
    let urls: Vec<String> = desk.network.take_asked().into_iter().map(|asked| asked.url).collect();
    assert_eq!(urls, ["https://second.example/", "https://shop.example/hooks"]);
}

#[test]
fn without_an_endpoint_there_is_no_notice_to_wait_for() {
    let desk = Desk::open();
    desk.execute("DELETE FROM endpoint_secret; DELETE FROM endpoint");
    desk.awaiting("k");
    assert_eq!(desk.told(&Says::captured("e1", "1-1")).unwrap().event_id, None);
    assert_eq!((desk.payment(1, "notice").as_str(), desk.dispatch()), ("none", 0));
}
