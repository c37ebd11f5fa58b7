//! What triggers cost: query plans do not show them, so the work is measured. What happens to one payment costs the same
//! however many others there are.

use store::sqlite::Work;

use crate::kit::{Desk, Says, run};

/// Others of every kind, each with operations, callbacks, movements and events: four made as in life, the others after them.
fn with_others(count: i64) -> Desk {
    let desk = Desk::open();
    desk.awaiting("awaiting");
    desk.held("held");
    desk.paid("paid");
    let refunded = desk.paid("refunded");
    desk.refund(refunded, "refund", Some("1.00")).unwrap();
    for (table, key) in [
        ("payment", "token"),
        ("attempt", "bank_reference"),
        ("callback", "event_id"),
        ("operation", "idempotency_key"),
        ("event", "event_id"),
    ] {
        let columns = desk.text(&format!("SELECT group_concat(name) FROM pragma_table_info('{table}')"));
        let values = format!(",{columns},")
            .replace(",number,", ",number + 4 * n,")
            .replace(",seq,", ",seq + 100 * n,")
            .replace(&format!(",{key},"), &format!(",{key} || ':' || n,"));
        desk.execute(&format!(
            "WITH RECURSIVE copy (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM copy WHERE n < {count} / 4 - 1)
             INSERT INTO {table} ({columns}) SELECT {} FROM copy, {table} ORDER BY n, number",
            values.trim_matches(',')
        ));
    }
    assert_eq!(desk.number("SELECT max(number) FROM payment"), count / 4 * 4);
    assert!(desk.number("SELECT count(*) FROM movement") >= count / 2);
    desk.assert_balanced();
    desk
}

/// Each way in which money moves, with what it costs.
fn measured(others: i64) -> Vec<(&'static str, Work)> {
    let desk = with_others(others);
    let held = [desk.held("a"), desk.held("b"), desk.held("c")];
    let paid = [desk.paid("d"), desk.paid("e")];
    let (waiting, reference) = desk.awaiting("f");
    let cost = |work: &dyn Fn()| {
        desk.database.take_work();
        work();
        desk.database.take_work()
    };
    let told = |says: Says| assert_eq!(desk.outcome(&says), "settled");
    let of = |number: i64| format!("{number}-1");
    vec![
        ("settle", cost(&|| told(Says::captured("e1", &reference)))),
        (
            "settled again",
            cost(&|| drop(desk.outcome(&Says::captured("e1", &reference)))),
        ),
        ("capture", cost(&|| drop(desk.capture(held[0], "c1", None).unwrap()))),
        (
            "capture a part",
            cost(&|| drop(desk.capture(held[1], "c2", Some("400.00")).unwrap())),
        ),
        ("cancel", cost(&|| drop(desk.cancel(held[2], "v1", None).unwrap()))),
        (
            "refund",
            cost(&|| drop(desk.refund(paid[0], "r1", Some("10.00")).unwrap())),
        ),
        (
            "refunded by the bank",
            cost(&|| told(Says::of("e2", "refunded", &of(paid[0])).minor(1_000))),
        ),
        (
            "chargeback",
            cost(&|| told(Says::of("e3", "chargeback_opened", &of(paid[1])).dispute("d1"))),
        ),
        (
            "chargeback won",
            cost(&|| told(Says::of("e4", "chargeback_won", &of(paid[1])).dispute("d1"))),
        ),
        (
            "a wrong amount",
            cost(&|| assert_eq!(desk.outcome(&Says::captured("e5", &of(paid[1])).minor(7)), "mismatch")),
        ),
        ("nothing due", cost(&|| assert_eq!(desk.resolve(), 0))),
        ("nothing to capture", cost(&|| assert_eq!(desk.end_holds(), 0))),
        ("unpaid", {
            run(store::janitor::claim_unpaid(&desk.database, i64::from(u32::MAX), 0, 1)).unwrap();
            assert!(waiting.number >= others);
            desk.database.take_work()
        }),
    ]
}

#[test]
fn what_happens_to_one_payment_costs_the_same_among_50_and_among_2000() {
    let (few, many) = (measured(50), measured(2_000));
    for ((what, few), (_, many)) in few.into_iter().zip(many) {
        println!(
            "{what:>22}: {:>6} steps, {:>3} rows written",
            many.steps, many.rows_written
        );
        assert_eq!(few.rows_written, many.rows_written, "{what}");
        // A search in a bigger tree is a step of its own: what grows with the table grows forty times.
        assert!(
            many.steps <= few.steps + few.steps / 10 + 20,
            "{what}: {} steps among 50, {} among 2000",
            few.steps,
            many.steps
        );
        assert!(
            many.scanned <= few.scanned + 2,
            "{what}: {} then {} scanned",
            few.scanned,
            many.scanned
        );
    }
}

/// What this test rests on: a trigger that reads a whole table is seen.
#[test]
fn a_scan_within_a_trigger_would_be_seen() {
    let work = [48, 2_000].map(|others| {
        let desk = with_others(others);
        desk.execute("CREATE TRIGGER careless AFTER INSERT ON operation BEGIN UPDATE payment SET label = 'x' WHERE label = 'nobody'; END");
        let number = desk.held("a");
        desk.database.take_work();
        desk.capture(number, "c", None).unwrap();
        desk.database.take_work()
    });
    assert!(work[1].steps > 2 * work[0].steps, "{work:?}");
    assert!(work[1].scanned > work[0].scanned + 1_000, "{work:?}");
}
