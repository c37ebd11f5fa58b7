//! Organisations: made, changed, disabled, visited, listed.

use operations::{
    endpoint,
    organisation::{self, Asker, OrganisationError, Rules, StatusRequest, VisitRequest},
    people::PeopleError,
};
use serde_json::{Value, json};
use store::organisations::{self, Filter, Organisation};

use crate::kit::{Acting, Desk, HOUR_MS, Meanwhile, Says, SetClock, request, run};

/// Organisation 1: owner 1; operators 11 and 12.
fn desk() -> Desk {
    let desk = Desk::open();
    desk.join(1, 1, "owner", "[]");
    desk.employ(11);
    desk.employ(12);
    desk
}

fn rules(desk: &Desk) -> Rules<'_, SetClock> {
    Rules {
        clock: &desk.clock,
        addresses: endpoint::Rules {
            own_hosts: &[],
            loopback_allowed: false,
        },
    }
}

fn found(desk: &Desk) -> Organisation {
    run(organisations::one(&desk.database, 1)).unwrap().unwrap()
}

fn asker(who: &Acting) -> Asker<'_> {
    Asker {
        by: who.by(),
        is_owner: who.role == "owner",
        has_second_factor: false,
    }
}

fn change(desk: &Desk, body: &Value) -> Result<Organisation, OrganisationError> {
    let who = desk.acting(1, 1);
    run(organisation::change(
        &desk.database,
        asker(&who),
        found(desk),
        body,
        &rules(desk),
    ))
}

/// Proves SPR-07, PKM-16 (time zone, postback address of payouts made by hand, idle days): an organisation's settings.
#[test]
fn an_organisation_says_of_itself_what_it_likes() {
    let desk = desk();
    let body = json!({
        "name": " Ромашка ", "legal_name": "ООО «Ромашка»", "email": "till@shop.example", "contacts": "Анна\n+7 916 123-45-67", "address": "Москва",
        "currency": "KWD", "site": "https://shop.example/", "response_url": "https://shop.example/results", "language": "ru", "time_zone": "Europe/Moscow",
        "sites": ["https://shop.example", "https://shop.example", "https://b.example:8443"], "payout_url": "https://shop.example/payouts",
        "payout_idle_days": 30, "personal_days": 90, "slug": "other", "status": "disabled",
    });
    let changed = change(&desk, &body).unwrap();
    let settings = changed.settings().unwrap();
    assert_eq!(
        (
            settings.name.as_str(),
            settings.contacts.as_str(),
            settings.time_zone.as_str(),
            settings.sites.as_str()
        ),
        (
            "Ромашка",
            "Анна\n+7 916 123-45-67",
            "Europe/Moscow",
            r#"["https://shop.example","https://b.example:8443"]"#
        )
    );
    assert_eq!(
        (settings.payout_idle_days, settings.personal_days),
        (Some(30), Some(90))
    );
    // Not its own to change.
    assert_eq!((changed.slug.as_str(), changed.status.as_str()), ("alpha", "active"));
    // The journal has what changed and no personal data.
    let detail =
        desk.text("SELECT detail FROM journal WHERE action = 'organisation_changed' AND subject = 'organisation'");
    assert!(
        detail.contains(r#""email":"t***@shop.example""#)
            && !detail.contains("916")
            && !detail.contains("second_factor"),
        "{detail}"
    );
    // What is left out stays; null is never; the same again is no change.
    let changed = change(&desk, &json!({ "payout_idle_days": null, "email": "" }))
        .unwrap()
        .settings()
        .unwrap();
    assert_eq!(
        (changed.payout_idle_days, changed.personal_days, changed.email.as_str()),
        (None, Some(90), "")
    );
    let before = desk.dump();
    change(&desk, &json!({ "name": "Ромашка", "personal_days": 90 })).unwrap();
    desk.assert_unchanged(&before);
}

#[test]
fn what_is_not_acceptable_is_said_by_field() {
    let desk = desk();
    let before = desk.dump();
    let many: Vec<String> = (0..21).map(|index| format!("https://s{index}.example")).collect();
    for (body, field, code) in [
        (json!({ "name": "" }), "name", "required"),
        (json!({ "name": " " }), "name", "required"),
        (json!({ "name": "x".repeat(101) }), "name", "text_not_acceptable"),
        (json!({ "name": "a\nb" }), "name", "text_not_acceptable"),
        (json!({ "name": 1 }), "name", "wrong_type"),
        (
            json!({ "name": "Card 4111 1111 1111 1111" }),
            "name",
            "card_number_not_allowed",
        ),
        (
            json!({ "contacts": "4111111111111111" }),
            "contacts",
            "card_number_not_allowed",
        ),
        (
            json!({ "legal_name": "x".repeat(201) }),
            "legal_name",
            "text_not_acceptable",
        ),
        (json!({ "email": "nobody" }), "email", "address_refused"),
        (json!({ "currency": "rub" }), "currency", "currency_unknown"),
        (json!({ "language": "de" }), "language", "out_of_range"),
        (json!({ "time_zone": "Mars/Olympus" }), "time_zone", "time_zone_unknown"),
        (json!({ "time_zone": "" }), "time_zone", "time_zone_unknown"),
        (json!({ "site": "javascript:alert(1)" }), "site", "address_refused"),
        (
            json!({ "response_url": "http://shop.example/" }),
            "response_url",
            "address_refused",
        ),
        (
            json!({ "response_url": "https://10.0.0.1/" }),
            "response_url",
            "address_refused",
        ),
        (
            json!({ "payout_url": "https://localhost/" }),
            "payout_url",
            "address_refused",
        ),
        (json!({ "sites": "https://shop.example" }), "sites", "wrong_type"),
        (json!({ "sites": many }), "sites", "wrong_type"),
        (
            json!({ "sites": ["https://shop.example", "http://shop.example"] }),
            "sites[1]",
            "site_refused",
        ),
        (
            json!({ "second_factor_required": "yes" }),
            "second_factor_required",
            "wrong_type",
        ),
        (json!({ "payout_idle_days": 0 }), "payout_idle_days", "out_of_range"),
        (json!({ "payout_idle_days": 366 }), "payout_idle_days", "out_of_range"),
        (json!({ "personal_days": 29 }), "personal_days", "out_of_range"),
        (json!({ "personal_days": "90" }), "personal_days", "out_of_range"),
    ] {
        match change(&desk, &body) {
            Err(OrganisationError::Fields(errors)) => {
                let told: Vec<_> = errors
                    .iter()
                    .map(|error| (error.field.as_str(), error.code.as_str()))
                    .collect();
                assert!(told.contains(&(field, code)), "{body}: {told:?}");
            }
            other => panic!("{body}: {other:?}"),
        }
    }
    desk.assert_unchanged(&before);
}

/// Proves EDG-11 (a second factor is demanded by an owner who has one).
#[test]
fn a_second_factor_is_demanded_by_an_owner_who_has_one() {
    let desk = desk();
    desk.join(1, 3, "manager", "[]");
    let (owner, manager) = (desk.acting(1, 1), desk.acting(1, 3));
    let demand = |asker: Asker<'_>, required: bool| {
        let body = json!({ "second_factor_required": required });
        run(organisation::change(
            &desk.database,
            asker,
            found(&desk),
            &body,
            &rules(&desk),
        ))
    };
    let has_one = Asker {
        has_second_factor: true,
        ..asker(&manager)
    };
    assert!(matches!(demand(has_one, true), Err(OrganisationError::OwnersOnly)));
    assert!(matches!(
        demand(asker(&owner), true),
        Err(OrganisationError::NoSecondFactor)
    ));
    demand(asker(&manager), false).unwrap();
    let has_one = Asker {
        has_second_factor: true,
        ..asker(&owner)
    };
    assert_eq!(demand(has_one, true).unwrap().settings().unwrap().second_factor, 1);
    assert_eq!(
        desk.text("SELECT detail FROM journal"),
        r#"{"after":{"second_factor":true},"before":{"second_factor":false}}"#
    );
    assert!(matches!(
        demand(asker(&manager), false),
        Err(OrganisationError::OwnersOnly)
    ));
}

#[test]
fn of_two_changes_at_once_the_second_does_not_undo_the_first() {
    let desk = desk();
    let who = desk.acting(1, 1);
    let stale = found(&desk);
    let meanwhile = Meanwhile::before(&desk.database, 1, || {
        change(&desk, &json!({ "name": "First" })).unwrap();
    });
    let second = run(organisation::change(
        &meanwhile,
        asker(&who),
        stale,
        &json!({ "address": "Second" }),
        &rules(&desk),
    ));
    assert!(matches!(second, Err(OrganisationError::Raced)));
    assert_eq!(
        desk.text("SELECT name || address FROM organisation WHERE org_id = 1"),
        "First"
    );
}

fn create(desk: &Desk, body: &Value) -> Result<organisation::Created, OrganisationError> {
    let who = desk.operating(11);
    run(organisation::create(
        &desk.database,
        &desk.chance,
        &who.sender(&desk.key),
        body,
        &rules(desk),
    ))
}

/// Proves SPR-07 (an organisation is made): with the invitation of its owner, told to its journal and the platform's.
#[test]
fn an_operator_makes_an_organisation_and_asks_its_owner_in() {
    let desk = desk();
    let body = json!({ "slug": "gamma", "name": "Gamma", "owner_email": "Boss@Gamma.example", "language": "ru", "time_zone": "Europe/Moscow" });
    let made = create(&desk, &body).unwrap();
    assert_eq!(
        (
            made.organisation.org_id,
            made.organisation.slug.as_str(),
            made.organisation.status.as_str()
        ),
        (3, "gamma", "active")
    );
    assert_eq!(
        (
            made.invitation.email.as_str(),
            made.invitation.role.as_deref(),
            made.invitation.state.as_str()
        ),
        ("boss@gamma.example", Some("owner"), "open")
    );
    assert_eq!(
        desk.text("SELECT json_array(address, language, json(params)) FROM letter"),
        r#"["boss@gamma.example","ru",{"organisation":"Gamma","role":"owner"}]"#
    );
    assert_eq!(
        desk.journal(3),
        "organisation_created organisation, invitation_created invitation:1"
    );
    assert_eq!(
        desk.journal(0),
        "organisation_created organisation:3, invitation_created organisation:3/invitation:1"
    );
    // From where the operator worked is known to both.
    assert_eq!(
        desk.text("SELECT group_concat(org_id) FROM origin WHERE origin = '0123456789abcdef'"),
        "0,3"
    );
    let before = desk.dump();
    assert!(matches!(create(&desk, &body), Err(OrganisationError::SlugTaken)));
    for (field, value) in [
        ("slug", json!("A")),
        ("slug", json!("-a")),
        ("slug", json!("a_b")),
        ("slug", json!("www")),
        ("slug", json!("a".repeat(41))),
        ("slug", Value::Null),
        ("name", Value::Null),
        ("owner_email", json!("nobody")),
        ("owner_email", Value::Null),
    ] {
        let mut body = json!({ "slug": "delta", "name": "Delta", "owner_email": "a@x.example" });
        body[field] = value;
        match create(&desk, &body) {
            Err(OrganisationError::Fields(errors)) => assert_eq!(errors[0].field, field),
            other => panic!("{body}: {other:?}"),
        }
    }
    desk.assert_unchanged(&before);
}

#[test]
fn of_two_organisations_at_once_both_or_one_are_made_and_none_is_half() {
    let desk = desk();
    let who = desk.operating(12);
    let body = |slug: &str| json!({ "slug": slug, "name": slug, "owner_email": format!("boss@{slug}.example") });
    let meanwhile = Meanwhile::before(&desk.database, 2, || drop(create(&desk, &body("gamma")).unwrap()));
    let second = run(organisation::create(
        &meanwhile,
        &desk.chance,
        &who.sender(&desk.key),
        &body("delta"),
        &rules(&desk),
    ));
    assert!(matches!(second, Err(OrganisationError::Raced)));
    assert_eq!(
        desk.text("SELECT group_concat(slug) FROM organisation"),
        "alpha,beta,gamma"
    );
    assert_eq!(
        (
            desk.number("SELECT count(*) FROM invitation"),
            desk.number("SELECT count(*) FROM letter")
        ),
        (1, 1)
    );
}

#[test]
fn an_owner_is_asked_in_anew_where_there_is_none() {
    let desk = desk();
    let who = desk.operating(11);
    let ask = |slug: &str| {
        let body = json!({ "email": "new@x.example" });
        run(organisation::invite_owner(
            &desk.database,
            &desk.chance,
            &who.sender(&desk.key),
            slug,
            &body,
        ))
    };
    assert!(matches!(ask("alpha"), Err(OrganisationError::HasOwner)));
    assert!(matches!(ask("nobody"), Err(OrganisationError::NotFound)));
    assert_eq!(ask("beta").unwrap().role.as_deref(), Some("owner"));
    assert!(matches!(
        ask("beta"),
        Err(OrganisationError::Invitation(PeopleError::AlreadyInvited))
    ));
}

fn set_status(desk: &Desk, status: &str) -> Organisation {
    let who = desk.operating(11);
    let request = StatusRequest::read(&json!({ "status": status, "reason": "unpaid" })).unwrap();
    run(organisation::set_status(&desk.database, who.by(), "alpha", &request)).unwrap()
}

/// Proves SPR-07 (disabled forbids payments on all its terminals at once), CLK-04 (the filter active).
#[test]
fn a_disabled_organisation_takes_no_payments() {
    let desk = desk();
    desk.created("k");
    assert_eq!(set_status(&desk, "disabled").status, "disabled");
    for terminal in ["main", "second"] {
        let asked = operations::PaymentRequest {
            terminal: Some(terminal.to_owned()),
            ..request()
        };
        assert!(desk.create(terminal, &asked).is_err());
    }
    assert_eq!(desk.number("SELECT count(*) FROM payment WHERE org_id = 1"), 1);
    // Once is enough.
    let before = desk.dump();
    set_status(&desk, "disabled");
    desk.assert_unchanged(&before);
    let listed = |status: Option<&str>, text: &str| {
        let filter = Filter {
            status,
            text,
            capitalised: text,
            before: i64::from(u32::MAX),
            limit: 50,
        };
        let rows = run(organisations::list(&desk.database, filter)).unwrap();
        rows.into_iter().map(|row| row.slug).collect::<Vec<_>>().join(" ")
    };
    assert_eq!(
        (
            listed(None, ""),
            listed(Some("active"), ""),
            listed(Some("disabled"), "")
        ),
        ("beta alpha".to_owned(), "beta".to_owned(), "alpha".to_owned())
    );
    assert_eq!(
        (listed(None, "ALP"), listed(None, "%")),
        ("alpha".to_owned(), String::new())
    );
    set_status(&desk, "active");
    desk.created("k2");
    assert!(
        desk.journal(1)
            .contains("organisation_disabled organisation, organisation_enabled organisation")
    );
    assert_eq!(
        desk.journal(0),
        "organisation_disabled organisation:1, organisation_enabled organisation:1"
    );
    let detail = desk.text("SELECT detail FROM journal WHERE action = 'organisation_disabled' AND org_id = 1");
    assert_eq!(
        detail,
        r#"{"after":{"status":"disabled"},"before":{"status":"active"},"reason":"unpaid"}"#
    );
    for body in [
        json!({ "status": "gone", "reason": "x" }),
        json!({ "status": "active" }),
        json!({ "status": "active", "reason": " " }),
        json!({ "status": "active", "reason": "4111111111111111" }),
    ] {
        assert_eq!(StatusRequest::read(&body).unwrap_err().len(), 1, "{body}");
    }
}

/// Proves CLK-04 (per bank the terminals with what they cost), and that pages are by key.
#[test]
fn organisations_are_listed_with_their_terminals() {
    let desk = desk();
    desk.execute("UPDATE terminal SET status = 'archived' WHERE org_id = 1 AND terminal_id = 'second'; DELETE FROM terminal_fee WHERE currency <> 'RUB'");
    let page = |before: i64| {
        let filter = Filter {
            status: None,
            text: "",
            capitalised: "",
            before,
            limit: 1,
        };
        run(organisations::list(&desk.database, filter)).unwrap()
    };
    let all = page(i64::from(u32::MAX));
    assert_eq!(all.iter().map(|row| row.org_id).collect::<Vec<_>>(), [2, 1]);
    assert_eq!(page(2).len(), 1);
    assert_eq!(
        all[1].terminals,
        r#"[{"terminal":"main","acquirer":"sandbox-bank","kind":"ecom","mode":"test","status":"active","fees":[["RUB","0.7","0.45",4500]]}]"#
    );
}

/// Proves EDG-11 (an operator enters for an hour and a reason, and the organisation's journal says so).
#[test]
fn an_operator_visits_for_an_hour_and_it_is_known() {
    let desk = desk();
    let now = desk.now().ms();
    desk.execute(&format!("INSERT INTO session (token_hash, session_id, person_id, created_at_ms, seen_at_ms, expires_at_ms, proved_at_ms)
        VALUES ('t', 't', 11, 0, {now}, 9000000000000, 0), ('u', 'u', 11, 0, {now}, 9000000000000, 0)"));
    let sees = |token: &str, slug: &str| {
        run(store::sessions::session(
            &desk.database,
            token,
            slug,
            None,
            desk.now().ms(),
        ))
        .unwrap()
        .unwrap()
        .role
    };
    let who = desk.operating(11);
    let enter = |role: &str| {
        let request = VisitRequest::read(&json!({ "role": role, "reason": "a complaint" })).unwrap();
        run(organisation::visit(&desk.database, who.by(), "t", "alpha", &request)).unwrap();
    };
    let leave = || run(organisation::leave(&desk.database, who.by(), "t", "alpha"));
    assert_eq!(sees("t", "alpha"), None);
    enter("viewer");
    // This session, this organisation, nothing else.
    assert_eq!(
        (
            sees("t", "alpha").as_deref(),
            sees("t", "beta"),
            sees("t", ""),
            sees("u", "alpha")
        ),
        (Some("viewer"), None, None, None)
    );
    enter("manager");
    assert_eq!(sees("t", "alpha").as_deref(), Some("manager"));
    leave().unwrap();
    assert_eq!(sees("t", "alpha"), None);
    assert!(matches!(leave(), Err(OrganisationError::NotVisited)));
    enter("viewer");
    desk.clock.pass(HOUR_MS - 1);
    desk.execute(&format!("UPDATE session SET seen_at_ms = {}", desk.now().ms()));
    assert_eq!(sees("t", "alpha").as_deref(), Some("viewer"));
    desk.clock.pass(1);
    assert_eq!(sees("t", "alpha"), None);
    let told = "operator_entered organisation, operator_entered organisation, operator_left organisation, operator_entered organisation";
    assert_eq!(desk.journal(1), told);
    assert_eq!(desk.journal(0), told.replace("organisation", "organisation:1"));
    assert!(
        desk.text("SELECT detail FROM journal WHERE org_id = 1 LIMIT 1")
            .contains(r#""reason":"a complaint""#)
    );
    for body in [
        json!({ "role": "owner", "reason": "x" }),
        json!({ "role": "viewer" }),
        json!({}),
    ] {
        assert!(VisitRequest::read(&body).is_err());
    }
}

/// Proves SPR-07 (the response URL): results of payments that name no address of their own, at endpoints in Spring's format alone.
#[test]
fn results_of_payments_without_an_address_go_to_the_organisation_s() {
    let desk = desk();
    desk.execute("UPDATE organisation SET response_url = 'https://shop.example/results'");
    desk.awaiting("k1");
    desk.told(&Says::captured("e1", "1-1")).unwrap();
    desk.network.take_asked();
    desk.dispatch();
    assert_eq!(desk.network.take_asked().remove(0).url, "https://shop.example/hooks");
    desk.execute(
        "UPDATE endpoint SET format = 'spring'; UPDATE endpoint_secret SET scheme = 'spring' WHERE secret_id = 2",
    );
    let told = |number: i64, own: Option<&str>| {
        let asked = operations::PaymentRequest {
            result_url: own.map(str::to_owned),
            ..request()
        };
        let payment = desk.create(&format!("s{number}"), &asked).unwrap();
        desk.start(&payment, "main").unwrap();
        desk.told(&Says::captured(&format!("s{number}"), &format!("{number}-1")))
            .unwrap();
        desk.network.take_asked();
        desk.dispatch();
        desk.network.take_asked().remove(0).url
    };
    assert_eq!(told(2, None), "https://shop.example/results");
    assert_eq!(told(3, Some("https://shop.example/own")), "https://shop.example/own");
    desk.execute("UPDATE organisation SET response_url = ''");
    assert_eq!(told(4, None), "https://shop.example/hooks");
}
