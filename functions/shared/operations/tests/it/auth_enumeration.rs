//! Nothing tells whether an account exists: the same statements in the same number of batches, and the same answers.

use operations::auth::recovery;

use crate::kit::{Door, run};

/// What of a desk's work can be seen from outside: answers, batches and statements.
fn seen(name: &str) -> (Vec<String>, Vec<usize>, Vec<&'static str>) {
    let door = Door::open();
    let before = door.desk.database.statements_seen().len();
    let mut answers = Vec::new();
    let mut batches = Vec::new();
    door.desk.database.take_round_trips();
    for _ in 0..8 {
        answers.push(door.says(name, "wrong"));
        batches.push(door.desk.database.take_round_trips());
    }
    for _ in 0..7 {
        answers.push(format!("{:?}", run(recovery::ask(door.with(), &door.mail_key, name))));
        batches.push(door.desk.database.take_round_trips());
    }
    let mut statements = door.desk.database.statements_seen();
    (answers, batches, statements.split_off(before))
}

/// Proves EDG-11 (nothing tells who has an account).
#[test]
fn known_unknown_and_disabled_are_alike() {
    let known = seen("ann");
    assert_eq!(known.0[..5], ["Credentials"; 5].map(str::to_owned));
    assert_eq!(known.0[5..8], ["TooMany(1800)"; 3].map(str::to_owned));
    assert_eq!(known.0[8..], ["Ok(())"; 7].map(str::to_owned));
    assert_eq!(known.1, [1, 1, 1, 1, 2, 1, 1, 1, 2, 2, 2, 2, 2, 2, 2]);
    for name in [
        "ann@shop.example",
        "bob",
        "nobody",
        "nobody@shop.example",
        "+79160000000",
        "",
        "'",
    ] {
        assert_eq!(seen(name), known, "{name:?}");
    }
}
