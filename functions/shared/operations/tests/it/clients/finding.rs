//! Clients are found.

use domain::client::words;
use store::clients::list::{self, After, Client};

use super::{create, known};
use crate::kit::{Desk, run};

fn found(desk: &Desk, org_id: i64, query: &str) -> Vec<i64> {
    let (found, looked) = run(list::by_words(
        &desk.database,
        org_id,
        "test",
        &words(query),
        &After::default(),
        50,
    ))
    .unwrap();
    assert_eq!(looked, None);
    let mut numbers: Vec<i64> = found.into_iter().map(|(_, client)| client.client_id).collect();
    numbers.sort_unstable();
    numbers
}

/// Proves MAN-10: a client is found by any word of name, e-mail address, phone and label, in any order; nobody else's client is.
#[test]
fn a_client_is_found_by_any_of_their_names() {
    let desk = Desk::open();
    for (number, details) in [
        known("Анна Соловьёва", "anna@shop.example", "+79161234567", "A-1"),
        known("Ivan Petrov", "ivan.petrov@other.example", "+4915112345678", "2024-15"),
        known("Ivanka Ivanova", "", "", "Z"),
    ]
    .iter()
    .enumerate()
    {
        create(&desk, &number.to_string(), details).unwrap();
    }
    desk.execute("INSERT INTO client (org_id, client_id, mode, name, created_at_ms, active_at_ms) VALUES (2, 1, 'test', 'Anna', 0, 0); INSERT INTO client_term VALUES (2, 'анна', 1)");
    for (query, expected) in [
        ("анна", vec![1]),
        ("СОЛОВЬЕВА анна", vec![1]),
        ("+7 (916) 123-45-67", vec![1]),
        ("4567", vec![1]),
        ("a-1", vec![1]),
        ("anna@", vec![1]),
        ("shop.example", vec![1]),
        ("ivan", vec![2, 3]),
        ("petrov ivan", vec![2]),
        ("ivan ivan", vec![2, 3]),
        ("2024-15", vec![2]),
        ("ivan анна", vec![]),
        ("vanka", vec![]),
    ] {
        assert_eq!(found(&desk, 1, query), expected, "{query}");
    }
    assert_eq!(found(&desk, 2, "анна"), [1]);
    assert_eq!(found(&desk, 2, "ivan"), Vec::<i64>::new());
}

fn many(desk: &Desk, count: i64) {
    desk.execute(&format!(
        "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < {count})
         INSERT INTO client (org_id, client_id, mode, name, email, created_at_ms, active_at_ms) SELECT 1, i, 'test', 'Ivan ' || i, 'c' || i || '@shop.example', 0, 0 FROM n;
         INSERT INTO client_term (org_id, term, client_id) SELECT 1, 'ivan', client_id FROM client WHERE org_id = 1;
         INSERT INTO client_term (org_id, term, client_id) SELECT 1, 'c' || client_id || '@shop.example', client_id FROM client WHERE org_id = 1;
         INSERT INTO client (org_id, client_id, created_at_ms, active_at_ms) VALUES (1, 0, 0, 0)"
    ));
}

/// Proves MAN-10: pages by key: everybody once, the manual account first; a search that finds little goes on.
#[test]
fn pages_of_clients_hold_everybody_once() {
    let desk = Desk::open();
    many(&desk, 12_000);
    let page = |below| -> Vec<Client> { run(list::newest(&desk.database, 1, "test", below, 500)).unwrap() };
    let first = page(None);
    assert_eq!((first[0].client_id, first[1].client_id, first.len()), (0, 12_000, 500));
    let second = page(Some(first.last().unwrap().client_id));
    assert_eq!(second[0].client_id, 11_501);
    // Two words: the longer one leads, and every client is found once.
    let (found, looked) = run(list::by_words(
        &desk.database,
        1,
        "test",
        &words("ivan c777@shop"),
        &After::default(),
        50,
    ))
    .unwrap();
    assert_eq!((found.len(), found[0].1.client_id, looked), (1, 777, None));
    let mut after = After::default();
    let mut seen = std::collections::BTreeSet::new();
    // A word of everybody's and one that few have: so many a page are looked at, and it goes on.
    let query = vec!["ivan".to_owned(), "c11".to_owned()];
    let mut pages = 0;
    loop {
        let (found, looked) = run(list::by_words(&desk.database, 1, "test", &query, &after, 400)).unwrap();
        pages += 1;
        let full = found.len() == 400;
        for (place, client) in found {
            assert!(seen.insert(client.client_id));
            after = place;
        }
        match looked {
            _ if full => {}
            Some(place) => after = place,
            None => break,
        }
    }
    let expected = (1..=12_000)
        .filter(|number| number.to_string().starts_with("11"))
        .count();
    assert_eq!(seen.len(), expected);
    assert!((3..=8).contains(&pages), "{pages}");
}

/// What a page of a search costs does not grow with the clients.
#[test]
fn finding_costs_the_same_however_many_clients_there_are() {
    let work = |count: i64| {
        let desk = Desk::open();
        many(&desk, count);
        desk.database.take_work();
        desk.database.take_round_trips();
        run(list::by_words(
            &desk.database,
            1,
            "test",
            &words("c77@shop"),
            &After::default(),
            51,
        ))
        .unwrap();
        run(list::newest(&desk.database, 1, "test", None, 51)).unwrap();
        assert_eq!(desk.database.take_round_trips(), 2);
        desk.database.take_work()
    };
    let (few, plenty) = (work(100), work(20_000));
    assert!(plenty.steps < few.steps + few.steps / 5, "{few:?} {plenty:?}");
    assert_eq!(plenty.scanned, few.scanned);
}
