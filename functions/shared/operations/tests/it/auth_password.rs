//! A new password for the old one.

use operations::auth::{AuthError, password::change, session::Opened};

use crate::kit::{ByWord, Door, PASSWORD, run};

fn changed(door: &Door, opened: &Opened, old: &str, new: &str) -> String {
    match door.as_who(opened, |who| run(change(door.with(), &ByWord, who, old, new))) {
        Ok(()) => "changed".to_owned(),
        Err(AuthError::Fields(errors)) => format!("{}:{}", errors[0].field, errors[0].code),
        Err(error) => format!("{error:?}"),
    }
}

/// Proves PKM-15 (change of password).
#[test]
fn the_old_one_opens_the_way_to_a_new_one_and_other_sessions_end() {
    let door = Door::open();
    let (mine, other) = (door.enter("ann"), door.enter("ann"));
    assert_eq!(changed(&door, &mine, PASSWORD, "another horse battery"), "changed");
    assert!(door.session(&mine.token).is_some() && door.session(&other.token).is_none());
    assert_eq!(door.says("ann", PASSWORD), "Credentials");
    assert_eq!(door.says("ann", "another horse battery"), "in");
    assert!(door.journal(1).contains("password_changed") && door.journal(2).contains("password_changed"));
    assert_eq!(
        door.desk
            .number("SELECT count(*) FROM letter WHERE kind = 'password_changed'"),
        1
    );
    assert_eq!(
        door.desk
            .number("SELECT password_changed_at_ms FROM person WHERE person_id = 1"),
        door.desk.now().ms()
    );
}

#[test]
fn what_is_not_taken_says_why() {
    let door = Door::open();
    let opened = door.enter("ann");
    for (old, new, refused) in [
        ("wrong", "another horse battery", "old:password_wrong"),
        (PASSWORD, "short horse", "new:password_short"),
        (PASSWORD, &"x".repeat(257), "new:password_long"),
        (PASSWORD, "a weak long password", "new:password_weak"),
        (PASSWORD, PASSWORD, "new:password_reused"),
    ] {
        assert_eq!(changed(&door, &opened, old, new), refused);
    }
    assert_eq!(door.says("ann", PASSWORD), "in");
    assert_eq!(door.desk.number("SELECT count(*) FROM old_password"), 0);
}

/// Proves PKM-15 (no reuse): the present one and the four before it; the fifth before it is free again.
#[test]
fn the_last_five_are_not_taken_again() {
    let door = Door::open();
    let opened = door.enter("ann");
    let mut present = PASSWORD.to_owned();
    for turn in 1..=5 {
        let new = format!("horse battery number {turn}");
        assert_eq!(changed(&door, &opened, &present, &new), "changed");
        present = new;
    }
    for turn in 1..=5 {
        let again = format!("horse battery number {turn}");
        assert_eq!(
            changed(&door, &opened, &present, &again),
            "new:password_reused",
            "{turn}"
        );
    }
    assert_eq!(
        door.desk
            .number("SELECT count(*) FROM old_password WHERE person_id = 1"),
        4
    );
    assert_eq!(changed(&door, &opened, &present, PASSWORD), "changed");
}

#[test]
fn old_passwords_cannot_be_guessed_and_weak_new_ones_cost_nothing() {
    let door = Door::open();
    let opened = door.enter("ann");
    for _ in 0..9 {
        assert_eq!(
            changed(&door, &opened, PASSWORD, "a weak long password"),
            "new:password_weak"
        );
    }
    for _ in 0..5 {
        assert_eq!(
            changed(&door, &opened, "wrong", "another horse battery"),
            "old:password_wrong"
        );
    }
    assert_eq!(
        changed(&door, &opened, PASSWORD, "another horse battery"),
        "TooMany(1800)"
    );
}
