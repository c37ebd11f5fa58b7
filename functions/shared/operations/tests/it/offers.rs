//! Offers as an organisation manages them.

use operations::{
    change::ChangeError,
    offers::{self as operation, OfferRequest},
};
use serde_json::{Value, json};
use store::offers::{self, Filter, Offer};

use crate::{
    kit::{Desk, Meanwhile, run},
    manual_systems::{self, by, code, keyed, last_entry},
};

const LAST: i64 = 9_007_199_254_740_991;

/// A desk with a manual system `card-to-card`.
fn desk() -> Desk {
    let desk = Desk::open();
    manual_systems::make(&desk, 1, "system", &manual_systems::body()).unwrap();
    desk
}

fn read(body: &Value) -> Result<OfferRequest, ChangeError> {
    OfferRequest::read(body).map_err(ChangeError::Fields)
}

fn make(desk: &Desk, key: &str, body: &Value) -> Result<Offer, ChangeError> {
    let (asked, request) = (body.to_string(), read(body)?);
    let (by, keyed) = (by(desk, 1), keyed(key, &asked));
    run(operation::create(
        &desk.database,
        &desk.chance,
        by,
        "test",
        keyed,
        &request,
    ))
}

fn change(desk: &Desk, offer: i64, body: &Value) -> Result<Offer, ChangeError> {
    run(operation::change(
        &desk.database,
        by(desk, 1),
        offer,
        Some("test"),
        &read(body)?,
    ))
}

fn switch(desk: &Desk, offer: i64, status: &str) -> Result<Offer, ChangeError> {
    run(operation::switch(&desk.database, by(desk, 1), offer, None, status))
}

fn copy(desk: &Desk, offer: &Offer, key: &str, title: Option<&str>) -> Result<Offer, ChangeError> {
    let (by, keyed) = (by(desk, 1), keyed(key, "copy"));
    run(operation::copy(
        &desk.database,
        &desk.chance,
        by,
        offer,
        keyed,
        title.map(str::to_owned),
    ))
}

fn body() -> Value {
    json!({
        "title": "Tea for two", "description": "Green.\nWith honey.", "price": { "amount": "1500.00", "currency": "RUB" },
        "systems": ["main", "card-to-card"], "success_url": "https://shop.example/thanks",
    })
}

fn with(name: &str, value: Value) -> Value {
    let mut body = body();
    body[name] = value;
    body
}

fn systems(offer: &Offer) -> Value {
    serde_json::from_str(&offer.named_systems).unwrap()
}

/// Proves MAN-02: an offer is made with 30 days to confirm, a link that nobody guesses, and a number of its own.
#[test]
fn an_offer_is_made_with_all_that_it_is() {
    let desk = desk();
    let made = make(&desk, "k1", &body()).unwrap();
    assert_eq!(
        (
            made.offer_id,
            made.status.as_str(),
            made.confirm_days,
            made.mode.as_str()
        ),
        (1, "active", 30, "test")
    );
    assert_eq!(
        (made.price_minor, made.currency.as_str(), made.token.len()),
        (150_000, "RUB", 32)
    );
    assert_eq!(
        systems(&made),
        json!([
            { "id": "main", "name": "Card", "kind": "acquirer", "status": "active" },
            { "id": "card-to-card", "name": "Card to card", "kind": "manual", "status": "active" },
        ])
    );
    assert_eq!(
        last_entry(&desk),
        (
            "offer_created offer:1 person:1".to_owned(),
            json!({ "after": {
                "mode": "test", "title": "Tea for two", "description": "Green.\nWith honey.", "price": { "amount": "1500.00", "currency": "RUB" },
                "systems": ["main", "card-to-card"], "confirm_days": 30, "success_url": "https://shop.example/thanks",
            } })
        )
    );
    // The same key again is the same offer, whatever became of it; another request under it is refused.
    switch(&desk, 1, "inactive").unwrap();
    let again = make(&desk, "k1", &body()).unwrap();
    assert_eq!((again.token == made.token, again.status.as_str()), (true, "inactive"));
    assert!(matches!(
        make(&desk, "k1", &with("title", json!("Coffee"))),
        Err(ChangeError::KeyReused)
    ));
    let second = make(&desk, "k2", &body()).unwrap();
    assert_eq!((second.offer_id, second.token == made.token), (2, false));
    assert_eq!(desk.number("SELECT count(*) FROM offer"), 2);
}

/// Proves MAN-02: what is wrong is said of each field: 0 and 366 days, prices, systems unknown, foreign, of the other mode, archived, or
/// without a fee line for the currency.
#[test]
fn what_is_wrong_with_an_offer_is_said_of_each_field() {
    let desk = desk();
    desk.execute(
        "INSERT INTO terminal (org_id, terminal_id, acquirer, mode, kind, name, credentials, created_at_ms) VALUES
        (1, 'live', 'manual', 'live', 'manual', 'x', '', 0), (1, 'payouts', 'sandbox-bank', 'test', 'oct', 'x', '', 0),
        (2, 'theirs', 'manual', 'test', 'manual', 'x', '', 0);
        UPDATE terminal SET status = 'archived' WHERE org_id = 1 AND terminal_id = 'second'",
    );
    let before = desk.dump();
    let price = |amount: &str, currency: &str| with("price", json!({ "amount": amount, "currency": currency }));
    for (body, expected) in [
        (with("confirm_days", json!(0)), "confirm_days:out_of_range"),
        (with("confirm_days", json!(366)), "confirm_days:out_of_range"),
        (with("confirm_days", json!("30")), "confirm_days:wrong_type"),
        (price("0", "RUB"), "price.amount:amount_not_positive"),
        (price("1.001", "RUB"), "price.amount:amount_too_precise"),
        (price("90071992547409.92", "RUB"), "price.amount:amount_too_large"),
        (price("1", "XXX"), "price.currency:currency_unknown"),
        (with("price", json!(null)), "price:required"),
        (with("price", json!(5)), "price:wrong_type"),
        (with("title", json!("")), "title:required"),
        (with("title", json!("x".repeat(121))), "title:text_not_acceptable"),
        (
            with("title", json!("For 4111111111111111")),
            "title:card_number_not_allowed",
        ),
        (
            with("description", json!("4111 1111 1111 1111")),
            "description:card_number_not_allowed",
        ),
        (
            with("description", json!("x".repeat(2_001))),
            "description:text_not_acceptable",
        ),
        (with("description", json!("\u{0}")), "description:text_not_acceptable"),
        (with("systems", json!([])), "systems:required"),
        (with("systems", json!("main")), "systems:wrong_type"),
        (with("systems", json!(["nothing"])), "systems:system_unknown"),
        (with("systems", json!(["theirs"])), "systems:system_unknown"),
        (with("systems", json!(["payouts"])), "systems:system_unknown"),
        (with("systems", json!(["main", "live"])), "systems:system_of_other_mode"),
        (with("systems", json!(["second"])), "systems:system_archived"),
        (
            with(
                "systems",
                json!(
                    vec!["x"; 21]
                        .iter()
                        .enumerate()
                        .map(|(at, x)| format!("{x}{at}"))
                        .collect::<Vec<_>>()
                ),
            ),
            &["systems:too_many"]
                .into_iter()
                .chain(vec!["systems:system_unknown"; 20])
                .collect::<Vec<_>>()
                .join(" "),
        ),
        (price("1.00", "USD"), "systems:currency_not_supported"),
        (
            with("success_url", json!("https://elsewhere.example/")),
            "success_url:address_refused",
        ),
        (
            with("success_url", json!("https://shop.example/?card=4111111111111111")),
            "success_url:card_number_not_allowed",
        ),
        (
            with("success_url", json!("javascript:alert(1)")),
            "success_url:address_refused",
        ),
    ] {
        assert_eq!(code(make(&desk, "k", &body)), expected, "{body}");
    }
    assert_eq!(desk.dump(), before);
    // The bounds themselves are good, and so is a manual system in whatever currency.
    for (key, days) in [("d1", 1), ("d365", 365)] {
        assert_eq!(
            make(&desk, key, &with("confirm_days", json!(days)))
                .unwrap()
                .confirm_days,
            days
        );
    }
    let mut dollars = price("1.00", "USD");
    dollars["systems"] = json!(["card-to-card", "card-to-card"]);
    assert_eq!(make(&desk, "usd", &dollars).unwrap().systems, r#"["card-to-card"]"#);
}

/// Proves MAN-02: changed field by field, with before and after in the journal; what stays is not judged anew.
#[test]
fn an_offer_is_changed_as_it_was_seen() {
    let desk = desk();
    let seen = make(&desk, "k1", &body()).unwrap();
    let changed = change(
        &desk,
        1,
        &json!({ "title": "Tea for three", "price": { "amount": "2000", "currency": "RUB" }, "success_url": null }),
    )
    .unwrap();
    assert_eq!(
        (
            changed.title.as_str(),
            changed.price_minor,
            changed.success_url.as_deref()
        ),
        ("Tea for three", 200_000, None)
    );
    assert_eq!(changed.token, seen.token, "the link stays");
    assert_eq!(
        last_entry(&desk),
        (
            "offer_changed offer:1 person:1".to_owned(),
            json!({
                "before": { "title": "Tea for two", "price": { "amount": "1500.00", "currency": "RUB" }, "success_url": "https://shop.example/thanks" },
                "after": { "title": "Tea for three", "price": { "amount": "2000.00", "currency": "RUB" }, "success_url": null },
            })
        )
    );
    change(&desk, 1, &json!({ "title": "Tea for three" })).unwrap();
    assert_eq!(
        desk.number("SELECT count(*) FROM journal WHERE subject = 'offer:1'"),
        2,
        "the same again is no change"
    );
    // A terminal without a fee line for the new currency; a system archived since stands in the way of nothing but choosing it.
    assert_eq!(
        code(change(
            &desk,
            1,
            &json!({ "price": { "amount": "5", "currency": "USD" } })
        )),
        "systems:currency_not_supported"
    );
    manual_systems::switch(&desk, "card-to-card", "archived").unwrap();
    assert_eq!(
        change(
            &desk,
            1,
            &json!({ "title": "Tea", "systems": ["main", "card-to-card"] })
        )
        .unwrap()
        .title,
        "Tea"
    );
    assert_eq!(
        code(change(&desk, 1, &json!({ "systems": ["card-to-card"] }))),
        "systems:system_archived"
    );
    assert_eq!(
        change(&desk, 1, &json!({ "systems": ["main"] })).unwrap().systems,
        r#"["main"]"#
    );
    // Two people at once: the second has not seen what the first did.
    let entry = store::change::Entry {
        action: "offer_archived",
        subject: "offer:1".to_owned(),
        detail: "{}".to_owned(),
    };
    let stale = run(offers::switch(
        &desk.database,
        store::change::By {
            org_id: 1,
            actor: "person:2",
            now_ms: 0,
        },
        &seen,
        "archived",
        &entry,
    ));
    assert_eq!(code(stale.map_err(ChangeError::from)), "changed_meanwhile");
    assert_eq!(desk.text("SELECT status FROM offer"), "active");
}

/// A system that is archived between the look and the writing: the schema refuses, and the key is free.
#[test]
fn a_system_archived_meanwhile_is_refused() {
    let desk = desk();
    let request = read(&body()).unwrap();
    let database = Meanwhile::before(&desk.database, 2, || {
        desk.execute("UPDATE terminal SET status = 'archived' WHERE terminal_id = 'card-to-card'")
    });
    let made = run(operation::create(
        &database,
        &desk.chance,
        by(&desk, 1),
        "test",
        keyed("k1", "x"),
        &request,
    ));
    assert_eq!(code(made), "systems:system_unknown");
    assert_eq!(
        (
            desk.number("SELECT count(*) FROM offer"),
            desk.number("SELECT count(*) FROM idempotency WHERE key = 'k1'")
        ),
        (0, 0)
    );
}

/// Proves MAN-02: active or not; archived for good; nobody else's.
#[test]
fn an_offer_is_switched_and_copied() {
    let desk = desk();
    let offer = make(&desk, "k1", &body()).unwrap();
    assert_eq!(switch(&desk, 1, "inactive").unwrap().status, "inactive");
    assert_eq!(last_entry(&desk).0, "offer_deactivated offer:1 person:1");
    assert_eq!(code(switch(&desk, 1, "disabled")), "status:out_of_range");
    let archived = switch(&desk, 1, "archived").unwrap();
    assert_eq!(code(switch(&desk, 1, "active")), "offer_archived");
    assert_eq!(code(change(&desk, 1, &json!({ "title": "x" }))), "offer_archived");
    for (org_id, mode) in [(2, None), (1, Some("live"))] {
        let found = run(operation::find(&desk.database, org_id, 1, mode));
        assert!(
            matches!(found, Err(ChangeError::NotFound("offer"))),
            "{org_id} {mode:?}"
        );
    }
    // A copy is another offer, active, and made once.
    let made = copy(&desk, &archived, "c1", Some("Tea again")).unwrap();
    assert_eq!(
        (
            made.offer_id,
            made.status.as_str(),
            made.title.as_str(),
            made.token == offer.token
        ),
        (2, "active", "Tea again", false)
    );
    assert_eq!((made.price_minor, systems(&made)), (150_000, systems(&offer)));
    assert_eq!(last_entry(&desk).1["after"]["copy_of"], 1);
    assert_eq!(copy(&desk, &archived, "c1", Some("Tea again")).unwrap().offer_id, 2);
    // Of systems archived since nothing is left.
    manual_systems::switch(&desk, "card-to-card", "archived").unwrap();
    let offer = run(operation::find(&desk.database, 1, 1, None)).unwrap();
    assert_eq!(copy(&desk, &offer, "c2", None).unwrap().systems, r#"["main"]"#);
    desk.execute("UPDATE terminal SET status = 'archived'");
    let offer = run(operation::find(&desk.database, 1, 1, None)).unwrap();
    assert_eq!(code(copy(&desk, &offer, "c3", None)), "systems:required");
}

/// Lists go by key, and a rare filter stops and goes on.
#[test]
fn offers_are_listed_newest_first() {
    let desk = desk();
    make(&desk, "k1", &body()).unwrap();
    make(&desk, "k2", &with("title", json!("Чай зелёный"))).unwrap();
    make(&desk, "k3", &with("systems", json!(["main"]))).unwrap();
    switch(&desk, 3, "inactive").unwrap();
    make(&desk, "k4", &body()).unwrap();
    switch(&desk, 4, "archived").unwrap();
    let list = |filter: Filter, below, limit| {
        let (rows, looked) = run(offers::list(&desk.database, 1, "test", &filter, below, limit)).unwrap();
        (rows.iter().map(|row| row.offer_id).collect::<Vec<_>>(), looked)
    };
    let all = |filter: Filter| list(filter, LAST, 50).0;
    let status = |status: &str| Filter {
        status: Some(status.to_owned()),
        ..Filter::default()
    };
    let titled = |text: &str| Filter {
        titles: Some(vec![text.to_owned()]),
        ..Filter::default()
    };
    assert_eq!(all(Filter::default()), [3, 2, 1]);
    assert_eq!(
        (all(status("active")), all(status("inactive")), all(status("archived"))),
        (vec![2, 1], vec![3], vec![4])
    );
    assert_eq!(
        all(Filter {
            manual: true,
            ..Filter::default()
        }),
        [2, 1]
    );
    assert_eq!(
        (all(titled("tea")), all(titled("Чай")), all(titled("100%"))),
        (vec![3, 1], vec![2], vec![])
    );
    // One more than the page has; then from where it ended.
    assert_eq!(
        (list(Filter::default(), LAST, 1).0, list(Filter::default(), 3, 1).0),
        (vec![3, 2], vec![2, 1])
    );
    assert!(
        run(offers::list(&desk.database, 1, "live", &Filter::default(), LAST, 50))
            .unwrap()
            .0
            .is_empty()
    );
    assert!(
        run(offers::list(&desk.database, 2, "test", &Filter::default(), LAST, 50))
            .unwrap()
            .0
            .is_empty()
    );
    manual_systems::switch(&desk, "card-to-card", "disabled").unwrap();
    assert_eq!(
        all(Filter {
            manual: true,
            ..Filter::default()
        }),
        [0_i64; 0],
        "no system in use"
    );
    // Beyond the window the list says where it stopped.
    desk.execute("WITH RECURSIVE n(n) AS (SELECT 5 UNION ALL SELECT n + 1 FROM n WHERE n < 1203)
        INSERT INTO offer (org_id, offer_id, mode, token, title, price_minor, currency, systems, created_at_ms) SELECT 1, n, 'test', n, 'Other', 1, 'RUB', '[\"main\"]', 0 FROM n");
    assert_eq!(list(titled("Чай"), LAST, 50), (vec![], Some(204)));
    assert_eq!(list(titled("Чай"), 204, 50), (vec![2], None));
}

/// Lists are ranges of an index that stop at the page, and nothing scans what grows.
#[test]
fn nothing_reads_all_offers() {
    let desk = desk();
    make(&desk, "k1", &body()).unwrap();
    switch(&desk, 1, "inactive").unwrap();
    run(offers::list(&desk.database, 1, "test", &Filter::default(), LAST, 50)).unwrap();
    let mut ranges = 0;
    for sql in desk
        .database
        .statements_seen()
        .into_iter()
        .filter(|sql| sql.contains("offer"))
    {
        let plan = desk.database.plan(sql).unwrap();
        for table in ["o", "w", "t", "n", "offer", "terminal", "organisation"] {
            assert!(
                !plan
                    .iter()
                    .any(|line| line.starts_with(&format!("SCAN {table}")) && !line.contains("VIRTUAL")),
                "{sql}\n{plan:?}"
            );
        }
        assert!(
            !plan
                .iter()
                .any(|line| line.contains("SEARCH t USING PRIMARY KEY (org_id=?)")),
            "{sql}\n{plan:?}"
        );
        if sql.contains("ORDER BY o.offer_id DESC") {
            ranges += 1;
            let plan = plan.join("\n");
            assert!(
                plan.contains("offer_by_mode (org_id=? AND mode=? AND offer_id>? AND offer_id<?)")
                    && !plan.contains("TEMP B-TREE FOR ORDER BY"),
                "{plan}"
            );
        }
    }
    assert_eq!(ranges, 1);
}
