//! API keys as an organisation manages them.

use domain::{permission::Permission, token::sha256_hex};
use operations::{
    change::{ChangeError, Changer},
    create_payment::widget_secret_owner,
    keys::{self, Giver, KeyRequest, Shown, state},
};
use serde_json::{Value, json};
use store::{directory, keys::Row};

use crate::kit::{DAY_MS, Desk, HOUR_MS, run};

fn by(desk: &Desk) -> Changer<'static> {
    Changer {
        org_id: 1,
        actor: "person:1",
        now: desk.now(),
    }
}

const EVERYTHING: Giver<'static> = Giver(&|_| true);
const LOOKS_AFTER_SETTINGS: Giver<'static> = Giver(&|permission| matches!(permission, Permission::Settings));

fn create_by(desk: &Desk, giver: Giver<'_>, body: &Value) -> Result<Shown, ChangeError> {
    let request = KeyRequest::read(body).map_err(ChangeError::Fields)?;
    run(keys::create(
        &desk.database,
        &desk.chance,
        &desk.key,
        by(desk),
        giver,
        &request,
    ))
}

fn create(desk: &Desk, body: &Value) -> Result<Shown, ChangeError> {
    create_by(desk, EVERYTHING, body)
}

fn change(desk: &Desk, giver: Giver<'_>, prefix: &str, body: &Value) -> Result<Row, ChangeError> {
    let request = KeyRequest::read(body).map_err(ChangeError::Fields)?;
    run(keys::change(&desk.database, by(desk), giver, prefix, &request))
}

fn rotate(desk: &Desk, prefix: &str, hours: Option<i64>) -> Result<Shown, ChangeError> {
    run(keys::rotate(
        &desk.database,
        &desk.chance,
        &desk.key,
        by(desk),
        EVERYTHING,
        prefix,
        hours,
    ))
}

fn revoke(desk: &Desk, prefix: &str) -> Result<Row, ChangeError> {
    run(keys::revoke(&desk.database, by(desk), prefix))
}

fn row(desk: &Desk, prefix: &str) -> Row {
    run(store::keys::one(&desk.database, 1, prefix)).unwrap().unwrap()
}

/// Whether the prefix opens /v1 now.
fn opens(desk: &Desk, prefix: &str) -> bool {
    run(directory::api_key(&desk.database, prefix, "secret", desk.now().ms()))
        .unwrap()
        .is_some()
}

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

fn secret(name: &str) -> Value {
    json!({ "kind": "secret", "mode": "test", "name": name })
}

fn entry(desk: &Desk) -> (String, Value) {
    let entry = desk.text("SELECT json_array(action || ' ' || subject, json(detail)) FROM journal WHERE org_id = 1 ORDER BY seq DESC LIMIT 1");
    serde_json::from_str(&entry).unwrap()
}

/// Proves EDG-05: of a secret key only the hash is kept, and the prefix that names it.
#[test]
fn a_secret_key_is_shown_once_and_kept_as_a_hash() {
    let desk = Desk::open();
    let mut body = secret("Server");
    body["permissions"] = json!(["refund", "read"]);
    body["expires_at"] = json!("2026-12-01T00:00:00Z");
    let made = create(&desk, &body).unwrap();
    let (prefix, secret) = made.secret.rsplit_once('_').unwrap();
    let hex = |text: &str, length: usize| text.len() == length && text.bytes().all(|byte| byte.is_ascii_hexdigit());
    assert!(
        prefix.strip_prefix("sk_test_").is_some_and(|id| hex(id, 12)),
        "{prefix}"
    );
    assert!(hex(secret, 64), "{secret}");
    assert_eq!(
        (made.row.prefix.as_str(), made.row.permissions.as_str()),
        (prefix, r#"["read","refund"]"#)
    );
    let dump = desk.dump();
    assert!(!dump.contains(secret) && dump.contains(&sha256_hex(secret.as_bytes())));
    assert!(opens(&desk, prefix));
    assert_eq!(
        entry(&desk),
        (
            format!("key_created key:{prefix}"),
            json!({ "after": { "kind": "secret", "mode": "test", "name": "Server", "permissions": ["read", "refund"],
                "expires_at": "2026-12-01T00:00:00.000Z", "secret": "***" } })
        )
    );
    assert_eq!(code(create(&desk, &body)), "name_taken");
    // Of another mode, and as a widget's, the name is free.
    create(&desk, &json!({ "kind": "secret", "mode": "live", "name": "Server" })).unwrap();
    create(&desk, &json!({ "kind": "widget", "mode": "test", "name": "Server" })).unwrap();
}

/// Proves EDG-05: what a widget's data is signed with is kept sealed.
#[test]
fn a_widget_key_s_secret_is_kept_sealed() {
    let desk = Desk::open();
    let made = create(&desk, &json!({ "kind": "widget", "mode": "test", "name": "Shop" })).unwrap();
    assert!(made.row.prefix.starts_with("wk_test_") && made.secret.len() == 64);
    assert_eq!(made.row.permissions, r#"["payments"]"#);
    assert!(!desk.dump().contains(&made.secret));
    let kept = run(directory::api_key(
        &desk.database,
        &made.row.prefix,
        "widget",
        desk.now().ms(),
    ))
    .unwrap()
    .unwrap();
    let owner = widget_secret_owner(&made.row.prefix);
    assert_eq!(
        desk.key.open(&owner, &kept.signing_secret.unwrap()).unwrap(),
        made.secret
    );
}

/// Proves EDG-05: a renewed key goes on for as long as asked, beside the new one, and not a moment longer.
#[test]
fn keys_are_rotated_with_overlap() {
    let desk = Desk::open();
    let old = create(&desk, &secret("Server")).unwrap().row.prefix;
    let new = rotate(&desk, &old, Some(2)).unwrap().row;
    assert_ne!(new.prefix, old);
    assert_eq!(
        (new.name.as_str(), new.permissions, new.expires_at_ms),
        ("Server", row(&desk, &old).permissions, None)
    );
    assert_eq!(row(&desk, &old).rotated_to.as_deref(), Some(new.prefix.as_str()));
    assert_eq!(state(&row(&desk, &old), desk.now().ms()), "expiring");
    assert_eq!(entry(&desk).1["after"]["rotated_to"], new.prefix);
    assert_eq!(code(rotate(&desk, &old, None)), "key_rotated");
    desk.clock.pass(2 * HOUR_MS - 1);
    assert!(opens(&desk, &old) && opens(&desk, &new.prefix));
    desk.clock.pass(1);
    assert!(!opens(&desk, &old) && opens(&desk, &new.prefix));
    assert_eq!(state(&row(&desk, &old), desk.now().ms()), "expired");
    assert_eq!(code(rotate(&desk, &old, None)), "key_over");
    // Without overlap the old one is over at once.
    let newest = rotate(&desk, &new.prefix, Some(0)).unwrap().row;
    assert!(!opens(&desk, &new.prefix) && opens(&desk, &newest.prefix));
    for hours in [-1, 721] {
        assert_eq!(
            code(rotate(&desk, &newest.prefix, Some(hours))),
            "overlap_hours:out_of_range"
        );
    }
}

/// Proves EDG-05: a key that was to live for a time is not made to live longer by rotation, and its successor lives as long.
#[test]
fn an_expiring_key_does_not_outlive_its_time() {
    let desk = Desk::open();
    let end = desk.now().after_ms(10 * DAY_MS);
    let mut body = secret("Server");
    body["expires_at"] = json!(end.rfc3339());
    let old = create(&desk, &body).unwrap().row;
    assert_eq!(state(&old, desk.now().ms()), "live");
    desk.clock.pass(9 * DAY_MS);
    assert_eq!(state(&old, desk.now().ms()), "expiring");
    let new = rotate(&desk, &old.prefix, Some(720)).unwrap().row;
    assert_eq!(row(&desk, &old.prefix).expires_at_ms, Some(end.ms()));
    assert_eq!(new.expires_at_ms, Some(desk.now().after_ms(10 * DAY_MS).ms()));
    desk.clock.pass(DAY_MS);
    assert!(!opens(&desk, &old.prefix) && opens(&desk, &new.prefix));
}

/// Proves EDG-05: a revoked key is over at once, and stays so.
#[test]
fn a_revoked_key_is_over() {
    let desk = Desk::open();
    let prefix = create(&desk, &secret("Server")).unwrap().row.prefix;
    revoke(&desk, &prefix).unwrap();
    assert!(!opens(&desk, &prefix));
    assert_eq!(
        entry(&desk),
        (
            format!("key_revoked key:{prefix}"),
            json!({ "before": { "revoked": false }, "after": { "revoked": true } })
        )
    );
    let before = desk.dump();
    desk.clock.pass(DAY_MS);
    revoke(&desk, &prefix).unwrap();
    assert_eq!(
        code(change(&desk, EVERYTHING, &prefix, &json!({ "name": "x" }))),
        "key_over"
    );
    assert_eq!(code(rotate(&desk, &prefix, None)), "key_over");
    assert_eq!(code(revoke(&desk, "sk_test_000000000000")), "no such key");
    desk.assert_unchanged(&before);
    // Its name is free again.
    create(&desk, &secret("Server")).unwrap();
}

/// Proves EDG-05, SPR-09: nobody gives a key what they may not do themselves, by whatever way.
#[test]
fn nobody_gives_what_they_have_not() {
    let desk = Desk::open();
    let full = create(&desk, &secret("Full")).unwrap().row.prefix;
    let mut modest = secret("Modest");
    modest["permissions"] = json!(["read", "payments"]);
    let before = desk.dump();
    assert!(code(create_by(&desk, LOOKS_AFTER_SETTINGS, &secret("Mine"))).contains("not yours to give"));
    let renewed = keys::rotate(
        &desk.database,
        &desk.chance,
        &desk.key,
        by(&desk),
        LOOKS_AFTER_SETTINGS,
        &full,
        None,
    );
    assert!(matches!(run(renewed), Err(ChangeError::NotYours(_))));
    desk.assert_unchanged(&before);
    let modest = create_by(&desk, LOOKS_AFTER_SETTINGS, &modest).unwrap().row.prefix;
    let more = json!({ "permissions": ["read", "refund"] });
    assert!(matches!(
        change(&desk, LOOKS_AFTER_SETTINGS, &modest, &more),
        Err(ChangeError::NotYours(Permission::Refund))
    ));
    // What it has may be taken away, and the rest stays.
    let less = json!({ "permissions": ["read", "capture"] });
    assert_eq!(
        change(&desk, LOOKS_AFTER_SETTINGS, &full, &less).unwrap().permissions,
        r#"["read","capture"]"#
    );
    assert_eq!(
        change(&desk, EVERYTHING, &modest, &more).unwrap().permissions,
        r#"["read","refund"]"#
    );
}

/// Proves EDG-05: what is wrong is said of each field.
#[test]
fn keys_that_cannot_be_are_refused() {
    let desk = Desk::open();
    let with = |name: &str, value: Value| {
        let mut body = secret("Server");
        body[name] = value;
        body
    };
    let before = desk.dump();
    for (body, expected) in [
        (with("kind", json!("admin")), "kind:out_of_range"),
        (with("mode", json!("both")), "mode:out_of_range"),
        (with("name", json!("")), "name:required"),
        (with("permissions", json!([])), "permissions:out_of_range"),
        (
            with("permissions", json!(["read", "everything"])),
            "permissions:out_of_range",
        ),
        (with("permissions", json!("read")), "permissions:wrong_type"),
        (with("expires_at", json!("tomorrow")), "expires_at:out_of_range"),
        (
            with("expires_at", json!("2020-01-01T00:00:00Z")),
            "expires_at:out_of_range",
        ),
        (
            json!({ "kind": "widget", "mode": "test", "name": "w", "permissions": ["read"] }),
            "permissions:permissions_of_a_widget",
        ),
    ] {
        assert_eq!(code(create(&desk, &body)), expected, "{body}");
    }
    desk.assert_unchanged(&before);
}

/// Proves EDG-05: an organisation has 50 live keys at most; those that were replaced do not stand in the way of renewing.
#[test]
fn keys_are_bounded() {
    let desk = Desk::open();
    let first = create(&desk, &secret("0")).unwrap().row.prefix;
    for place in 1..50 {
        create(&desk, &secret(&place.to_string())).unwrap();
    }
    assert_eq!(code(create(&desk, &secret("50"))), "too_many_keys");
    rotate(&desk, &first, None).unwrap();
    assert_eq!(code(create(&desk, &secret("50"))), "too_many_keys");
    revoke(&desk, &first).unwrap();
    assert_eq!(
        code(create(&desk, &secret("50"))),
        "too_many_keys",
        "its successor is live"
    );
    let successor = row(&desk, &first).rotated_to.unwrap();
    revoke(&desk, &successor).unwrap();
    create(&desk, &secret("50")).unwrap();
}
