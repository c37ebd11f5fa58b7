//! The platform's operators, and their visits.

use operations::people::{self, PeopleError, operator};
use serde_json::json;

use crate::kit::{Desk, run};

fn desk() -> Desk {
    let desk = Desk::open();
    for operator in [11, 12] {
        desk.employ(operator);
    }
    desk.join(1, 1, "owner", "[]");
    desk
}

/// Proves EDG-11 (an operator is shut out at once; one always stays).
#[test]
fn of_two_operators_who_shut_each_other_out_one_stays() {
    let desk = desk();
    desk.execute("INSERT INTO session (token_hash, session_id, person_id, created_at_ms, seen_at_ms, expires_at_ms, proved_at_ms) VALUES ('t', 's', 12, 0, 0, 9, 0)");
    let (one, other) = (desk.operating(11), desk.operating(12));
    let disabled = json!({ "status": "disabled" });
    let sent = run(people::invitation::create(
        &desk.database,
        &desk.chance,
        &other.sender(&desk.key),
        0,
        &json!({ "email": "new@x.example" }),
    ))
    .unwrap();
    assert_eq!(sent.role, None);
    let out = run(operator::set_status(&desk.database, one.actor(), 12, &disabled)).unwrap();
    assert_eq!(out.status, "disabled");
    assert!(matches!(
        run(operator::set_status(&desk.database, other.actor(), 11, &disabled)),
        Err(PeopleError::Raced)
    ));
    assert!(matches!(
        run(operator::set_status(&desk.database, one.actor(), 11, &disabled)),
        Err(PeopleError::Own)
    ));
    // Merchants' people are no operators.
    for nobody in [1, 99] {
        assert!(matches!(
            run(operator::set_status(&desk.database, one.actor(), nobody, &disabled)),
            Err(PeopleError::NotFound)
        ));
    }
    assert_eq!(
        desk.text("SELECT group_concat(person_id) FROM person WHERE kind = 'operator' AND status = 'active'"),
        "11"
    );
    assert_eq!(
        desk.number("SELECT count(*) FROM session WHERE revoked_at_ms IS NULL"),
        0
    );
    run(operator::set_status(
        &desk.database,
        one.actor(),
        12,
        &json!({ "status": "active" }),
    ))
    .unwrap();
    assert_eq!(
        desk.journal(0),
        "invitation_created invitation:1, operator_disabled person:12, invitation_revoked invitation:1, operator_enabled person:12"
    );
}

#[test]
fn an_operator_is_invited_once_and_is_no_merchant_s_business() {
    let desk = desk();
    let one = desk.operating(11);
    let invite = |email: &str| {
        run(people::invitation::create(
            &desk.database,
            &desk.chance,
            &one.sender(&desk.key),
            0,
            &json!({ "email": email, "role": "owner" }),
        ))
    };
    assert_eq!(invite("New@X.example").unwrap().email, "new@x.example");
    assert!(matches!(invite("new@x.example"), Err(PeopleError::AlreadyInvited)));
    assert!(matches!(invite("o12@platform.example"), Err(PeopleError::Member)));
    assert_eq!(desk.text("SELECT params FROM letter"), "{}");
    assert_eq!(
        (desk.journal(1).as_str(), desk.journal(0).as_str()),
        ("", "invitation_created invitation:1")
    );
}
