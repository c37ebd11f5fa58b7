//! The second factor: at sign-in, each code once; set up, taken away.

use domain::{recovery_code, totp};
use operations::auth::{AuthError, second_factor, sign_in};

use crate::kit::{Door, Interleaved, MINUTE_MS, PASSWORD, all_at_once, run};

fn with_factor() -> Door {
    let door = Door::open();
    door.give_factor(1);
    door
}

/// Turns a second factor on as people do; answers its recovery codes and a session.
fn turned_on(door: &Door) -> (Vec<String>, Vec<u8>, operations::auth::session::Opened) {
    let opened = door.enter("ann");
    let begun = door
        .as_who(&opened, |who| {
            run(second_factor::begin(door.with(), &door.auth_key, who))
        })
        .unwrap();
    assert!(begun.uri.contains(&begun.secret) && begun.uri.starts_with("otpauth://totp/Edgetill:ann?"));
    let secret = decoded(&begun.secret);
    let code = totp::code(&secret, totp::step(door.desk.now()));
    let codes = door.as_who(&opened, |who| {
        run(second_factor::confirm(door.with(), &door.auth_key, who, &code))
    });
    (codes.unwrap(), secret, opened)
}

fn decoded(base32: &str) -> Vec<u8> {
    let alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
    let bits: String = base32
        .chars()
        .map(|letter| format!("{:05b}", alphabet.find(letter).unwrap()))
        .collect();
    let bytes = bits.as_bytes().chunks_exact(8);
    bytes
        .map(|byte| u8::from_str_radix(std::str::from_utf8(byte).unwrap(), 2).unwrap())
        .collect()
}

#[test]
fn the_password_alone_opens_no_session() {
    let door = with_factor();
    let challenge = door.challenge("ann");
    assert_eq!(door.desk.number("SELECT count(*) FROM session"), 0);
    assert!(!door.desk.dump().contains(&challenge));
    assert!(matches!(
        door.answer(&challenge, "000000"),
        Err(AuthError::SecondFactor)
    ));
    let opened = door.answer(&challenge, &door.code(0)).unwrap();
    assert_eq!((opened.session.person_id, opened.session.has_second_factor), (1, 1));
    assert!(matches!(
        door.answer(&challenge, &door.code(1)),
        Err(AuthError::ChallengeOver)
    ));
    assert!(door.journal(1).contains("signed_in"));
}

/// RFC 6238, 5.2: no code is accepted twice; two challenges at once, one session.
#[test]
fn a_step_opens_one_session() {
    let door = with_factor();
    let (first, second) = (door.challenge("ann"), door.challenge("ann"));
    let slow = Interleaved(&door.desk.database);
    let code = door.code(0);
    let both = all_at_once(vec![
        Box::pin(sign_in::second_factor(
            door.over(&slow),
            &door.auth_key,
            &first,
            &code,
            "",
        )),
        Box::pin(sign_in::second_factor(
            door.over(&slow),
            &door.auth_key,
            &second,
            &code,
            "",
        )),
    ]);
    let won = both.iter().filter(|answer| answer.is_ok()).count();
    assert_eq!(won, 1);
    assert!(both.iter().any(|answer| matches!(answer, Err(AuthError::SecondFactor))));
    assert_eq!(door.desk.number("SELECT count(*) FROM session"), 1);
    // Nor is an older step after a later one.
    let third = door.challenge("ann");
    assert!(matches!(
        door.answer(&third, &door.code(-1)),
        Err(AuthError::SecondFactor)
    ));
    assert!(door.answer(&third, &door.code(1)).is_ok());
}

#[test]
fn a_recovery_code_opens_one_session() {
    let door = Door::open();
    let (codes, ..) = turned_on(&door);
    assert_eq!(codes.len(), recovery_code::COUNT);
    let sessions = || door.desk.number("SELECT count(*) FROM session");
    let before = sessions();
    let (first, second) = (door.challenge("ann"), door.challenge("ann"));
    let slow = Interleaved(&door.desk.database);
    let both = all_at_once(vec![
        Box::pin(sign_in::second_factor(
            door.over(&slow),
            &door.auth_key,
            &first,
            &codes[0],
            "",
        )),
        Box::pin(sign_in::second_factor(
            door.over(&slow),
            &door.auth_key,
            &second,
            &codes[0],
            "",
        )),
    ]);
    assert_eq!(both.iter().filter(|answer| answer.is_ok()).count(), 1);
    assert_eq!(sessions(), before + 1);
    assert!(matches!(
        door.answer(&door.challenge("ann"), &codes[0]),
        Err(AuthError::SecondFactor)
    ));
    assert!(
        door.answer(&door.challenge("ann"), &codes[1].to_lowercase().replace('-', " "))
            .is_ok()
    );
    assert_eq!(
        door.desk
            .number("SELECT count(*) FROM recovery_code WHERE used_at_ms IS NOT NULL"),
        2
    );
    assert_eq!(
        door.desk
            .number("SELECT count(*) FROM letter WHERE params ->> 'change' = 'recovery_code_used'"),
        2
    );
    let dump = door.desk.dump();
    assert!(
        codes
            .iter()
            .all(|code| !dump.contains(code) && !dump.contains(&code.replace('-', "")))
    );
}

/// Counted before they are checked: five a challenge, at once or not; and five a person, however many challenges.
#[test]
fn codes_cannot_be_guessed() {
    let door = with_factor();
    let challenge = door.challenge("ann");
    let slow = Interleaved(&door.desk.database);
    let tries = (0..100)
        .map(|_| {
            Box::pin(sign_in::second_factor(
                door.over(&slow),
                &door.auth_key,
                &challenge,
                "000000",
                "",
            )) as _
        })
        .collect();
    let answers = all_at_once(tries);
    let evaluated = answers
        .iter()
        .filter(|answer| matches!(answer, Err(AuthError::SecondFactor)))
        .count();
    let over = answers
        .iter()
        .filter(|answer| matches!(answer, Err(AuthError::ChallengeOver)))
        .count();
    assert_eq!((evaluated, over), (5, 95));
    let another = door.challenge("ann");
    assert!(matches!(
        door.answer(&another, &door.code(0)),
        Err(AuthError::TooMany(1_800))
    ));
    door.desk.clock.pass(30 * MINUTE_MS);
    assert!(door.answer(&door.challenge("ann"), &door.code(0)).is_ok());
}

#[test]
fn a_challenge_waits_five_minutes() {
    let door = with_factor();
    let (late, just) = (door.challenge("ann"), door.challenge("ann"));
    door.desk.clock.pass(5 * MINUTE_MS - 1);
    assert!(door.answer(&just, &door.code(0)).is_ok());
    door.desk.clock.pass(1);
    assert!(matches!(
        door.answer(&late, &door.code(1)),
        Err(AuthError::ChallengeOver)
    ));
    assert!(matches!(
        door.answer("never given", &door.code(1)),
        Err(AuthError::ChallengeOver)
    ));
}

#[test]
fn turning_it_on_ends_other_sessions_and_uses_the_code_up() {
    let door = Door::open();
    let other = door.enter("ann");
    let (_, secret, opened) = turned_on(&door);
    assert!(door.session(&other.token).is_none() && door.session(&opened.token).is_some());
    assert_eq!(door.says("ann", PASSWORD), "challenge");
    let used = totp::code(&secret, totp::step(door.desk.now()));
    assert!(matches!(
        door.answer(&door.challenge("ann"), &used),
        Err(AuthError::SecondFactor)
    ));
    let again = door.as_who(&opened, |who| {
        run(second_factor::confirm(door.with(), &door.auth_key, who, &used))
    });
    assert!(
        matches!(again, Err(AuthError::NoSecondFactor)),
        "nothing is pending any more"
    );
    assert_eq!(door.journal(2), "signed_in signed_in second_factor_on");
    assert_eq!(
        door.desk
            .text("SELECT params ->> 'change' FROM letter WHERE kind = 'second_factor_changed'"),
        "enabled"
    );
}

#[test]
fn a_wrong_code_confirms_nothing() {
    let door = Door::open();
    let opened = door.enter("ann");
    door.as_who(&opened, |who| {
        run(second_factor::begin(door.with(), &door.auth_key, who))
    })
    .unwrap();
    for _ in 0..5 {
        let refused = door.as_who(&opened, |who| {
            run(second_factor::confirm(door.with(), &door.auth_key, who, "000000"))
        });
        assert!(matches!(refused, Err(AuthError::SecondFactor)));
    }
    let refused = door.as_who(&opened, |who| {
        run(second_factor::confirm(door.with(), &door.auth_key, who, "000000"))
    });
    assert!(matches!(refused, Err(AuthError::TooMany(_))));
    assert_eq!(door.says("ann", PASSWORD), "in");
}

#[test]
fn taking_it_away_ends_other_sessions_and_codes() {
    let door = Door::open();
    let (codes, secret, opened) = turned_on(&door);
    let waiting = door.challenge("ann");
    door.desk.clock.pass(MINUTE_MS);
    let code = totp::code(&secret, totp::step(door.desk.now()));
    let other = door.answer(&door.challenge("ann"), &code).unwrap();
    let off = |opened| door.as_who(opened, |who| run(second_factor::disable(door.with(), who)));
    off(&opened).unwrap();
    assert!(door.session(&other.token).is_none() && door.session(&opened.token).is_some());
    assert!(matches!(
        door.answer(&waiting, &codes[0]),
        Err(AuthError::ChallengeOver)
    ));
    assert_eq!(door.desk.number("SELECT count(*) FROM recovery_code"), 0);
    let after = door.enter("ann");
    assert!(matches!(off(&opened), Err(AuthError::NoSecondFactor)));
    assert!(door.session(&after.token).is_some(), "what does nothing ends nothing");
    let told = "SELECT count(*) FROM letter WHERE params ->> 'change' = 'disabled'";
    assert_eq!(door.desk.number(told), 1);
    assert!(door.journal(1).contains("second_factor_off"));
}

#[test]
fn new_recovery_codes_take_the_place_of_the_old() {
    let door = Door::open();
    let (old, _, opened) = turned_on(&door);
    let new = door
        .as_who(&opened, |who| run(second_factor::renew_codes(door.with(), who)))
        .unwrap();
    assert!(new.len() == 10 && new.iter().all(|code| !old.contains(code)));
    assert!(matches!(
        door.answer(&door.challenge("ann"), &old[0]),
        Err(AuthError::SecondFactor)
    ));
    assert!(door.answer(&door.challenge("ann"), &new[9]).is_ok());
    let bob = door.enter("bob");
    let none = door.as_who(&bob, |who| run(second_factor::renew_codes(door.with(), who)));
    assert!(matches!(none, Err(AuthError::NoSecondFactor)));
}
