//! What people change about themselves.

use operations::auth::{
    AuthError,
    profile::{self, Changes},
    session::Opened,
};
use serde_json::{Value, json};

use crate::kit::{Door, run};

fn change(door: &Door, opened: &Opened, changes: &Changes) -> Result<bool, AuthError> {
    door.as_who(opened, |who| run(profile::change(door.with(), who, changes)))
}

fn contacts(door: &Door, opened: &Opened, body: &Value) -> Result<bool, AuthError> {
    change(door, opened, &Changes::contacts(body).unwrap())
}

fn last_detail(door: &Door) -> Value {
    let detail = door
        .desk
        .text("SELECT detail FROM journal WHERE org_id = 1 ORDER BY seq DESC LIMIT 1");
    serde_json::from_str(&detail).unwrap()
}

#[test]
fn the_journal_says_what_was_and_what_is_masked() {
    let door = Door::open();
    let opened = door.enter("ann");
    let body = json!({ "name": " Anna ", "language": "ru", "time_zone": "Europe/Moscow" });
    assert!(change(&door, &opened, &Changes::profile(&body).unwrap()).unwrap());
    assert_eq!(
        last_detail(&door),
        json!({ "before": { "name": "Ann", "language": "en", "time_zone": "" }, "after": { "name": "Anna", "language": "ru", "time_zone": "Europe/Moscow" } })
    );
    let body = json!({ "login": "Anna", "email": "Anna@Shop.example", "phone": "" });
    assert!(contacts(&door, &opened, &body).unwrap());
    assert_eq!(
        last_detail(&door),
        json!({ "before": { "login": "ann", "email": "a***@shop.example", "phone": "+7******4567" },
            "after": { "login": "anna", "email": "a***@shop.example", "phone": null } })
    );
    assert!(!contacts(&door, &opened, &body).unwrap(), "nothing is left to change");
    assert_eq!(door.journal(2), "signed_in profile_changed profile_changed");
    assert_eq!(door.enter("ANNA@shop.example").session.person_name, "Anna");
}

#[test]
fn names_of_others_are_taken() {
    let door = Door::open();
    let opened = door.enter("bob");
    for (field, name) in [
        ("login", "olga"),
        ("email", "Ann@shop.example"),
        ("phone", "8 916 123 45 67"),
    ] {
        let taken = contacts(&door, &opened, &json!({ field: name }));
        assert!(
            matches!(taken, Err(AuthError::Taken(named)) if named == field),
            "{taken:?}"
        );
    }
}

#[test]
fn what_is_not_good_is_refused_field_by_field() {
    let codes = |errors: Vec<operations::FieldError>| errors.iter().map(|error| error.code.clone()).collect::<Vec<_>>();
    let bad = Changes::contacts(&json!({ "login": "12345678", "email": "x", "phone": "12" })).unwrap_err();
    assert_eq!(codes(bad), ["login_malformed", "address_refused", "phone_malformed"]);
    let bad = Changes::profile(&json!({ "name": "", "language": "de", "time_zone": "; DROP" })).unwrap_err();
    assert_eq!(codes(bad), ["text_not_acceptable", "out_of_range", "time_zone_unknown"]);
    let bad = Changes::profile(&json!({ "name": "4111 1111 1111 1111" })).unwrap_err();
    assert_eq!(codes(bad), ["card_number_not_allowed"]);
    assert!(Changes::profile(&json!({ "name": 1 })).is_err() && Changes::profile(&json!([])).is_err());
}
