//! Manual payment systems as an organisation manages them.

use domain::media::{MediaError, MediaType};
use operations::{
    change::{ChangeError, Changer},
    manual_systems::{self as systems, SystemRequest},
    once::Keyed,
    terminal,
};
use serde_json::{Value, json};
use store::{
    files::{self, Kind},
    manual_systems::{self, System},
};

use crate::kit::{DAY_MS, Desk, run};

/// A GIF of one pixel.
pub(crate) const GIF: &[u8] = b"GIF89a\x01\0\x01\0\x80\0\0\0\0\0\xff\xff\xff,\0\0\0\0\x01\0\x01\0\0\x02\x02D\x01\0;";

pub(crate) fn by(desk: &Desk, org_id: i64) -> Changer<'static> {
    Changer {
        org_id,
        actor: "person:1",
        now: desk.now(),
    }
}

pub(crate) fn keyed<'a>(key: &'a str, asked: &'a str) -> Keyed<'a> {
    Keyed {
        scope: "things/v1:test",
        key,
        asked,
    }
}

fn read(body: &Value) -> Result<SystemRequest, ChangeError> {
    SystemRequest::read(body).map_err(ChangeError::Fields)
}

/// Makes a system of test mode under a key.
pub(crate) fn make(desk: &Desk, org_id: i64, key: &str, body: &Value) -> Result<System, ChangeError> {
    let (asked, request) = (body.to_string(), read(body)?);
    let (by, keyed) = (by(desk, org_id), keyed(key, &asked));
    run(systems::create(
        &desk.database,
        &desk.chance,
        by,
        "test",
        keyed,
        &request,
    ))
}

fn change(desk: &Desk, id: &str, body: &Value) -> Result<(System, Option<String>), ChangeError> {
    let by = by(desk, 1);
    run(systems::change(&desk.database, by, id, Some("test"), &read(body)?))
}

pub(crate) fn switch(desk: &Desk, id: &str, status: &str) -> Result<System, ChangeError> {
    run(systems::switch(&desk.database, by(desk, 1), id, None, status))
}

/// What was wrong, as `field:code`, or the code of a conflict.
pub(crate) fn code<T: std::fmt::Debug>(result: Result<T, ChangeError>) -> String {
    match result.unwrap_err() {
        ChangeError::Fields(errors) => {
            let said = errors.iter().map(|error| format!("{}:{}", error.field, error.code));
            said.collect::<Vec<_>>().join(" ")
        }
        ChangeError::Conflict(code, _) => code.to_owned(),
        other => other.to_string(),
    }
}

pub(crate) fn body() -> Value {
    json!({
        "name": "Card to card", "description": "Of the old shop", "commission_percent": "2.50", "fixed_fee": { "amount": "30.00", "currency": "RUB" },
        "income_currency": "RUB", "transaction_currency": "USD", "currencies": ["RUB", "USD"], "merchant_name": "Leaf & Clay",
        "merchant_description": "By phone number.\r\nAsk for Ann.", "comment_hint": "Your surname",
    })
}

fn with(name: &str, value: Value) -> Value {
    let mut body = body();
    body[name] = value;
    body
}

pub(crate) fn last_entry(desk: &Desk) -> (String, Value) {
    let entry = desk.text("SELECT json_array(action || ' ' || subject || ' ' || actor, json(detail)) FROM journal WHERE org_id = 1 ORDER BY seq DESC LIMIT 1");
    serde_json::from_str(&entry).unwrap()
}

fn entries(desk: &Desk) -> i64 {
    desk.number("SELECT count(*) FROM journal")
}

/// Proves MAN-01: all that a system is made of is kept, and told by the journal.
#[test]
fn a_system_is_made_with_all_that_it_is() {
    let desk = Desk::open();
    let made = make(&desk, 1, "k1", &body()).unwrap();
    assert_eq!(
        (made.terminal_id.as_str(), made.status.as_str(), made.mode.as_str()),
        ("card-to-card", "active", "test")
    );
    assert_eq!(
        (
            made.commission_percent.as_str(),
            made.fixed_fee_minor,
            made.fixed_fee_currency.as_str()
        ),
        ("2.5", 3_000, "RUB")
    );
    assert_eq!(made.merchant_description, "By phone number.\nAsk for Ann.");
    assert_eq!((made.image, made.slug.as_str()), (None, "alpha"));
    assert_eq!(
        desk.text("SELECT acquirer || ' ' || kind || ' ' || operations || ' ' || stages || ' ' || credentials FROM terminal WHERE terminal_id = 'card-to-card'"),
        r#"manual manual ["payment","capture","refund"] 1 "#
    );
    assert_eq!(
        last_entry(&desk),
        (
            "manual_system_created manual_system:card-to-card person:1".to_owned(),
            json!({ "after": {
                "mode": "test", "name": "Card to card", "description": "Of the old shop", "commission_percent": "2.5",
                "fixed_fee": { "amount": "30.00", "currency": "RUB" }, "income_currency": "RUB", "transaction_currency": "USD",
                "currencies": ["RUB", "USD"], "merchant_name": "Leaf & Clay", "merchant_description": "By phone number.\nAsk for Ann.",
                "comment_hint": "Your surname",
            } })
        )
    );
    // The least: what is left out is nothing, in the income currency.
    let least =
        json!({ "name": "Наличные", "income_currency": "RUB", "transaction_currency": "RUB", "currencies": ["RUB"] });
    let made = make(&desk, 1, "k2", &least).unwrap();
    assert_eq!(
        (
            made.terminal_id.as_str(),
            made.commission_percent.as_str(),
            made.fixed_fee_minor,
            made.fixed_fee_currency.as_str()
        ),
        ("manual", "0", 0, "RUB")
    );
}

/// Proves MAN-01: the currencies that a system takes hold the two it needs, and what is wrong is said of each field; nothing is written.
#[test]
fn what_is_wrong_with_a_system_is_said_of_each_field() {
    let desk = Desk::open();
    let before = desk.dump();
    for (body, expected) in [
        (with("currencies", json!(["USD"])), "currencies:currencies_lack_income"),
        (
            with("currencies", json!(["RUB"])),
            "currencies:currencies_lack_transaction",
        ),
        (
            with("currencies", json!(["EUR"])),
            "currencies:currencies_lack_income currencies:currencies_lack_transaction",
        ),
        (with("currencies", json!([])), "currencies:required"),
        (
            with("currencies", json!(["RUB", "USD", "XXX"])),
            "currencies:currency_unknown",
        ),
        (with("currencies", json!("RUB")), "currencies:wrong_type"),
        (
            with("income_currency", json!("rub")),
            "income_currency:currency_unknown",
        ),
        (with("income_currency", json!(null)), "income_currency:required"),
        (
            with("transaction_currency", json!("XXX")),
            "transaction_currency:currency_unknown",
        ),
        (
            with("commission_percent", json!("100.1")),
            "commission_percent:percent_malformed",
        ),
        (
            with("commission_percent", json!("-1")),
            "commission_percent:percent_malformed",
        ),
        (with("commission_percent", json!(2.5)), "commission_percent:wrong_type"),
        (
            with("fixed_fee", json!({ "amount": "-1", "currency": "RUB" })),
            "fixed_fee.amount:amount_malformed",
        ),
        (
            with("fixed_fee", json!({ "amount": "1.001", "currency": "RUB" })),
            "fixed_fee.amount:amount_too_precise",
        ),
        (
            with("fixed_fee", json!({ "amount": "1", "currency": "XXX" })),
            "fixed_fee.currency:currency_unknown",
        ),
        (
            with("fixed_fee", json!({ "amount": "1" })),
            "fixed_fee.currency:required",
        ),
        (with("fixed_fee", json!("30.00")), "fixed_fee:wrong_type"),
        (with("name", json!(" ")), "name:required"),
        (with("name", json!("x".repeat(61))), "name:text_not_acceptable"),
        (with("name", json!("Line\nbreak")), "name:text_not_acceptable"),
        (
            with("description", json!("4111 1111 1111 1111")),
            "description:card_number_not_allowed",
        ),
        (
            with("merchant_name", json!("2200000000000004")),
            "merchant_name:card_number_not_allowed",
        ),
        (
            with("merchant_description", json!("To 2200 0000 0000 0004")),
            "merchant_description:card_number_not_allowed",
        ),
        (
            with("merchant_description", json!("\u{7}")),
            "merchant_description:text_not_acceptable",
        ),
        (
            with("comment_hint", json!("x".repeat(201))),
            "comment_hint:text_not_acceptable",
        ),
        (with("image", json!("x.png")), "image:wrong_type"),
        (with("id", json!("a/b")), "id:out_of_range"),
        (with("id", json!("4111111111111111")), "id:card_number_not_allowed"),
    ] {
        assert_eq!(code(make(&desk, 1, "k", &body)), expected, "{body}");
    }
    assert_eq!(desk.dump(), before);
}

/// The same request under the same key makes one system; an id is nobody else's, and ids of names step aside.
#[test]
fn a_system_is_made_once() {
    let desk = Desk::open();
    let first = make(&desk, 1, "k1", &body()).unwrap();
    let again = make(&desk, 1, "k1", &body()).unwrap();
    assert_eq!((again.terminal_id, entries(&desk)), (first.terminal_id, 1));
    assert!(matches!(
        make(&desk, 1, "k1", &with("name", json!("Other"))),
        Err(ChangeError::KeyReused)
    ));
    assert_eq!(make(&desk, 1, "k2", &body()).unwrap().terminal_id, "card-to-card-2");
    assert_eq!(
        make(&desk, 2, "k1", &body()).unwrap().terminal_id,
        "card-to-card",
        "another organisation"
    );
    // Terminals and systems share their ids; a refused one leaves the key free.
    let main = with("id", json!("main"));
    assert_eq!(code(make(&desk, 1, "k3", &main)), "manual_system_taken");
    assert_eq!(
        make(&desk, 1, "k3", &with("id", json!("own"))).unwrap().terminal_id,
        "own"
    );
    // After 30 days a key is free again.
    desk.clock.pass(31 * DAY_MS);
    assert_eq!(make(&desk, 1, "k1", &body()).unwrap().terminal_id, "card-to-card-3");
}

#[test]
fn there_are_at_most_200_of_terminals_and_systems() {
    let desk = Desk::open();
    desk.execute("WITH RECURSIVE n(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM n WHERE n < 197)
        INSERT INTO terminal (org_id, terminal_id, acquirer, mode, name, credentials, created_at_ms) SELECT 1, 't' || n, 'sandbox-bank', 'test', 'x', '', 0 FROM n");
    let last = make(&desk, 1, "k1", &body()).unwrap();
    assert_eq!(code(make(&desk, 1, "k2", &body())), "too_many_terminals");
    assert_eq!(desk.number("SELECT count(*) FROM manual_system"), 1);
    assert_eq!(
        (entries(&desk), desk.number("SELECT count(*) FROM idempotency")),
        (1, 1),
        "nothing is left of the second"
    );
    assert_eq!(last.terminal_id, "card-to-card");
}

/// Proves MAN-01: changed field by field, with before and after in the journal; a change is nobody's who has not seen the row as it is.
#[test]
fn a_system_is_changed_as_it_was_seen() {
    let desk = Desk::open();
    let seen = make(&desk, 1, "k1", &body()).unwrap();
    let (changed, _) = change(
        &desk,
        "card-to-card",
        &json!({ "name": "Card", "currencies": ["RUB", "USD", "EUR"] }),
    )
    .unwrap();
    assert_eq!(
        (changed.name.as_str(), changed.currencies.as_str()),
        ("Card", r#"["RUB","USD","EUR"]"#)
    );
    assert_eq!(changed.comment_hint, "Your surname");
    assert_eq!(
        last_entry(&desk),
        (
            "manual_system_changed manual_system:card-to-card person:1".to_owned(),
            json!({
                "before": { "name": "Card to card", "currencies": ["RUB", "USD"] },
                "after": { "name": "Card", "currencies": ["RUB", "USD", "EUR"] },
            })
        )
    );
    // The same again is no change.
    change(&desk, "card-to-card", &json!({ "name": "Card" })).unwrap();
    assert_eq!(entries(&desk), 2);
    // A currency that is needed cannot be taken away, neither by the list nor by naming another one.
    assert_eq!(
        code(change(&desk, "card-to-card", &json!({ "currencies": ["RUB", "EUR"] }))),
        "currencies:currencies_lack_transaction"
    );
    assert_eq!(
        code(change(&desk, "card-to-card", &json!({ "income_currency": "KZT" }))),
        "currencies:currencies_lack_income"
    );
    // Two people at once: the second has not seen what the first did.
    let settings = manual_systems::Settings {
        name: "Stale",
        description: "",
        commission_percent: "0",
        fixed_fee_minor: 0,
        fixed_fee_currency: "RUB",
        income_currency: "RUB",
        transaction_currency: "RUB",
        currencies: r#"["RUB"]"#,
        merchant_name: "",
        merchant_description: "",
        comment_hint: "",
    };
    let entry = store::change::Entry {
        action: "manual_system_changed",
        subject: "manual_system:card-to-card".to_owned(),
        detail: "{}".to_owned(),
    };
    let stale = run(manual_systems::change(
        &desk.database,
        store::change::By {
            org_id: 1,
            actor: "person:2",
            now_ms: 0,
        },
        &seen,
        &settings,
        false,
        &entry,
    ));
    assert_eq!(code(stale.map_err(ChangeError::from)), "changed_meanwhile");
    assert_eq!(entries(&desk), 2);
}

/// Proves MAN-01: switched off and on, archived for good; other organisations and the other mode have no part in it.
#[test]
fn a_system_is_switched_by_its_own() {
    let desk = Desk::open();
    make(&desk, 1, "k1", &body()).unwrap();
    assert_eq!(switch(&desk, "card-to-card", "disabled").unwrap().status, "disabled");
    assert_eq!(
        last_entry(&desk).0,
        "manual_system_disabled manual_system:card-to-card person:1"
    );
    assert_eq!(switch(&desk, "card-to-card", "active").unwrap().status, "active");
    assert_eq!(code(switch(&desk, "card-to-card", "gone")), "status:out_of_range");
    let foreign = |org_id, mode| run(systems::find(&desk.database, org_id, "card-to-card", mode));
    assert!(matches!(foreign(2, None), Err(ChangeError::NotFound("manual_system"))));
    assert!(matches!(
        foreign(1, Some("live")),
        Err(ChangeError::NotFound("manual_system"))
    ));
    assert!(foreign(1, Some("test")).is_ok());
    let strange = run(systems::switch(
        &desk.database,
        by(&desk, 2),
        "card-to-card",
        None,
        "archived",
    ));
    assert!(matches!(strange, Err(ChangeError::NotFound("manual_system"))));
    // A terminal is no system, and a system no terminal.
    assert!(matches!(
        switch(&desk, "main", "disabled"),
        Err(ChangeError::NotFound("manual_system"))
    ));
    let as_terminal = run(terminal::switch(
        &desk.database,
        by(&desk, 1),
        "card-to-card",
        "disabled",
    ));
    assert!(matches!(as_terminal, Err(ChangeError::NotFound("terminal"))));
    let list = |archived| {
        run(manual_systems::list(&desk.database, 1, "test", archived))
            .unwrap()
            .len()
    };
    assert_eq!(switch(&desk, "card-to-card", "archived").unwrap().status, "archived");
    assert_eq!((list(false), list(true)), (0, 1));
    assert_eq!(code(switch(&desk, "card-to-card", "active")), "manual_system_archived");
    assert_eq!(
        code(change(&desk, "card-to-card", &json!({ "name": "x" }))),
        "manual_system_archived"
    );
    assert_eq!(
        run(manual_systems::list(&desk.database, 1, "live", true))
            .unwrap()
            .len(),
        0
    );
}

/// Proves MAN-01: a picture is what its bytes are, and replaces the one before; receipts are never found as pictures.
#[test]
fn a_system_has_one_picture() {
    let desk = Desk::open();
    let system = make(&desk, 1, "k1", &body()).unwrap();
    assert_eq!(systems::judge_image("image/gif", GIF), Ok(MediaType::Gif));
    assert_eq!(systems::judge_image("image/png", GIF), Err(MediaError::Differs));
    assert_eq!(
        systems::judge_image("image/svg+xml", b"<svg/>"),
        Err(MediaError::NotSupported)
    );
    let set = |system: &System| {
        let image = systems::name_image(&desk.chance, MediaType::Gif, GIF).unwrap();
        run(systems::set_image(&desk.database, by(&desk, 1), system, &image))
    };
    let first = set(&system).unwrap();
    let file = first.image.clone().unwrap();
    let picture = |slug: &str, file: &str| run(files::picture(&desk.database, slug, file)).unwrap();
    let found = picture("alpha", &file).unwrap();
    assert_eq!(
        (found.org_id, found.media_type.as_str(), found.size_bytes),
        (1, "image/gif", GIF.len() as i64)
    );
    assert_eq!((picture("beta", &file), picture("alpha", "0")), (None, None));
    assert_eq!(run(files::one(&desk.database, 1, &file, Kind::Receipt)).unwrap(), None);
    assert_eq!(
        last_entry(&desk),
        (
            "manual_system_image_set manual_system:card-to-card person:1".to_owned(),
            json!({ "before": { "image": null }, "after": { "image": file } })
        )
    );
    // Over a row that is another by now: nothing of it stays.
    assert_eq!(code(set(&system)), "changed_meanwhile");
    assert_eq!(desk.number("SELECT count(*) FROM file"), 1);
    let second = set(&first).unwrap();
    assert_eq!(picture("alpha", &file), None, "the one before is known no more");
    // Taken away by null; whoever deletes the bytes is told which.
    let (bare, gone) = change(&desk, "card-to-card", &json!({ "image": null })).unwrap();
    assert_eq!((bare.image, gone), (None, second.image));
    assert_eq!(desk.number("SELECT count(*) FROM file"), 0);
    assert_eq!(
        change(&desk, "card-to-card", &json!({ "image": null })).unwrap().1,
        None
    );
}
