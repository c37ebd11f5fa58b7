//! Letters as people get them, and the notifications that they and the cabinet tell of.

use domain::{
    letter::{LetterKind, token_owner},
    sealed::KeyRing,
};
use runtime::eventually;
use serde_json::{Value, json};

use crate::kit::{BankEvent, DESK, SignedIn, TestMerchant, enter, get, now_ms, post};

/// The letters to an address.
fn letters(address: &str) -> Vec<Value> {
    let mails = get("/__local/mailbox").send().json();
    let to = mails["items"].as_array().unwrap().iter();
    to.filter(|mail| mail["to"] == address).cloned().collect()
}

/// The first letter to an address, whichever tick takes it.
fn letter(address: &str) -> Value {
    eventually("the letter", || {
        DESK.cron("mail-dispatch", None)?;
        Ok((!letters(address).is_empty()).then_some(()))
    })
    .unwrap();
    letters(address).remove(0)
}

/// A callback that fits no payment.
fn unmatched(shop: &TestMerchant, id: &str) {
    let event = BankEvent {
        id: id.to_owned(),
        kind: "payment.captured",
        reference: "999999-1".to_owned(),
        amount_minor: 10_000,
        currency: "RUB".to_owned(),
        decline_code: None,
    };
    // Refused, so that the bank tells it again.
    assert_eq!(shop.callback(&event).status, 409);
}

/// What the person sees: ids of callbacks, `+` before what is unread; and how many are.
fn seen(person: &SignedIn, query: &str) -> (Vec<String>, u64) {
    let page = person.read(&format!("/api/notifications?{query}"));
    let items = page["items"].as_array().unwrap().iter();
    let shown = items.map(|item| {
        let mark = if item["read"] == true { "" } else { "+" };
        format!(
            "{mark}{} {}",
            item["kind"].as_str().unwrap(),
            item["subject"].as_str().unwrap()
        )
    });
    (shown.collect(), page["unread"].as_u64().unwrap())
}

/// Proves SPR-08: a recovery's letter, with the link that its sealed token makes.
#[test]
fn a_letter_with_a_link_reaches_the_mailbox() {
    let shop = TestMerchant::open();
    let address = format!("ann-{}@shop.example", shop.merchant.slug);
    let token = format!("{:064x}", shop.merchant.org_id);
    let key = KeyRing::parse(&DESK.secrets().mail_key).unwrap();
    let sealed = key
        .seal(&token_owner(LetterKind::PasswordReset, &address), &token, [7; 12])
        .unwrap();
    let now = now_ms();
    shop.execute(&format!(
        "INSERT INTO letter (kind, address, language, token, due_at_ms, created_at_ms, expires_at_ms)
         SELECT 'password_reset', '{address}', 'ru', '{sealed}', {now}, {now}, {} WHERE ?1 > 0",
        now + 1_800_000
    ));
    let letter = letter(&address);
    assert_eq!(letter["subject"], "Новый пароль для Edgetill");
    let text = letter["text"].as_str().unwrap();
    assert!(text.contains(&format!("/cabinet/recovery#{token}\n")), "{text}");
    let kept = shop.rows(
        "SELECT state, token FROM letter WHERE address = ?2 AND ?1 > 0",
        json!(address),
    );
    assert_eq!((&kept[0]["state"], &kept[0]["token"]), (&json!("sent"), &Value::Null));
}

/// Proves SPR-03: seen in the cabinet, counted, read, and told by e-mail where that is wanted.
#[test]
fn a_notification_is_seen_read_and_told_by_e_mail() {
    let shop = TestMerchant::open();
    let owner = enter(&shop);
    shop.execute("DELETE FROM notification WHERE org_id = ?1 AND kind = 'new_sign_in'");
    assert_eq!(owner.read("/api/notifications/mail"), json!({ "kinds": [] }));
    let address = format!("owner-{}@shop.example", shop.merchant.slug);
    shop.execute(&format!(
        "UPDATE person SET email = '{address}' WHERE person_id = (SELECT person_id FROM membership WHERE org_id = ?1)"
    ));
    let wanted = json!({ "kinds": ["refund_stuck", "callback_unmatched", "refund_stuck"] });
    let kinds = json!({ "kinds": ["callback_unmatched", "refund_stuck"] });
    assert_eq!(owner.write("/api/notifications/mail", &wanted).json(), kinds);
    assert_eq!(owner.read("/api/notifications/mail"), kinds);
    for wrong in [
        json!({ "kinds": ["everything"] }),
        json!({ "kinds": ["new_sign_in"] }),
        json!({ "kinds": "all" }),
        json!({}),
    ] {
        let answer = owner.write("/api/notifications/mail", &wrong);
        assert_eq!(
            (answer.status, answer.json()["errors"][0]["field"].as_str()),
            (422, Some("kinds")),
            "{wrong}"
        );
    }
    for id in ["e1", "e2", "e3"] {
        unmatched(&shop, id);
    }
    let letter = letter(&address);
    assert!(
        letter["text"].as_str().unwrap().contains("/cabinet/notifications"),
        "{letter}"
    );
    let callback = |mark: &str, id: &str| format!("{mark}callback_unmatched callback:sandbox:{id}");
    let (mut all, unread) = seen(&owner, "");
    all.sort();
    assert_eq!(
        (all, unread),
        (["e1", "e2", "e3"].map(|id| callback("+", id)).to_vec(), 3)
    );
    // By pages, over the cursor that the answer names.
    let first = owner.read("/api/notifications?limit=2");
    let cursor = first["next"].as_str().unwrap().replace('%', "%25").replace(':', "%3A");
    let rest = owner.read(&format!("/api/notifications?limit=2&cursor={cursor}"));
    assert_eq!(
        (rest["items"].as_array().unwrap().len(), &rest["next"]),
        (1, &Value::Null)
    );
    let last = rest["items"][0]["id"].as_str().unwrap();
    assert_eq!(
        owner.write("/api/notifications/read", &json!({ "ids": [last] })).status,
        204
    );
    let (unread, count) = seen(&owner, "unread=true");
    assert_eq!((unread.len(), count), (2, 2));
    assert_eq!(
        owner.write("/api/notifications/read", &json!({ "all": true })).status,
        204
    );
    assert_eq!(seen(&owner, "unread=true"), (vec![], 0));
    assert_eq!(seen(&owner, "").0.len(), 3);
    for wrong in [
        json!({}),
        json!({ "ids": "x" }),
        json!({ "ids": [1] }),
        json!({ "all": false }),
    ] {
        assert_eq!(owner.write("/api/notifications/read", &wrong).status, 422, "{wrong}");
    }
    for wrong in ["cursor=x", "cursor=1", "limit=0", "cursor=0~a"] {
        assert_eq!(
            owner.ask(get(&format!("/api/notifications?{wrong}"))).status,
            422,
            "{wrong}"
        );
    }
    let journal = shop.rows(
        "SELECT detail FROM journal WHERE org_id = ?1 AND action = 'notification_mail_changed' AND ?2 = 0",
        json!(0),
    );
    assert_eq!(journal.len(), 1);
}

/// Another organisation's notifications are neither seen nor marked.
#[test]
fn notifications_stay_in_their_organisation() {
    let (ours, theirs) = (TestMerchant::open(), TestMerchant::open());
    let (owner, stranger) = (enter(&ours), enter(&theirs));
    for shop in [&ours, &theirs] {
        shop.execute("DELETE FROM notification WHERE org_id = ?1 AND kind = 'new_sign_in'");
    }
    unmatched(&ours, "e1");
    let id = owner.read("/api/notifications")["items"][0]["id"].clone();
    assert_eq!(seen(&stranger, ""), (vec![], 0));
    assert_eq!(
        stranger
            .write("/api/notifications/read", &json!({ "ids": [id] }))
            .status,
        204
    );
    assert_eq!(
        stranger
            .write("/api/notifications/read", &json!({ "all": true }))
            .status,
        204
    );
    assert_eq!(seen(&owner, "").1, 1);
    let foreign = get("/api/notifications").header("x-organisation", &ours.merchant.slug);
    assert_eq!(stranger.ask(foreign).problem(), "organisation_refused");
}

/// Nobody reaches letters and the judge of passwords over the desk's address.
#[test]
fn what_functions_ask_of_each_other_has_no_public_address() {
    for path in ["/dispatch", "/strength"] {
        let answer = post(path).json(&json!({ "password": "x" })).send();
        assert_eq!(answer.status, 405, "{path}: only pages stand there");
    }
}
