//! Organisations over HTTP: what they say of themselves, and what operators of the platform do with them.

use serde_json::json;

use crate::kit::{Colleague, TestMerchant, enter, get, post};

/// Proves SPR-07, PKM-16 (its settings): read, changed, journaled.
#[test]
fn an_organisation_changes_its_settings() {
    let shop = TestMerchant::open();
    let owner = enter(&shop);
    let shown = owner.read("/api/organisation");
    assert_eq!(
        (&shown["slug"], &shown["status"], &shown["sites"]),
        (&json!(shop.merchant.slug), &json!("active"), &json!([shop.sink.url()]))
    );
    // The platform's own calendar says which zones there are.
    let body = json!({ "legal_name": "ООО «Ромашка»", "time_zone": "Asia/Kathmandu", "payout_url": "https://shop.example/payouts", "payout_idle_days": 14,
        "response_url": "https://shop.example/results", "sites": [shop.sink.url(), "https://shop.example"] });
    let changed = owner.write("/api/organisation", &body);
    assert_eq!(changed.status, 200, "{changed:?}");
    for (name, value) in body.as_object().unwrap() {
        assert_eq!(&changed.json()[name], value, "{name}");
    }
    assert_eq!(owner.read("/api/organisation"), changed.json());
    assert_eq!(
        owner.read("/api/auth/session")["organisation"]["time_zone"],
        "Asia/Kathmandu"
    );
    for zone in ["Mars/Olympus", "+03:00", "", "UTC+3", "../etc", "Moscow"] {
        let refused = owner.write("/api/organisation", &json!({ "time_zone": zone }));
        assert_eq!(
            (refused.status, refused.fields()),
            (422, vec!["time_zone:time_zone_unknown".to_owned()]),
            "{zone}"
        );
    }
    let refused = owner.write("/api/organisation", &json!({ "name": "", "response_url": "https://10.0.0.1/", "sites": ["http://shop.example"], "currency": "XXX" }));
    assert_eq!(
        refused.fields(),
        [
            "name:required",
            "response_url:address_refused",
            "currency:currency_unknown",
            "sites[0]:site_refused"
        ]
    );
    let missing = owner.write("/api/organisation", &json!({ "second_factor_required": true }));
    assert_eq!(
        (missing.status, missing.problem().as_str()),
        (409, "second_factor_missing")
    );
    let manager = shop.colleague("manager", &[]).session;
    assert_eq!(
        manager
            .write("/api/organisation", &json!({ "second_factor_required": true }))
            .problem(),
        "owners_only"
    );
    assert_eq!(
        shop.colleague("viewer", &[]).session.read("/api/organisation")["legal_name"],
        "ООО «Ромашка»"
    );
    let journal = shop.rows(
        "SELECT detail FROM journal WHERE org_id = ?1 AND subject = ?2",
        json!("organisation"),
    );
    assert_eq!(journal.len(), 1);
    assert!(journal[0]["detail"].as_str().unwrap().contains("Asia/Kathmandu"));
}

/// Proves SPR-07, CLK-04: an operator makes an organisation, lists it with what its terminals cost, disables it.
#[test]
fn operators_run_organisations() {
    let shop = TestMerchant::open();
    let operator = Colleague::operator().session;
    let slug = format!("made-{}", shop.merchant.org_id);
    let made = operator.write(
        "/api/organisations",
        &json!({ "slug": slug, "name": "Made", "owner_email": format!("boss@{slug}.example"), "language": "ru" }),
    );
    assert_eq!(made.status, 201, "{made:?}");
    assert_eq!(
        (&made.json()["organisation"]["slug"], &made.json()["invitation"]["role"]),
        (&json!(slug), &json!("owner"))
    );
    let twin = operator.write(
        "/api/organisations",
        &json!({ "slug": slug, "name": "Twin", "owner_email": "a@x.example" }),
    );
    assert_eq!((twin.status, twin.problem().as_str()), (409, "slug_taken"));
    assert_eq!(operator.read(&format!("/api/organisations/{slug}"))["name"], "Made");
    assert_eq!(
        operator.ask(get("/api/organisations/nobody-here")).problem(),
        "organisation_not_found"
    );
    assert_eq!(
        operator
            .write(&format!("/api/organisations/{slug}"), &json!({ "name": "Renamed" }))
            .json()["name"],
        "Renamed"
    );
    let listed = operator.read(&format!("/api/organisations?q={}&limit=1", shop.merchant.slug));
    let row = &listed["items"][0];
    assert_eq!(
        (&row["number"], &row["slug"], &row["status"]),
        (
            &json!(shop.merchant.org_id),
            &json!(shop.merchant.slug),
            &json!("active")
        )
    );
    let rub = row["terminals"][0]["fees"]
        .as_array()
        .unwrap()
        .iter()
        .find(|fee| fee["currency"] == "RUB")
        .unwrap();
    for name in ["service_percent", "bank_percent", "total_percent", "minimum"] {
        assert!(rub[name].is_string(), "{rub}");
    }
    assert_eq!(operator.ask(get("/api/organisations?status=gone")).status, 422);
    // Page by page: others may be made meanwhile, above all that were there.
    let second = TestMerchant::open();
    let mut numbers = Vec::new();
    let mut path = "/api/organisations?limit=1".to_owned();
    while !numbers.contains(&json!(shop.merchant.org_id)) {
        let page = operator.read(&path);
        numbers.extend(
            page["items"]
                .as_array()
                .unwrap()
                .iter()
                .map(|row| row["number"].clone()),
        );
        let next = page["next"].as_str().expect("organisations further down");
        path = format!("/api/organisations?limit=1&cursor={next}");
    }
    assert!(
        numbers.contains(&json!(second.merchant.org_id)) && numbers.len() > 1,
        "{numbers:?}"
    );
    assert!(
        numbers.is_sorted_by(|one, next| one.as_i64() > next.as_i64()),
        "{numbers:?}"
    );
    // Disabled: nothing is taken any more, on any terminal.
    let path = format!("/api/organisations/{}/status", shop.merchant.slug);
    shop.payment("A-1");
    assert_eq!(
        operator.write(&path, &json!({ "status": "disabled" })).fields(),
        ["reason:required"]
    );
    assert_eq!(
        operator
            .write(&path, &json!({ "status": "disabled", "reason": "unpaid" }))
            .json()["status"],
        "disabled"
    );
    let refused = shop.create(
        "A-2",
        &json!({ "amount": "100.00", "currency": "RUB", "order": "A-2", "label": "user-7" }),
    );
    assert!(refused.status >= 400, "{refused:?}");
    let among = |status: &str| {
        operator.read(&format!("/api/organisations?q={}&status={status}", shop.merchant.slug))["items"]
            .as_array()
            .unwrap()
            .len()
    };
    assert_eq!((among("active"), among("disabled")), (0, 1));
    assert_eq!(
        operator
            .write(&path, &json!({ "status": "active", "reason": "paid" }))
            .status,
        200
    );
    shop.payment("A-3");
    let journal = shop.rows(
        "SELECT actor, action FROM journal WHERE org_id = ?1 AND subject = ?2 ORDER BY seq",
        json!("organisation"),
    );
    assert_eq!(
        (&journal[0]["action"], &journal[1]["action"]),
        (&json!("organisation_disabled"), &json!("organisation_enabled"))
    );
    let actor = journal[0]["actor"].as_str().unwrap();
    let origin = actor.split_once('/').unwrap().1;
    assert!(actor.starts_with("operator:"));
    assert_eq!(
        shop.rows(
            "SELECT count(*) AS n FROM origin WHERE org_id = ?1 AND origin = ?2",
            json!(origin)
        )[0]["n"],
        1
    );
}

/// Proves EDG-11 (operators are apart: without a visit they are refused, and a visit is in the merchant's journal).
#[test]
fn an_operator_acts_as_a_merchant_only_where_the_merchant_reads_of_it() {
    let (shop, other) = (TestMerchant::open(), TestMerchant::open());
    let operator = Colleague::operator().session;
    let within = |path: &str| operator.ask(get(path).header("x-organisation", &shop.merchant.slug));
    let change = |body| {
        operator.ask(
            post("/api/organisation")
                .header("x-organisation", &shop.merchant.slug)
                .header("x-csrf-token", &operator.csrf)
                .json(&body),
        )
    };
    for path in ["/api/organisation", "/api/payments?mode=test", "/api/people"] {
        assert_eq!(within(path).problem(), "organisation_refused", "{path}");
        assert_eq!(operator.ask(get(path)).problem(), "organisation_refused", "{path}");
    }
    let visit = format!("/api/organisations/{}/visit", shop.merchant.slug);
    assert_eq!(
        operator
            .write(&visit, &json!({ "role": "owner", "reason": "x" }))
            .fields(),
        ["role:out_of_range"]
    );
    assert_eq!(
        operator
            .write(&visit, &json!({ "role": "viewer", "reason": "a complaint" }))
            .status,
        204
    );
    assert_eq!(within("/api/payments?mode=test").status, 200);
    assert_eq!(change(json!({ "legal_name": "Mine" })).problem(), "permission_missing");
    assert_eq!(
        operator
            .write(&visit, &json!({ "role": "manager", "reason": "a complaint" }))
            .status,
        204
    );
    assert_eq!(change(json!({ "legal_name": "As agreed" })).status, 200);
    // What would outlive the visit is not made on it.
    for path in [
        "/api/keys",
        "/api/keys/sk_test_x/rotate",
        "/api/endpoints",
        "/api/endpoints/1/rotate",
    ] {
        let made = operator.ask(
            post(path)
                .header("x-organisation", &shop.merchant.slug)
                .header("x-csrf-token", &operator.csrf)
                .json(&json!({})),
        );
        assert_eq!(made.problem(), "members_only", "{path}");
    }
    assert_eq!(change(json!({ "personal_days": 30 })).problem(), "owners_only");
    // People are the merchant's alone.
    assert_eq!(within("/api/people").problem(), "permission_missing");
    assert_eq!(
        operator
            .ask(get("/api/organisation").header("x-organisation", &other.merchant.slug))
            .problem(),
        "organisation_refused"
    );
    let leave = format!("/api/organisations/{}/leave", shop.merchant.slug);
    assert_eq!(operator.write(&leave, &json!({})).status, 204);
    assert_eq!(within("/api/organisation").problem(), "organisation_refused");
    assert_eq!(operator.write(&leave, &json!({})).problem(), "not_visited");
    let told = shop.rows("SELECT group_concat(action, ' ') AS actions FROM (SELECT action FROM journal WHERE org_id = ?1 AND actor LIKE ?2 ORDER BY seq)", json!("operator:%"));
    assert_eq!(
        told[0]["actions"],
        "operator_entered operator_entered organisation_changed operator_left"
    );
}

/// Proves EDG-11 (operators): listed, asked in, shut out.
#[test]
fn operators_are_let_in_and_out() {
    let shop = TestMerchant::open();
    let (one, other) = (Colleague::operator(), Colleague::operator());
    let listed = one.session.read("/api/operators");
    assert!(
        listed["items"]
            .as_array()
            .unwrap()
            .iter()
            .any(|row| row["login"] == other.login && row["status"] == "active")
    );
    let made = one.session.write(
        "/api/operators/invitations",
        &json!({ "email": format!("new@{}.example", other.login) }),
    );
    assert_eq!((made.status, &made.json()["role"]), (201, &json!(null)));
    let id = made.json()["id"].clone();
    assert_eq!(
        one.session
            .write(&format!("/api/operators/invitations/{id}/resend"), &json!({}))
            .status,
        200
    );
    assert_eq!(
        one.session
            .write(&format!("/api/operators/invitations/{id}/revoke"), &json!({}))
            .json()["state"],
        "revoked"
    );
    assert!(
        one.session.read("/api/operators/invitations")["items"]
            .as_array()
            .unwrap()
            .iter()
            .any(|row| row["id"] == id)
    );
    let status = |id: i64| format!("/api/operators/{id}/status");
    assert_eq!(
        one.session
            .write(&status(one.person_id), &json!({ "status": "disabled" }))
            .problem(),
        "own_membership"
    );
    assert_eq!(
        one.session
            .write(&status(other.person_id), &json!({ "status": "disabled" }))
            .json()["status"],
        "disabled"
    );
    assert_eq!(other.session.ask(get("/api/operators")).problem(), "not_signed_in");
    assert_eq!(enter(&shop).ask(get("/api/operators")).problem(), "operators_only");
}
