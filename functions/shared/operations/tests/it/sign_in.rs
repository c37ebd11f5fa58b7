//! Who signs in, and for how long.

use domain::{password, token};
use operations::sign_in::{SignInError, sign_in};
use store::sessions::{self, Origin, Session};

use crate::kit::{Desk, HOUR_MS, run};

fn desk() -> Desk {
    let desk = Desk::open();
    let hash = password::hash("correct horse battery", [9; 16]).unwrap();
    desk.execute(&format!(
        "INSERT INTO person (person_id, login, name, password_hash, created_at_ms) VALUES (1, 'ann', 'Ann', '{hash}', 0), (2, 'bob', 'Bob', '{hash}', 0);
         INSERT INTO membership (person_id, org_id, role, created_at_ms) VALUES (1, 2, 'viewer', 5), (1, 1, 'owner', 4)"
    ));
    desk
}

fn here() -> Origin {
    Origin {
        id: "0123456789abcdef".to_owned(),
        address: "203.0.113.7".to_owned(),
        agent: "a browser".to_owned(),
    }
}

fn try_in(desk: &Desk, login: &str, password: &str) -> Result<(Session, String), SignInError> {
    run(sign_in(
        &desk.database,
        &desk.chance,
        login,
        password,
        &here(),
        desk.now(),
    ))
}

fn session(desk: &Desk, token: &str) -> Option<Session> {
    run(sessions::session(
        &desk.database,
        &token::sha256_hex(token.as_bytes()),
        "",
        None,
        desk.now().ms(),
    ))
    .unwrap()
}

#[test]
fn the_right_password_opens_a_session_in_the_organisation_joined_first() {
    let desk = desk();
    let (opened, token) = try_in(&desk, " Ann ", "correct horse battery").unwrap();
    assert_eq!(
        (
            opened.org_id,
            opened.role.as_deref(),
            opened.slug.as_deref(),
            opened.modes.as_str()
        ),
        (Some(1), Some("owner"), Some("alpha"), "[\"test\"]")
    );
    assert_eq!(session(&desk, &token).unwrap().person_id, 1);
    assert!(!desk.dump().contains(&token), "only the token's hash is kept");
    assert_eq!(
        desk.number("SELECT count(*) FROM journal WHERE action = 'signed_in' AND actor = 'person:1/0123456789abcdef'"),
        1
    );
}

#[test]
fn nobody_else_gets_in_and_nothing_is_written() {
    let desk = desk();
    let before = desk.dump();
    let long = "x".repeat(257);
    let cases = [
        ("ann", "correct horse batterY"),
        ("ann", ""),
        ("ann", "correct horse battery "),
        ("ann", &long),
        ("nobody", "correct horse battery"),
        ("", ""),
        (&long, "correct horse battery"),
        ("ann' --", "correct horse battery"),
    ];
    for (login, password) in cases {
        assert!(
            matches!(try_in(&desk, login, password), Err(SignInError::Credentials)),
            "{login:?} {password:?}"
        );
    }
    desk.assert_unchanged(&before);
}

#[test]
fn a_disabled_person_is_out_at_once() {
    let desk = desk();
    let (_, token) = try_in(&desk, "ann", "correct horse battery").unwrap();
    desk.execute("UPDATE person SET status = 'disabled'");
    assert!(session(&desk, &token).is_none());
    assert!(matches!(
        try_in(&desk, "ann", "correct horse battery"),
        Err(SignInError::Credentials)
    ));
}

#[test]
fn a_session_ends_when_revoked_and_when_expired() {
    let desk = desk();
    let (first, revoked) = try_in(&desk, "ann", "correct horse battery").unwrap();
    let (second, kept) = try_in(&desk, "ann", "correct horse battery").unwrap();
    assert_ne!(revoked, kept);
    run(sessions::revoke(
        &desk.database,
        &first,
        &token::sha256_hex(revoked.as_bytes()),
        "person:1",
        desk.now().ms(),
    ))
    .unwrap();
    assert!(session(&desk, &revoked).is_none() && session(&desk, &kept).is_some());
    assert_eq!(
        desk.number("SELECT count(*) FROM journal WHERE action = 'signed_out'"),
        1
    );
    assert_eq!(second.expires_at_ms, desk.now().ms() + 12 * HOUR_MS);
    for _ in 0..11 {
        desk.clock.pass(HOUR_MS - 1);
        assert!(session(&desk, &kept).is_some());
    }
    desk.clock.pass(HOUR_MS - 1);
    assert!(session(&desk, &kept).is_some());
    desk.clock.pass(12);
    assert!(
        session(&desk, &kept).is_none(),
        "seen all the time, and over after twelve hours"
    );
}

#[test]
fn an_idle_session_ends_after_an_hour() {
    let desk = desk();
    let (_, token) = try_in(&desk, "ann", "correct horse battery").unwrap();
    desk.clock.pass(HOUR_MS - 1);
    assert!(session(&desk, &token).is_some());
    desk.clock.pass(HOUR_MS);
    assert!(session(&desk, &token).is_none());
}

#[test]
fn a_token_that_was_never_given_opens_nothing() {
    let desk = desk();
    let (_, token) = try_in(&desk, "ann", "correct horse battery").unwrap();
    assert!(
        session(&desk, &token::sha256_hex(token.as_bytes())).is_none(),
        "the hash is not the token"
    );
    assert!(session(&desk, "").is_none());
}
