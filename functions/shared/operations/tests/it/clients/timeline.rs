//! What happened with a client.

use operations::clients::{self, ClientError};
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
        .0
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
    // Of the live mode there is the note alone, and nothing for another organisation.
    assert_eq!(entries(&desk, 1, "live").len(), 1);
    assert_eq!(
        run(timeline::list(&desk.database, 2, 1, "test", 100, 50))
            .unwrap()
            .map(|_| ()),
        None
    );
    // What was marked stays.
    assert!(
        desk.database
            .execute("UPDATE client_timeline SET after = 'open'")
            .is_err()
    );
}

/// A page looks at so many entries, and then goes on.
#[test]
fn a_long_timeline_goes_on() {
    let desk = selling();
    let ways = systems();
    open(&desk, &order(&desk, "a", given("Anna", ""), &ways)).unwrap();
    desk.execute(
        "WITH RECURSIVE n(i) AS (SELECT 2 UNION ALL SELECT i + 1 FROM n WHERE i < 7000)
         INSERT INTO client_timeline (org_id, client_id, entry, at_ms, kind, order_id, after) SELECT 1, 1, i, 0, 'order_status', 1, 'open' FROM n",
    );
    desk.database.take_round_trips();
    let page = |below| {
        run(timeline::list(&desk.database, 1, 1, "live", below, 51))
            .unwrap()
            .unwrap()
    };
    let (found, looked) = page(i64::from(u32::MAX));
    assert_eq!((found.len(), looked), (0, Some(2001)));
    assert_eq!(desk.database.take_round_trips(), 1);
    assert_eq!(page(2001).1, None);
}
