//! Somebody was asked to join, and does.

use operations::auth::{
    AuthError,
    invitation::{self, Joining, find, join, join_known},
};
use serde_json::json;

use crate::kit::{ByWord, DAY_MS, Door, Interleaved, all_at_once, run};

const TOKEN: &str = "00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff";

/// An invitation with [`TOKEN`], as an organisation writes it (0: the platform).
fn invite(door: &Door, org_id: i64, email: &str, permissions: &str) {
    let hash = domain::token::sha256_hex(TOKEN.as_bytes());
    let role = if org_id == 0 { "NULL" } else { "'accountant'" };
    let now = door.desk.now().ms();
    door.desk.execute(&format!(
        "INSERT INTO invitation (org_id, invitation_id, token_hash, email, role, permissions, invited_by, created_at_ms, expires_at_ms)
           VALUES ({org_id}, 1, '{hash}', '{email}', {role}, '{permissions}', 'person:1', {now}, {now} + 7 * {DAY_MS})"
    ));
}

fn joining(login: &str, password: &str) -> Joining {
    Joining::read(&json!({ "login": login, "name": "Eve", "password": password, "language": "ru" })).unwrap()
}

const PASSWORD: &str = "a battery of horses";

fn joins(door: &Door, login: &str, password: &str) -> Result<operations::auth::session::Opened, AuthError> {
    let found = run(find(door.with(), TOKEN))?;
    run(join(door.with(), &ByWord, TOKEN, &found, &joining(login, password)))
}

/// Proves PKM-01, SPR-09: further people come by invitation, and are in with what it grants.
#[test]
fn a_new_person_joins_once() {
    let door = Door::open();
    invite(&door, 1, "eve@shop.example", r#"["refund"]"#);
    assert!(matches!(
        joins(&door, "eve", "a weak long password"),
        Err(AuthError::Fields(_))
    ));
    assert!(matches!(joins(&door, "bob", PASSWORD), Err(AuthError::Taken("login"))));
    let opened = joins(&door, "Eve", PASSWORD).unwrap();
    let session = &opened.session;
    assert_eq!(
        (session.org_id, session.role.as_deref(), session.permissions.as_str()),
        (Some(1), Some("accountant"), r#"["refund"]"#)
    );
    assert_eq!(
        (
            session.login.as_str(),
            session.language.as_str(),
            session.email.as_deref()
        ),
        ("eve", "ru", Some("eve@shop.example"))
    );
    assert!(matches!(joins(&door, "eve2", PASSWORD), Err(AuthError::TokenOver)));
    assert_eq!(door.says("eve@shop.example", PASSWORD), "in");
    assert_eq!(door.journal(1), "invitation_accepted signed_in signed_in");
    assert_eq!(
        door.desk
            .text("SELECT actor || ' ' || subject FROM journal WHERE action = 'invitation_accepted'"),
        format!("person:4/{} invitation:1", door.origin.id)
    );
}

#[test]
fn two_at_once_are_one_person() {
    let door = Door::open();
    invite(&door, 1, "eve@shop.example", "[]");
    let found = run(find(door.with(), TOKEN)).unwrap();
    let slow = Interleaved(&door.desk.database);
    let (one, two) = (joining("eve", PASSWORD), joining("eva", PASSWORD));
    let both = all_at_once(vec![
        Box::pin(join(door.over(&slow), &ByWord, TOKEN, &found, &one)),
        Box::pin(join(door.over(&slow), &ByWord, TOKEN, &found, &two)),
    ]);
    assert!(matches!(both[..], [Ok(_), Err(AuthError::TokenOver)]), "{both:?}");
    assert_eq!(door.desk.number("SELECT count(*) FROM person"), 4);
    assert_eq!(door.desk.number("SELECT count(*) FROM session"), 1);
}

#[test]
fn whoever_is_known_joins_signed_in_as_themselves() {
    let door = Door::open();
    door.desk
        .execute("UPDATE person SET email = 'bob@shop.example' WHERE person_id = 2");
    invite(&door, 1, "bob@shop.example", r#"["refund"]"#);
    let found = run(find(door.with(), TOKEN)).unwrap();
    assert_eq!(found.person_id, Some(2));
    let (ann, bob) = (door.enter("ann"), door.enter("bob"));
    let accepts = |opened| door.as_who(opened, |who| run(join_known(door.with(), who, TOKEN, &found)));
    assert!(matches!(accepts(&ann), Err(AuthError::NotSignedIn)));
    accepts(&bob).unwrap();
    let session = door.session(&bob.token).unwrap();
    assert_eq!(
        (session.org_id, session.role.as_deref(), session.permissions.as_str()),
        (Some(1), Some("accountant"), r#"["refund"]"#)
    );
    assert!(matches!(accepts(&bob), Err(AuthError::TokenOver)));
}

/// Let go and asked again: they begin anew. A member who is asked once more stays what they are.
#[test]
fn whoever_was_let_go_begins_anew_and_a_member_stays() {
    let door = Door::open();
    let ann = door.enter("ann");
    let accepts = || {
        let found = run(find(door.with(), TOKEN)).unwrap();
        door.as_who(&ann, |who| run(join_known(door.with(), who, TOKEN, &found)))
            .unwrap();
        door.desk.text("SELECT role || ' ' || status || ' ' || (SELECT group_concat(permission) FROM membership_permission WHERE person_id = 1 AND org_id = 2) FROM membership WHERE person_id = 1 AND org_id = 2")
    };
    door.desk
        .execute("INSERT INTO membership_permission VALUES (1, 2, 'journal')");
    invite(&door, 2, "ann@shop.example", r#"["refund"]"#);
    assert_eq!(accepts(), "viewer active journal");
    door.desk.execute(
        "DELETE FROM invitation; UPDATE membership SET status = 'disabled' WHERE person_id = 1 AND org_id = 2",
    );
    invite(&door, 2, "ann@shop.example", r#"["refund"]"#);
    assert_eq!(accepts(), "accountant active refund");
}

#[test]
fn operators_come_by_invitation_of_the_platform() {
    let door = Door::open();
    invite(&door, 0, "eve@desk.example", "[]");
    let opened = joins(&door, "eve", PASSWORD).unwrap();
    assert_eq!(
        (opened.session.kind.as_str(), opened.session.org_id),
        ("operator", None)
    );
    assert_eq!(door.journal(0), "invitation_accepted signed_in");
    assert!(
        door.desk
            .text("SELECT actor FROM journal WHERE action = 'invitation_accepted'")
            .starts_with("operator:4/")
    );
}

#[test]
fn operators_and_members_are_different_people() {
    for (org_id, email, name) in [(0, "ann@shop.example", "ann"), (1, "olga@desk.example", "olga")] {
        let door = Door::open();
        invite(&door, org_id, email, "[]");
        let found = run(find(door.with(), TOKEN)).unwrap();
        let opened = door.enter(name);
        let refused = door.as_who(&opened, |who| run(join_known(door.with(), who, TOKEN, &found)));
        assert!(matches!(refused, Err(AuthError::KindsDiffer)), "{refused:?}");
        assert!(run(find(door.with(), TOKEN)).is_ok(), "it stays open");
    }
}

#[test]
fn what_is_over_opens_nothing() {
    let over = |change: &dyn Fn(&Door)| {
        let door = Door::open();
        invite(&door, 1, "eve@shop.example", "[]");
        change(&door);
        assert!(matches!(joins(&door, "eve", PASSWORD), Err(AuthError::TokenOver)));
        assert_eq!(door.desk.number("SELECT count(*) FROM person"), 3);
    };
    over(&|door| door.desk.clock.pass(7 * DAY_MS));
    over(&|door| door.desk.execute("UPDATE invitation SET revoked_at_ms = 1"));
    over(&|door| door.desk.execute("DELETE FROM invitation"));
    let door = Door::open();
    assert!(matches!(
        run(invitation::find(door.with(), "")),
        Err(AuthError::TokenOver)
    ));
}
