//! Guesses run into a counter that parallel ones cannot beat.

use operations::auth::{
    AuthError,
    sign_in::{SignedIn, Typed, sign_in},
};

use crate::kit::{Door, Interleaved, MINUTE_MS, PASSWORD, all_at_once, origin};

/// Proves PKM-15, EDG-11: five, whatever the number, and then the right one neither, until half an hour has passed.
#[test]
fn a_hundred_wrong_passwords_at_once_are_five() {
    let door = Door::open();
    let slow = Interleaved(&door.desk.database);
    let typed = Typed {
        name: "ann",
        password: "wrong",
        device: "",
    };
    let tries = (0..100)
        .map(|_| Box::pin(sign_in(door.over(&slow), &typed)) as _)
        .collect();
    let answers = all_at_once(tries);
    let evaluated = answers
        .iter()
        .filter(|answer| matches!(answer, Err(AuthError::Credentials)))
        .count();
    let refused = answers
        .iter()
        .filter(|answer| matches!(answer, Err(AuthError::TooMany(1_800))))
        .count();
    assert_eq!((evaluated, refused), (5, 95));
    door.desk.clock.pass(30 * MINUTE_MS - 1);
    assert_eq!(door.says("ann", PASSWORD), "TooMany(1)", "the right one");
    assert_eq!(door.says("bob", PASSWORD), "in", "another account");
    door.desk.clock.pass(1);
    assert_eq!(door.says("ann", PASSWORD), "in");
}

#[test]
fn success_frees_the_account() {
    let door = Door::open();
    for _ in 0..3 {
        for _ in 0..4 {
            assert_eq!(door.says("ann", "wrong"), "Credentials");
        }
        assert_eq!(door.says("ann", PASSWORD), "in");
    }
}

/// However slowly: any half hour sees five at most.
#[test]
fn slow_guesses_are_counted_too() {
    let door = Door::open();
    for _ in 0..5 {
        assert_eq!(door.says("ann", "wrong"), "Credentials");
        door.desk.clock.pass(29 * MINUTE_MS);
    }
    assert_eq!(door.says("ann", PASSWORD), "TooMany(60)");
}

/// A stranger's guesses do not lock out who comes from a browser of theirs, whose own guesses are counted.
#[test]
fn a_known_browser_has_its_own_count() {
    let door = Door::open();
    let device = door.enter("ann").device;
    for _ in 0..6 {
        door.says("ann", "wrong");
    }
    assert!(matches!(door.try_in("ann", PASSWORD, &device), Ok(SignedIn::In(_))));
    assert_eq!(door.says("ann", PASSWORD), "TooMany(1800)", "the name stays locked");
    // Another's browser counts as none.
    assert!(matches!(
        door.try_in("bob", "wrong", &device),
        Err(AuthError::Credentials)
    ));
    assert_eq!(
        door.desk
            .number("SELECT max(count) FROM throttle WHERE scope = 'sign_in' AND count < 5"),
        1
    );
    for _ in 0..5 {
        assert!(matches!(
            door.try_in("ann", "wrong", &device),
            Err(AuthError::Credentials)
        ));
    }
    assert!(matches!(
        door.try_in("ann", PASSWORD, &device),
        Err(AuthError::TooMany(1_800))
    ));
}

/// An address has fifty wrong tries, of whatever names; refused ones and good ones cost it nothing.
#[test]
fn an_address_is_locked_by_fifty() {
    let door = Door::open();
    let spent = || {
        door.desk
            .number("SELECT count FROM throttle WHERE scope = 'sign_in_address'")
    };
    for _ in 0..20 {
        door.says("ann", "wrong");
        door.says("bob", PASSWORD);
    }
    assert_eq!(spent(), 5);
    for name in 0..45 {
        assert_eq!(door.says(&format!("nobody{name}"), "wrong"), "Credentials");
    }
    assert_eq!(spent(), 50);
    assert_eq!(door.says("bob", PASSWORD), "TooMany(1800)");
    assert_eq!(
        door.desk
            .number("SELECT count(*) FROM throttle WHERE scope = 'sign_in'"),
        46,
        "a refused address spends no account's permit"
    );
    let elsewhere = Door {
        origin: origin("203.0.113.8"),
        ..door
    };
    assert_eq!(elsewhere.says("bob", PASSWORD), "in");
}

#[test]
fn a_lock_is_journaled_once_where_the_person_works() {
    let door = Door::open();
    for _ in 0..9 {
        door.says("ann", "wrong");
        door.says("nobody", "wrong");
    }
    for org in [1, 2] {
        assert_eq!(door.journal(org), "sign_in_locked");
        assert_eq!(
            door.desk.number(&format!(
                "SELECT count(*) FROM origin WHERE org_id = {org} AND address = '203.0.113.7'"
            )),
            1
        );
    }
    assert_eq!(door.desk.number("SELECT count(*) FROM journal"), 2);
    assert_eq!(
        door.desk
            .text("SELECT actor || ' ' || subject FROM journal WHERE org_id = 1"),
        format!("system/{} person:1", door.origin.id)
    );
}
