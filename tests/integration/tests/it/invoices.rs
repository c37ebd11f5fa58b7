//! Invoices over HTTP: made and sent, paid on their page and by hand, over to the millisecond though a page was left open.

use bank::cards::Behaviour;
use runtime::eventually;
use serde_json::{Value, json};

use crate::kit::{Answer, BankEvent, DESK, SignedIn, TestMerchant, at_once, enter, get, now_ms, pay, post};

/// An organisation whose key may sell.
fn shop() -> TestMerchant {
    let shop = TestMerchant::open();
    shop.execute("UPDATE api_key SET permissions = '[\"read\",\"sales\",\"manual_payments\"]' WHERE org_id = ?1 AND kind = 'secret'");
    shop
}

fn later(ms: i64) -> String {
    domain::time::Timestamp::from_ms(now_ms() + ms).rfc3339()
}

/// 100.00 RUB of somebody of this name, for a day.
fn body(name: &str, send: &Value) -> Value {
    json!({
        "client": { "name": name, "email": format!("{name}@client.example"), "phone": "+79161234567", "language": "ru" },
        "amount": { "amount": "100.00", "currency": "RUB" }, "description": "Tea\n<b>& more</b>", "expires_at": later(86_400_000), "send": send,
        "lines": [{ "name": "Tea", "price": "50.00", "quantity": 2, "sum": "100.00" }],
    })
}

fn bill(shop: &TestMerchant, key: &str, body: &Value) -> Answer {
    shop.v1(post("/v1/invoices"))
        .header("idempotency-key", key)
        .json(body)
        .send()
}

fn billed(shop: &TestMerchant, key: &str) -> Value {
    let answer = bill(shop, key, &body("ivan", &json!([])));
    assert_eq!(answer.status, 201, "{answer:?}");
    answer.json()
}

fn act(shop: &TestMerchant, invoice: &Value, what: &str, body: &Value) -> Answer {
    let path = format!("/v1/invoices/{}/{what}", invoice["number"]);
    let key = domain::token::sha256_hex(format!("{path} {body} {:?}", std::time::Instant::now()).as_bytes());
    shop.v1(post(&path)).header("idempotency-key", &key).json(body).send()
}

/// Proves EDG-06, SPR-04: what a merchant's server asks for twice by one key is done once and answered alike; another request by the key is
/// refused, and what was refused has not used its key up.
#[test]
fn a_key_acts_once() {
    let shop = shop();
    let invoice = billed(&shop, "k");
    let path = |what: &str| format!("/v1/invoices/{}/{what}", invoice["number"]);
    let keyed = |what: &str, key: &str, body: &Value| {
        shop.v1(post(&path(what)))
            .header("idempotency-key", key)
            .json(body)
            .send()
    };
    let without = shop.v1(post(&path("send"))).json(&json!({})).send();
    assert_eq!(
        (without.status, without.problem().as_str()),
        (400, "idempotency_key_required")
    );
    let by_mail = json!({ "channels": ["email"] });
    let first = keyed("send", "s-1", &by_mail);
    assert_eq!((first.status, &first.json()["sends"]), (200, &json!(1)), "{first:?}");
    let again = keyed("send", "s-1", &by_mail);
    assert_eq!((again.status, again.json()), (200, first.json()));
    assert_eq!(read(&shop, &invoice)["sends"], 1);
    // Twins at once: one acts; the other is told the same, or to wait.
    let answers = at_once(6, |_| keyed("send", "s-2", &by_mail));
    for answer in &answers {
        let waits = answer.status == 409 && answer.problem() == "idempotency_key_in_flight";
        assert!(waits || answer.json()["sends"] == 2, "{answer:?}");
    }
    assert_eq!(read(&shop, &invoice)["sends"], 2);
    let other = keyed("send", "s-1", &json!({ "channels": ["sms"] }));
    assert_eq!(
        (other.status, other.problem().as_str()),
        (422, "idempotency_key_reused")
    );
    assert_eq!(keyed("cancel", "s-1", &json!({})).problem(), "idempotency_key_reused");
    // Refused, mended, and sent again by the same key.
    assert_eq!(keyed("cancel", "c-1", &json!({ "reason": 5 })).status, 422);
    let cancelled = keyed("cancel", "c-1", &json!({}));
    assert_eq!(cancelled.json()["status"], "cancelled", "{cancelled:?}");
    assert_eq!(keyed("cancel", "c-1", &json!({})).json(), cancelled.json());
}

fn read(shop: &TestMerchant, invoice: &Value) -> Value {
    let answer = shop.v1(get(&format!("/v1/invoices/{}", invoice["number"]))).send();
    assert_eq!(answer.status, 200, "{answer:?}");
    answer.json()
}

/// What a pay page needs of a payment.
fn payment(invoice: &Value) -> Value {
    json!({ "pay_url": invoice["link"], "number": invoice["payment"] })
}

/// Its time ends now.
fn end(shop: &TestMerchant, invoice: &Value) {
    shop.execute(&format!(
        "UPDATE payment SET expires_at_ms = {}, look_at_ms = NULL WHERE org_id = ?1 AND number = {}",
        now_ms() - 1,
        invoice["payment"]
    ));
}

fn mails(address: &str) -> Vec<Value> {
    let mails = get("/__local/mailbox").send().json();
    let to = mails["items"].as_array().unwrap().iter();
    to.filter(|mail| mail["to"] == address).cloned().collect()
}

/// The types of events told of a payment, in order.
fn told(shop: &TestMerchant, invoice: &Value) -> Vec<String> {
    let rows = shop.rows(
        "SELECT type FROM event WHERE org_id = ?1 AND number = ?2 ORDER BY seq",
        invoice["payment"].clone(),
    );
    rows.iter()
        .map(|row| row["type"].as_str().unwrap().to_owned())
        .collect()
}

/// Proves SPR-04, PKP-15 (native form): made, sent by e-mail and SMS, opened by its link, paid, and told of once.
#[test]
fn an_invoice_goes_out_and_is_paid() {
    let shop = shop();
    let name = shop.merchant.slug.clone();
    let phone = format!("+7916{:07}", shop.merchant.org_id);
    let mut asked = body(&name, &json!(["email", "sms"]));
    asked["client"]["phone"] = json!(phone);
    let invoice = bill(&shop, "k", &asked);
    assert_eq!(invoice.status, 201, "{invoice:?}");
    let invoice = invoice.json();
    assert_eq!(
        (&invoice["status"], &invoice["sends"], &invoice["language"]),
        (&json!("sent"), &json!(1), &json!("ru"))
    );
    assert_eq!(invoice["amount"], json!({ "amount": "100.00", "currency": "RUB" }));
    assert_eq!(invoice["lines"][0]["name"], "Tea");
    // The same request: the same invoice, and no other letter.
    assert_eq!(bill(&shop, "k", &asked).json(), invoice);
    asked["description"] = json!("Coffee");
    assert_eq!(bill(&shop, "k", &asked).problem(), "idempotency_key_reused");
    let address = format!("{name}@client.example");
    eventually("the letter and the SMS", || {
        Ok((!mails(&address).is_empty() && !mails(&phone).is_empty()).then_some(()))
    })
    .unwrap();
    let (mail, sms) = (mails(&address).remove(0), mails(&phone).remove(0));
    let link = format!("{}?lang=ru", invoice["link"].as_str().unwrap());
    let text = mail["text"].as_str().unwrap();
    assert!(
        text.contains(&format!("\n{link}\n")) && text.contains("За что: Tea <b>& more</b>\n"),
        "{text}"
    );
    assert!(!mail["subject"].as_str().unwrap().contains('\n'), "{mail}");
    assert_eq!(
        (&sms["channel"], mails(&address).len(), mails(&phone).len()),
        (&json!("sms"), 1, 1)
    );
    assert!(sms["text"].as_str().unwrap().ends_with(&link), "{sms}");
    // Opened by its link, as the letter has it.
    let page = get(&link).send();
    assert_eq!(page.status, 200);
    assert!(
        page.text.contains("Tea") && !page.text.contains("<b>&"),
        "{}",
        page.text
    );
    let trip = shop.send_payer(&payment(&invoice));
    assert_eq!(pay(&trip, Behaviour::Approve).status, 303);
    eventually("the bank's word", || {
        Ok((read(&shop, &invoice)["status"] == "paid").then_some(()))
    })
    .unwrap();
    assert_eq!(read(&shop, &invoice)["attention"], Value::Null);
    eventually("the postback", || Ok((!shop.sink.received().is_empty()).then_some(()))).unwrap();
    assert_eq!(
        (told(&shop, &invoice), shop.sink.received().len()),
        (vec!["payment.captured".to_owned()], 1)
    );
    for (what, code) in [
        ("cancel", "invoice_over"),
        ("send", "invoice_over"),
        ("accept-cash", "invoice_over"),
    ] {
        assert_eq!(act(&shop, &invoice, what, &json!({})).problem(), code);
    }
    let list = shop.v1(get("/v1/invoices?status=paid")).send().json();
    assert_eq!(
        (list["items"].as_array().unwrap().len(), &list["next"]),
        (1, &Value::Null)
    );
    shop.assert_balanced();
}

/// Proves SPR-04 (expiry): a page left open pays nothing once the time is over; what was under way is honoured and marked.
#[test]
fn an_open_page_pays_nothing_after_the_end() {
    let shop = shop();
    let (left_open, under_way) = (billed(&shop, "k1"), billed(&shop, "k2"));
    let link = left_open["link"].as_str().unwrap();
    assert!(
        get(link).send().text.contains("terminal"),
        "the page offers a way to pay"
    );
    let trip = shop.send_payer(&payment(&under_way));
    for invoice in [&left_open, &under_way] {
        end(&shop, invoice);
        assert_eq!(read(&shop, invoice)["status"], "expired");
    }
    let answer = post(link).form("terminal=sandbox").send();
    assert_eq!(answer.status, 409);
    let attempts = shop.rows(
        "SELECT count(*) AS n FROM attempt WHERE org_id = ?1 AND number = ?2",
        left_open["payment"].clone(),
    );
    assert_eq!(attempts[0]["n"], 0);
    assert!(
        !get(link).send().text.contains("name=\"terminal\""),
        "the page offers nothing any more"
    );
    assert_eq!(shop.callback(&BankEvent::captured(&trip)).status, 200);
    let paid = read(&shop, &under_way);
    assert_eq!(
        (&paid["status"], &paid["attention"]),
        (&json!("paid"), &json!("late_success"))
    );
    let told_people = shop.rows("SELECT count(*) AS n FROM notification WHERE org_id = ?1 AND kind = 'invoice_paid_late' AND subject = 'payment:' || CAST(?2 AS INTEGER)", under_way["payment"].clone());
    assert_eq!(told_people[0]["n"], 1);
    let expired = shop.v1(get("/v1/invoices?status=expired")).send().json();
    assert_eq!(expired["items"].as_array().unwrap().len(), 1);
}

/// A cancelled one cannot be paid either; cancelled and paid at the same time, one wins, and merchants are told of what was so.
#[test]
fn cancelling_races_paying() {
    let shop = shop();
    let open = billed(&shop, "open");
    assert_eq!(
        act(&shop, &open, "cancel", &json!({ "reason": "a mistake" })).json()["status"],
        "cancelled"
    );
    assert_eq!(
        post(open["link"].as_str().unwrap())
            .form("terminal=sandbox")
            .send()
            .status,
        409
    );
    for round in 0..4 {
        let invoice = billed(&shop, &format!("k{round}"));
        let trip = shop.send_payer(&payment(&invoice));
        let event = BankEvent::captured(&trip);
        let statuses = at_once(6, |at| {
            if at == 0 {
                shop.callback(&event).status
            } else {
                act(&shop, &invoice, "cancel", &json!({})).status
            }
        });
        assert_eq!(statuses[0], 200);
        let cancelled = statuses[1..].iter().filter(|status| **status == 200).count();
        assert!(
            cancelled <= 1 && statuses[1..].iter().all(|status| [200, 409].contains(status)),
            "{statuses:?}"
        );
        let (now, told) = (read(&shop, &invoice), told(&shop, &invoice));
        assert_eq!(now["status"], "paid");
        if cancelled == 1 {
            assert_eq!(
                (now["attention"].as_str(), told.join(" ")),
                (Some("late_success"), "payment.cancelled payment.captured".to_owned())
            );
        } else {
            assert_eq!(
                (now["attention"].as_str(), told.join(" ")),
                (None, "payment.captured".to_owned())
            );
        }
    }
    shop.assert_balanced();
}

/// Sent again at most ten times in all, and paid by hand once, however many ask at once.
#[test]
fn bounds_hold_under_twenty_at_once() {
    let shop = shop();
    let invoice = billed(&shop, "k");
    let sent = at_once(20, |_| {
        act(
            &shop,
            &invoice,
            "send",
            &json!({ "channels": ["email"], "email": "many@client.example" }),
        )
    });
    let refused: Vec<String> = sent
        .iter()
        .filter(|answer| answer.status != 200)
        .map(Answer::problem)
        .collect();
    assert_eq!(refused, vec!["sends_exhausted"; 10]);
    assert_eq!(read(&shop, &invoice)["sends"], 10);
    let taken = at_once(20, |_| act(&shop, &invoice, "accept-cash", &json!({})));
    let refused: Vec<String> = taken
        .iter()
        .filter(|answer| answer.status != 200)
        .map(Answer::problem)
        .collect();
    assert_eq!(refused.len(), 19, "{refused:?}");
    assert!(
        refused
            .iter()
            .all(|code| ["invoice_over", "manual_payment_open"].contains(&code.as_str())),
        "{refused:?}"
    );
    let paid = read(&shop, &invoice);
    assert_eq!((&paid["status"], &paid["attention"]), (&json!("paid"), &Value::Null));
    assert_eq!(told(&shop, &invoice), ["payment.captured"]);
    let cash = shop.rows(
        "SELECT minor FROM balance WHERE org_id = ?1 AND account = ?2",
        json!("manual:cash"),
    );
    assert_eq!(cash[0]["minor"], 10_000);
    shop.assert_balanced();
}

fn write(person: &SignedIn, path: &str, key: &str, body: &Value) -> Answer {
    let call = post(path)
        .header("x-csrf-token", &person.csrf)
        .header("idempotency-key", key);
    person.ask(call.json(body))
}

/// The cabinet's door: the same things, by people; live and test never mix, nor do organisations and permissions.
#[test]
fn the_cabinet_bills_too() {
    let (shop, other) = (shop(), shop());
    let owner = enter(&shop);
    let made = write(&owner, "/api/invoices?mode=test", "k", &body("anna", &json!([])));
    assert_eq!(made.status, 201, "{made:?}");
    let invoice = made.json();
    assert_eq!(invoice["mode"], "test");
    let path = format!("/api/invoices/{}", invoice["number"]);
    assert_eq!(owner.read(&path), invoice);
    assert_eq!(
        owner.read("/api/invoices?mode=test&q=1&status=created")["items"]
            .as_array()
            .unwrap()
            .len(),
        1
    );
    assert_eq!(
        owner.read("/api/invoices")["items"].as_array().unwrap().len(),
        0,
        "live"
    );
    assert_eq!(
        owner.read(&format!(
            "/api/invoices?mode=test&client={}",
            invoice["client"]["number"]
        ))["items"]
            .as_array()
            .unwrap()
            .len(),
        1
    );
    // There is no terminal of live mode.
    assert_eq!(
        write(&owner, "/api/invoices", "k2", &body("anna", &json!([]))).fields(),
        ["systems:currency_not_supported"]
    );
    assert_eq!(
        write(&owner, &format!("{path}/send"), "s", &json!({ "channels": ["sms"] })).json()["status"],
        "sent"
    );
    assert_eq!(
        write(&owner, &format!("{path}/cancel"), "c", &json!({})).json()["status"],
        "cancelled"
    );
    let foreign = other.v1(get(&format!("/v1/invoices/{}", invoice["number"]))).send();
    assert_eq!(foreign.problem(), "invoice_not_found");
    let wrong = json!({ "client": {}, "amount": { "amount": "0", "currency": "RUB" }, "expires_at": "x", "send": ["pigeon"], "description": "4111111111111111" });
    let refused = write(&owner, "/api/invoices?mode=test", "k3", &wrong);
    assert_eq!(refused.status, 422, "{refused:?}");
    for query in ["status=odd", "client=x", "limit=0", "cursor=x"] {
        assert_eq!(owner.ask(get(&format!("/api/invoices?{query}"))).status, 422, "{query}");
    }
    assert_eq!(
        owner
            .ask(
                post("/api/invoices?mode=test")
                    .header("x-csrf-token", &owner.csrf)
                    .json(&body("a", &json!([])))
            )
            .problem(),
        "idempotency_key_required"
    );
    // A key that may not sell, and one that may sell but not take money.
    other.execute("UPDATE api_key SET permissions = '[\"read\"]' WHERE org_id = ?1 AND kind = 'secret'");
    assert_eq!(
        bill(&other, "k", &body("anna", &json!([]))).problem(),
        "permission_missing"
    );
    shop.execute("UPDATE api_key SET permissions = '[\"read\",\"sales\"]' WHERE org_id = ?1 AND kind = 'secret'");
    let mine = billed(&shop, "k4");
    assert_eq!(
        act(&shop, &mine, "accept-cash", &json!({})).problem(),
        "permission_missing"
    );
    // Nobody makes invoices past the door.
    assert_eq!(post("/create").json(&json!({})).send().status, 405);
    let journal = DESK
        .rows(
            "DB",
            "SELECT group_concat(detail) AS all_of_it FROM journal WHERE org_id = ?1",
            [json!(shop.merchant.org_id)],
        )
        .unwrap();
    assert!(
        !journal[0]["all_of_it"].as_str().unwrap().contains("anna@client"),
        "{journal:?}"
    );
}
