//! The cabinet's API, as a browser calls it.

use serde_json::json;

use crate::kit::{BankEvent, TestMerchant, enter, get, post, sign_in};

/// Proves PKM-01 (sign-in; further accounts come with people).
#[test]
fn sign_in_session_sign_out() {
    let shop = TestMerchant::open();
    let person = enter(&shop);
    let session = person.read("/api/auth/session");
    assert_eq!(
        (&session["organisation"]["slug"], &session["role"]),
        (&json!(shop.merchant.slug), &json!("owner"))
    );
    assert_eq!(session["modes"], json!(["test"]));
    assert_eq!(person.ask(post("/api/auth/sign-out")).problem(), "csrf_token_wrong");
    assert_eq!(
        person
            .ask(post("/api/auth/sign-out").header("x-csrf-token", "x"))
            .problem(),
        "csrf_token_wrong"
    );
    assert_eq!(person.read("/api/auth/session")["csrf_token"], session["csrf_token"]);
    let out = person.ask(post("/api/auth/sign-out").header("x-csrf-token", &person.csrf));
    assert_eq!(out.status, 204, "{out:?}");
    assert!(out.header("set-cookie").contains("Max-Age=0"));
    // Dead at once.
    for path in ["/api/auth/session", "/api/payments?mode=test", "/api/payments/1"] {
        assert_eq!(person.ask(get(path)).problem(), "not_signed_in", "{path}");
    }
}

#[test]
fn wrong_credentials_tell_nothing() {
    let shop = TestMerchant::open();
    let wrong = sign_in(&shop.merchant.login, "wrong");
    let unknown = sign_in("nobody-at-all", "wrong");
    for answer in [&wrong, &unknown] {
        assert_eq!((answer.status, answer.problem().as_str()), (401, "credentials_wrong"));
        assert_eq!(answer.header("set-cookie"), "");
    }
    assert_eq!(wrong.json()["detail"], unknown.json()["detail"]);
    assert_eq!(
        sign_in(&shop.merchant.login.to_uppercase(), &shop.merchant.password).status,
        200,
        "logins ignore case"
    );
    shop.execute("UPDATE person SET status = 'disabled' WHERE person_id = ?1");
    assert_eq!(sign_in(&shop.merchant.login, &shop.merchant.password).status, 401);
    for body in [json!({}), json!({ "login": 1, "password": 2 }), json!([])] {
        assert!((400..500).contains(&post("/api/auth/sign-in").json(&body).send().status));
    }
    let long = sign_in(&shop.merchant.login, &"x".repeat(3_000));
    assert_eq!(long.status, 401);
}

#[test]
fn cookies_that_are_none() {
    for cookie in [
        "",
        "__Host-edgetill=",
        "__Host-edgetill=x",
        &format!("__Host-edgetill={}", "0".repeat(64)),
        "edgetill=1",
    ] {
        let answer = get("/api/payments?mode=test").header("cookie", cookie).send();
        assert_eq!((answer.status, answer.problem().as_str()), (401, "not_signed_in"));
    }
}

#[test]
fn the_list_is_paged_by_key_newest_first() {
    let shop = TestMerchant::open();
    for index in 1..=5 {
        shop.payment(&format!("A-{index}"));
    }
    let person = enter(&shop);
    let mut numbers = Vec::new();
    let mut path = "/api/payments?mode=test&limit=2".to_owned();
    loop {
        let page = person.read(&path);
        numbers.extend(
            page["items"]
                .as_array()
                .unwrap()
                .iter()
                .map(|row| row["number"].as_i64().unwrap()),
        );
        match page["next"].as_str() {
            Some(next) => path = format!("/api/payments?mode=test&limit=2&cursor={next}"),
            None => break,
        }
    }
    assert_eq!(numbers, [5, 4, 3, 2, 1]);
    assert!(
        person.read("/api/payments?mode=live")["items"]
            .as_array()
            .unwrap()
            .is_empty()
    );
    for query in [
        "mode=all",
        "mode=test&limit=0",
        "mode=test&limit=501",
        "mode=test&limit=x",
        "mode=test&cursor=x",
        "mode=test&cursor=-1",
    ] {
        assert_eq!(
            person.ask(get(&format!("/api/payments?{query}"))).status,
            422,
            "{query}"
        );
    }
}

/// Proves PKP-08 (what its tabs hold; the tabs come with the cabinet's money actions).
#[test]
fn a_payment_is_shown_whole() {
    let shop = TestMerchant::open();
    let trip = shop.trip("A-1");
    shop.callback(&BankEvent::captured(&trip));
    shop.sink.wait_for(1);
    runtime::eventually("the attempt's record", || {
        Ok((shop.count("postback_attempt") == 1).then_some(()))
    })
    .unwrap();
    let detail = enter(&shop).read("/api/payments/1");
    assert_eq!(
        (&detail["status"], &detail["fee"]),
        (&json!("captured"), &json!("3.50"))
    );
    assert_eq!(detail["attempts"][0]["state"], "captured");
    assert_eq!(
        detail["attempts"][0]["card"],
        json!({ "mask": "220000******0004", "brand": "mir" })
    );
    assert_eq!(detail["operations"][0]["kind"], "capture");
    assert_eq!(detail["callbacks"][0]["outcome"], "settled");
    let postback = &detail["postbacks"][0];
    assert_eq!(
        (&postback["state"], &postback["attempts"][0]["status"]),
        (&json!("delivered"), &json!(200))
    );
    assert_eq!(postback["attempts"][0]["answer"], "answer 200");
    let sum: i64 = detail["entries"]
        .as_array()
        .unwrap()
        .iter()
        .map(|entry| {
            entry["amount"]
                .as_str()
                .unwrap()
                .replace('.', "")
                .parse::<i64>()
                .unwrap()
        })
        .sum();
    assert_eq!(sum, 0);
    let row = &enter(&shop).read("/api/payments?mode=test")["items"][0];
    assert_eq!(row["card"]["mask"], "220000******0004");
}

#[test]
fn callbacks_that_need_a_person_are_listed() {
    let shop = TestMerchant::open();
    let trip = shop.trip("A-1");
    shop.callback(&BankEvent {
        reference: "77-1".to_owned(),
        ..BankEvent::captured(&trip)
    });
    let list = enter(&shop).read("/api/callbacks?mode=test");
    assert_eq!(
        (&list["items"][0]["outcome"], &list["items"][0]["reference"]),
        (&json!("unmatched"), &json!("77-1"))
    );
}

/// Anyone signed in sees only their organisation.
#[test]
fn other_organisations_stay_out_of_sight() {
    let (ours, theirs) = (TestMerchant::open(), TestMerchant::open());
    theirs.payment("B-1");
    theirs.payment("B-2");
    ours.payment("A-1");
    let person = enter(&ours);
    let list = person.read("/api/payments?mode=test");
    assert_eq!(list["items"].as_array().unwrap().len(), 1);
    assert_eq!(list["items"][0]["order"], "A-1");
    assert_eq!(person.ask(get("/api/payments/2")).problem(), "payment_not_found");
}

#[test]
fn foreign_origins_are_refused() {
    let shop = TestMerchant::open();
    let person = enter(&shop);
    for origin in ["https://evil.example", "null", shop.sink.url()] {
        let read = person.ask(get("/api/payments?mode=test").header("origin", origin));
        assert_eq!(
            (read.status, read.problem().as_str()),
            (403, "origin_refused"),
            "{origin}"
        );
        assert_eq!(read.header("access-control-allow-origin"), "");
        let signed_in = post("/api/auth/sign-in")
            .header("origin", origin)
            .json(&json!({ "login": "demo", "password": "x" }))
            .send();
        assert_eq!(signed_in.status, 403);
    }
    let unsigned = person.ask(post("/api/payments/1/refunds").json(&json!({})));
    assert_eq!(
        (unsigned.status, unsigned.problem().as_str()),
        (403, "csrf_token_wrong")
    );
    assert_eq!(person.ask(get("/api/unheard-of")).status, 404);
}
