//! Terminals as an organisation and the platform's operators manage them.

use domain::{sealed::KeyRing, time::Timestamp};
use operations::{
    change::{ChangeError, Changer},
    terminal::{self, FeesRequest, TerminalRequest, Vault},
};
use serde_json::{Value, json};
use store::{change::By, terminals::Row};

use crate::kit::{Chance, Desk, run};

fn by(now: Timestamp) -> Changer<'static> {
    Changer {
        org_id: 1,
        actor: "person:1",
        now,
    }
}

fn vault<'a>(key: &'a KeyRing, entropy: &'a Chance) -> Vault<'a, Chance> {
    Vault {
        key,
        entropy,
        loopback_allowed: false,
    }
}

fn of(desk: &Desk) -> Vault<'_, Chance> {
    vault(&desk.key, &desk.chance)
}

fn read(body: &Value) -> Result<TerminalRequest, ChangeError> {
    TerminalRequest::read(body).map_err(ChangeError::Fields)
}

fn create(desk: &Desk, body: &Value) -> Result<Row, ChangeError> {
    run(terminal::create(&desk.database, of(desk), by(desk.now()), &read(body)?))
}

fn change(desk: &Desk, terminal: &str, body: &Value) -> Result<Row, ChangeError> {
    run(terminal::change(
        &desk.database,
        of(desk),
        by(desk.now()),
        terminal,
        &read(body)?,
    ))
}

fn switch(desk: &Desk, terminal: &str, status: &str) -> Result<Row, ChangeError> {
    run(terminal::switch(&desk.database, by(desk.now()), terminal, status))
}

fn fees(desk: &Desk, terminal: &str, body: &Value) -> Result<Row, ChangeError> {
    let request = FeesRequest::read(body).map_err(ChangeError::Fields)?;
    run(terminal::set_fees(&desk.database, by(desk.now()), terminal, &request))
}

/// What was wrong, as `field:code`, or the code of a conflict.
fn code<T: std::fmt::Debug>(result: Result<T, ChangeError>) -> String {
    match result.unwrap_err() {
        ChangeError::Fields(errors) => {
            let said = errors.iter().map(|error| format!("{}:{}", error.field, error.code));
            said.collect::<Vec<_>>().join(" ")
        }
        ChangeError::Conflict(code, _) => code.to_owned(),
        other => other.to_string(),
    }
}

fn body() -> Value {
    json!({
        "terminal": "new-1", "acquirer": "sandbox-bank", "mode": "test", "name": "Cards", "description": "For the shop", "stages": 2,
        "at_deadline": "release", "deadline_hours": 48,
        "credentials": { "base_url": "https://bank.example/", "api_key": "bank-secret-1", "callback_secret": "bank-secret-2" },
    })
}

fn with(name: &str, value: Value) -> Value {
    let mut body = body();
    body[name] = value;
    body
}

fn last_entry(desk: &Desk) -> (String, Value) {
    let entry = desk.text("SELECT json_array(action || ' ' || subject || ' ' || actor, json(detail)) FROM journal WHERE org_id = 1 ORDER BY seq DESC LIMIT 1");
    let entry: (String, Value) = serde_json::from_str(&entry).unwrap();
    entry
}

/// Proves SPR-08: a terminal is made with its credentials sealed; the journal tells all of it but those.
#[test]
fn a_terminal_is_made_and_its_credentials_are_kept_sealed() {
    let desk = Desk::open();
    let made = create(&desk, &body()).unwrap();
    assert_eq!(
        (made.kind.as_str(), made.status.as_str(), made.fees.as_str()),
        ("ecom", "active", "[]")
    );
    assert_eq!((made.stages, made.deadline_hours), (2, Some(48)));
    let opened = terminal::credentials(&desk.key, 1, &made);
    assert_eq!(
        Value::Object(opened),
        json!({ "base_url": "https://bank.example", "api_key": "bank-secret-1", "callback_secret": "bank-secret-2" })
    );
    assert!(made.credentials.starts_with("v2:1:"));
    assert!(!desk.dump().contains("bank-secret"), "secrets are nowhere to be read");
    assert_eq!(
        last_entry(&desk),
        (
            "terminal_created terminal:new-1 person:1".to_owned(),
            json!({ "after": {
                "acquirer": "sandbox-bank", "mode": "test", "kind": "ecom", "name": "Cards", "description": "For the shop", "stages": 2,
                "at_deadline": "release", "deadline_hours": 48, "operations": ["payment", "capture", "void", "refund"],
                "credentials": { "base_url": "***", "api_key": "***", "callback_secret": "***" },
            } })
        )
    );
    assert_eq!(code(create(&desk, &body())), "terminal_taken");
}

/// Proves SPR-08: what is wrong is said of each field, and nothing is written.
#[test]
fn what_is_wrong_with_a_terminal_is_said_of_each_field() {
    let desk = Desk::open();
    let credentials = |name: &str, value: Value| {
        let mut all = body()["credentials"].clone();
        all[name] = value;
        with("credentials", all)
    };
    let before = desk.dump();
    for (body, expected) in [
        (with("terminal", json!("a/b")), "terminal:out_of_range"),
        (with("terminal", json!("x".repeat(41))), "terminal:out_of_range"),
        (with("acquirer", json!("bank")), "acquirer:acquirer_unknown"),
        (with("mode", json!("live")), "mode:acquirer_has_no_such_mode"),
        (with("mode", json!("both")), "mode:out_of_range"),
        (with("kind", json!("pos")), "kind:out_of_range"),
        (with("name", json!(" ")), "name:required"),
        (
            with("name", json!("4111 1111 1111 1111")),
            "name:card_number_not_allowed",
        ),
        (with("name", json!("x".repeat(61))), "name:text_not_acceptable"),
        (with("stages", json!(3)), "stages:out_of_range"),
        (with("stages", json!("2")), "stages:wrong_type"),
        (with("at_deadline", json!("wait")), "at_deadline:out_of_range"),
        (with("deadline_hours", json!(0)), "deadline_hours:out_of_range"),
        (
            with("operations", json!(["payment", "payout"])),
            "operations:out_of_range",
        ),
        (with("credentials", json!({ "api_key": 1 })), "credentials:wrong_type"),
        (credentials("pin", json!("1")), "credentials.pin:credential_unknown"),
        (credentials("api_key", json!("")), "credentials.api_key:required"),
        (
            credentials("base_url", json!("http://bank.example")),
            "credentials.base_url:address_refused",
        ),
        (
            credentials("base_url", json!("https://10.0.0.1")),
            "credentials.base_url:address_refused",
        ),
        (
            credentials("base_url", json!("http://127.0.0.1:8787")),
            "credentials.base_url:address_refused",
        ),
        (
            credentials("base_url", json!("https://me@bank.example")),
            "credentials.base_url:address_refused",
        ),
        (
            credentials("base_url", json!("https://bank.example/?x=")),
            "credentials.base_url:address_refused",
        ),
        (json!([]), ":wrong_type"),
    ] {
        assert_eq!(code(create(&desk, &body)), expected, "{body}");
    }
    desk.assert_unchanged(&before);
    // Where a bank of this machine is allowed.
    let local = read(&credentials("base_url", json!("http://127.0.0.1:8787/"))).unwrap();
    let allowed = Vault {
        loopback_allowed: true,
        ..of(&desk)
    };
    run(terminal::create(&desk.database, allowed, by(desk.now()), &local)).unwrap();
}

/// Proves SPR-08: what is left out stays, credentials are write-only, and only what changed is told.
#[test]
fn a_change_leaves_the_rest_as_it_is() {
    let desk = Desk::open();
    create(&desk, &body()).unwrap();
    let changed = change(
        &desk,
        "new-1",
        &json!({ "name": "Cards 2", "deadline_hours": null, "stages": 2 }),
    )
    .unwrap();
    assert_eq!(
        (changed.name.as_str(), changed.deadline_hours, changed.stages),
        ("Cards 2", None, 2)
    );
    assert_eq!(
        last_entry(&desk).1,
        json!({ "before": { "name": "Cards", "deadline_hours": 48 }, "after": { "name": "Cards 2", "deadline_hours": null } })
    );
    let changed = change(
        &desk,
        "new-1",
        &json!({ "credentials": { "api_key": "bank-secret-3", "terminal": "T1" } }),
    )
    .unwrap();
    let opened = terminal::credentials(&desk.key, 1, &changed);
    assert_eq!(opened["api_key"], "bank-secret-3");
    assert_eq!(opened["callback_secret"], "bank-secret-2");
    assert_eq!(
        last_entry(&desk),
        (
            "terminal_changed terminal:new-1 person:1".to_owned(),
            json!({ "after": { "credentials": { "api_key": "***", "terminal": "***" } } })
        )
    );
    let without = change(&desk, "new-1", &json!({ "credentials": { "terminal": "" } })).unwrap();
    assert!(!terminal::credentials(&desk.key, 1, &without).contains_key("terminal"));
    // Nothing changed, nothing written; what is fixed stays whatever is asked.
    let before = desk.dump();
    change(
        &desk,
        "new-1",
        &json!({ "name": "Cards 2", "mode": "live", "terminal": "other", "kind": "oct" }),
    )
    .unwrap();
    desk.assert_unchanged(&before);
    assert_eq!(code(change(&desk, "none", &json!({}))), "no such terminal");
    assert_eq!(
        code(change(&desk, "new-1", &json!({ "credentials": { "api_key": "" } }))),
        "credentials.api_key:required"
    );
}

/// Proves SPR-08: of two people who change a terminal at once, one is told so, and neither change is lost.
#[test]
fn a_change_that_was_overtaken_is_refused_whole() {
    let desk = Desk::open();
    let row = create(&desk, &body()).unwrap();
    change(&desk, "new-1", &json!({ "name": "First" })).unwrap();
    let before = desk.dump();
    let entry = store::change::Entry {
        action: "terminal_disabled",
        subject: "terminal:new-1".to_owned(),
        detail: "{}".to_owned(),
    };
    let by = By {
        org_id: 1,
        actor: "person:2",
        now_ms: desk.now().ms(),
    };
    let stale = run(store::terminals::switch(
        &desk.database,
        by,
        "new-1",
        "disabled",
        &row.snapshot,
        &entry,
    ));
    assert_eq!(code(stale.map_err(ChangeError::from)), "changed_meanwhile");
    desk.assert_unchanged(&before);
}

/// Proves SPR-08, CLK-04: an archived terminal stays so; nothing of it is deleted.
#[test]
fn a_terminal_is_disabled_enabled_and_archived_for_good() {
    let desk = Desk::open();
    assert_eq!(switch(&desk, "main", "disabled").unwrap().status, "disabled");
    assert_eq!(
        last_entry(&desk).1,
        json!({ "before": { "status": "active" }, "after": { "status": "disabled" } })
    );
    let before = desk.dump();
    assert_eq!(switch(&desk, "main", "disabled").unwrap().status, "disabled");
    desk.assert_unchanged(&before);
    assert_eq!(switch(&desk, "main", "active").unwrap().status, "active");
    assert_eq!(switch(&desk, "main", "archived").unwrap().status, "archived");
    assert_eq!(last_entry(&desk).0, "terminal_archived terminal:main person:1");
    let before = desk.dump();
    assert_eq!(code(switch(&desk, "main", "active")), "terminal_archived");
    assert_eq!(
        code(change(&desk, "main", &json!({ "name": "x" }))),
        "terminal_archived"
    );
    assert_eq!(code(fees(&desk, "main", &json!({ "fees": [] }))), "terminal_archived");
    assert_eq!(code(switch(&desk, "second", "deleted")), "status:out_of_range");
    assert_eq!(code(switch(&desk, "none", "disabled")), "no such terminal");
    desk.assert_unchanged(&before);
    // The other organisation's terminal of the same name is another.
    assert_eq!(desk.text("SELECT status FROM terminal WHERE org_id = 2"), "active");
}

/// Proves SPR-08: a copy has the settings, credentials and fees of its original, sealed for itself.
#[test]
fn a_copy_works_as_its_original() {
    let desk = Desk::open();
    let copy = |body: Value| {
        run(terminal::copy(
            &desk.database,
            of(&desk),
            by(desk.now()),
            "main",
            &read(&body)?,
        ))
    };
    let made = copy(json!({ "terminal": "copy", "name": "Cards, again" })).unwrap();
    let original = run(store::terminals::one(&desk.database, 1, "main")).unwrap().unwrap();
    assert_eq!((made.name.as_str(), &made.fees), ("Cards, again", &original.fees));
    assert_eq!(
        terminal::credentials(&desk.key, 1, &made),
        terminal::credentials(&desk.key, 1, &original)
    );
    let payment = desk.created("k");
    assert_eq!(desk.start(&payment, "copy").unwrap(), "https://bank.example/pay/1-1");
    assert_eq!(code(copy(json!({ "terminal": "main", "name": "x" }))), "terminal_taken");
    assert_eq!(
        code(copy(json!({ "terminal": "", "name": "" }))),
        "terminal:out_of_range name:required"
    );
}

/// Proves CLK-04: fees are set whole, by currency, and told as they were and are; a currency without a line is taken no more.
#[test]
fn fees_are_set_by_currency() {
    let desk = Desk::open();
    let lines = json!([
        { "currency": "USD", "service_percent": "1.50", "bank_percent": "1", "minimum": "0.30" },
        { "currency": "RUB", "service_percent": "0.8", "bank_percent": "0.45", "minimum": "45.00" },
    ]);
    let set = fees(&desk, "main", &json!({ "fees": lines, "fee_returned": true })).unwrap();
    assert_eq!(
        serde_json::from_str::<Value>(&set.fees).unwrap(),
        json!([["RUB", "0.8", "0.45", 4500], ["USD", "1.5", "1", 30]])
    );
    let (named, detail) = last_entry(&desk);
    assert_eq!(named, "terminal_fees_set terminal:main person:1");
    assert_eq!(
        detail["after"]["fees"]["USD"],
        json!({ "service_percent": "1.5", "bank_percent": "1", "minimum": "0.30" })
    );
    assert_eq!(detail["before"]["fees"]["RUB"]["service_percent"], "0.7");
    assert_eq!(
        (&detail["before"]["fee_returned"], &detail["after"]["fee_returned"]),
        (&json!(false), &json!(true))
    );
    desk.execute("UPDATE terminal SET status = 'disabled' WHERE terminal_id = 'second'");
    let yen = operations::PaymentRequest {
        amount: "100".to_owned(),
        currency: "JPY".to_owned(),
        ..crate::kit::request()
    };
    assert!(desk.create("yen", &yen).is_err(), "a currency without a line");
    // Said again, it is no change.
    let before = desk.dump();
    fees(&desk, "main", &json!({ "fees": lines })).unwrap();
    desk.assert_unchanged(&before);
}

/// Proves CLK-04: fees that cannot be are refused, each with its line.
#[test]
fn fees_that_cannot_be_are_refused() {
    let desk = Desk::open();
    let line = |name: &str, value: &str| {
        let mut line = json!({ "currency": "JPY", "service_percent": "1", "bank_percent": "1", "minimum": "30" });
        line[name] = json!(value);
        json!({ "fees": [line] })
    };
    let before = desk.dump();
    for (body, expected) in [
        (line("currency", "XXX"), "fees[0].currency:currency_unknown"),
        (
            line("service_percent", "-1"),
            "fees[0].service_percent:percent_malformed",
        ),
        (line("bank_percent", "1e1"), "fees[0].bank_percent:percent_malformed"),
        (
            line("service_percent", "99.5"),
            "fees[0].service_percent:percent_too_high",
        ),
        (line("minimum", "30.5"), "fees[0].minimum:amount_malformed"),
        (line("minimum", "-1"), "fees[0].minimum:amount_malformed"),
        (json!({ "fees": {} }), "fees:wrong_type"),
        (json!({}), "fees:required"),
        (
            json!({ "fees": [line("minimum", "1")["fees"][0], line("minimum", "2")["fees"][0]] }),
            "fees[1].currency:repeated",
        ),
    ] {
        assert_eq!(code(fees(&desk, "main", &body)), expected, "{body}");
    }
    desk.assert_unchanged(&before);
}

/// Proves SPR-08: an organisation has so many terminals, and no more.
#[test]
fn terminals_are_bounded() {
    let desk = Desk::open();
    for place in 2..200 {
        desk.execute(&format!(
            "INSERT INTO terminal (org_id, terminal_id, acquirer, mode, name, credentials, created_at_ms) VALUES (1, 't{place}', 'sandbox-bank', 'test', 't', '', 0)"
        ));
    }
    let before = desk.dump();
    assert_eq!(code(create(&desk, &body())), "too_many_terminals");
    desk.assert_unchanged(&before);
}
