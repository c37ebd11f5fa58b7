//! Lists of orders and of their payments.

use domain::client::words;
use store::orders::{
    list::{Filter, orders},
    payments::payments,
};

use super::kit::{decided, given, open, order, selling, systems};
use crate::kit::{DAY_MS, Desk, HOUR_MS, START_MS, run};

fn whole() -> Filter<'static> {
    Filter {
        org_id: 1,
        mode: "test",
        below: i64::from(u32::MAX),
        limit: 51,
        ..Filter::default()
    }
}

fn listed(desk: &Desk, filter: &Filter<'_>) -> Vec<i64> {
    let (rows, looked) = run(orders(&desk.database, filter)).unwrap();
    assert_eq!(looked, None);
    rows.iter().map(|row| row.order_id).collect()
}

fn paid(desk: &Desk, filter: &Filter<'_>) -> Vec<i64> {
    let (rows, looked) = run(payments(&desk.database, filter)).unwrap();
    assert_eq!(looked, None);
    rows.iter().map(|row| row.number).collect()
}

fn found(text: &str) -> Filter<'static> {
    Filter {
        words: words(text),
        number: text.parse().ok(),
        ..whole()
    }
}

/// Five orders: 1 and 4 of Anna, 2 and 3 of Boris, 5 of the manual account; 1 is paid, 2 rejected; a day apart from each other. Another
/// organisation has an Anna with an order too.
fn shop() -> Desk {
    let desk = selling();
    let ways = systems();
    let (anna, boris) = (given("Anna Sol", "a@shop.example"), given("Boris", "b@shop.example"));
    for (key, client) in [("1", &anna), ("2", &boris), ("3", &boris), ("4", &anna)] {
        open(&desk, &order(&desk, key, client.clone(), &ways)).unwrap();
        let opened_at = desk.now().ms() + key.parse::<i64>().unwrap() * DAY_MS;
        desk.execute(&format!(
            "UPDATE sales_order SET opened_at_ms = {opened_at} WHERE order_id = {key}; UPDATE payment SET created_at_ms = {opened_at} WHERE number = {key}"
        ));
    }
    open(
        &desk,
        &order(&desk, "5", operations::orders::ClientRef::ManualAccount, &ways),
    )
    .unwrap();
    desk.execute(&format!(
        "UPDATE sales_order SET opened_at_ms = {0} WHERE order_id = 5; UPDATE payment SET created_at_ms = {0} WHERE number = 5",
        START_MS + 5 * DAY_MS
    ));
    let theirs = operations::orders::OpenOrder {
        org_id: 2,
        ..order(&desk, "1", anna, &ways)
    };
    open(&desk, &theirs).unwrap();
    decided(&desk, 1, true);
    decided(&desk, 2, false);
    desk
}

/// Proves MAN-04: the list with its filters and search; what is another mode's or organisation's is not in it.
#[test]
fn orders_are_listed_filtered_and_found() {
    let desk = shop();
    let status = |status: &str| Filter {
        status: Some(status.to_owned()),
        ..whole()
    };
    for (filter, expected) in [
        (whole(), vec![5, 4, 3, 2, 1]),
        (
            Filter {
                mode: "live",
                ..whole()
            },
            vec![],
        ),
        (Filter { org_id: 2, ..whole() }, vec![1]),
        (Filter { below: 3, ..whole() }, vec![2, 1]),
        (Filter { limit: 2, ..whole() }, vec![5, 4]),
        (status("completed"), vec![1]),
        (status("rejected"), vec![2]),
        (status("open"), vec![5, 4, 3]),
        (
            Filter {
                client: Some(2),
                ..whole()
            },
            vec![3, 2],
        ),
        (
            Filter {
                client: Some(0),
                ..whole()
            },
            vec![5],
        ),
        (
            Filter {
                client: Some(2),
                ..status("open")
            },
            vec![3],
        ),
        (
            Filter {
                offer: Some(1),
                ..whole()
            },
            vec![5, 4, 3, 2, 1],
        ),
        (
            Filter {
                offer: Some(2),
                ..whole()
            },
            vec![],
        ),
        (found("anna"), vec![4, 1]),
        (found("sol a@"), vec![4, 1]),
        (found("nobody"), vec![]),
        (found("3"), vec![3]),
        (
            Filter {
                status: Some("open".to_owned()),
                ..found("anna")
            },
            vec![4],
        ),
        (
            Filter {
                client: Some(2),
                ..found("anna")
            },
            vec![],
        ),
        (
            Filter {
                mode: "live",
                ..found("anna")
            },
            vec![],
        ),
        (
            Filter {
                org_id: 2,
                ..found("anna")
            },
            vec![1],
        ),
        (
            Filter {
                below: 4,
                ..found("anna")
            },
            vec![1],
        ),
        (
            Filter {
                from_ms: Some(START_MS + 3 * DAY_MS),
                ..whole()
            },
            vec![5, 4, 3],
        ),
        (
            Filter {
                to_ms: Some(START_MS + 3 * DAY_MS),
                ..whole()
            },
            vec![2, 1],
        ),
        (
            Filter {
                from_ms: Some(START_MS + 2 * DAY_MS - HOUR_MS),
                to_ms: Some(START_MS + 4 * DAY_MS),
                ..whole()
            },
            vec![3, 2],
        ),
        (
            Filter {
                from_ms: Some(START_MS + 9 * DAY_MS),
                ..whole()
            },
            vec![],
        ),
        (
            Filter {
                from_ms: Some(START_MS + 2 * DAY_MS),
                ..found("anna")
            },
            vec![4],
        ),
    ] {
        assert_eq!(listed(&desk, &filter), expected, "{filter:?}");
    }
    let (rows, _) = run(orders(&desk.database, &whole())).unwrap();
    let payment = &rows[4].payments().unwrap()[0];
    assert_eq!(
        (payment.number, payment.money.as_str(), rows[4].client_name.as_str()),
        (1, "captured", "Anna Sol")
    );
    assert_eq!(
        payment.manual.as_ref().unwrap().settled.as_ref().unwrap().paid_minor,
        100_000
    );
    assert_eq!(payment.system.as_ref().unwrap().name, "By transfer");
}

/// Proves MAN-04: the tab of payments, with the same filters.
#[test]
fn payments_of_orders_are_listed_filtered_and_found() {
    let desk = shop();
    // One that belongs to no order is not among them.
    desk.created("k");
    let status = |states: &str| Filter {
        status: Some(states.to_owned()),
        ..whole()
    };
    for (filter, expected) in [
        (whole(), vec![5, 4, 3, 2, 1]),
        (status(r#"["created","awaiting"]"#), vec![5, 4, 3]),
        (status(r#"["cancelled","failed","expired"]"#), vec![2]),
        (
            Filter {
                client: Some(1),
                ..whole()
            },
            vec![4, 1],
        ),
        (
            Filter {
                offer: Some(2),
                ..whole()
            },
            vec![],
        ),
        (found("boris"), vec![3, 2]),
        (found("2"), vec![2]),
        (
            Filter {
                below: 3,
                ..found("boris")
            },
            vec![2],
        ),
        (
            Filter {
                org_id: 2,
                ..found("anna")
            },
            vec![1],
        ),
        (
            Filter {
                mode: "live",
                ..whole()
            },
            vec![],
        ),
        (
            Filter {
                from_ms: Some(START_MS + 2 * DAY_MS),
                to_ms: Some(START_MS + 4 * DAY_MS),
                ..whole()
            },
            vec![3, 2],
        ),
    ] {
        assert_eq!(paid(&desk, &filter), expected, "{filter:?}");
    }
}

/// So many orders of so many clients, every hundredth client an Anna, live and test in turns.
fn many(count: i64) -> Desk {
    let desk = selling();
    desk.execute(&format!(
        "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < {count})
         INSERT INTO client (org_id, client_id, mode, name, created_at_ms, active_at_ms) SELECT 1, i, iif(i % 2, 'live', 'test'), 'c' || i, 0, 0 FROM n WHERE i <= {count} / 2;
         INSERT INTO client_term (org_id, term, client_id) SELECT 1, iif(client_id % 40 IN (0, 39), 'anna', 'c' || client_id), client_id FROM client WHERE org_id = 1;
         WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < {count})
         INSERT INTO sales_order (org_id, order_id, mode, client_id, source, offer_id, title, price_minor, currency, request_key, opened_at_ms)
           SELECT 1, i, iif(i % 2, 'live', 'test'), (i - 1) / 4 * 2 + 2 - i % 2, 'cabinet', iif(i % 2, 2, 1), 'x', 1, 'RUB', i, i FROM n;
         WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < {count})
         INSERT INTO payment (org_id, number, mode, token, amount_minor, currency, created_at_ms, expires_at_ms, sales_order)
           SELECT 1, i, iif(i % 2, 'live', 'test'), 't' || i, 1, 'RUB', i, 9e15, i FROM n",
    ).replace("9e15", "9000000000000000"));
    desk
}

/// A filter without an index looks at so many rows a page and goes on; a word of many clients is found all the same, each order once.
#[test]
fn what_is_rare_is_found_page_by_page() {
    let desk = many(12_000);
    let walk = |filter: &Filter<'_>, of_payments: bool| {
        let (mut below, mut all, mut pages) = (i64::from(u32::MAX), Vec::new(), 0);
        loop {
            let page = Filter {
                below,
                ..filter.clone()
            };
            let (numbers, looked): (Vec<i64>, _) = if of_payments {
                let (rows, looked) = run(payments(&desk.database, &page)).unwrap();
                (rows.iter().map(|row| row.number).collect(), looked)
            } else {
                let (rows, looked) = run(orders(&desk.database, &page)).unwrap();
                (rows.iter().map(|row| row.order_id).collect(), looked)
            };
            pages += 1;
            all.extend(numbers.iter().take(50));
            below = match (numbers.len() > 50, looked) {
                (true, _) => *all.last().unwrap(),
                (false, Some(looked)) => looked,
                (false, None) => return (all, pages),
            };
        }
    };
    // 300 Annas, more than are looked for through their orders.
    let annas: Vec<i64> = (1..=12_000)
        .rev()
        .filter(|order| order % 2 == 0 && matches!(order % 80, 0 | 78))
        .collect();
    for of_payments in [false, true] {
        let (all, pages) = walk(&found("anna"), of_payments);
        assert_eq!(all, annas);
        assert!((6..=12).contains(&pages), "{pages}");
        // Of the other mode's offer there are none.
        let (none, pages) = walk(
            &Filter {
                offer: Some(2),
                ..whole()
            },
            of_payments,
        );
        assert_eq!((none.len(), pages), (0, 3));
    }
    assert_eq!(walk(&found("c4002"), false), (vec![8_004, 8_002], 1));
    // Days: the first and last rows of a time are found by halves.
    let days = Filter {
        from_ms: Some(100_000),
        ..whole()
    };
    assert_eq!(walk(&days, false).0.len(), 0);
}

/// What a page costs does not grow with the orders.
#[test]
fn a_page_costs_the_same_however_many_orders_there_are() {
    let work = |count: i64| {
        let desk = many(count);
        let of = |filter: &Filter<'_>| {
            desk.database.take_work();
            desk.database.take_round_trips();
            run(orders(&desk.database, filter)).unwrap();
            let states = filter.status.as_ref().map(|_| r#"["created"]"#.to_owned());
            let filter = Filter {
                status: states,
                ..filter.clone()
            };
            run(payments(&desk.database, &filter)).unwrap();
            assert_eq!(desk.database.take_round_trips(), 2);
            desk.database.take_work().steps
        };
        [
            of(&whole()),
            of(&Filter {
                status: Some("open".to_owned()),
                ..whole()
            }),
            of(&Filter {
                client: Some(50),
                ..whole()
            }),
            of(&found("c1500")),
            of(&found("150")),
            of(&Filter {
                offer: Some(1),
                ..whole()
            }),
        ]
    };
    // What filters look at is bounded by the window, which both exceed.
    let (few, plenty) = (work(6_000), work(24_000));
    for (few, plenty) in few.iter().zip(plenty) {
        assert!(plenty < few + few / 5, "{few} {plenty}");
    }
}
