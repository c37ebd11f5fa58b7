//! What is over goes, what is not stays; and old keys can be retired.

use domain::sealed::KeyRing;
use operations::auth::{reencrypt::reencrypt, totp_owner};
use store::auth::tidy::tidy;

use crate::kit::{DAY_MS, Door, run};

fn rows(door: &Door, table: &str) -> i64 {
    door.desk.number(&format!("SELECT count(*) FROM {table}"))
}

#[test]
fn sessions_go_after_a_month_and_devices_after_a_year() {
    let door = Door::open();
    door.enter("ann");
    door.desk
        .execute("INSERT INTO operator_visit SELECT token_hash, 1, 'viewer', 'why', 1 FROM session");
    door.give_factor(1);
    door.challenge("ann");
    door.says("ann", "wrong");
    run(operations::auth::recovery::ask(door.with(), &door.mail_key, "ann")).unwrap();
    let counts = || {
        [
            "session",
            "operator_visit",
            "sign_in_challenge",
            "throttle",
            "password_reset",
            "known_device",
        ]
        .map(|table| rows(&door, table))
    };
    let tidied = |days: i64| {
        run(tidy(&door.desk.database, door.desk.now().ms() + days * DAY_MS)).unwrap();
        counts()
    };
    let before = counts();
    assert_eq!(tidied(0), before);
    assert_eq!(tidied(29), [1, 1, 0, 0, 0, 1]);
    assert_eq!(tidied(31), [0, 0, 0, 0, 0, 1]);
    assert_eq!(tidied(366), [0; 6]);
}

/// A new key is put first, what is sealed is sealed anew, and the old key is taken away.
#[test]
fn second_factors_move_to_a_new_key() {
    let mut door = Door::open();
    door.give_factor(1);
    door.give_factor(2);
    let old = "1:AQECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=";
    let new = "b:AwECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=";
    door.auth_key = KeyRing::parse(&format!("{new},{old}")).unwrap();
    assert_eq!(run(reencrypt(door.with(), &door.auth_key)).unwrap(), (2, 0));
    assert_eq!(run(reencrypt(door.with(), &door.auth_key)).unwrap(), (0, 0));
    door.auth_key = KeyRing::parse(new).unwrap();
    assert!(door.answer(&door.challenge("ann"), &door.code(0)).is_ok());
    let sealed = door.desk.text("SELECT totp_secret FROM person WHERE person_id = 2");
    assert!(KeyRing::parse(old).unwrap().open(&totp_owner(2), &sealed).is_err());
}
