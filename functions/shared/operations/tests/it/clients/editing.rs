//! Clients are made and changed by hand.

use operations::clients::{self, ChangeRequest, ClientError};
use serde_json::{Value, json};
use store::clients::list::{self, After, Client};

use super::{by, create, known};
use crate::kit::{Desk, run};

fn change(desk: &Desk, client: i64, body: &Value) -> Result<Client, ClientError> {
    let request = ChangeRequest::read(body).map_err(ClientError::Fields)?;
    run(clients::change(&desk.database, by(desk, ""), client, &request))
}

fn said(outcome: Result<Client, ClientError>) -> String {
    match outcome.unwrap_err() {
        ClientError::Fields(errors) => format!("{} {}", errors[0].field, errors[0].code),
        error => error.to_string(),
    }
}

fn terms(desk: &Desk, client: i64) -> String {
    desk.text(&format!(
        "SELECT COALESCE(group_concat(term, ' '), '') FROM client_term WHERE org_id = 1 AND client_id = {client}"
    ))
}

/// Proves MAN-10: a client is made once per request, in one form, with an entry in the journal that names nobody.
#[test]
fn a_client_is_made_once_per_request() {
    let desk = Desk::open();
    let anna = known(" Anna Sol ", "Anna@Shop.Example", "8 (916) 123-45-67", "A-1");
    let made = create(&desk, "k", &anna).unwrap();
    assert_eq!(
        (
            made.client_id,
            made.name.as_str(),
            made.email.as_deref(),
            made.phone.as_deref(),
            made.language.as_str()
        ),
        (1, "Anna Sol", Some("anna@shop.example"), Some("+79161234567"), "ru")
    );
    let before = desk.dump();
    assert_eq!(create(&desk, "k", &anna).unwrap(), made);
    assert!(matches!(
        create(&desk, "k", &known("Boris", "", "", "")),
        Err(ClientError::KeyReused)
    ));
    // Somebody else has the address, or the label.
    assert_eq!(
        said(create(&desk, "l", &known("X", "ANNA@shop.example", "", ""))),
        "client 1 has this email"
    );
    assert_eq!(
        said(create(&desk, "l", &known("X", "", "", "A-1"))),
        "client 1 has this label"
    );
    for (details, code) in [
        (known("", "", "", ""), "name required"),
        (known("", "nobody", "", ""), "email email_malformed"),
        (known("", "", "12", ""), "phone phone_malformed"),
        (known("", "", "4915112345678", ""), "phone card_number_not_allowed"),
        (known("", "", "+378282246310005", ""), "phone card_number_not_allowed"),
        (known("", "", "", "4111111111111111"), "label card_number_not_allowed"),
        (known("A\u{0}", "", "", ""), "name text_not_acceptable"),
        (known("", "", "", &"l".repeat(191)), "label text_not_acceptable"),
    ] {
        assert_eq!(said(create(&desk, "l", &details)), code);
    }
    desk.assert_unchanged(&before);
    // The refused key was not used up; a phone may be of two.
    assert_eq!(
        create(&desk, "l", &known("Phil", "", "+79161234567", ""))
            .unwrap()
            .client_id,
        2
    );
    let journal = desk.text("SELECT group_concat(action || subject || detail) FROM journal WHERE org_id = 1");
    assert!(
        journal.contains("client_created") && journal.contains("client:1") && journal.contains("a***@shop.example"),
        "{journal}"
    );
    assert!(!journal.contains("Anna") && !journal.contains("1234567"), "{journal}");
}

/// Proves MAN-10: what is left out stays, what is null goes, and the client is found by what is known now.
#[test]
fn what_is_known_of_a_client_is_changed() {
    let desk = Desk::open();
    create(&desk, "a", &known("Anna", "a@shop.example", "+79161234567", "A-1")).unwrap();
    create(&desk, "b", &known("Boris", "b@shop.example", "", "B-1")).unwrap();
    let changed = change(&desk, 1, &json!({ "name": "Maria", "phone": null })).unwrap();
    assert_eq!(
        (changed.name.as_str(), changed.phone, changed.label.as_deref()),
        ("Maria", None, Some("A-1"))
    );
    assert!(
        !terms(&desk, 1).contains("anna") && !terms(&desk, 1).contains("916") && terms(&desk, 1).contains("maria"),
        "{}",
        terms(&desk, 1)
    );
    assert_eq!(
        desk.text("SELECT detail FROM journal WHERE action = 'client_changed'"),
        r#"{"after":{"name":"M***","phone":null},"before":{"name":"A***","phone":"+7******4567"}}"#
    );
    // Nothing is another: nothing is told.
    let before = desk.dump();
    change(&desk, 1, &json!({ "name": "Maria" })).unwrap();
    change(&desk, 1, &json!({})).unwrap();
    for (client, body, refused) in [
        (1, json!({ "email": "B@shop.example" }), "client 2 has this email"),
        (1, json!({ "label": "B-1" }), "client 2 has this label"),
        (1, json!({ "name": 5 }), "name wrong_type"),
        (1, json!({ "language": "fr" }), "language out_of_range"),
        (9, json!({ "name": "X" }), "no client of this number"),
        (0, json!({ "name": "X" }), "the manual account cannot be changed"),
    ] {
        assert_eq!(said(change(&desk, client, &body)), refused);
    }
    desk.assert_unchanged(&before);
    // Another organisation's is not there, nor another mode's.
    for (org_id, mode) in [(2, "test"), (1, "live")] {
        let other = clients::Changing {
            org_id,
            mode,
            ..by(&desk, "")
        };
        let request = ChangeRequest::read(&json!({ "name": "X" })).unwrap();
        assert!(matches!(
            run(clients::change(&desk.database, other, 1, &request)),
            Err(ClientError::NotFound)
        ));
    }
    // One who masks to the same is told as another.
    change(&desk, 1, &json!({ "email": "anton@shop.example" })).unwrap();
    assert!(
        desk.text("SELECT detail FROM journal ORDER BY seq DESC LIMIT 1")
            .contains("a***@shop.example (another)")
    );
}

/// Proves MAN-10, EDG-01: live and test never meet: who is known in one mode is nobody in the other, by list, search, number or order.
#[test]
fn a_client_of_one_mode_is_not_known_in_the_other() {
    let desk = Desk::open();
    let anna = known("Anna", "anna@shop.example", "+79161234567", "A-1");
    create(&desk, "a", &anna).unwrap();
    let live = clients::Changing {
        mode: "live",
        ..by(&desk, "b")
    };
    // The same address and label are free there.
    let twin = run(clients::create(&desk.database, &desk.chance, live, &anna, "en")).unwrap();
    assert_eq!((twin.client_id, twin.mode.as_deref()), (2, Some("live")));
    for (mode, number) in [("test", 1), ("live", 2)] {
        let newest = run(list::newest(&desk.database, 1, mode, None, 50)).unwrap();
        let numbers: Vec<i64> = newest.iter().map(|client| client.client_id).collect();
        assert_eq!(numbers, [number]);
        let words = domain::client::words("anna");
        let (found, _) = run(list::by_words(&desk.database, 1, mode, &words, &After::default(), 50)).unwrap();
        assert_eq!(found.len(), 1);
        assert_eq!(found[0].1.client_id, number);
        let other = 3 - number;
        assert_eq!(run(list::one(&desk.database, 1, other, mode)).unwrap(), None);
        assert!(run(list::card(&desk.database, 1, other, mode)).unwrap().is_none());
    }
    // The database refuses an order of a client of the other mode, whoever asks.
    let refused = desk.database.execute(
        "INSERT INTO sales_order (org_id, order_id, mode, client_id, source, title, price_minor, currency, request_key, opened_at_ms)
         VALUES (1, 1, 'live', 1, 'invoice', 'A', 1, 'RUB', 'k', 0)",
    );
    assert!(
        format!("{refused:?}").contains("sales_order_client_of_other_mode"),
        "{refused:?}"
    );
}
