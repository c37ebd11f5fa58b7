//! What happened with a client.

use operations::clients::{self, Changing, ClientError};
use store::clients::timeline::{self, TimelineEntry};

use super::{by, create, known};
use crate::{
    kit::{Desk, run},
    orders::kit::{decided, given, open, order, selling, systems},
};

fn note(desk: &Desk, key: &str, client: i64, text: &str) -> Result<TimelineEntry, ClientError> {
    run(clients::note(&desk.database, &desk.chance, by(desk, key), client, text))
}

fn entries(desk: &Desk, client: i64, mode: &str) -> Vec<TimelineEntry> {
    run(timeline::list(&desk.database, 1, client, mode, i64::from(u32::MAX), 50))
        .unwrap()
        .unwrap()
}

/// Proves MAN-10: notes are bounded, masked, added once per request, and written by whom they name.
#[test]
fn notes_are_bounded_and_card_numbers_masked() {
    let desk = Desk::open();
    create(&desk, "a", &known("Anna", "", "", "")).unwrap();
    let noted = note(&desk, "k", 1, " Paid by 4111 1111 1111 1111\nsaid\u{7} she\t").unwrap();
    assert_eq!(noted.text.as_deref(), Some("Paid by 4111 11** **** 1111\nsaid she"));
    assert_eq!(
        (noted.entry, noted.kind.as_str(), noted.actor.as_str()),
        (1, "note", "person:1")
    );
    assert_eq!(
        note(&desk, "k", 1, "Paid by 4111 1111 1111 1111\nsaid she")
            .unwrap()
            .entry,
        1
    );
    let before = desk.dump();
    assert!(matches!(note(&desk, "k", 1, "Another"), Err(ClientError::KeyReused)));
    assert!(matches!(note(&desk, "l", 2, "Nobody's"), Err(ClientError::NotFound)));
    for (text, code) in [
        ("x".repeat(4_001), "note_too_long"),
        ("  ".to_owned(), "required"),
        ("x".repeat(100_000), "note_too_long"),
    ] {
        assert!(matches!(note(&desk, "l", 1, &text), Err(ClientError::Fields(errors)) if errors[0].code == code));
    }
    desk.assert_unchanged(&before);
    note(&desk, "l", 1, &"ы".repeat(4_000)).unwrap();
    // The journal tells that there is a note, not what it says.
    let journal = desk.text("SELECT group_concat(action || subject || detail) FROM journal WHERE org_id = 1");
    assert!(
        journal.contains("client_note_added") && !journal.contains("ыы"),
        "{journal}"
    );
}

/// Proves MAN-10, MAN-05: every change of an order's status leaves a mark; live orders leave none in test.
#[test]
fn every_change_of_an_order_s_status_leaves_a_mark() {
    let desk = selling();
    let ways = systems();
    let opened = open(&desk, &order(&desk, "a", given("Anna", "a@shop.example"), &ways)).unwrap();
    decided(&desk, opened.number, true);
    let rejected = open(&desk, &order(&desk, "b", given("Anna", "a@shop.example"), &ways)).unwrap();
    decided(&desk, rejected.number, false);
    run(clients::note(
        &desk.database,
        &desk.chance,
        by(&desk, "n"),
        1,
        "Called back",
    ))
    .unwrap();
    let marks: Vec<String> = entries(&desk, 1, "test")
        .iter()
        .rev()
        .map(|mark| {
            let text = |text: &Option<String>| text.clone().unwrap_or_default();
            format!(
                "{} {:?} {}>{}{}",
                mark.kind,
                mark.order_id,
                text(&mark.before),
                text(&mark.after),
                text(&mark.text)
            )
        })
        .collect();
    assert_eq!(
        marks,
        [
            "order_opened Some(1) >open",
            "order_status Some(1) open>completed",
            "order_opened Some(2) >open",
            "order_status Some(2) open>rejected",
            "note None >Called back",
        ]
    );
    // Nothing of it is seen in the live mode, nor by another organisation.
    for (org_id, mode) in [(1, "live"), (2, "test")] {
        assert_eq!(
            run(timeline::list(&desk.database, org_id, 1, mode, 100, 50)).unwrap(),
            None
        );
    }
    // What was marked stays.
    assert!(
        desk.database
            .execute("UPDATE client_timeline SET after = 'open'")
            .is_err()
    );
}

/// Proves MAN-09, MAN-10: what is noted of the manual account in test is not seen in live: it is of both modes, its timeline is not.
#[test]
fn a_mode_s_notes_of_the_manual_account_are_its_own() {
    let desk = selling();
    let ways = systems();
    let anybody = operations::orders::ClientRef::ManualAccount;
    open(&desk, &order(&desk, "a", anybody, &ways)).unwrap();
    note(&desk, "k", 0, "Of test").unwrap();
    let live = Changing {
        mode: "live",
        ..by(&desk, "l")
    };
    let noted = run(clients::note(&desk.database, &desk.chance, live, 0, "Of live")).unwrap();
    assert_eq!(noted.entry, 1);
    let texts = |mode| -> Vec<String> {
        let marks = entries(&desk, 0, mode).into_iter();
        marks.filter_map(|mark| mark.text).collect()
    };
    assert_eq!(
        (texts("live"), texts("test")),
        (vec!["Of live".to_owned()], vec!["Of test".to_owned()])
    );
}
