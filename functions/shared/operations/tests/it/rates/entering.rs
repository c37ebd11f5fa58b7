//! Rates that operators of the platform enter.

use operations::{
    change::ChangeError,
    rates::{EnterRequest, enter},
};
use serde_json::{Value, json};
use store::rates::RateRow;

use super::found;
use crate::kit::{Desk, Interleaved, all_at_once, run};

fn desk() -> Desk {
    let desk = Desk::open();
    desk.employ(11);
    desk
}

fn body(rate: &str) -> Value {
    json!({ "base": "USD", "quote": "RUB", "day": "2026-11-23", "rate": rate })
}

fn entered(desk: &Desk, body: &Value) -> Result<RateRow, ChangeError> {
    let request = EnterRequest::read(body, desk.now()).map_err(ChangeError::Fields)?;
    let who = desk.operating(11);
    run(enter(&desk.database, who.by(), &request))
}

/// Proves MAN-01 (operators may enter rates; told to the platform's journal with what was before).
#[test]
fn operators_enter_rates_and_the_journal_hears_of_it() {
    let desk = desk();
    let row = entered(&desk, &body("98.5000")).unwrap();
    assert_eq!(
        (row.rate.as_str(), row.source.as_str(), row.at_ms),
        ("98.5", "operator", desk.now().ms())
    );
    assert!(row.actor.starts_with("operator:11/"), "{}", row.actor);
    entered(&desk, &body("99")).unwrap();
    assert_eq!(
        found(&desk, "USD", "RUB", "operator", "2026-11-23").as_deref(),
        Some("2026-11-23 99 by operator:11")
    );
    let told =
        "SELECT group_concat(subject || ' ' || detail, '; ') FROM journal WHERE org_id = 0 AND action = 'rate_entered'";
    assert_eq!(
        desk.text(told),
        r#"rate:USD/RUB {"after":{"day":"2026-11-23","rate":"98.5"}}; rate:USD/RUB {"after":{"day":"2026-11-23","rate":"99"},"before":{"day":"2026-11-23","rate":"98.5"}}"#
    );
    // The same again changes nothing.
    let before = desk.dump();
    entered(&desk, &body("99.0")).unwrap();
    desk.assert_unchanged(&before);
}

#[test]
fn what_is_no_rate_is_said_by_field() {
    let desk = desk();
    let before = desk.dump();
    for (field, value, code) in [
        ("base", json!("usd"), "currency_unknown"),
        ("base", json!("XDR"), "currency_unknown"),
        ("base", json!(5), "wrong_type"),
        ("quote", json!("USD"), "currencies_same"),
        ("quote", json!(null), "required"),
        ("day", json!("2026-02-30"), "date_malformed"),
        ("day", json!("23.11.2026"), "date_malformed"),
        ("day", json!("2026-12-25"), "date_in_future"),
        ("rate", json!("0"), "rate_malformed"),
        ("rate", json!("-1"), "rate_malformed"),
        ("rate", json!("1e2"), "rate_malformed"),
        ("rate", json!("98,5"), "rate_malformed"),
        ("rate", json!("0.0000000000001"), "rate_malformed"),
        ("rate", json!("1".repeat(100_000)), "rate_malformed"),
        ("rate", json!(98.5), "wrong_type"),
    ] {
        let mut body = body("98.5");
        body[field] = value.clone();
        let Err(ChangeError::Fields(errors)) = entered(&desk, &body) else {
            panic!("{field} {value}")
        };
        let said: Vec<_> = errors
            .iter()
            .map(|error| (error.field.as_str(), error.code.as_str()))
            .collect();
        assert_eq!(said, [(field, code)], "{value}");
    }
    assert!(matches!(entered(&desk, &json!([])), Err(ChangeError::Fields(_))));
    assert!(matches!(entered(&desk, &json!({})), Err(ChangeError::Fields(errors)) if errors.len() == 4));
    desk.assert_unchanged(&before);
    // The last day that may be entered.
    let mut last = body("98.5");
    last["day"] = json!("2026-12-24");
    entered(&desk, &last).unwrap();
}

/// Proves MAN-01 (two operators at once: one is told to look again, and nothing is lost unseen).
#[test]
fn of_two_operators_at_once_one_is_told_to_look_again() {
    let desk = desk();
    entered(&desk, &body("98")).unwrap();
    let interleaved = Interleaved(&desk.database);
    let who = desk.operating(11);
    let requests: Vec<EnterRequest> = ["97", "99"]
        .map(|rate| EnterRequest::read(&body(rate), desk.now()).unwrap())
        .into();
    let both = requests
        .iter()
        .map(|request| Box::pin(enter(&interleaved, who.by(), request)) as _);
    let outcomes: Vec<Result<RateRow, ChangeError>> = all_at_once(both.collect());
    let (done, refused): (Vec<_>, Vec<_>) = outcomes.into_iter().partition(Result::is_ok);
    assert_eq!(done.len(), 1);
    assert!(
        matches!(refused.as_slice(), [Err(ChangeError::Conflict("changed_meanwhile", _))]),
        "{refused:?}"
    );
    assert_eq!(
        desk.number("SELECT count(*) FROM journal WHERE action = 'rate_entered'"),
        2
    );
}
