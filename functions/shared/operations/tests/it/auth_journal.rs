//! What a person does is told wherever they work.

use crate::kit::Door;

/// Proves EDG-11 (the journal of people).
#[test]
fn every_organisation_of_the_person_and_the_platform_for_others() {
    let door = Door::open();
    for name in ["ann", "bob", "olga"] {
        door.enter(name);
    }
    assert_eq!(
        (door.journal(1), door.journal(2)),
        ("signed_in".to_owned(), "signed_in".to_owned())
    );
    assert_eq!(
        door.desk.text("SELECT group_concat(actor || ' ' || subject, ', ') FROM (SELECT * FROM journal WHERE org_id = 0 ORDER BY seq)"),
        format!("person:2/{0} person:2, operator:3/{0} person:3", door.origin.id)
    );
    assert_eq!(
        door.desk.number("SELECT count(*) FROM origin"),
        3,
        "one for each journal"
    );
    // Let go: no longer told there.
    door.desk
        .execute("UPDATE membership SET status = 'disabled' WHERE person_id = 1 AND org_id = 2");
    door.enter("ann");
    assert_eq!(
        (door.journal(1), door.journal(2)),
        ("signed_in signed_in".to_owned(), "signed_in".to_owned())
    );
}
