//! A forgotten password.

use domain::letter::{LetterKind, token_owner};
use operations::auth::{AuthError, recovery};

use crate::kit::{ByWord, DAY_MS, Door, HOUR_MS, Interleaved, MINUTE_MS, PASSWORD, all_at_once, origin, run};

const NEW: &str = "another horse battery";

fn ask(door: &Door, name: &str) {
    run(recovery::ask(door.with(), &door.mail_key, name)).unwrap();
}

/// The token in the last letter.
fn token(door: &Door) -> String {
    let sealed = door
        .desk
        .text("SELECT token FROM letter WHERE kind = 'password_reset' ORDER BY letter_id DESC LIMIT 1");
    let owner = token_owner(LetterKind::PasswordReset, "ann@shop.example");
    door.mail_key.open(&owner, &sealed).unwrap()
}

fn letters(door: &Door) -> i64 {
    door.desk
        .number("SELECT count(*) FROM letter WHERE kind = 'password_reset'")
}

fn reset(door: &Door, token: &str, new: &str) -> String {
    match run(recovery::reset(door.with(), &ByWord, token, new)) {
        Ok(()) => "reset".to_owned(),
        Err(AuthError::Fields(errors)) => format!("{}:{}", errors[0].field, errors[0].code),
        Err(error) => format!("{error:?}"),
    }
}

/// Proves PKM-15 (recovery): by a letter, once; all sessions end, and the lock that wrong guesses brought.
#[test]
fn a_letter_opens_the_way_to_a_new_password() {
    let door = Door::open();
    let session = door.enter("ann");
    for _ in 0..6 {
        door.says("ann", "wrong");
    }
    ask(&door, "8 916 123-45-67");
    let token = token(&door);
    assert!(token.len() == 64 && !door.desk.dump().contains(&token));
    assert_eq!(reset(&door, &token, "a weak long password"), "new:password_weak");
    assert_eq!(reset(&door, &token, PASSWORD), "new:password_reused");
    assert_eq!(reset(&door, &token, NEW), "reset");
    assert!(door.session(&session.token).is_none());
    assert_eq!(reset(&door, &token, "yet another horse"), "TokenOver");
    assert_eq!(door.says("ann", NEW), "in");
    let journal = door.journal(2);
    assert!(
        journal.ends_with("recovery_asked password_changed signed_in"),
        "{journal}"
    );
}

#[test]
fn two_at_once_are_one() {
    let door = Door::open();
    ask(&door, "ann");
    let token = token(&door);
    let slow = Interleaved(&door.desk.database);
    let both = all_at_once(vec![
        Box::pin(recovery::reset(door.over(&slow), &ByWord, &token, NEW)),
        Box::pin(recovery::reset(door.over(&slow), &ByWord, &token, "yet another horse")),
    ]);
    assert!(matches!(both[..], [Ok(()), Err(AuthError::TokenOver)]), "{both:?}");
    assert_eq!(door.says("ann", NEW), "in");
    assert_eq!(door.desk.number("SELECT count(*) FROM old_password"), 1);
}

#[test]
fn a_token_lives_half_an_hour_and_ends_with_another() {
    let door = Door::open();
    ask(&door, "ann");
    let first = token(&door);
    ask(&door, "ann");
    let second = token(&door);
    assert_ne!(first, second);
    door.desk.clock.pass(30 * MINUTE_MS - 1);
    assert_eq!(reset(&door, &second, NEW), "reset");
    assert_eq!(
        reset(&door, &first, "yet another horse"),
        "TokenOver",
        "its password is history"
    );
    ask(&door, "ann");
    door.desk.clock.pass(30 * MINUTE_MS);
    assert_eq!(reset(&door, &token(&door), "yet another horse"), "TokenOver");
    assert_eq!(reset(&door, "", "yet another horse"), "TokenOver");
}

#[test]
fn the_second_factor_stays_on() {
    let door = Door::open();
    door.give_factor(1);
    ask(&door, "ann");
    assert_eq!(reset(&door, &token(&door), NEW), "reset");
    assert_eq!(door.says("ann", NEW), "challenge");
}

/// Five letters a day for a person, twenty requests an hour from an address; nobody gets none.
#[test]
fn letters_are_few() {
    let door = Door::open();
    for name in ["nobody", "bob", "nobody@shop.example"] {
        ask(&door, name);
    }
    assert_eq!(letters(&door), 0, "Bob has no address");
    for _ in 0..6 {
        ask(&door, "ann");
    }
    assert_eq!(letters(&door), 5);
    door.desk.clock.pass(DAY_MS - 1);
    ask(&door, "ann");
    assert_eq!(letters(&door), 5);
    door.desk.clock.pass(1);
    for _ in 0..18 {
        ask(&door, "nobody");
    }
    ask(&door, "ann");
    assert_eq!(letters(&door), 6, "the twentieth of the hour");
    ask(&door, "ann");
    assert_eq!(letters(&door), 6);
    let elsewhere = Door {
        origin: origin("203.0.113.8"),
        ..door
    };
    ask(&elsewhere, "ann");
    assert_eq!(letters(&elsewhere), 7);
    elsewhere.desk.clock.pass(HOUR_MS);
}
