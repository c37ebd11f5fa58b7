//! No statement of a hot path scans a table: every flow is run once, and the plan of every statement it ran is read.

use operations::{janitor::deadlines::tell_deadlines, postbacks::resend_one};
use store::{
    attempts, cabinet, directory,
    endpoints::{self, Switch},
    journal::{self, erase, seal, verify},
    limits,
    notifications::{
        list::{self as notifications, Filter},
        mail_kinds, read,
    },
    payments,
    postbacks::{list, resend},
    sessions,
};

use crate::{
    kit::{Answer, DAY_MS, Desk, Says, request, run},
    letters::ticking,
};

/// Every hot path once: created, sent, settled with everything that can become of a callback, told, returned, looked at.
fn busy() -> Desk {
    let desk = Desk::open();
    run(directory::api_key(&desk.database, "sk_test_1", "secret", 0)).unwrap();
    let payment = desk.create("k", &request()).unwrap();
    desk.start(&payment, "main").unwrap();
    desk.start(&payment, "second").unwrap();
    let booked = desk.told(&Says::captured("e1", "1-1")).unwrap();
    for says in [
        Says::captured("e2", "1-2").at("second"),
        Says::captured("e3", "1-1").minor(1),
        Says::declined("e4", "1-1"),
        Says::captured("e5", "9-9"),
    ] {
        desk.told(&says).unwrap();
    }
    assert_eq!(desk.dispatch_event(1, &booked.event_id.unwrap()), 1);
    desk.dispatch();
    assert_eq!(desk.resolve(), 1);
    run(attempts::pay_page(&desk.database, &payment.token))
        .unwrap()
        .unwrap();
    run(payments::by_number(&desk.database, 1, 1, "test")).unwrap().unwrap();
    assert_eq!(
        run(cabinet::payments(
            &desk.database,
            &crate::budgets::page(1, "test", i64::from(u32::MAX))
        ))
        .unwrap()
        .0
        .len(),
        1
    );
    run(cabinet::payment(&desk.database, 1, 1)).unwrap().unwrap();
    let newest = cabinet::CallbackKey {
        received_at_ms: desk.now().ms() + DAY_MS,
        terminal_id: String::new(),
        event_id: String::new(),
    };
    let attention = run(cabinet::callbacks_for_attention(&desk.database, 1, "test", &newest, 50)).unwrap();
    assert_eq!(attention.len(), 3);
    notices(&desk);
    crate::manual::costs::every_statement(&desk);
    told(&desk);
    journal(&desk);
    at_the_door(&desk);
    run(sessions::session(&desk.database, "0", "", None, 0)).unwrap();
    desk
}

/// The journal sealed, verified, read and rid of what is due.
fn journal(desk: &Desk) {
    let database = &desk.database;
    assert!(!run(seal::due(database, -1)).unwrap().0.is_empty());
    assert!(!run(seal::unsealed(database, 1, 0, 5)).unwrap().entries.is_empty());
    run(seal::seal(database, 1, "1", 0, &[])).unwrap();
    run(seal::anchored(database, 1, 1)).unwrap();
    run(verify::page(database, 1, 0, 5)).unwrap();
    run(verify::tail(database, 1, 0, 0)).unwrap();
    run(verify::rule(database, 1)).unwrap();
    let filter = journal::list::Filter {
        from_ms: Some(0),
        to_ms: Some(desk.now().ms() + DAY_MS),
        ..journal::list::Filter::default()
    };
    assert!(
        !run(journal::list::list(database, 1, &filter, None, 5))
            .unwrap()
            .0
            .is_empty()
    );
    run(erase::due(database, 0, 5)).unwrap();
    let due = erase::Due { org_id: 1, until_ms: 0 };
    run(erase::piece(database, due, "", 0)).unwrap();
}

/// Nobody signs in, and asks for a letter.
fn at_the_door(desk: &Desk) {
    let origin = crate::kit::origin("203.0.113.7");
    let with = operations::auth::With {
        database: &desk.database,
        entropy: &desk.chance,
        origin: &origin,
        now: desk.now(),
    };
    let typed = operations::auth::sign_in::Typed {
        name: "ann",
        password: "",
        device: "",
    };
    run(operations::auth::sign_in::sign_in(with, &typed)).unwrap_err();
    run(operations::auth::recovery::ask(with, &desk.key, "ann")).unwrap();
}

/// Postbacks in every way: refused, held, released, resent, listed; endpoints looked at and changed.
fn notices(desk: &Desk) {
    desk.awaiting("n");
    desk.told(&Says::captured("n1", "2-1")).unwrap();
    desk.network.will([Answer::Status(500, String::new())]);
    desk.dispatch();
    desk.switch(1, Switch::Disable);
    desk.clock.pass(DAY_MS);
    desk.dispatch();
    desk.switch(1, Switch::Enable);
    let filter = desk.every_postback();
    let (marked, _) = run(resend::mark(&desk.database, &filter, 0, "person:1", desk.now().ms())).unwrap();
    assert_eq!(marked.len(), 2);
    let resent = desk.with_settings(async |settings| {
        resend_one(desk.ports(), settings, 1, 1, &marked[0].event_id)
            .await
            .unwrap()
    });
    assert_eq!(run(resent), 1);
    desk.dispatch();
    assert_eq!(run(list::list(&desk.database, &filter, 0, 50)).unwrap().0.len(), 2);
    run(list::one(&desk.database, 1, 1, &marked[0].event_id))
        .unwrap()
        .unwrap();
    run(endpoints::list(&desk.database, 1, "test", desk.now().ms())).unwrap();
    run(endpoints::room(&desk.database, 1, "test")).unwrap();
}

/// Letters and notifications in every way: written, sent, refused, listed, read; deadlines and limits told.
fn told(desk: &Desk) {
    let now = desk.now();
    desk.execute(
        "INSERT INTO person (person_id, login, name, email, password_hash, created_at_ms) VALUES (1, 'ann', 'Ann', 'ann@shop.example', 'x', 0);
         INSERT INTO membership (person_id, org_id, role, created_at_ms) VALUES (1, 1, 'owner', 0);
         INSERT INTO payment_limit (org_id, mode, scope, terminal_id, currency, set_by, day_count)
           VALUES (1, 'test', 'organisation', '', 'RUB', 'organisation', 0), (1, 'test', 'terminal', 'main', 'RUB', 'organisation', 0)",
    );
    let kinds = r#"["callback_unmatched"]"#;
    let set = mail_kinds::set_mail_kinds(&desk.database, 1, 1, kinds, "person:1/0", now.ms());
    assert!(run(set).unwrap().is_some());
    run(mail_kinds::mail_kinds(&desk.database, 1, 1)).unwrap();
    desk.network.will([Answer::Status(500, String::new())]);
    assert_eq!(run(ticking(desk)).unwrap().not_sent, 1);
    desk.clock.pass(DAY_MS);
    assert_eq!(run(ticking(desk)).unwrap().sent, 1);
    let filter = Filter {
        org_id: 1,
        person_id: 1,
        now_ms: now.ms(),
        below: None,
        is_unread: true,
        limit: 50,
    };
    assert!(!run(notifications::list(&desk.database, &filter)).unwrap().0.is_empty());
    run(read::read(&desk.database, 1, 1, r#"["a"]"#, now.ms())).unwrap();
    run(read::read_all(&desk.database, 1, 1, now.ms())).unwrap();
    run(tell_deadlines(&desk.database, now)).unwrap();
    assert!(desk.create("limited", &request()).is_err());
    run(limits::tell_of_terminals(&desk.database, "x", Some("main"), now.ms())).unwrap();
}

/// The tables that a name in a plan may stand for: the table itself, or what the statement calls by it.
fn tables_named<'a>(sql: &str, name: &str, tables: &'a [String]) -> Vec<&'a String> {
    let words: Vec<&str> = sql
        .split(|character: char| !(character.is_alphanumeric() || character == '_'))
        .filter(|word| !word.is_empty())
        .collect();
    let aliased = |table: &str| {
        let pairs = words.windows(2).any(|pair| pair == [table, name]);
        pairs || words.windows(3).any(|three| three == [table, "AS", name])
    };
    tables
        .iter()
        .filter(|table| table.as_str() == name || aliased(table))
        .collect()
}

fn tables(desk: &Desk) -> Vec<String> {
    serde_json::from_str(&desk.text("SELECT json_group_array(name) FROM sqlite_schema WHERE type = 'table'")).unwrap()
}

#[test]
fn no_statement_of_a_hot_path_scans_a_table() {
    let desk = busy();
    let tables = tables(&desk);
    let statements = desk.database.statements_seen();
    assert!(
        statements.len() > 40,
        "the flows ran {} statements only",
        statements.len()
    );
    let mut scans = Vec::new();
    for sql in statements {
        let plan = desk.database.plan(sql).unwrap();
        let scanned = plan
            .iter()
            .filter_map(|line| line.strip_prefix("SCAN "))
            .filter_map(|rest| rest.split_whitespace().next());
        if scanned
            .flat_map(|name| tables_named(sql, name, &tables))
            .next()
            .is_some()
        {
            scans.push(format!("{sql}\n  {}", plan.join("\n  ")));
        }
    }
    assert!(scans.is_empty(), "{}", scans.join("\n\n"));
}

/// Tables that grow with every payment of a tenant.
const GROWING: [&str; 14] = [
    "payment",
    "attempt",
    "operation",
    "callback",
    "movement",
    "entry",
    "event",
    "postback",
    "postback_attempt",
    "journal",
    "notification",
    "manual_payment",
    "sales_order",
    "client_timeline",
];

/// To find a row by its organisation alone is to read all that a tenant has: as bad as a scan, and not called one.
#[test]
fn no_statement_of_a_hot_path_reads_all_of_a_tenant() {
    let desk = busy();
    let growing = GROWING.map(str::to_owned);
    // What the plan names and the statement does not is the check of a foreign key, which runs only where one is violated.
    let own = |sql: &str, name: &str| {
        sql.split(|c: char| !(c.is_alphanumeric() || c == '_'))
            .any(|word| word == name)
    };
    let mut wide = Vec::new();
    for sql in desk.database.statements_seen() {
        // The next number of a tenant is one step from the end of its key.
        let last = ["seq", "j.seq", "number"].map(|number| format!("ORDER BY {number} DESC LIMIT 1"));
        if last.iter().any(|last| sql.contains(last)) {
            continue;
        }
        let plan = desk.database.plan(sql).unwrap();
        let by_tenant = plan
            .iter()
            .filter(|line| line.ends_with("(org_id=?)"))
            .filter_map(|line| line.split_whitespace().nth(1));
        if by_tenant
            .filter(|name| own(sql, name))
            .flat_map(|name| tables_named(sql, name, &growing))
            .next()
            .is_some()
        {
            wide.push(format!("{sql}\n  {}", plan.join("\n  ")));
        }
    }
    assert!(wide.is_empty(), "{}", wide.join("\n\n"));
}

/// What this test rests on: a plan that scans is seen, under the table's name and under an alias.
#[test]
fn a_scan_would_be_seen() {
    let desk = Desk::open();
    let tables = tables(&desk);
    for (sql, seen) in [
        ("SELECT count(*) FROM payment", true),
        ("SELECT * FROM payment p WHERE p.label = ?1", true),
        ("SELECT * FROM callback AS c WHERE c.event_id = ?1", true),
        ("SELECT * FROM payment p WHERE p.org_id = ?1 AND p.number = ?2", false),
        ("SELECT s.value FROM json_each('[1]') AS s", false),
    ] {
        let plan = desk.database.plan(sql).unwrap();
        let names = plan
            .iter()
            .filter_map(|line| line.strip_prefix("SCAN "))
            .filter_map(|rest| rest.split_whitespace().next());
        assert_eq!(
            names.flat_map(|name| tables_named(sql, name, &tables)).next().is_some(),
            seen,
            "{sql}: {plan:?}"
        );
    }
}

/// Lists and queues are read from where they go on, in the order of an index: nothing is skipped or sorted that grows.
#[test]
fn lists_and_queues_are_ranges_of_an_index() {
    let desk = busy();
    let statements = desk.database.statements_seen();
    for (from, range) in [
        ("p.number < ?3 AND p.number >= ?8", "number>? AND number<?"),
        ("ORDER BY c.received_at_ms DESC", "received_at_ms"),
        ("due_at_ms <= ?1 ORDER BY due_at_ms", "due_at_ms<?"),
        ("state = 'queued' AND due_at_ms <= ?2 ORDER BY due_at_ms", "due_at_ms<?"),
        (
            "ORDER BY n.created_at_ms DESC, n.notification DESC",
            "created_at_ms>? AND created_at_ms<?",
        ),
        ("j.seq < (SELECT seq FROM top)", "org_id=? AND seq>? AND seq<?"),
        ("j.seq > ?2 ORDER BY j.seq", "org_id=? AND seq>?"),
    ] {
        let sql = statements.iter().find(|sql| sql.contains(from)).expect(from);
        let plan = desk.database.plan(sql).unwrap().join("\n");
        assert!(
            plan.contains(range) && !plan.contains("TEMP B-TREE FOR ORDER BY"),
            "{sql}\n{plan}"
        );
    }
}
