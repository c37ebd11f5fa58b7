//! People of an organisation: who may change whom, and what becomes of those who are changed.

use operations::people::{self, PeopleError};
use serde_json::{Value, json};
use store::people::Member;

use crate::kit::{Acting, Desk, Meanwhile, run};

/// Organisation 1: owners 1 and 2, manager 3 who lets people in, viewer 4; organisation 2: owner 5.
fn desk() -> Desk {
    let desk = Desk::open();
    desk.join(1, 1, "owner", "[]");
    desk.join(1, 2, "owner", "[]");
    desk.join(1, 3, "manager", r#"["people"]"#);
    desk.join(1, 4, "viewer", "[]");
    desk.join(2, 5, "owner", "[]");
    desk
}

fn change(desk: &Desk, who: &Acting, whom: i64, body: &Value) -> Result<Member, PeopleError> {
    run(people::change(&desk.database, 1, who.actor(), whom, body))
}

fn set_status(desk: &Desk, who: &Acting, whom: i64, status: &str) -> Result<Member, PeopleError> {
    run(people::set_status(
        &desk.database,
        1,
        who.actor(),
        whom,
        &json!({ "status": status }),
    ))
}

/// Proves SPR-09, EDG-11 (roles and single permissions are given and taken, each with its entry in the journal).
#[test]
fn a_person_gets_another_role_and_single_permissions() {
    let desk = desk();
    let owner = desk.acting(1, 1);
    let changed = change(
        &desk,
        &owner,
        4,
        &json!({ "role": "accountant", "permissions": ["refund", "reports", "refund", "journal"] }),
    )
    .unwrap();
    // What the role brings is not kept beside it.
    assert_eq!(
        (changed.role.as_str(), changed.permissions.as_str()),
        ("accountant", r#"["journal","refund"]"#)
    );
    let detail = desk.text("SELECT detail FROM journal WHERE action = 'person_changed'");
    assert_eq!(
        serde_json::from_str::<Value>(&detail).unwrap(),
        json!({ "before": { "role": "viewer", "permissions": [] }, "after": { "role": "accountant", "permissions": ["journal", "refund"] } })
    );
    // What is left out stays; what is the same is no change.
    let kept = change(&desk, &owner, 4, &json!({ "role": "viewer" })).unwrap();
    assert_eq!(kept.permissions, r#"["journal","refund"]"#);
    let before = desk.dump();
    change(&desk, &owner, 4, &json!({})).unwrap();
    desk.assert_unchanged(&before);
    assert_eq!(
        change(&desk, &owner, 4, &json!({ "permissions": [] }))
            .unwrap()
            .permissions,
        "[]"
    );
    assert_eq!(desk.journal(1).matches("person_changed person:4").count(), 3);
}

#[test]
fn what_is_not_acceptable_is_said_by_field() {
    let desk = desk();
    let before = desk.dump();
    for (body, field) in [
        (json!({ "role": "root" }), "role"),
        (json!({ "role": 1 }), "role"),
        (json!({ "permissions": ["everything"] }), "permissions"),
        (json!({ "permissions": "refund" }), "permissions"),
        (json!([]), ""),
    ] {
        match change(&desk, &desk.acting(1, 1), 4, &body) {
            Err(PeopleError::Fields(errors)) => assert_eq!(errors[0].field, field, "{body}"),
            other => panic!("{body}: {other:?}"),
        }
    }
    desk.assert_unchanged(&before);
}

/// Proves EDG-11 (nobody gives what they have not; owners are owners' business; nobody changes themselves; strangers are nobody).
#[test]
fn what_one_may_not_do_is_refused_and_writes_nothing() {
    let desk = desk();
    desk.join(1, 6, "payments_operator", r#"["people"]"#);
    desk.join(1, 7, "manager", "[]");
    desk.execute("UPDATE membership SET status = 'disabled' WHERE person_id = 7");
    let before = desk.dump();
    let refused = |who: i64, whom: i64, body: Value| {
        let error = change(&desk, &desk.acting(1, who), whom, &body).unwrap_err();
        desk.assert_unchanged(&before);
        error
    };
    for body in [json!({ "role": "manager" }), json!({ "permissions": ["settings"] })] {
        assert!(matches!(refused(6, 4, body), PeopleError::NotYours(_)));
    }
    assert!(matches!(
        refused(3, 4, json!({ "role": "owner" })),
        PeopleError::OwnersOnly
    ));
    assert!(matches!(
        refused(3, 1, json!({ "role": "viewer" })),
        PeopleError::OwnersOnly
    ));
    assert!(matches!(
        refused(3, 1, json!({ "permissions": ["refund"] })),
        PeopleError::OwnersOnly
    ));
    assert!(matches!(refused(1, 1, json!({ "role": "viewer" })), PeopleError::Own));
    assert!(matches!(refused(3, 3, json!({ "permissions": [] })), PeopleError::Own));
    for nobody in [5, 99] {
        assert!(matches!(
            refused(1, nobody, json!({ "role": "viewer" })),
            PeopleError::NotFound
        ));
    }
    let barred = |who: i64, whom: i64, status: &str| {
        let error = set_status(&desk, &desk.acting(1, who), whom, status).unwrap_err();
        desk.assert_unchanged(&before);
        error
    };
    assert!(matches!(barred(3, 1, "disabled"), PeopleError::OwnersOnly));
    assert!(matches!(barred(1, 1, "disabled"), PeopleError::Own));
    assert!(matches!(barred(1, 5, "disabled"), PeopleError::NotFound));
    // Whoever is let in again gets back what they had.
    assert!(matches!(barred(6, 7, "active"), PeopleError::NotYours(_)));
    assert!(matches!(barred(1, 4, "gone"), PeopleError::Fields(_)));
}

/// Proves SPR-09 (deactivation ends access at once).
#[test]
fn whoever_is_shut_out_is_out_at_once() {
    let desk = desk();
    desk.join(2, 4, "viewer", "[]");
    desk.execute(
        "INSERT INTO session (token_hash, session_id, person_id, org_id, created_at_ms, seen_at_ms, expires_at_ms, proved_at_ms)
         VALUES ('a', 'a', 4, 1, 0, 1795428000000, 9000000000000, 0), ('b', 'b', 4, 2, 0, 1795428000000, 9000000000000, 0)",
    );
    let seen = |token: &str, slug: &str| {
        let session = run(store::sessions::session(
            &desk.database,
            token,
            slug,
            None,
            desk.now().ms(),
        ))
        .unwrap();
        session.map(|session| session.role)
    };
    assert_eq!(seen("b", "alpha"), Some(Some("viewer".to_owned())));
    let out = set_status(&desk, &desk.acting(1, 3), 4, "disabled").unwrap();
    assert_eq!(out.status, "disabled");
    // The organisation's own session is over; the other one sees it no more, and sees its own as before.
    assert_eq!((seen("a", "alpha"), seen("b", "alpha")), (None, Some(None)));
    assert_eq!(seen("b", "beta"), Some(Some("viewer".to_owned())));
    set_status(&desk, &desk.acting(1, 3), 4, "active").unwrap();
    assert_eq!(seen("b", "alpha"), Some(Some("viewer".to_owned())));
    assert_eq!(desk.journal(1), "person_disabled person:4, person_enabled person:4");
    assert!(
        desk.text("SELECT group_concat(actor) FROM journal")
            .starts_with("person:3/0123456789abcdef")
    );
}

/// Proves SPR-09 (the last owner stays): two owners demote each other at once.
#[test]
fn of_two_owners_who_demote_each_other_one_stays() {
    for body in [json!({ "role": "viewer" }), json!({ "status": "disabled" })] {
        let desk = desk();
        let (one, other) = (desk.acting(1, 1), desk.acting(1, 2));
        let act = |who: &Acting, whom: i64| match body.get("status") {
            Some(_) => set_status(&desk, who, whom, "disabled"),
            None => change(&desk, who, whom, &body),
        };
        act(&one, 2).unwrap();
        // The other was let in before that: what they may is asked once more when it is done.
        assert!(matches!(act(&other, 1), Err(PeopleError::Raced)));
        let owners =
            "SELECT group_concat(person_id) FROM membership WHERE org_id = 1 AND role = 'owner' AND status = 'active'";
        assert_eq!(desk.text(owners), "1");
        // The schema holds it too, whoever asks.
        for sql in [
            "UPDATE membership SET role = 'viewer' WHERE person_id = 1",
            "UPDATE membership SET status = 'disabled' WHERE person_id = 1",
        ] {
            assert!(
                desk.database
                    .execute(sql)
                    .unwrap_err()
                    .to_string()
                    .contains("membership_last_owner")
            );
        }
    }
}

#[test]
fn whoever_was_changed_meanwhile_is_not_changed_over_it() {
    let desk = desk();
    let (owner, manager) = (desk.acting(1, 1), desk.acting(1, 3));
    // Between what the manager reads and what the manager writes, an owner makes the viewer an owner.
    let meanwhile = Meanwhile::before(&desk.database, 2, || {
        change(&desk, &owner, 4, &json!({ "role": "owner" })).unwrap();
    });
    let raced = run(people::change(
        &meanwhile,
        1,
        manager.actor(),
        4,
        &json!({ "permissions": ["refund"] }),
    ));
    assert!(matches!(raced, Err(PeopleError::Raced)));
    assert_eq!(desk.text("SELECT role || (SELECT count(*) FROM membership_permission WHERE person_id = 4) FROM membership WHERE person_id = 4"), "owner0");
    // The manager is no longer one when the change is done.
    let meanwhile = Meanwhile::before(&desk.database, 2, || {
        change(&desk, &owner, 3, &json!({ "permissions": [] })).unwrap();
    });
    desk.join(1, 6, "viewer", "[]");
    let raced = run(people::change(
        &meanwhile,
        1,
        manager.actor(),
        6,
        &json!({ "permissions": ["refund"] }),
    ));
    assert!(matches!(raced, Err(PeopleError::Raced)));
    assert_eq!(
        desk.number("SELECT count(*) FROM membership_permission WHERE person_id = 6"),
        0
    );
}

/// Others were asked in by what the sender no longer has.
#[test]
fn invitations_end_with_the_rights_of_who_sent_them() {
    let desk = desk();
    desk.join(1, 33, "manager", r#"["people"]"#);
    let invite = |who: i64, email: &str| {
        let body = json!({ "email": email, "role": "viewer" });
        let acting = desk.acting(1, who);
        run(people::invitation::create(
            &desk.database,
            &desk.chance,
            &acting.sender(&desk.key),
            1,
            &body,
        ))
        .unwrap()
    };
    invite(3, "a@x.example");
    invite(33, "b@x.example");
    let open = "SELECT group_concat(invitation_id) FROM invitation WHERE revoked_at_ms IS NULL";
    change(
        &desk,
        &desk.acting(1, 1),
        3,
        &json!({ "permissions": ["people", "refund"] }),
    )
    .unwrap();
    assert_eq!(desk.text(open), "1,2");
    change(
        &desk,
        &desk.acting(1, 1),
        3,
        &json!({ "role": "viewer", "permissions": [] }),
    )
    .unwrap();
    assert_eq!(desk.text(open), "2");
    set_status(&desk, &desk.acting(1, 1), 33, "disabled").unwrap();
    assert_eq!(desk.text(open), "null");
    assert!(desk.journal(1).ends_with("person_changed person:3, invitation_revoked invitation:1, person_disabled person:33, invitation_revoked invitation:2"), "{}", desk.journal(1));
}
