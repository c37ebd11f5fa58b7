//! Proving once more who one is.

use operations::auth::{
    AuthError,
    prove::{Proof, prove},
    session::Opened,
};

use crate::kit::{Door, Interleaved, MINUTE_MS, PASSWORD, all_at_once, run};

fn shown(door: &Door, opened: &Opened, proof: &Proof) -> Result<(), AuthError> {
    door.as_who(opened, |who| run(prove(door.with(), &door.auth_key, who, proof)))
}

fn password(text: &str) -> Proof {
    Proof {
        password: Some(text.to_owned()),
        ..Proof::default()
    }
}

fn code(text: String) -> Proof {
    Proof {
        code: Some(text),
        ..Proof::default()
    }
}

#[test]
fn a_password_proves_where_there_is_no_second_factor() {
    let door = Door::open();
    let opened = door.enter("ann");
    door.desk.clock.pass(20 * MINUTE_MS);
    assert!(matches!(
        shown(&door, &opened, &Proof::default()),
        Err(AuthError::Credentials)
    ));
    assert!(matches!(
        shown(&door, &opened, &code("123456".to_owned())),
        Err(AuthError::Credentials)
    ));
    shown(&door, &opened, &password(PASSWORD)).unwrap();
    assert_eq!(door.session(&opened.token).unwrap().proved_at_ms, door.desk.now().ms());
}

#[test]
fn a_code_proves_where_there_is_one_and_works_once() {
    let door = Door::open();
    let (one, two) = (door.enter("ann"), door.enter("ann"));
    door.give_factor(1);
    assert!(matches!(
        shown(&door, &one, &password(PASSWORD)),
        Err(AuthError::SecondFactor)
    ));
    door.desk.clock.pass(20 * MINUTE_MS);
    let slow = Interleaved(&door.desk.database);
    let proof = code(door.code(0));
    let both = door.as_who(&one, |first| {
        door.as_who(&two, |second| {
            all_at_once(vec![
                Box::pin(prove(door.over(&slow), &door.auth_key, first, &proof)),
                Box::pin(prove(door.over(&slow), &door.auth_key, second, &proof)),
            ])
        })
    });
    assert_eq!(both.iter().filter(|answer| answer.is_ok()).count(), 1, "{both:?}");
    let proved = "SELECT count(*) FROM session WHERE proved_at_ms > created_at_ms";
    assert_eq!(door.desk.number(proved), 1);
}

#[test]
fn proofs_cannot_be_guessed() {
    let door = Door::open();
    let opened = door.enter("ann");
    let slow = Interleaved(&door.desk.database);
    let wrong = password("wrong");
    let answers = door.as_who(&opened, |who| {
        let tries = (0..50)
            .map(|_| Box::pin(prove(door.over(&slow), &door.auth_key, who, &wrong)) as _)
            .collect();
        all_at_once(tries)
    });
    let evaluated = answers
        .iter()
        .filter(|answer| matches!(answer, Err(AuthError::Credentials)))
        .count();
    assert_eq!(evaluated, 5);
    assert!(matches!(
        shown(&door, &opened, &password(PASSWORD)),
        Err(AuthError::TooMany(1_800))
    ));
    assert_eq!(door.says("ann", PASSWORD), "in", "signing in has its own count");
}
