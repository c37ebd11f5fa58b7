//! How the statements of clients and orders are run.

use operations::{
    clients::{self, ChangeRequest, Changing, Details},
    orders::{ClientRef, further, record},
};
use serde_json::json;
use store::{
    clients::{list, timeline},
    orders::{self, list::Filter},
};

use super::kit::{decided, given, open, order, selling, systems};
use crate::kit::{Desk, run};

/// Tables that grow with an organisation.
const GROWING: [&str; 12] = [
    "payment",
    "attempt",
    "client",
    "client_term",
    "client_timeline",
    "sales_order",
    "manual_payment",
    "journal",
    "idempotency",
    "operation",
    "event",
    "file",
];

/// Everything once.
fn busy() -> Desk {
    let desk = selling();
    let (database, ways) = (&desk.database, systems());
    open(&desk, &order(&desk, "a", given("Anna", "a@shop.example"), &ways)).unwrap();
    open(&desk, &order(&desk, "b", ClientRef::ManualAccount, &ways)).unwrap();
    decided(&desk, 1, true);
    decided(&desk, 2, false);
    let by = |key| Changing {
        org_id: 1,
        mode: "test",
        actor: "person:1",
        request_key: key,
        now: desk.now(),
    };
    let boris = Details {
        name: Some("Boris".to_owned()),
        ..Details::default()
    };
    run(clients::create(database, &desk.chance, by("c"), &boris, "en")).unwrap();
    let request = ChangeRequest::read(&json!({ "label": "B" })).unwrap();
    run(clients::change(database, by(""), 2, &request)).unwrap();
    run(clients::note(database, &desk.chance, by("n"), 2, "A note")).unwrap();
    run(list::newest(database, 1, "test", None, 50)).unwrap();
    run(list::newest(database, 1, "test", Some(5), 50)).unwrap();
    run(list::by_words(
        database,
        1,
        "test",
        &["a".to_owned(), "b".to_owned()],
        &list::After::default(),
        50,
    ))
    .unwrap();
    run(list::card(database, 1, 1, "test")).unwrap().unwrap();
    run(timeline::list(database, 1, 1, "test", 100, 50)).unwrap().unwrap();
    let asked = further::FurtherPayment {
        org_id: 1,
        mode: "test",
        actor: "person:1",
        request_key: "f",
        order_id: 2,
        system: Some("transfer"),
        paid_on: None,
        comment: String::new(),
        local_day: "2026-11-23",
        now: desk.now(),
    };
    run(further::add(database, &desk.chance, &asked)).unwrap();
    let by = record::Recorder {
        org_id: 1,
        mode: "test",
        actor: "person:1",
        request_key: "r",
        local_day: "2026-11-23",
        now: desk.now(),
    };
    let request = record::RecordRequest::read(&json!({ "offer": 1, "client": 99, "system": "transfer" })).unwrap();
    run(record::record(database, &desk.chance, by, &request)).unwrap_err();
    let whole = Filter {
        org_id: 1,
        mode: "test",
        below: 100,
        limit: 50,
        ..Filter::default()
    };
    for filter in [
        whole.clone(),
        Filter {
            status: Some("[]".to_owned()),
            ..whole.clone()
        },
        Filter {
            client: Some(1),
            ..whole.clone()
        },
        Filter {
            words: vec!["a".to_owned()],
            ..whole
        },
    ] {
        run(orders::list::orders(database, &filter)).unwrap();
        run(orders::payments::payments(database, &filter)).unwrap();
    }
    run(orders::one(database, 1, 1, "test", "2026-11-23")).unwrap().unwrap();
    run(orders::manual(database, 1, 1, "test", "2026-11-23"))
        .unwrap()
        .unwrap();
    run(orders::receipt(database, 1, 1, "test")).unwrap();
    desk
}

/// Proves MAN-04, MAN-10: found by index; nothing is read that grows but what is asked for.
#[test]
fn nothing_scans_a_table_that_grows_nor_reads_all_of_a_tenant() {
    let desk = busy();
    let mut wrong = Vec::new();
    for sql in desk.database.statements_seen() {
        // Where the number after the last is sought, the end of the key is read.
        let plan = desk.database.plan(sql).unwrap();
        let aliases = |table: &&&str| {
            let words: Vec<&str> = sql.split(|one: char| !(one.is_alphanumeric() || one == '_')).collect();
            let of_table = words.windows(3).filter(|three| three[0] == **table);
            of_table
                .flat_map(|three| {
                    if three[1] == "AS" {
                        vec![three[2]]
                    } else {
                        vec![three[1]]
                    }
                })
                .chain([**table])
                .map(str::to_owned)
                .collect::<Vec<_>>()
        };
        let named: Vec<String> = GROWING.iter().flat_map(|table| aliases(&table)).collect();
        let grows = |line: &&String| {
            let name = line.split_whitespace().nth(1).unwrap_or_default();
            named.iter().any(|named| named == name)
        };
        // What a JSON text holds is no table.
        let plain = plan.iter().filter(|line| !line.contains("VIRTUAL TABLE"));
        let wide = plain
            .filter(|line| line.starts_with("SCAN ") || line.ends_with("(org_id=?)"))
            .filter(grows);
        // What the statement itself has made, a page of rows at most, is read whole.
        let is_made = |line: &String| {
            let name = line.split_whitespace().nth(1).unwrap_or_default();
            plan.iter()
                .any(|made| *made == format!("CO-ROUTINE {name}") || *made == format!("MATERIALIZE {name}"))
        };
        let wide = wide.filter(|line| !is_made(line));
        let wide: Vec<&String> = wide.filter(|line| !is_end_of_key(sql, line)).collect();
        if !wide.is_empty() {
            wrong.push(format!("{sql}\n  {wide:?}\n  {}", plan.join("\n  ")));
        }
    }
    assert!(wrong.is_empty(), "{} statements:\n{}", wrong.len(), wrong.join("\n\n"));
}

/// A number is taken from the end of the key: one step.
fn is_end_of_key(sql: &str, line: &str) -> bool {
    line.ends_with("(org_id=?)") && (sql.contains(" DESC LIMIT 1)") || sql.contains("max(client_id)"))
}

/// Lists are read from where they go on, in the order of an index: nothing is sorted that grows.
#[test]
fn lists_are_ranges_of_an_index() {
    let desk = busy();
    let statements = desk.database.statements_seen();
    for (part, range) in [
        (
            "FROM sales_order s INDEXED BY sales_order_by_mode",
            "USING INDEX sales_order_by_mode (org_id=? AND mode=? AND order_id>? AND order_id<?)",
        ),
        (
            "FROM sales_order s INDEXED BY sales_order_by_status",
            "USING INDEX sales_order_by_status (org_id=? AND mode=? AND status=? AND order_id>? AND order_id<?)",
        ),
        (
            "FROM sales_order s INDEXED BY sales_order_by_client CROSS JOIN client",
            "USING INDEX sales_order_by_client (org_id=? AND client_id=? AND order_id>? AND order_id<?)",
        ),
        (
            "FROM payment p INDEXED BY payment_of_orders",
            "USING INDEX payment_of_orders (org_id=? AND mode=? AND number>? AND number<?)",
        ),
        (
            "AND c.client_id < ?2 ORDER BY c.client_id DESC",
            "USING INDEX client_by_mode (org_id=? AND mode=? AND client_id<?)",
        ),
        (
            "FROM client_timeline\n    WHERE",
            "USING PRIMARY KEY (org_id=? AND client_id=? AND mode=? AND entry<?)",
        ),
        (
            "(f.term, f.client_id) > (?3, ?4)",
            "USING PRIMARY KEY (org_id=? AND term>? AND term<?)",
        ),
    ] {
        let sql = statements.iter().find(|sql| sql.contains(part)).expect(part);
        let plan = desk.database.plan(sql).unwrap().join("\n");
        assert!(
            plan.contains(range) && !plan.contains("TEMP B-TREE FOR ORDER BY"),
            "{sql}\n{plan}"
        );
    }
}
