//! Invitations: one for an address, so many at once and so many letters a day, each with a token of its own.

use domain::{
    letter::{LetterKind, token_owner},
    token,
};
use operations::people::{PeopleError, invitation};
use serde_json::{Value, json};
use store::{Database, invitations::Invitation};

use crate::kit::{Acting, DAY_MS, Desk, Meanwhile, run};

/// Organisation 1: owner 1, manager 2 who lets people in.
fn desk() -> Desk {
    let desk = Desk::open();
    desk.join(1, 1, "owner", "[]");
    desk.join(1, 2, "manager", r#"["people"]"#);
    desk.execute("UPDATE organisation SET language = 'ru', name = 'Alpha'");
    desk
}

fn invite_on(database: &impl Database, desk: &Desk, who: &Acting, body: &Value) -> Result<Invitation, PeopleError> {
    run(invitation::create(
        database,
        &desk.chance,
        &who.sender(&desk.key),
        1,
        body,
    ))
}

fn invite(desk: &Desk, who: i64, email: &str, role: &str) -> Result<Invitation, PeopleError> {
    invite_on(
        &desk.database,
        desk,
        &desk.acting(1, who),
        &json!({ "email": email, "role": role }),
    )
}

fn again(desk: &Desk, who: i64, id: i64) -> Result<Invitation, PeopleError> {
    run(invitation::send_again(
        &desk.database,
        &desk.chance,
        &desk.acting(1, who).sender(&desk.key),
        1,
        id,
    ))
}

fn revoke(desk: &Desk, who: i64, id: i64) -> Result<Invitation, PeopleError> {
    run(invitation::revoke(&desk.database, 1, desk.acting(1, who).actor(), id))
}

/// The token in the newest letter.
fn token_in_letter(desk: &Desk) -> String {
    let letter = |column: &str| desk.text(&format!("SELECT {column} FROM letter ORDER BY letter_id DESC LIMIT 1"));
    let owner = token_owner(LetterKind::Invitation, &letter("address"));
    desk.key.open(&owner, &letter("token")).unwrap()
}

/// Proves SPR-09 (somebody is asked in): a letter with a token that is kept nowhere else.
#[test]
fn an_invitation_goes_out_with_a_token_that_is_not_kept() {
    let desk = desk();
    let body = json!({ "email": " Ann@Shop.example ", "role": "accountant", "permissions": ["refund", "reports"] });
    let made = invite_on(&desk.database, &desk, &desk.acting(1, 1), &body).unwrap();
    assert_eq!(
        (
            made.invitation_id,
            made.email.as_str(),
            made.role.as_deref(),
            made.permissions.as_str(),
            made.state.as_str(),
            made.invited_by.as_deref()
        ),
        (
            1,
            "ann@shop.example",
            Some("accountant"),
            r#"["refund"]"#,
            "open",
            Some("P1")
        )
    );
    assert_eq!(made.expires_at_ms, desk.now().ms() + 7 * DAY_MS);
    let token = token_in_letter(&desk);
    assert_eq!(token.len(), 64);
    assert_eq!(
        desk.text("SELECT token_hash FROM invitation"),
        token::sha256_hex(token.as_bytes())
    );
    assert!(!desk.dump().contains(&token), "a token is kept as it is");
    assert_eq!(
        desk.text("SELECT json_array(kind, address, language, json(params), due_at_ms, expires_at_ms) FROM letter"),
        json!(["invitation", "ann@shop.example", "ru", { "organisation": "Alpha", "role": "accountant" }, desk.now().ms(), made.expires_at_ms]).to_string()
    );
    // The journal recognises the person, and tells nobody the address.
    let journal = desk.text("SELECT subject || detail FROM journal");
    assert_eq!(
        journal,
        r#"invitation:1{"after":{"email":"a***@shop.example","permissions":["refund"],"role":"accountant"}}"#
    );
}

/// Proves EDG-11 (nobody asks others in with what they have not).
#[test]
fn what_one_has_not_one_cannot_ask_others_in_with() {
    let desk = desk();
    desk.join(1, 3, "viewer", r#"["people","refund"]"#);
    let before = desk.dump();
    assert!(matches!(
        invite(&desk, 3, "a@x.example", "payments_operator"),
        Err(PeopleError::NotYours("capture"))
    ));
    assert!(matches!(
        invite(&desk, 2, "a@x.example", "owner"),
        Err(PeopleError::OwnersOnly)
    ));
    for (body, field) in [
        (json!({ "role": "viewer" }), "email"),
        (json!({ "email": "nobody", "role": "viewer" }), "email"),
        (
            json!({ "email": "a@x.example\nBcc: b@x.example", "role": "viewer" }),
            "email",
        ),
        (
            json!({ "email": "4111111111111111@x.example", "role": "viewer" }),
            "email",
        ),
        (json!({ "email": "a@x.example" }), "role"),
        (json!({ "email": "a@x.example", "role": "operator" }), "role"),
        (
            json!({ "email": "a@x.example", "role": "viewer", "permissions": ["all"] }),
            "permissions",
        ),
    ] {
        match invite_on(&desk.database, &desk, &desk.acting(1, 1), &body) {
            Err(PeopleError::Fields(errors)) => {
                assert!(errors.len() == 1 && errors[0].field == field, "{body}: {errors:?}")
            }
            other => panic!("{body}: {other:?}"),
        }
    }
    desk.assert_unchanged(&before);
    invite(&desk, 1, "boss@x.example", "owner").unwrap();
    assert!(matches!(again(&desk, 2, 1), Err(PeopleError::OwnersOnly)));
    assert!(matches!(revoke(&desk, 2, 1), Err(PeopleError::OwnersOnly)));
    revoke(&desk, 1, 1).unwrap();
}

#[test]
fn one_open_invitation_goes_to_an_address_and_none_to_who_is_in() {
    let desk = desk();
    invite(&desk, 1, "a@x.example", "viewer").unwrap();
    assert!(matches!(
        invite(&desk, 2, "A@x.example", "manager"),
        Err(PeopleError::AlreadyInvited)
    ));
    assert!(matches!(
        invite(&desk, 1, "p2@people.example", "viewer"),
        Err(PeopleError::Member)
    ));
    desk.execute("UPDATE membership SET status = 'disabled' WHERE person_id = 2");
    assert!(matches!(
        invite(&desk, 1, "p2@people.example", "viewer"),
        Err(PeopleError::Member)
    ));
    // Another organisation's people may be asked in.
    desk.join(2, 5, "owner", "[]");
    invite(&desk, 1, "p5@people.example", "viewer").unwrap();
    // Over: the address is free again.
    revoke(&desk, 1, 1).unwrap();
    invite(&desk, 1, "a@x.example", "viewer").unwrap();
    desk.clock.pass(7 * DAY_MS);
    assert_eq!(
        run(store::invitations::list(&desk.database, 1, desk.now().ms())).unwrap()[0].state,
        "expired"
    );
    assert_eq!(invite(&desk, 1, "a@x.example", "viewer").unwrap().invitation_id, 4);
    // The expired one cannot come back beside it.
    assert!(matches!(again(&desk, 1, 3), Err(PeopleError::AlreadyInvited)));
}

/// Two at once: one goes out, and the other says why it did not.
#[test]
fn of_two_invitations_at_once_one_goes_out() {
    let desk = desk();
    let (one, other) = (desk.acting(1, 1), desk.acting(1, 2));
    let to = |email: &str| json!({ "email": email, "role": "viewer" });
    let at_once = |theirs: &str, ours: &str| {
        let meanwhile = Meanwhile::before(&desk.database, 2, || {
            drop(invite_on(&desk.database, &desk, &one, &to(theirs)).unwrap())
        });
        invite_on(&meanwhile, &desk, &other, &to(ours)).unwrap_err()
    };
    assert!(matches!(
        at_once("a@x.example", "a@x.example"),
        PeopleError::Raced | PeopleError::AlreadyInvited
    ));
    assert!(matches!(at_once("b@x.example", "c@x.example"), PeopleError::Raced));
    assert_eq!(
        desk.text("SELECT group_concat(email) FROM invitation"),
        "a@x.example,b@x.example"
    );
    assert_eq!(
        (
            desk.number("SELECT count(*) FROM letter"),
            desk.number("SELECT count FROM throttle")
        ),
        (2, 2)
    );
    // The last place of the day, and the last open one.
    desk.execute("UPDATE throttle SET count = 19");
    assert!(matches!(
        at_once("d@x.example", "e@x.example"),
        PeopleError::Raced | PeopleError::TooManyLetters
    ));
    assert_eq!(desk.number("SELECT count FROM throttle"), 20);
    desk.execute("DELETE FROM throttle; WITH RECURSIVE n (n) AS (SELECT 4 UNION ALL SELECT n + 1 FROM n WHERE n < 99)
        INSERT INTO invitation (org_id, invitation_id, token_hash, email, role, invited_by, created_at_ms, expires_at_ms) SELECT 1, n, n, n || '@y.example', 'viewer', 'person:1', 0, 9000000000000 FROM n");
    assert!(matches!(
        at_once("f@x.example", "g@x.example"),
        PeopleError::Raced | PeopleError::TooManyOpen
    ));
    assert_eq!(desk.number("SELECT count(*) FROM invitation"), 100);
    assert!(matches!(
        invite(&desk, 1, "h@x.example", "viewer"),
        Err(PeopleError::TooManyOpen)
    ));
}

#[test]
fn twenty_letters_go_out_in_a_day_and_resends_are_letters_too() {
    let desk = desk();
    for index in 1..=15 {
        invite(&desk, 1, &format!("a{index}@x.example"), "viewer").unwrap();
    }
    for _ in 0..5 {
        again(&desk, 1, 1).unwrap();
    }
    let before = desk.dump();
    assert!(matches!(again(&desk, 1, 1), Err(PeopleError::TooManyLetters)));
    assert!(matches!(
        invite(&desk, 1, "b@x.example", "viewer"),
        Err(PeopleError::TooManyLetters)
    ));
    desk.assert_unchanged(&before);
    // Another organisation has letters of its own.
    desk.join(2, 5, "owner", "[]");
    let body = json!({ "email": "b@x.example", "role": "viewer" });
    run(invitation::create(
        &desk.database,
        &desk.chance,
        &desk.acting(2, 5).sender(&desk.key),
        2,
        &body,
    ))
    .unwrap();
    desk.clock.pass(DAY_MS);
    again(&desk, 1, 1).unwrap();
}

#[test]
fn sent_again_it_has_another_token_and_another_week() {
    let desk = desk();
    invite(&desk, 1, "a@x.example", "viewer").unwrap();
    let first = token_in_letter(&desk);
    desk.clock.pass(8 * DAY_MS);
    let sent = again(&desk, 2, 1).unwrap();
    assert_eq!(
        (sent.state.as_str(), sent.invited_by.as_deref(), sent.expires_at_ms),
        ("open", Some("P2"), desk.now().ms() + 7 * DAY_MS)
    );
    let second = token_in_letter(&desk);
    assert_ne!(first, second);
    assert_eq!(
        desk.text("SELECT token_hash FROM invitation"),
        token::sha256_hex(second.as_bytes())
    );
    // Over, one way or the other.
    assert_eq!(revoke(&desk, 2, 1).unwrap().state, "revoked");
    assert_eq!(revoke(&desk, 2, 1).unwrap().state, "revoked");
    assert!(matches!(again(&desk, 1, 1), Err(PeopleError::Over)));
    invite(&desk, 1, "b@x.example", "viewer").unwrap();
    desk.execute("UPDATE invitation SET accepted_at_ms = 1 WHERE invitation_id = 2");
    assert!(matches!(again(&desk, 1, 2), Err(PeopleError::Over)));
    assert!(matches!(revoke(&desk, 1, 2), Err(PeopleError::Over)));
    assert_eq!(
        desk.journal(1),
        "invitation_created invitation:1, invitation_sent_again invitation:1, invitation_revoked invitation:1, invitation_created invitation:2"
    );
}

#[test]
fn another_organisation_s_invitation_is_nobody_s() {
    let desk = desk();
    invite(&desk, 1, "a@x.example", "viewer").unwrap();
    desk.join(2, 5, "owner", "[]");
    let before = desk.dump();
    let stranger = desk.acting(2, 5);
    assert!(matches!(
        run(invitation::revoke(&desk.database, 2, stranger.actor(), 1)),
        Err(PeopleError::NotFound)
    ));
    let sent = run(invitation::send_again(
        &desk.database,
        &desk.chance,
        &stranger.sender(&desk.key),
        2,
        1,
    ));
    assert!(matches!(sent, Err(PeopleError::NotFound)));
    desk.assert_unchanged(&before);
}
