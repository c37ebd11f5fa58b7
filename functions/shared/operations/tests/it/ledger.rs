//! The ledger holds whoever writes to it: balanced, immutable, of one mode, and its balances are its sums.

use crate::kit::{Desk, Says};

/// Why the database refused.
fn refused(desk: &Desk, sql: &str) -> String {
    let before = desk.dump();
    let error = desk.database.execute(sql).expect_err(sql).to_string();
    desk.assert_unchanged(&before);
    error
}

fn with_entries() -> Desk {
    let desk = Desk::open();
    desk.awaiting("k");
    desk.told(&Says::captured("e1", "1-1")).unwrap();
    assert_eq!(desk.number("SELECT count(*) FROM entry"), 5);
    desk
}

fn movement(mode: &str, number: &str, lines: &str) -> String {
    format!(
        "INSERT INTO movement (org_id, movement, mode, number, kind, lines, created_at_ms) VALUES (1, 'm', '{mode}', {number}, 'capture', '{lines}', 0)"
    )
}

/// Proves EDG-04.
#[test]
fn entries_movements_events_and_the_journal_are_never_changed() {
    let desk = with_entries();
    assert!(refused(&desk, "UPDATE entry SET minor = 1").contains("cannot modify entry because it is a view"));
    assert!(refused(&desk, "DELETE FROM entry").contains("cannot modify entry because it is a view"));
    for table in ["movement", "journal"] {
        let expected = format!("{table}_immutable");
        for column in ["org_id", if table == "journal" { "detail" } else { "movement" }] {
            assert!(refused(&desk, &format!("UPDATE {table} SET {column} = {column}")).contains(&expected));
        }
        assert!(refused(&desk, &format!("DELETE FROM {table}")).contains(&expected));
    }
    assert!(refused(&desk, "UPDATE event SET body = '{}'").contains("event_immutable"));
}

/// Proves EDG-04.
#[test]
fn a_movement_that_does_not_sum_to_zero_is_refused() {
    let desk = with_entries();
    let unbalanced = [
        r#"[["available","RUB",1],["in_transit:main","RUB",-2]]"#,
        r#"[["available","RUB",1],["in_transit:main","RUB",1]]"#,
        // Zero over all, but not in each currency.
        r#"[["available","RUB",1],["in_transit:main","JPY",-1]]"#,
        r#"[["available","RUB",1],["available","RUB",-1],["available","JPY",1]]"#,
    ];
    for lines in unbalanced {
        assert!(
            refused(&desk, &movement("test", "1", lines)).contains("movement_unbalanced"),
            "{lines}"
        );
    }
    for lines in ["[]", r#"[["available","RUB",0]]"#] {
        assert!(
            refused(&desk, &movement("test", "1", lines)).contains("movement_lines"),
            "{lines}"
        );
    }
    assert!(
        refused(&desk, &movement("test", "1", r#"[["a","RUB",0.5],["b","RUB",-0.5]]"#)).contains("movement_unbalanced")
    );
    desk.execute(&movement(
        "test",
        "1",
        r#"[["a","RUB",7],["b","RUB",-7],["a","JPY",1],["b","JPY",-1],["c","RUB",0]]"#,
    ));
    assert_eq!(desk.balance("a"), 8);
    assert_eq!(
        desk.number("SELECT count(*) FROM entry WHERE account = 'c'"),
        0,
        "nothing is no entry"
    );
}

/// Proves EDG-04.
#[test]
fn an_entry_across_modes_is_refused() {
    let desk = with_entries();
    let lines = r#"[["available","RUB",1],["in_transit:main","RUB",-1]]"#;
    assert!(refused(&desk, &movement("live", "1", lines)).contains("movement_mode_differs"));
    // Of no payment, live movements are as good as any, and kept apart.
    desk.execute(&movement("live", "NULL", lines));
    assert_eq!(
        desk.number("SELECT minor FROM balance WHERE account = 'available' AND mode = 'live'"),
        1
    );
    assert_eq!(
        desk.number("SELECT minor FROM balance WHERE account = 'available' AND mode = 'test'"),
        95_500
    );
}

#[test]
fn the_same_movement_is_not_written_twice() {
    let desk = with_entries();
    let lines = r#"[["available","RUB",1],["in_transit:main","RUB",-1]]"#;
    desk.execute(&movement("test", "1", lines));
    assert!(refused(&desk, &movement("test", "1", lines)).contains("UNIQUE"));
    assert_eq!(desk.balance("available"), 95_501);
}

/// The database itself bounds what we start, whichever statement forgets to.
#[test]
fn a_payment_s_sums_stay_within_their_bounds() {
    let desk = with_entries();
    let cases = [
        (
            "captured_minor = captured_minor + 1",
            "payment_captured_within_authorised",
        ),
        ("capture_reserved_minor = 1", "payment_captured_within_authorised"),
        ("voided_minor = 1", "payment_captured_within_authorised"),
        (
            "refunded_minor = captured_minor + 1",
            "payment_refunded_within_captured",
        ),
        (
            "refunded_minor = captured_minor, refund_reserved_minor = 1",
            "payment_refunded_within_captured",
        ),
        (
            "refunded_minor = captured_minor, charged_back_minor = 1",
            "payment_refunded_within_captured",
        ),
        ("voided_minor = -1", "payment_sums_positive"),
        ("refund_reserved_minor = -1", "payment_sums_positive"),
    ];
    for (change, constraint) in cases {
        assert!(
            refused(&desk, &format!("UPDATE payment SET {change}")).contains(constraint),
            "{change}"
        );
    }
    desk.execute("UPDATE payment SET refunded_minor = captured_minor");
    assert_eq!(desk.payment(1, "money"), "refunded");
}
