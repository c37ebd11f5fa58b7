//! Terminals and limits as people manage them in the cabinet, and what becomes of payers meanwhile.

use bank::cards::Behaviour;
use runtime::eventually;
use serde_json::{Value, json};

use crate::kit::{DESK, TestMerchant, TestPerson, Trip, enter, get, pay, post};

/// A terminal at the sandbox bank, which knows it under another name.
fn body(shop: &TestMerchant, terminal: &str) -> Value {
    let bank_key = DESK.secrets().derive(&format!("{}:bank-api-key", shop.merchant.slug));
    json!({
        "terminal": terminal, "acquirer": "sandbox-bank", "mode": "test", "name": "Second till", "stages": 1,
        "credentials": {
            "base_url": DESK.base_url(), "api_key": bank_key.iter().map(|byte| format!("{byte:02x}")).collect::<String>(),
            "callback_secret": shop.merchant.callback_secret, "terminal": "sandbox",
        },
    })
}

fn fees() -> Value {
    json!({ "fees": [{ "currency": "RUB", "service_percent": "0.7", "bank_percent": "0.45", "minimum": "1.00" }] })
}

/// Sends the payer of a payment to the bank by a terminal.
fn send(payment: &Value, terminal: &str) -> Trip {
    let pay_url = payment["pay_url"].as_str().unwrap().to_owned();
    let answer = post(&pay_url).form(&format!("terminal={terminal}")).send();
    assert_eq!(answer.status, 303, "{answer:?}");
    Trip {
        number: payment["number"].as_i64().unwrap(),
        attempt: 1,
        pay_url,
        bank_url: answer.header("location").to_owned(),
    }
}

/// Proves SPR-08, CLK-04: made in the cabinet, given fees by an operator who visits, paid through; its secrets seen nowhere.
#[test]
fn a_terminal_made_in_the_cabinet_is_paid_through() {
    let shop = TestMerchant::open();
    let (owner, slug) = (enter(&shop), &shop.merchant.slug);
    let made = owner.write("/api/terminals", &body(&shop, "second"));
    assert_eq!(made.status, 201, "{made:?}");
    assert_eq!(
        made.json()["callback_url"],
        format!("{}/callbacks/sandbox-bank/{slug}/second", DESK.base_url())
    );
    let order = json!({ "amount": "100.00", "currency": "RUB", "order": "A-1", "terminal": "second" });
    let refused = shop.create("A-1", &order);
    assert_eq!(
        (refused.status, refused.fields()),
        (422, vec!["currency:currency_not_supported".to_owned()])
    );
    // Fees are the platform's to set: by an operator, in a visit.
    let path = "/api/terminals/second/fees";
    assert_eq!(owner.write(path, &fees()).problem(), "operators_only");
    let stranger = TestPerson::new("operator").session();
    assert_eq!(stranger.write_in(slug, path, &fees()).problem(), "organisation_refused");
    let onlooker = TestPerson::new("operator").visiting(shop.merchant.org_id, "viewer");
    assert_eq!(onlooker.write_in(slug, path, &fees()).problem(), "permission_missing");
    let operator = TestPerson::new("operator").visiting(shop.merchant.org_id, "manager");
    let set = operator.write_in(slug, path, &fees());
    assert_eq!(set.status, 200, "{set:?}");
    assert_eq!(
        set.json()["fees"],
        json!([{ "currency": "RUB", "service_percent": "0.7", "bank_percent": "0.45", "total_percent": "1.15", "minimum": "1.00" }])
    );
    let payment = shop.create("A-1", &order).json();
    let trip = send(&payment, "second");
    pay(&trip, Behaviour::Approve);
    shop.until(trip.number, "captured");
    let fee = shop.rows(
        "SELECT fee_minor FROM payment WHERE org_id = ?1 AND number = ?2",
        json!(trip.number),
    );
    assert_eq!(fee[0]["fee_minor"], 115);
    // Listed without a secret, and told of without one.
    let listed = owner.read("/api/terminals?mode=test");
    let second = listed["items"]
        .as_array()
        .unwrap()
        .iter()
        .find(|one| one["terminal"] == "second")
        .unwrap();
    assert_eq!(
        second["credentials"],
        json!({ "base_url": "set", "api_key": "set", "callback_secret": "set", "terminal": "set" })
    );
    let journal = shop.rows(
        "SELECT group_concat(detail || actor, ' ') AS all_of_it FROM journal WHERE org_id = ?1 AND ?2 = 0",
        json!(0),
    );
    let journal = journal[0]["all_of_it"].as_str().unwrap();
    assert!(journal.contains("operator:"), "who set the fees is told");
    for secret in ["api_key", "callback_secret"] {
        let secret = body(&shop, "")["credentials"][secret].as_str().unwrap().to_owned();
        for text in [listed.to_string(), made.text.clone(), journal.to_owned()] {
            assert!(!text.contains(&secret), "a secret is seen");
        }
    }
    assert_eq!(listed["acquirers"][0]["name"], "sandbox-bank");
    assert_eq!(owner.read("/api/terminals?mode=live")["items"], json!([]));
    assert_eq!(
        owner.write("/api/terminals", &body(&shop, "second")).problem(),
        "terminal_taken"
    );
}

/// Proves PKM-01, SPR-08: a payer who is on the pay page when the terminal, or the organisation, is disabled does not reach the bank,
/// and is told so plainly; what was paid before still settles.
#[test]
fn disabling_stops_a_payer_who_is_on_the_pay_page() {
    let shop = TestMerchant::open();
    let owner = enter(&shop);
    let (at_bank, on_page) = (shop.trip("A-1"), shop.payment("A-2"));
    let url = on_page["pay_url"].as_str().unwrap();
    assert!(get(url).send().text.contains("Pay by card"));
    let disabled = owner.write("/api/terminals/sandbox/status", &json!({ "status": "disabled" }));
    assert_eq!((disabled.status, &disabled.json()["status"]), (200, &json!("disabled")));
    let refused = post(url).form("terminal=sandbox").send();
    assert_eq!(refused.status, 409);
    for text in [refused.text, get(url).send().text] {
        assert!(
            text.contains("The shop does not take this payment") && !text.contains("Pay by card"),
            "{text}"
        );
    }
    assert_eq!(shop.count("attempt"), 1, "no trip was begun");
    let body = json!({ "amount": "1.00", "currency": "RUB" });
    assert_eq!(shop.create("A-3", &body).fields(), ["currency:currency_not_supported"]);
    // Who was at the bank already pays, and it is booked.
    pay(&at_bank, Behaviour::Approve);
    shop.until(at_bank.number, "captured");
    let enabled = owner.write("/api/terminals/sandbox/status", &json!({ "status": "active" }));
    assert_eq!(enabled.status, 200);
    assert!(get(url).send().text.contains("Pay by card"));
    // The whole organisation.
    shop.execute("UPDATE organisation SET status = 'disabled' WHERE org_id = ?1");
    let refused = post(url).form("terminal=sandbox").send();
    assert_eq!(refused.status, 409);
    assert!(refused.text.contains("The shop does not take payments"), "{refused:?}");
    assert_eq!(shop.count("attempt"), 1);
    shop.execute("UPDATE organisation SET status = 'active' WHERE org_id = ?1");
    assert_eq!(post(url).form("terminal=sandbox").send().status, 303);
}

/// Proves SPR-08: credentials are changed by whoever has lately proved who they are, and by nobody else; the rest without.
#[test]
fn credentials_are_changed_only_by_who_has_proved_who_they_are() {
    let shop = TestMerchant::open();
    let manager = TestPerson::of(shop.merchant.org_id, "manager")
        .sessions(1, false)
        .remove(0);
    let slug = &shop.merchant.slug;
    let path = "/api/terminals/sandbox";
    let renamed = manager.write_in(slug, path, &json!({ "name": "Till" }));
    assert_eq!((renamed.status, &renamed.json()["name"]), (200, &json!("Till")));
    let credentials = json!({ "credentials": { "api_key": "stolen-terminal-key" } });
    assert_eq!(manager.write_in(slug, path, &credentials).problem(), "step_up_required");
    assert_eq!(
        manager.write_in(slug, "/api/terminals", &body(&shop, "x")).problem(),
        "step_up_required"
    );
    // As before, the shop is paid.
    shop.paid("A-1", Behaviour::Approve);
}

/// Proves SPR-10: an organisation sets its limits, the platform its own by an operator's visit, and neither touches the other's.
#[test]
fn limits_are_set_by_the_organisation_and_by_the_platform() {
    let shop = TestMerchant::open();
    let (owner, slug) = (enter(&shop), &shop.merchant.slug);
    let operator = TestPerson::new("operator").visiting(shop.merchant.org_id, "manager");
    let of = |maximum: &str| json!({ "mode": "test", "scope": "organisation", "currency": "RUB", "maximum": maximum });
    assert_eq!(operator.write_in(slug, "/api/limits", &of("150.00")).status, 204);
    assert_eq!(owner.write("/api/limits", &of("900.00")).status, 204);
    let listed = owner.read("/api/limits?mode=test");
    let told = |limit: &Value| {
        format!(
            "{} {}",
            limit["set_by"].as_str().unwrap(),
            limit["maximum"].as_str().unwrap()
        )
    };
    assert_eq!(
        listed["items"].as_array().unwrap().iter().map(told).collect::<Vec<_>>(),
        ["operator 150.00", "organisation 900.00"]
    );
    let over = json!({ "amount": "200.00", "currency": "RUB" });
    let refused = shop.create("over", &over);
    assert!(
        (400..500).contains(&refused.status) && refused.problem().contains("limit"),
        "{refused:?}"
    );
    shop.payment("within");
    let used = owner.read("/api/limits?mode=test")["items"][0]["used"].clone();
    assert_eq!((&used["day_sum"], &used["day_count"]), (&json!("100.00"), &json!(1)));
    assert_eq!(owner.write("/api/limits/delete", &of("1")).status, 204);
    assert_eq!(owner.write("/api/limits/delete", &of("1")).problem(), "limit_not_found");
    assert_eq!(
        shop.create("over", &over).status,
        refused.status,
        "the platform's is there still"
    );
    assert_eq!(operator.write_in(slug, "/api/limits/delete", &of("1")).status, 204);
    assert_eq!(shop.create("over", &over).status, 201);
}

/// Proves EDG-11: an operator has secrets sealed anew; with one key there is nothing to do, and everything still opens.
#[test]
fn secrets_are_sealed_anew_by_an_operator() {
    let shop = TestMerchant::open();
    let operator = TestPerson::new("operator").session();
    for path in ["/api/terminals/reencrypt", "/api/endpoints/reencrypt"] {
        let answer = operator.write(path, &json!({}));
        assert_eq!(answer.status, 200, "{answer:?}");
        assert_eq!(answer.json()["done"], 0, "{answer:?}");
    }
    let trip = shop.trip("A-1");
    pay(&trip, Behaviour::Approve);
    eventually("the postback", || Ok((shop.sink.count() > 0).then_some(()))).unwrap();
}
