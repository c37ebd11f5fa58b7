//! People of an organisation over HTTP: who may do what, and that it holds from the next request on.

use runtime::SqlStatement;
use serde_json::{Value, json};

use crate::kit::{Colleague, DESK, TestMerchant, at_once, enter, get, post};

fn write(who: &Colleague, path: &str, body: &Value) -> (u16, String) {
    let answer = who.session.write(path, body);
    let code = if answer.status < 400 {
        String::new()
    } else {
        answer.problem()
    };
    (answer.status, code)
}

fn refused(code: &str) -> (u16, String) {
    (403, code.to_owned())
}

/// Proves SPR-09, EDG-11 (people are listed, changed, shut out and let in again).
#[test]
fn people_are_let_in_and_out() {
    let shop = TestMerchant::open();
    let owner = enter(&shop);
    let clerk = shop.colleague("viewer", &[]);
    let path = format!("/api/people/{}", clerk.person_id);
    let listed = owner.read("/api/people");
    let row = listed["items"]
        .as_array()
        .unwrap()
        .iter()
        .find(|row| row["id"] == clerk.person_id)
        .unwrap();
    assert_eq!(
        (
            &row["login"],
            &row["role"],
            &row["permissions"],
            &row["status"],
            &row["second_factor"]
        ),
        (
            &json!(clerk.login),
            &json!("viewer"),
            &json!([]),
            &json!("active"),
            &json!(false)
        )
    );
    assert!(row["last_seen_at"].is_string() && row["joined_at"] == "1970-01-01T00:00:00.000Z");
    assert!(!listed.to_string().contains("argon2"), "no hash is shown");
    // A permission is there from the next request on, and gone from the next.
    let settings = json!({ "legal_name": "Shop Ltd" });
    assert_eq!(
        write(&clerk, "/api/organisation", &settings),
        refused("permission_missing")
    );
    assert_eq!(
        owner.write(&path, &json!({ "permissions": ["settings"] })).json()["permissions"],
        json!(["settings"])
    );
    assert_eq!(write(&clerk, "/api/organisation", &settings).0, 200);
    assert_eq!(owner.write(&path, &json!({ "permissions": [] })).status, 200);
    assert_eq!(
        write(&clerk, "/api/organisation", &json!({ "legal_name": "Mine" })),
        refused("permission_missing")
    );
    // Shut out with the page open: it can do and see nothing more.
    assert_eq!(clerk.session.ask(get("/api/payments?mode=test")).status, 200);
    assert_eq!(
        owner
            .write(&format!("{path}/status"), &json!({ "status": "disabled" }))
            .json()["status"],
        "disabled"
    );
    for path in ["/api/payments?mode=test", "/api/organisation"] {
        assert!(matches!(clerk.session.ask(get(path)).status, 401 | 403), "{path}");
    }
    assert_eq!(
        owner
            .write(&format!("{path}/status"), &json!({ "status": "active" }))
            .status,
        200
    );
    let journal = shop.rows("SELECT group_concat(action, ' ') AS actions, group_concat(DISTINCT actor) AS actors FROM (SELECT action, actor FROM journal WHERE org_id = ?1 AND subject = ?2 AND action LIKE 'person%' ORDER BY seq)", json!(format!("person:{}", clerk.person_id)));
    assert_eq!(
        journal[0]["actions"],
        "person_changed person_changed person_disabled person_enabled"
    );
    assert!(
        journal[0]["actors"].as_str().unwrap().contains('/'),
        "the journal says from where"
    );
}

/// Proves EDG-11 (roles): who may not let people in is refused at every route, and strangers' people are nobody.
#[test]
fn who_lets_nobody_in_is_refused() {
    let (shop, other) = (TestMerchant::open(), TestMerchant::open());
    let stranger = other.colleague("viewer", &[]);
    let clerk = shop.colleague("viewer", &[]);
    for who in [
        shop.colleague("manager", &[]),
        shop.colleague("accountant", &[]),
        shop.colleague("payments_operator", &[]),
    ] {
        for path in ["/api/people", "/api/invitations"] {
            assert_eq!(who.session.ask(get(path)).problem(), "permission_missing", "{path}");
        }
        for path in [
            format!("/api/people/{}", clerk.person_id),
            format!("/api/people/{}/status", clerk.person_id),
            "/api/invitations".to_owned(),
            "/api/invitations/1/revoke".to_owned(),
            "/api/invitations/1/resend".to_owned(),
        ] {
            assert_eq!(
                write(&who, &path, &json!({ "role": "viewer", "status": "disabled" })),
                refused("permission_missing"),
                "{path}"
            );
        }
        for path in ["/api/organisations", "/api/operators", "/api/operators/invitations"] {
            assert_eq!(who.session.ask(get(path)).problem(), "operators_only", "{path}");
        }
        assert_eq!(write(&who, "/api/organisations", &json!({})), refused("operators_only"));
    }
    let helper = shop.colleague("viewer", &["people"]);
    let path = format!("/api/people/{}", clerk.person_id);
    assert_eq!(
        write(&helper, &path, &json!({ "role": "manager" })),
        refused("permission_not_yours")
    );
    assert_eq!(
        write(&helper, &path, &json!({ "role": "owner" })),
        refused("owners_only")
    );
    assert_eq!(
        write(
            &helper,
            &format!("/api/people/{}", helper.person_id),
            &json!({ "permissions": ["refund"] })
        ),
        (409, "own_membership".to_owned())
    );
    for id in [stranger.person_id.to_string(), "0".to_owned(), "x".to_owned()] {
        assert_eq!(
            write(&helper, &format!("/api/people/{id}"), &json!({ "role": "viewer" })),
            (404, "person_not_found".to_owned()),
            "{id}"
        );
    }
    // Another organisation is not entered by its name.
    let foreign = helper
        .session
        .ask(get("/api/people").header("x-organisation", &other.merchant.slug));
    assert_eq!(foreign.problem(), "organisation_refused");
    assert_eq!(get("/api/people").send().problem(), "not_signed_in");
    assert_eq!(
        helper.session.ask(post(&path).json(&json!({}))).problem(),
        "csrf_token_wrong"
    );
    // What is about people is done by whoever has lately proved who they are.
    DESK.sql(
        "DB",
        &[SqlStatement::new(
            "UPDATE session SET proved_at_ms = 0 WHERE person_id = ?1",
            [json!(helper.person_id)],
        )],
    )
    .unwrap();
    for path in [path.clone(), format!("{path}/status"), "/api/invitations".to_owned()] {
        assert_eq!(write(&helper, &path, &json!({})), refused("step_up_required"), "{path}");
    }
    assert_eq!(helper.session.ask(get("/api/people")).status, 200);
}

/// Proves SPR-09 (invitations): sent, listed, sent again, revoked; the letter is queued, its token nowhere to be read.
#[test]
fn people_are_asked_in_by_letter() {
    let shop = TestMerchant::open();
    let owner = enter(&shop);
    let made = owner.write("/api/invitations", &json!({ "email": format!("Ann@{}.example", shop.merchant.slug), "role": "accountant", "permissions": ["refund"] }));
    assert_eq!(made.status, 201, "{made:?}");
    let made = made.json();
    assert_eq!(
        (&made["id"], &made["role"], &made["permissions"], &made["state"]),
        (&json!(1), &json!("accountant"), &json!(["refund"]), &json!("open"))
    );
    assert_eq!(owner.read("/api/invitations")["items"][0], made);
    let twin = owner.write("/api/invitations", &json!({ "email": made["email"], "role": "viewer" }));
    assert_eq!((twin.status, twin.problem().as_str()), (409, "already_invited"));
    let hash = |_: ()| {
        shop.rows(
            "SELECT token_hash FROM invitation WHERE org_id = ?1 AND invitation_id = ?2",
            json!(1),
        )[0]["token_hash"]
            .clone()
    };
    let first = hash(());
    assert_eq!(owner.write("/api/invitations/1/resend", &json!({})).status, 200);
    assert_ne!(first, hash(()));
    let letters = DESK
        .rows(
            "DB",
            "SELECT kind, json_extract(params, '$.role') AS role FROM letter WHERE address = ?1",
            [made["email"].clone()],
        )
        .unwrap();
    assert_eq!(
        (letters.len(), &letters[0]["kind"], &letters[0]["role"]),
        (2, &json!("invitation"), &json!("accountant"))
    );
    assert_eq!(
        owner.write("/api/invitations/1/revoke", &json!({})).json()["state"],
        "revoked"
    );
    assert_eq!(
        owner.write("/api/invitations/1/resend", &json!({})).problem(),
        "invitation_over"
    );
    assert_eq!(
        owner.write("/api/invitations/9/revoke", &json!({})).problem(),
        "invitation_not_found"
    );
    let wrong = owner.write("/api/invitations", &json!({ "email": "nobody", "role": "root" }));
    assert_eq!(
        (wrong.status, wrong.fields()),
        (
            422,
            vec!["email:address_refused".to_owned(), "role:out_of_range".to_owned()]
        )
    );
    // Ten clicks at once ask one person in once.
    let email = json!({ "email": format!("bob@{}.example", shop.merchant.slug), "role": "viewer" });
    let answers = at_once(10, |_| owner.write("/api/invitations", &email).status);
    assert_eq!(
        (
            answers.iter().filter(|status| **status == 201).count(),
            answers.iter().filter(|status| **status == 409).count()
        ),
        (1, 9)
    );
    assert_eq!(shop.count("invitation"), 2);
}
