//! Endpoints as people manage them.

use domain::{postback::Format, signature::standard_webhooks};
use operations::endpoint::{self, Change, EndpointError, EndpointRequest, Rules, Shown, SigningRequest};
use serde_json::{Value, json};
use store::endpoints::{Endpoint, Switch};

use crate::kit::{DAY_MS, Desk, HOUR_MS, Says, run};

fn by(desk: &Desk, org_id: i64) -> Change<'static> {
    Change {
        org_id,
        actor: "person:1",
        now: desk.now(),
        rules: Rules {
            own_hosts: &[],
            loopback_allowed: false,
        },
    }
}

fn create(desk: &Desk, body: &Value) -> Result<(Endpoint, Vec<Shown>), EndpointError> {
    let request = EndpointRequest::read(body).map_err(EndpointError::Fields)?;
    run(endpoint::create(
        &desk.database,
        &desk.chance,
        &desk.key,
        by(desk, 1),
        &request,
    ))
}

fn rotate(desk: &Desk, id: i64, body: &Value) -> Result<(Endpoint, Vec<Shown>), EndpointError> {
    let request = SigningRequest::read(body).map_err(EndpointError::Fields)?;
    run(endpoint::rotate(
        &desk.database,
        &desk.chance,
        &desk.key,
        by(desk, 1),
        id,
        &request,
    ))
}

fn codes(error: EndpointError) -> Vec<(String, String)> {
    match error {
        EndpointError::Fields(errors) => errors.into_iter().map(|error| (error.field, error.code)).collect(),
        other => panic!("{other}"),
    }
}

fn value<'a>(shown: &'a [Shown], name: &str) -> &'a str {
    &shown.iter().find(|part| part.name == name).unwrap().value
}

/// Proves PKP-03 (the URL or the e-mail, as set), EDG-02 (secrets are shown once and kept sealed).
#[test]
fn an_endpoint_is_made_with_secrets_that_are_shown_once() {
    let desk = Desk::open();
    for (format, address, names) in [
        ("standard", "https://a.example/x", vec!["signing_secret"]),
        (
            "paykeeper",
            "https://b.example/x",
            vec!["signing_secret", "secret_word"],
        ),
        (
            "paykassma",
            "https://c.example/x",
            vec!["signing_secret", "access_key", "private_key"],
        ),
        ("spring", "https://d.example/x", vec!["signing_secret", "shared_secret"]),
        ("email", "till@shop.example", vec![]),
    ] {
        let (made, shown) = create(
            &desk,
            &json!({ "mode": "test", "name": format, "format": format, "address": address }),
        )
        .unwrap();
        assert_eq!(shown.iter().map(|part| part.name).collect::<Vec<_>>(), names);
        assert_eq!(
            (made.format.as_str(), made.address.as_str(), made.is_primary),
            (format, address, 0)
        );
        let told: Vec<String> = serde_json::from_str(&made.event_types).unwrap();
        assert_eq!(told.len(), Format::parse(format).unwrap().event_types().len());
        let kept = desk.dump();
        for part in &shown {
            assert!(
                part.value.len() >= 32 && !kept.contains(&part.value),
                "{} is kept as it is",
                part.name
            );
        }
    }
    assert_eq!(
        desk.number("SELECT count(*) FROM journal WHERE action = 'endpoint_created'"),
        5
    );
    // A merchant's own word, where an older system had given it one.
    let own = json!({ "mode": "test", "format": "paykeeper", "address": "https://e.example/", "secrets": { "secret_word": "my-own-word" } });
    assert_eq!(value(&create(&desk, &own).unwrap().1, "secret_word"), "my-own-word");
}

#[test]
fn the_first_of_a_mode_is_the_primary_one_and_there_is_only_one() {
    let desk = Desk::open();
    let (live, _) = create(&desk, &json!({ "mode": "live", "address": "https://a.example/" })).unwrap();
    assert_eq!(live.is_primary, 1);
    let (second, _) = create(&desk, &json!({ "mode": "live", "address": "https://b.example/" })).unwrap();
    assert_eq!(second.is_primary, 0);
    let request = EndpointRequest::read(&json!({ "primary": true })).unwrap();
    let changed = run(endpoint::change(
        &desk.database,
        by(&desk, 1),
        second.endpoint_id,
        &request,
    ))
    .unwrap();
    assert_eq!(
        (changed.is_primary, changed.address.as_str()),
        (1, "https://b.example/")
    );
    assert_eq!(
        desk.text("SELECT json_group_array(endpoint_id) FROM endpoint WHERE is_primary = 1 AND mode = 'live'"),
        format!("[{}]", second.endpoint_id)
    );
    assert_eq!(
        desk.number("SELECT count(*) FROM endpoint WHERE is_primary = 1 AND mode = 'test'"),
        1
    );
}

#[test]
fn what_is_not_acceptable_is_said_by_field() {
    let desk = Desk::open();
    let refused = |body: Value, field: &str, code: &str| {
        let errors = codes(create(&desk, &body).unwrap_err());
        assert!(
            errors.contains(&(field.to_owned(), code.to_owned())),
            "{body}: {errors:?}"
        );
    };
    let good = json!({ "mode": "test", "address": "https://a.example/" });
    let with = |field: &str, value: Value| {
        let mut body = good.clone();
        body[field] = value;
        body
    };
    refused(with("mode", json!("both")), "mode", "out_of_range");
    refused(with("name", json!("x".repeat(61))), "name", "text_not_acceptable");
    refused(with("format", json!("xml")), "format", "out_of_range");
    refused(with("event_types", json!([])), "event_types", "event_type_unknown");
    refused(
        with("event_types", json!(["payment.invented"])),
        "event_types",
        "event_type_unknown",
    );
    refused(with("event_types", json!("all")), "event_types", "wrong_type");
    refused(with("primary", json!("yes")), "primary", "wrong_type");
    refused(
        json!({ "mode": "test", "format": "paykeeper", "address": "https://a.example/", "secrets": { "secret_word": "short" } }),
        "secrets.secret_word",
        "secret_not_acceptable",
    );
    refused(
        with("secrets", json!({ "secret_word": "long enough it is" })),
        "secrets.secret_word",
        "secret_unknown",
    );
    refused(
        with("secrets", json!({ "signing_secret": "whsec_0123456789" })),
        "secrets.signing_secret",
        "secret_unknown",
    );
    refused(
        json!({ "mode": "test", "address": "https://a.example/", "event_types": ["payment.failed"], "primary": true }),
        "primary",
        "primary_hears_nothing",
    );
    refused(
        json!({ "mode": "test", "format": "paykeeper", "address": "https://a.example/", "event_types": ["payment.refunded"] }),
        "event_types",
        "event_type_unknown",
    );
    for address in [
        "",
        "http://a.example/",
        "https://10.0.0.1/",
        "https://a.internal/",
        "https://u:p@a.example/",
        "not an address",
    ] {
        refused(with("address", json!(address)), "address", "address_refused");
    }
    refused(
        json!({ "mode": "test", "format": "email", "address": "https://a.example/" }),
        "address",
        "address_refused",
    );
    assert_eq!(desk.number("SELECT count(*) FROM endpoint WHERE org_id = 1"), 1);
    // Ours is nobody's endpoint.
    let own_hosts = ["pay.example".to_owned()];
    let change = Change {
        rules: Rules {
            own_hosts: &own_hosts,
            loopback_allowed: false,
        },
        ..by(&desk, 1)
    };
    let request =
        EndpointRequest::read(&json!({ "mode": "test", "address": "https://pay.example/v1/payments" })).unwrap();
    let refused = run(endpoint::create(
        &desk.database,
        &desk.chance,
        &desk.key,
        change,
        &request,
    ))
    .unwrap_err();
    assert_eq!(codes(refused), [("address".to_owned(), "address_refused".to_owned())]);
}

#[test]
fn another_organisation_s_endpoint_is_nobody_s() {
    let desk = Desk::open();
    let request = EndpointRequest::read(&json!({ "address": "https://evil.example/" })).unwrap();
    let before = desk.dump();
    assert!(matches!(
        run(endpoint::change(&desk.database, by(&desk, 2), 1, &request)),
        Err(EndpointError::NotFound)
    ));
    assert!(matches!(
        run(endpoint::switch(&desk.database, by(&desk, 2), 1, Switch::Delete)),
        Err(EndpointError::NotFound)
    ));
    let rotated = run(endpoint::rotate(
        &desk.database,
        &desk.chance,
        &desk.key,
        by(&desk, 2),
        1,
        &SigningRequest::default(),
    ));
    assert!(matches!(rotated, Err(EndpointError::NotFound)));
    desk.assert_unchanged(&before);
}

#[test]
fn there_are_twenty_of_a_mode_at_most() {
    let desk = Desk::open();
    for index in 2..=20 {
        create(
            &desk,
            &json!({ "mode": "test", "address": format!("https://s{index}.example/") }),
        )
        .unwrap();
    }
    let one_more = create(&desk, &json!({ "mode": "test", "address": "https://more.example/" }));
    assert!(matches!(one_more, Err(EndpointError::TooMany)));
    create(&desk, &json!({ "mode": "live", "address": "https://live.example/" })).unwrap();
}

/// Proves EDG-02 (rotation: both sign for 24 hours; at most five live).
#[test]
fn a_renewed_secret_and_the_one_before_both_sign_for_a_day() {
    let desk = Desk::open();
    desk.execute("DELETE FROM endpoint_secret; DELETE FROM endpoint");
    let (made, shown) = create(&desk, &json!({ "mode": "test", "address": "https://a.example/" })).unwrap();
    let old = value(&shown, "signing_secret").to_owned();
    desk.clock.pass(DAY_MS);
    let (rotated, shown) = rotate(&desk, made.endpoint_id, &json!({})).unwrap();
    let new = value(&shown, "signing_secret").to_owned();
    assert_ne!(old, new);
    assert_eq!(
        serde_json::from_str::<Value>(&rotated.secrets)
            .unwrap()
            .as_array()
            .unwrap()
            .len(),
        2
    );
    let mut payment = 0;
    let mut signers = || {
        payment += 1;
        desk.awaiting(&format!("k{payment}"));
        desk.told(&Says::captured(&format!("e{payment}"), &format!("{payment}-1")))
            .unwrap();
        desk.network.take_asked();
        desk.dispatch();
        let asked = desk.network.take_asked().remove(0);
        let timestamp = asked.header("webhook-timestamp").parse().unwrap();
        let by = |secret: &str| {
            standard_webhooks(&[secret.to_owned()], asked.header("webhook-id"), timestamp, &asked.body).unwrap()
        };
        let signatures: Vec<&str> = asked.header("webhook-signature").split(' ').collect();
        (
            signatures.len(),
            signatures.contains(&by(&old).as_str()),
            signatures.contains(&by(&new).as_str()),
        )
    };
    assert_eq!(signers(), (2, true, true));
    desk.clock.pass(DAY_MS - HOUR_MS);
    assert_eq!(signers(), (2, true, true));
    desk.clock.pass(HOUR_MS);
    assert_eq!(signers(), (1, false, true));
    for live in 2..=5 {
        rotate(&desk, made.endpoint_id, &json!({})).unwrap_or_else(|error| panic!("{live}: {error}"));
    }
    assert!(matches!(
        rotate(&desk, made.endpoint_id, &json!({})),
        Err(EndpointError::TooManySecrets)
    ));
    desk.clock.pass(DAY_MS);
    rotate(&desk, made.endpoint_id, &json!({})).unwrap();
    assert_eq!(
        codes(rotate(&desk, made.endpoint_id, &json!({ "scheme": "spring" })).unwrap_err()),
        [("scheme".to_owned(), "scheme_unknown".to_owned())]
    );
}

/// At another address it is another server: the breaker of the old one says nothing of it.
#[test]
fn a_new_address_begins_in_good_health() {
    let desk = Desk::open();
    desk.execute("UPDATE endpoint SET failed_at_ms = 1; UPDATE endpoint SET breaker = 'open', breaker_until_ms = 9007199254740991, breaker_opened = 5, failing_since_ms = 1, window_from_ms = 1");
    let change = |body: Value| {
        let request = EndpointRequest::read(&body).unwrap();
        run(endpoint::change(&desk.database, by(&desk, 1), 1, &request)).unwrap()
    };
    assert_eq!(change(json!({ "name": "Till" })).breaker, "open");
    let moved = change(json!({ "address": "https://new.example/" }));
    assert_eq!(
        (moved.breaker.as_str(), moved.failing_since_ms, moved.name.as_str()),
        ("closed", None, "Till")
    );
}

#[test]
fn a_deleted_endpoint_is_told_nothing_any_more() {
    let desk = Desk::open();
    desk.awaiting("k");
    desk.told(&Says::captured("e1", "1-1")).unwrap();
    desk.switch(1, Switch::Delete);
    desk.network.take_asked();
    desk.awaiting("k2");
    desk.told(&Says::captured("e2", "2-1")).unwrap();
    desk.network.take_asked();
    assert_eq!(
        (desk.dispatch(), desk.dispatch(), desk.network.take_asked().len()),
        (0, 0, 0)
    );
    assert_eq!(
        (
            desk.number("SELECT count(*) FROM postback"),
            desk.number("SELECT count(*) FROM endpoint_secret")
        ),
        (1, 0)
    );
    assert_eq!(desk.payment(2, "notice"), "none");
}

#[test]
fn an_endpoint_hears_of_what_it_wants() {
    let desk = Desk::open();
    let request = EndpointRequest::read(&json!({ "event_types": ["payment.captured"] })).unwrap();
    run(endpoint::change(&desk.database, by(&desk, 1), 1, &request)).unwrap();
    let held = desk.held("h");
    assert_eq!(
        (
            desk.payment(held, "notice").as_str(),
            desk.number("SELECT count(*) FROM postback")
        ),
        ("none", 0)
    );
    desk.capture(held, "c", None).unwrap();
    assert_eq!(
        (
            desk.payment(held, "notice").as_str(),
            desk.number("SELECT count(*) FROM postback")
        ),
        ("sending", 1)
    );
}
