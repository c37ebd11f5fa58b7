//! Who signs in, by what name, and what it opens.

use domain::password;
use operations::auth::{
    AuthError,
    sign_in::{SignedIn, Typed, sign_in},
};
use store::auth::session_list;

use crate::kit::{Door, HOUR_MS, Interleaved, PASSWORD, all_at_once, run};

/// Proves PKM-01, SPR-01: by login, phone or e-mail, however they are written.
#[test]
fn one_person_has_three_names() {
    let door = Door::open();
    for name in [
        "ann",
        " ANN ",
        "Ann@Shop.example",
        "+7 (916) 123-45-67",
        "8 916 123-45-67",
        "79161234567",
    ] {
        let opened = door.enter(name);
        assert_eq!(opened.session.person_id, 1, "{name}");
    }
}

#[test]
fn the_right_password_opens_a_session_in_the_organisation_joined_first() {
    let door = Door::open();
    let opened = door.enter("ann");
    let session = &opened.session;
    assert_eq!(
        (
            session.org_id,
            session.role.as_deref(),
            session.slug.as_deref(),
            session.modes.as_str()
        ),
        (Some(1), Some("owner"), Some("alpha"), "[\"test\"]")
    );
    assert_eq!(door.session(&opened.token).unwrap().person_id, 1);
    let dump = door.desk.dump();
    for secret in [&opened.token, &opened.device] {
        assert_eq!(secret.len(), 64);
        assert!(!dump.contains(secret.as_str()), "only hashes are kept");
    }
    assert_eq!(door.enter("bob").session.org_id, None);
}

#[test]
fn nobody_else_gets_in_and_nothing_but_counters_is_written() {
    let door = Door::open();
    let counters = "DELETE FROM throttle";
    let before = door.desk.dump();
    let long = "x".repeat(257);
    let cases = [
        ("ann", "correct horse batterY"),
        ("ann", ""),
        ("ann", "correct horse battery "),
        ("ann@shop.example", &long),
        ("nobody", PASSWORD),
        ("", ""),
        ("+", PASSWORD),
        (&long, PASSWORD),
        ("ann' --", PASSWORD),
    ];
    for (name, password) in cases {
        assert_eq!(door.says(name, password), "Credentials", "{name:?} {password:?}");
    }
    door.desk.execute(counters);
    door.desk.assert_unchanged(&before);
}

#[test]
fn a_disabled_person_is_out_at_once() {
    let door = Door::open();
    let opened = door.enter("ann");
    door.desk.execute("UPDATE person SET status = 'disabled'");
    assert!(door.session(&opened.token).is_none());
    assert_eq!(door.says("ann", PASSWORD), "Credentials");
}

/// A session has an absolute life and an idle one.
#[test]
fn a_session_ends_when_revoked_and_when_expired() {
    let door = Door::open();
    let (revoked, kept) = (door.enter("ann"), door.enter("ann"));
    assert_ne!(revoked.token, kept.token);
    door.as_who(&revoked, |who| {
        let by = store::auth::By {
            person_id: 1,
            actor: who.actor,
            origin: &door.origin,
            now_ms: door.desk.now().ms(),
        };
        run(session_list::sign_out(&door.desk.database, by, who.token_hash)).unwrap();
    });
    assert!(door.session(&revoked.token).is_none() && door.session(&kept.token).is_some());
    assert_eq!(kept.session.expires_at_ms, door.desk.now().ms() + 12 * HOUR_MS);
    for _ in 0..12 {
        door.desk.clock.pass(HOUR_MS - 1);
        assert!(door.session(&kept.token).is_some());
    }
    door.desk.clock.pass(12);
    assert!(
        door.session(&kept.token).is_none(),
        "seen all the time, and over after twelve hours"
    );
    let idle = door.enter("ann");
    door.desk.clock.pass(HOUR_MS - 1);
    assert!(door.session(&idle.token).is_some());
    door.desk.clock.pass(HOUR_MS);
    assert!(door.session(&idle.token).is_none());
}

#[test]
fn a_token_that_was_never_given_opens_nothing() {
    let door = Door::open();
    let opened = door.enter("ann");
    let hash = domain::token::sha256_hex(opened.token.as_bytes());
    assert!(door.session(&hash).is_none(), "the hash is not the token");
    assert!(door.session("").is_none() && door.session(&opened.device).is_none());
}

/// A hash of older parameters is replaced when its password is shown; a wrong one changes nothing.
#[test]
fn old_hashes_are_made_anew() {
    let door = Door::open();
    // The reference implementation's: m=256 KiB, t=2, p=1, "password", "somesalt".
    let old = "$argon2id$v=19$m=256,t=2,p=1$c29tZXNhbHQ$nf65EOgLrQMR/uIPnA4rEsF5h7TKyQwu9U1bMCHGi/4";
    door.desk.execute(&format!(
        "UPDATE person SET password_hash = '{old}' WHERE person_id = 1"
    ));
    let hash = || door.desk.text("SELECT password_hash FROM person WHERE person_id = 1");
    assert_eq!(door.says("ann", "passwore"), "Credentials");
    assert_eq!(hash(), old);
    assert_eq!(door.says("ann", "password"), "in");
    let new = hash();
    assert!(
        !password::is_outdated(&new) && password::verify("password", &new),
        "{new}"
    );
    assert_eq!(door.says("ann", "password"), "in");
    assert_eq!(hash(), new, "once");
}

/// A new browser is told of, a known one is not.
#[test]
fn a_new_sign_in_is_told_by_letter_and_notification() {
    let door = Door::open();
    let letters = || {
        door.desk
            .number("SELECT count(*) FROM letter WHERE kind = 'new_sign_in' AND address = 'ann@shop.example'")
    };
    let told = || {
        door.desk
            .number("SELECT count(*) FROM notification WHERE org_id = 1 AND kind = 'new_sign_in' AND person_id = 1")
    };
    let first = door.enter("ann");
    assert_eq!((letters(), told()), (1, 1));
    let params = door.desk.text("SELECT params FROM letter");
    assert!(
        params.contains("203.0.113.7") && params.contains("a browser"),
        "{params}"
    );
    let Ok(SignedIn::In(again)) = door.try_in("ann", PASSWORD, &first.device) else {
        panic!("the password is right");
    };
    assert_eq!(again.device, first.device);
    assert_eq!((letters(), told()), (1, 1));
    // Somebody else's browser is new for Bob, who has no address and no organisation.
    let Ok(SignedIn::In(bob)) = door.try_in("bob", PASSWORD, &first.device) else {
        panic!("the password is right");
    };
    assert_ne!(bob.device, first.device);
    assert_eq!(door.desk.number("SELECT count(*) FROM letter"), 1);
}

/// The password that was verified must be the person's still when the session is opened.
#[test]
fn a_password_changed_meanwhile_opens_nothing() {
    let door = Door::open();
    let slow = Interleaved(&door.desk.database);
    let typed = Typed {
        name: "ann",
        password: PASSWORD,
        device: "",
    };
    let change = async {
        // After the person was read, before the session is opened.
        use store::Database as _;
        slow.batch(Vec::new()).await.unwrap();
        door.desk
            .execute("UPDATE person SET password_hash = 'another' WHERE person_id = 1");
        Err(AuthError::Raced)
    };
    let both = all_at_once(vec![Box::pin(sign_in(door.over(&slow), &typed)), Box::pin(change)]);
    assert!(matches!(both[0], Err(AuthError::Credentials)), "{both:?}");
    assert_eq!(door.desk.number("SELECT count(*) FROM session"), 0);
}
