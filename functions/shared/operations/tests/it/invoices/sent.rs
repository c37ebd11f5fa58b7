//! Sent, and sent again.

use futures_util::future::join_all;
use serde_json::json;

use super::{
    Desks, body,
    kit::{refused, with},
};
use crate::{
    kit::{Desk, MINUTE_MS, run},
    letters::{mails, ticking},
};

/// Proves SPR-04 (by e-mail or SMS with a link): both go out in the client's language, and the client's timeline says so.
#[test]
fn it_goes_by_e_mail_and_by_sms() {
    let desk = Desk::open();
    let invoice = desk.bill("k", &with(json!({ "send": ["email", "sms"] }))).unwrap();
    assert_eq!((invoice.status.as_str(), invoice.sends), ("sent", 1));
    assert_eq!(invoice.sent_at_ms, Some(desk.now().ms()));
    assert_eq!(desk.text("SELECT group_concat(kind || ' ' || order_id || ' ' || actor) FROM client_timeline WHERE kind = 'invoice_sent'"), "invoice_sent 1 api_key:sk_test_1");
    run(ticking(&desk)).unwrap();
    let asked = desk.network.take_asked();
    let link = format!("https://pay.example/pay/{}?lang=ru", invoice.token);
    let mail = asked.iter().find(|asked| asked.url.contains("mail")).unwrap().json();
    assert_eq!(
        (&mail["to"], &mail["subject"]),
        (&json!("ivan@client.example"), &json!("Счёт 1 от alpha: 1000.00 RUB"))
    );
    assert!(
        mail["text"].as_str().unwrap().contains(&format!("\n{link}\n")),
        "{mail}"
    );
    assert!(
        mail["text"]
            .as_str()
            .unwrap()
            .contains("Оплатить до: 2026-11-24 10:00 UTC\n"),
        "{mail}"
    );
    let sms = asked.iter().find(|asked| asked.url.contains("sms")).unwrap().json();
    assert_eq!(sms["to"], "+79161234567");
    assert_eq!(
        sms["text"],
        format!("alpha: счёт 1, 1000.00 RUB, оплатить до 2026-11-24 10:00 UTC: {link}")
    );
    assert!(
        !desk.text("SELECT group_concat(detail) FROM journal").contains("ivan@"),
        "addresses are masked"
    );
    assert_eq!(
        desk.text("SELECT detail FROM journal WHERE action = 'invoice_sent'"),
        r#"{"email":"i***@client.example","phone":"+7******4567","sends":1}"#
    );
}

/// Proves SPR-04 (send again): bounded, also under twenty at once; each is a letter of its own.
#[test]
fn twenty_at_once_send_ten_in_all() {
    let desk = Desk::open();
    desk.bill("k", &with(json!({ "send": ["email"] }))).unwrap();
    desk.clock.pass(MINUTE_MS);
    let only = json!({ "channels": ["email"] });
    let answers = run(join_all((0..20).map(|_| desk.sending(1, &only))));
    let (sent, refusals): (Vec<_>, Vec<_>) = answers.into_iter().partition(Result::is_ok);
    assert_eq!((sent.len(), refusals.len()), (9, 11));
    for refusal in refusals {
        assert_eq!(refused(refusal), "sends_exhausted");
    }
    assert_eq!(desk.number("SELECT sends FROM invoice"), 10);
    assert_eq!(desk.number("SELECT count(*) FROM letter"), 10);
    assert_eq!(
        desk.number("SELECT count(*) FROM client_timeline WHERE kind = 'invoice_sent'"),
        10
    );
    assert_eq!(
        desk.number("SELECT last_sent_at_ms - sent_at_ms FROM invoice"),
        MINUTE_MS
    );
    // To one address they go ten minutes apart.
    for _ in 0..10 {
        run(ticking(&desk)).unwrap();
        assert_eq!(mails(&desk).len(), 1);
        desk.clock.pass(10 * MINUTE_MS);
    }
}

/// Proves SPR-04: an organisation's letters go out one after the other, so that a flood of them keeps nobody else waiting.
#[test]
fn a_flood_of_letters_holds_up_only_itself() {
    let desk = Desk::open();
    for client in 0..20 {
        let bill = with(json!({ "client": { "email": format!("c{client}@client.example") }, "send": ["email"] }));
        desk.bill(&format!("k{client}"), &bill).unwrap();
    }
    let due = "SELECT json_array(min(due_at_ms) - created_at_ms, max(due_at_ms) - created_at_ms) FROM letter";
    assert_eq!(desk.text(due), "[0,114000]");
    run(ticking(&desk)).unwrap();
    assert_eq!(mails(&desk).len(), 1);
    desk.clock.pass(2 * MINUTE_MS);
    run(ticking(&desk)).unwrap();
    assert_eq!(mails(&desk).len(), 19);
}

/// Sent again to another address, from then on; by default by every way that there is an address for.
#[test]
fn it_is_sent_where_it_is_said() {
    let desk = Desk::open();
    desk.bill("k", &with(json!({ "client": { "name": "Ivan" } }))).unwrap();
    let before = desk.dump();
    assert_eq!(refused(run(desk.sending(1, &json!({})))), "channels required");
    assert_eq!(
        refused(run(desk.sending(1, &json!({ "channels": ["email"] })))),
        "email required"
    );
    assert_eq!(
        refused(run(desk.sending(1, &json!({ "channels": ["sms"], "phone": "12" })))),
        "phone phone_malformed, phone required"
    );
    desk.assert_unchanged(&before);
    let sent = run(desk.sending(1, &json!({ "email": "Ivan@new.example" }))).unwrap();
    assert_eq!(
        (sent.email.as_deref(), sent.status.as_str()),
        (Some("ivan@new.example"), "sent")
    );
    run(desk.sending(1, &json!({ "phone": "+79160000000" }))).unwrap();
    assert_eq!(
        desk.text("SELECT group_concat(channel || ' ' || address, ', ') FROM letter"),
        "email ivan@new.example, email ivan@new.example, sms +79160000000"
    );
    assert_eq!(
        desk.text("SELECT email IS NULL FROM client"),
        "1",
        "what is known of the client stays as it is"
    );
}

/// What is over is not sent; and a letter that nobody took goes to nobody once it is.
#[test]
fn what_is_over_is_not_sent() {
    let desk = Desk::open();
    desk.bill("k1", &body()).unwrap();
    desk.bill("k2", &with(json!({ "send": ["email"] }))).unwrap();
    run(desk.calling_off(1)).unwrap();
    assert_eq!(refused(run(desk.sending(1, &json!({})))), "over cancelled");
    desk.clock.pass(super::DAY - 1);
    run(desk.sending(2, &json!({ "channels": ["email"] }))).unwrap();
    desk.clock.pass(1);
    let before = desk.dump();
    assert_eq!(refused(run(desk.sending(2, &json!({})))), "over expired");
    desk.assert_unchanged(&before);
    run(ticking(&desk)).unwrap();
    assert_eq!(mails(&desk).len(), 0);
    assert_eq!(desk.text("SELECT group_concat(DISTINCT state) FROM letter"), "failed");
}
