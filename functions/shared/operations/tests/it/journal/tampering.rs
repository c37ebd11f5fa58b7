//! Whatever is done to sealed rows, past the triggers, is found, and the entry named.

use domain::journal::JournalKeys;
use operations::journal::{
    JournalError,
    verify::{Pace, What},
};

use super::kit::{FakeAnchors, Journals, KEY};
use crate::kit::{HOUR_MS, run};

#[track_caller]
fn found(sql: &str) -> Option<(i64, What)> {
    let journals = Journals::sealed();
    journals.tamper(sql);
    for untouched in [0, 2] {
        journals.assert_good(untouched);
    }
    journals.bad(1)
}

/// Proves EDG-05, SPR-12 (the journal cannot be altered unseen).
#[test]
fn an_edited_field_is_found() {
    for field in [
        "at_ms = at_ms + 1",
        "actor = 'person:8/00000000000000a1'",
        "actor = 'person:7'",
        "action = 'payment_seen'",
        "subject = 'payment:13'",
        "detail = '{\"n\":13}'",
        "detail = '{\"n\": 12}'",
    ] {
        let sql = format!("UPDATE journal SET {field} WHERE org_id = 1 AND seq = 12");
        assert_eq!(found(&sql), Some((12, What::Altered)), "{field}");
    }
    for field in [
        "mac = substr(mac, 1, 63) || iif(substr(mac, 64) = '0', '1', '0')",
        "mac = ''",
        "origin_digest = ''",
        "key_id = '2'",
        "sealed_at_ms = sealed_at_ms + 1",
    ] {
        let sql = format!("UPDATE journal_seal SET {field} WHERE org_id = 1 AND seq = 12");
        assert_eq!(found(&sql), Some((12, What::Altered)), "{field}");
    }
}

/// Entries that are the same in all but their place explain nothing.
#[test]
fn an_edit_among_twins_is_an_edit() {
    for sql in [
        "UPDATE journal SET subject = 'y' WHERE org_id = 1 AND seq = 3",
        "UPDATE journal_seal SET mac = '' WHERE org_id = 1 AND seq = 3",
        "UPDATE journal_seal SET sealed_at_ms = 0 WHERE org_id = 1 AND seq = 3",
    ] {
        let journals = Journals::empty();
        journals.desk.execute(
            "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 10)
             INSERT INTO journal SELECT 1, i, 1000, 'system', 'written', 'x', '{}' FROM n",
        );
        journals.tick();
        journals.tamper(sql);
        assert_eq!(journals.bad(1), Some((3, What::Altered)), "{sql}");
    }
}

/// The triggers refuse it before it must be found.
#[test]
fn the_database_itself_refuses() {
    let journals = Journals::sealed();
    for sql in [
        "UPDATE journal SET detail = '{}' WHERE org_id = 1 AND seq = 12",
        "DELETE FROM journal WHERE org_id = 1 AND seq = 30",
        "UPDATE journal_seal SET mac = '' WHERE org_id = 1 AND seq = 12",
        "DELETE FROM journal_seal WHERE org_id = 1 AND seq = 30",
        "UPDATE origin SET address = '' WHERE org_id = 1",
        "UPDATE organisation SET personal_days = 3650 WHERE org_id = 1; DELETE FROM origin WHERE org_id = 1",
    ] {
        assert!(journals.desk.database.execute(sql).is_err(), "{sql}");
    }
    journals.assert_good(1);
}

const SHIFT_UP: &str =
    "UPDATE journal SET seq = -seq - 1 WHERE org_id = 1 AND seq >= 12; UPDATE journal SET seq = -seq WHERE seq < 0;";
const SHIFT_SEALS_UP: &str = "UPDATE journal_seal SET seq = -seq - 1 WHERE org_id = 1 AND seq >= 12; UPDATE journal_seal SET seq = -seq WHERE seq < 0;";
const FORGED: &str = "INSERT INTO journal SELECT 1, 12, at_ms, 'system', 'forged', 'x', '{}' FROM journal WHERE org_id = 1 AND seq = 11;";

#[test]
fn an_inserted_entry_is_found() {
    let forged_seal = "INSERT INTO journal_seal SELECT 1, 12, key_id, '', mac, sealed_at_ms FROM journal_seal WHERE org_id = 1 AND seq = 11;";
    for (sql, seq, what) in [
        (format!("{SHIFT_UP}{FORGED}"), 12, What::Inserted),
        (
            format!("{SHIFT_UP}{SHIFT_SEALS_UP}{FORGED}{forged_seal}"),
            12,
            What::Inserted,
        ),
        // At the end, as if sealed; and a copy of another organisation's row with its seal.
        (
            "INSERT INTO journal VALUES (1, 31, 1, 'system', 'forged', 'x', '{}');
             INSERT INTO journal_seal SELECT 1, 31, key_id, '', mac, sealed_at_ms FROM journal_seal WHERE org_id = 1 AND seq = 30"
                .to_owned(),
            31,
            What::Altered,
        ),
        (
            "INSERT INTO journal SELECT 1, 31, at_ms, actor, action, subject, detail FROM journal WHERE org_id = 2 AND seq = 30;
             INSERT INTO journal_seal SELECT 1, 31, key_id, origin_digest, mac, sealed_at_ms FROM journal_seal WHERE org_id = 2 AND seq = 30"
                .to_owned(),
            31,
            What::Altered,
        ),
        // In the place of one of its own.
        (
            "DELETE FROM journal WHERE org_id = 1 AND seq = 12; DELETE FROM journal_seal WHERE org_id = 1 AND seq = 12;
             INSERT INTO journal SELECT 1, seq, at_ms, actor, action, subject, detail FROM journal WHERE org_id = 2 AND seq = 12;
             INSERT INTO journal_seal SELECT 1, seq, key_id, origin_digest, mac, sealed_at_ms FROM journal_seal WHERE org_id = 2 AND seq = 12"
                .to_owned(),
            12,
            What::Altered,
        ),
        // Where no entry can stand.
        (
            "INSERT INTO journal VALUES (1, 0, 1, 'system', 'forged', 'x', '{}')".to_owned(),
            0,
            What::Inserted,
        ),
        (
            "INSERT INTO journal VALUES (1, -7, 1, 'system', 'forged', 'x', '{}')".to_owned(),
            -7,
            What::Inserted,
        ),
        (
            "INSERT INTO journal_seal SELECT 1, 0, key_id, '', mac, sealed_at_ms FROM journal_seal WHERE org_id = 1 AND seq = 11".to_owned(),
            0,
            What::Inserted,
        ),
    ] {
        assert_eq!(found(&sql), Some((seq, what)), "{sql}");
    }
}

#[test]
fn a_deleted_entry_is_found() {
    let entry = "DELETE FROM journal WHERE org_id = 1 AND seq = 12;";
    let seal = "DELETE FROM journal_seal WHERE org_id = 1 AND seq = 12;";
    let closed = "UPDATE journal SET seq = seq - 1 WHERE org_id = 1 AND seq > 12;";
    for (sql, seq) in [
        (entry.to_owned(), 12),
        (seal.to_owned(), 12),
        (format!("{entry}{seal}"), 12),
        (format!("{entry}{closed}"), 12),
        ("DELETE FROM journal WHERE org_id = 1 AND seq = 1".to_owned(), 1),
        (
            "DELETE FROM journal WHERE org_id = 1 AND seq BETWEEN 4 AND 28".to_owned(),
            4,
        ),
    ] {
        assert_eq!(found(&sql), Some((seq, What::Missing)), "{sql}");
    }
}

fn swap(table: &str, left: i64, right: i64) -> String {
    format!(
        "UPDATE {table} SET seq = -1 WHERE org_id = 1 AND seq = {left}; UPDATE {table} SET seq = {left} WHERE org_id = 1 AND seq = {right};
         UPDATE {table} SET seq = {right} WHERE org_id = 1 AND seq = -1;"
    )
}

#[test]
fn entries_in_another_order_are_found() {
    for (left, right) in [(12, 13), (12, 20), (1, 30)] {
        let (entries, seals) = (swap("journal", left, right), swap("journal_seal", left, right));
        for sql in [format!("{entries}{seals}"), entries, seals] {
            assert_eq!(found(&sql), Some((left, What::Reordered)), "{sql}");
        }
    }
}

#[test]
fn a_cut_end_is_found_and_stays_found() {
    let entries = "DELETE FROM journal WHERE org_id = 1 AND seq > 25;";
    let seals = "DELETE FROM journal_seal WHERE org_id = 1 AND seq > 25;";
    let all = "DELETE FROM journal WHERE org_id = 1; DELETE FROM journal_seal WHERE org_id = 1;".to_owned();
    // Whether the seals are cut, so that nothing can be sealed after them.
    for (sql, seq, broken) in [
        (entries.to_owned(), 26, false),
        (seals.to_owned(), 26, true),
        (format!("{entries}{seals}"), 26, true),
        (all, 1, true),
    ] {
        let journals = Journals::sealed();
        journals.tamper(&sql);
        assert_eq!(journals.bad(1), Some((seq, What::Truncated)), "{sql}");
        // What is written after does not cover it up.
        journals.write(1, 40);
        journals.write(2, 1);
        assert_eq!(journals.tick().broken == [1], broken, "{sql}");
        assert_eq!(journals.bad(1).map(|bad| bad.0), Some(seq), "{sql}");
        journals.assert_good(2);
    }
}

/// Somebody has the key and the database, but not the anchors.
#[test]
fn a_chain_sealed_anew_is_not_the_anchored_one() {
    let journals = Journals::sealed();
    journals.tamper(
        "UPDATE journal SET detail = '{}' WHERE org_id = 1 AND seq = 12; DELETE FROM journal_seal WHERE org_id = 1; DELETE FROM journal_anchor",
    );
    let own = FakeAnchors::default();
    assert_eq!(journals.seal(&journals.desk.database, &own).unwrap().entries, 30);
    assert_eq!(journals.bad(1), Some((30, What::Truncated)));
}

/// An old head in the place of the new one hides nothing for long.
#[test]
fn an_old_head_replayed_is_found() {
    let journals = Journals::empty();
    journals.write(1, 10);
    journals.tick();
    let old = journals.anchors.clone();
    journals.write(1, 10);
    journals.tick();
    *journals.anchors.0.borrow_mut() = old.0.into_inner();
    journals.assert_good(1);
    journals.desk.clock.pass(HOUR_MS);
    assert_eq!(journals.bad(1), Some((11, What::Unanchored)));
    journals.anchors.0.borrow_mut().clear();
    assert_eq!(journals.bad(1), Some((1, What::Unanchored)));
}

#[test]
fn from_where_somebody_worked_is_sealed_too() {
    for sql in [
        "UPDATE origin SET address = '203.0.113.8' WHERE org_id = 1",
        "UPDATE origin SET agent = '' WHERE org_id = 1",
        "UPDATE origin SET at_ms = at_ms - 1 WHERE org_id = 1",
        "UPDATE origin SET origin = '00000000000000aa' WHERE org_id = 1",
        // Gone before its time: there is no rule, or it is longer.
        "DELETE FROM origin WHERE org_id = 1",
        "UPDATE organisation SET personal_days = 30 WHERE org_id = 1; DELETE FROM origin WHERE org_id = 1",
    ] {
        assert_eq!(found(sql), Some((3, What::OriginAltered)), "{sql}");
    }
    // The origin of a payer that was never kept.
    let sql = "INSERT INTO origin VALUES (1, '00000000000000ff', '203.0.113.9', '', 1)";
    assert_eq!(found(sql), Some((1, What::OriginAltered)));
    let sql = "INSERT INTO origin VALUES (1, '00000000000000ee', '203.0.113.9', '', 1)";
    assert_eq!(found(sql), None, "no entry names it");
}

#[test]
fn each_chain_is_its_own() {
    let journals = Journals::sealed();
    journals.tamper("UPDATE journal SET detail = '{}' WHERE org_id = 2 AND seq = 5");
    journals.assert_good(1);
    assert_eq!(journals.bad(2), Some((5, What::Altered)));
    journals.tamper("UPDATE journal SET detail = '{}' WHERE org_id = 0 AND seq = 2");
    assert_eq!(journals.bad(0), Some((2, What::Altered)));
}

/// Nobody else's key verifies, and a verification is gone on with only where it was.
#[test]
fn cursors_and_keys_are_ones_own() {
    let mut journals = Journals::sealed();
    let pace = Pace {
        page: 4,
        entries_max: 8,
    };
    let ask = |journals: &Journals, org_id, cursor: &str| run(journals.verifier(pace).verify(org_id, Some(cursor)));
    let cursor = run(journals.verifier(pace).verify(1, None)).unwrap().next.unwrap();
    assert!(ask(&journals, 1, &cursor).is_ok());
    let further = cursor.replacen(".8.", ".20.", 1);
    assert_ne!(further, cursor);
    for (org_id, cursor) in [(2, cursor.as_str()), (1, &further), (1, ""), (1, "x.y")] {
        assert!(
            matches!(ask(&journals, org_id, cursor), Err(JournalError::Cursor)),
            "{org_id} {cursor}"
        );
    }
    journals.keys = JournalKeys::parse(&KEY.replacen("AA", "BB", 1)).unwrap();
    assert!(matches!(ask(&journals, 1, &cursor), Err(JournalError::Cursor)));
    assert_eq!(journals.bad(1), Some((1, What::Altered)));
}
