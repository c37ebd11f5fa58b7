//! Limits as an organisation and the platform's operators set them.

use operations::{
    PaymentRequest,
    change::{ChangeError, Changer},
    create_payment::CreatePaymentError,
    limits::{self, LimitRequest},
};
use serde_json::{Value, json};
use store::limit_settings::{self, Row};

use crate::kit::{Desk, request, run};

fn by(desk: &Desk) -> Changer<'static> {
    Changer {
        org_id: 1,
        actor: "person:1",
        now: desk.now(),
    }
}

fn read(body: &Value) -> Result<LimitRequest, ChangeError> {
    LimitRequest::read(body).map_err(ChangeError::Fields)
}

fn set(desk: &Desk, set_by: &str, body: &Value) -> Result<(), ChangeError> {
    run(limits::set(&desk.database, by(desk), set_by, &read(body)?))
}

fn delete(desk: &Desk, set_by: &str, body: &Value) -> Result<(), ChangeError> {
    run(limits::delete(&desk.database, by(desk), set_by, &read(body)?))
}

fn list(desk: &Desk) -> Vec<Row> {
    run(limit_settings::list(&desk.database, 1, "test", "2026-11-23")).unwrap()
}

fn code(result: Result<(), ChangeError>) -> String {
    match result.unwrap_err() {
        ChangeError::Fields(errors) => {
            let said = errors.iter().map(|error| format!("{}:{}", error.field, error.code));
            said.collect::<Vec<_>>().join(" ")
        }
        ChangeError::Conflict(code, _) => code.to_owned(),
        other => other.to_string(),
    }
}

fn create(desk: &Desk, key: &str, amount: &str) -> Result<(), String> {
    let asked = PaymentRequest {
        amount: amount.to_owned(),
        ..request()
    };
    desk.create(key, &asked).map(drop).map_err(|error| match error {
        CreatePaymentError::Limit(scope, what) => format!("{scope} {what}"),
        other => panic!("{other:?}"),
    })
}

fn entry(desk: &Desk) -> (String, Value) {
    let entry = desk.text("SELECT json_array(action || ' ' || subject, json(detail)) FROM journal WHERE org_id = 1 ORDER BY seq DESC LIMIT 1");
    serde_json::from_str(&entry).unwrap()
}

/// Proves SPR-10: the organisation's limit and the operator's hold both, and neither touches the other.
#[test]
fn an_organisation_s_limit_and_an_operator_s_both_hold() {
    let desk = Desk::open();
    let of = |maximum: &str| json!({ "mode": "test", "scope": "organisation", "currency": "RUB", "maximum": maximum });
    set(&desk, "operator", &of("500.00")).unwrap();
    // An organisation's higher limit does not lift the operator's.
    set(&desk, "organisation", &of("900.00")).unwrap();
    assert_eq!(create(&desk, "a", "600.00").unwrap_err(), "organisation maximum");
    // A lower one holds beside it.
    set(&desk, "organisation", &of("300.00")).unwrap();
    assert_eq!(create(&desk, "b", "400.00").unwrap_err(), "organisation maximum");
    create(&desk, "c", "300.00").unwrap();
    delete(&desk, "organisation", &of("1")).unwrap();
    create(&desk, "d", "400.00").unwrap();
    assert_eq!(
        create(&desk, "e", "600.00").unwrap_err(),
        "organisation maximum",
        "the operator's is there still"
    );
    assert_eq!(code(delete(&desk, "organisation", &of("1"))), "no such limit");
    delete(&desk, "operator", &of("1")).unwrap();
    create(&desk, "f", "600.00").unwrap();
}

/// Proves SPR-10: a limit is set whole, and its changes told with what they were.
#[test]
fn a_limit_is_set_whole_and_journaled() {
    let desk = Desk::open();
    let first = json!({
        "mode": "test", "scope": "terminal", "terminal": "main", "currency": "RUB", "minimum": "10.00", "maximum": "500.00",
        "day_sum": "1000.00", "day_count": 5, "month_sum": "10000.00", "month_count": 50,
    });
    set(&desk, "organisation", &first).unwrap();
    let told = entry(&desk);
    assert_eq!(told.0, "limit_set limit:terminal:main:RUB");
    assert_eq!(
        told.1["after"],
        json!({ "minimum": "10.00", "maximum": "500.00", "day_sum": "1000.00", "day_count": 5, "month_sum": "10000.00", "month_count": 50,
            "mode": "test", "set_by": "organisation" })
    );
    let before = desk.dump();
    set(&desk, "organisation", &first).unwrap();
    desk.assert_unchanged(&before);
    let second = json!({ "mode": "test", "scope": "terminal", "terminal": "main", "currency": "RUB", "maximum": "400.00", "day_count": 5 });
    set(&desk, "organisation", &second).unwrap();
    let rows = list(&desk);
    assert_eq!(rows.len(), 1);
    assert_eq!(
        (
            rows[0].minimum_minor,
            rows[0].maximum_minor,
            rows[0].day_minor,
            rows[0].day_count
        ),
        (None, Some(40_000), None, Some(5))
    );
    assert_eq!(
        entry(&desk).1["before"],
        json!({ "minimum": "10.00", "maximum": "500.00", "day_sum": "1000.00", "month_sum": "10000.00", "month_count": 50 })
    );
    delete(&desk, "organisation", &second).unwrap();
    assert_eq!(entry(&desk).0, "limit_deleted limit:terminal:main:RUB");
    assert!(list(&desk).is_empty());
}

/// Proves SPR-10: what was used today and this month stands beside the limit.
#[test]
fn what_was_used_is_told() {
    let desk = Desk::open();
    set(
        &desk,
        "organisation",
        &json!({ "mode": "test", "scope": "organisation", "currency": "RUB", "day_sum": "5000.00" }),
    )
    .unwrap();
    set(
        &desk,
        "organisation",
        &json!({ "mode": "test", "scope": "terminal", "terminal": "main", "currency": "RUB", "day_count": 9 }),
    )
    .unwrap();
    desk.awaiting("a");
    desk.created("b");
    let used = |rows: &[Row]| {
        rows.iter()
            .map(|row| {
                (
                    row.scope.clone(),
                    row.used_day_minor,
                    row.used_day_count,
                    row.used_month_minor,
                )
            })
            .collect::<Vec<_>>()
    };
    assert_eq!(
        used(&list(&desk)),
        [
            ("organisation".to_owned(), 200_000, 2, 200_000),
            ("terminal".to_owned(), 100_000, 1, 100_000)
        ]
    );
}

/// Proves SPR-10: limits that cannot be are refused, and nothing is written.
#[test]
fn limits_that_cannot_be_are_refused() {
    let desk = Desk::open();
    let with = |name: &str, value: Value| {
        let mut body = json!({ "mode": "test", "scope": "organisation", "currency": "RUB", "minimum": "10.00", "maximum": "20.00" });
        body[name] = value;
        body
    };
    let before = desk.dump();
    for (body, expected) in [
        (with("mode", json!("x")), "mode:out_of_range"),
        (with("scope", json!("shop")), "scope:out_of_range"),
        (with("scope", json!("terminal")), "terminal:terminal_and_scope_differ"),
        (with("terminal", json!("main")), "terminal:terminal_and_scope_differ"),
        (with("currency", json!("XXX")), "currency:currency_unknown"),
        (with("minimum", json!("10.001")), "minimum:amount_malformed"),
        (with("minimum", json!("20.01")), "minimum:minimum_above_maximum"),
        (with("day_count", json!(-1)), "day_count:out_of_range"),
        (with("month_count", json!("7")), "month_count:wrong_type"),
        (with("day_sum", json!(7)), "day_sum:wrong_type"),
        (
            json!({ "mode": "test", "scope": "card", "currency": "RUB" }),
            ":limit_empty",
        ),
        (
            json!({ "mode": "test", "scope": "terminal", "terminal": "other", "currency": "RUB", "day_count": 1 }),
            "terminal:terminal_unknown",
        ),
        (
            json!({ "mode": "live", "scope": "terminal", "terminal": "main", "currency": "RUB", "day_count": 1 }),
            "terminal:terminal_unknown",
        ),
    ] {
        assert_eq!(code(set(&desk, "organisation", &body)), expected, "{body}");
    }
    desk.assert_unchanged(&before);
}

/// Proves SPR-10: of two who set a limit at once, one is told so.
#[test]
fn a_limit_that_was_overtaken_is_refused_whole() {
    let desk = Desk::open();
    let body = json!({ "mode": "test", "scope": "card", "currency": "RUB", "day_count": 1 });
    set(&desk, "organisation", &body).unwrap();
    let place = limit_settings::Place {
        mode: "test",
        scope: "card",
        terminal_id: "",
        currency: "RUB",
        set_by: "organisation",
    };
    let entry = store::change::Entry {
        action: "limit_set",
        subject: "limit:card::RUB".to_owned(),
        detail: "{}".to_owned(),
    };
    let by = store::change::By {
        org_id: 1,
        actor: "person:2",
        now_ms: 0,
    };
    let before = desk.dump();
    let bounds = Some([None, None, None, Some(7), None, None]);
    // As if there had been none yet.
    let stale = run(limit_settings::set(&desk.database, by, place, bounds, None, &entry));
    assert_eq!(code(stale.map_err(ChangeError::from)), "changed_meanwhile");
    desk.assert_unchanged(&before);
}
