//! The journal as people read it and take it away.

use operations::journal::export::{actor, export};
use store::{
    journal::list::{self, Filter, Line, WINDOW},
    sessions::Origin,
};

use super::kit::Journals;
use crate::kit::run;

fn all(journals: &Journals, filter: &Filter) -> (Vec<i64>, usize) {
    let (mut found, mut below, mut pages) = (Vec::new(), None, 0);
    loop {
        pages += 1;
        let (lines, looked): (Vec<Line>, _) = run(list::list(&journals.desk.database, 1, filter, below, 100)).unwrap();
        assert!(lines.len() <= 100);
        let next = if lines.len() == 100 {
            lines.last().map(|line| line.seq)
        } else {
            looked
        };
        found.extend(lines.into_iter().map(|line| line.seq));
        match next {
            Some(next) => below = Some(next),
            None => return (found, pages),
        }
    }
}

fn seqs(journals: &Journals, filter: &Filter) -> Vec<i64> {
    all(journals, filter).0
}

fn is(text: &str) -> Option<String> {
    Some(text.to_owned())
}

/// Proves SPR-12 (the journal is read by who, what, to what and when).
#[test]
fn filters_find_what_they_look_for() {
    let journals = Journals::empty();
    journals.write(2, 3);
    journals.desk.execute(
        r#"INSERT INTO person (person_id, login, name, password_hash, created_at_ms) VALUES (7, 'ann', 'Ann', '', 0);
           INSERT INTO api_key (prefix, org_id, kind, mode, name, secret_hash, created_at_ms) VALUES ('sk_test_1', 1, 'secret', 'test', 'Shop', '', 0), ('sk_test_2', 2, 'secret', 'test', 'Theirs', '', 0);
           INSERT INTO origin VALUES (1, '00000000000000a1', '203.0.113.7', 'till', 1);
           INSERT INTO journal VALUES (1, 1, 1000, 'person:7/00000000000000a1', 'endpoint_changed', 'endpoint:1', '{"name":"Чай"}'),
             (1, 2, 2000, 'person:70/00000000000000a2', 'endpoint_changed', 'endpoint:12', '{}'), (1, 3, 3000, 'system', 'payment_expired', 'payment:7', '{}'),
             (1, 4, 4000, 'api_key:sk_test_1/00000000000000a1', 'payment_created', 'payment:8', '{"order":"A-1"}'),
             (1, 5, 5000, 'api_key:sk_test_2', 'payment_created', 'payment:9', '{}'), (1, 6, 6000, 'operator:7', 'endpoint_changed', 'endpoint:2', '{}')"#,
    );
    let with = |set: &dyn Fn(&mut Filter)| {
        let mut filter = Filter::default();
        set(&mut filter);
        seqs(&journals, &filter)
    };
    assert_eq!(with(&|_| ()), [6, 5, 4, 3, 2, 1]);
    assert_eq!(with(&|filter| filter.actor = is("person")), [2, 1]);
    assert_eq!(with(&|filter| filter.actor = is("person:7")), [1]);
    assert_eq!(with(&|filter| filter.actor = is("system")), [3]);
    assert_eq!(with(&|filter| filter.actor = is("api_key:sk_test_1")), [4]);
    assert_eq!(with(&|filter| filter.action = is("endpoint_changed")), [6, 2, 1]);
    assert_eq!(with(&|filter| filter.subject = is("endpoint:1")), [2, 1]);
    assert_eq!(with(&|filter| filter.text = is("a-1")), [4]);
    assert_eq!(with(&|filter| filter.text = is("Чай")), [1]);
    assert_eq!(with(&|filter| filter.text = is("%")), [0; 0]);
    assert_eq!(with(&|filter| filter.from_ms = Some(3000)), [6, 5, 4, 3]);
    assert_eq!(with(&|filter| filter.to_ms = Some(3000)), [2, 1]);
    assert_eq!(
        with(&|filter| (filter.from_ms, filter.to_ms) = (Some(2000), Some(5000))),
        [4, 3, 2]
    );
    let (lines, _) = run(list::list(&journals.desk.database, 1, &Filter::default(), None, 10)).unwrap();
    let names: Vec<Option<&str>> = lines.iter().map(|line| line.name.as_deref()).collect();
    assert_eq!(names, [Some("Ann"), None, Some("Shop"), None, None, Some("Ann")]);
    let places: Vec<Option<&str>> = lines.iter().map(|line| line.address.as_deref()).collect();
    assert_eq!(
        places,
        [None, None, Some("203.0.113.7"), None, None, Some("203.0.113.7")]
    );
    assert_eq!(actor(&lines[2].actor), ("api_key", "sk_test_1"));
    assert_eq!(actor("payer/00"), ("payer", ""));
}

/// However rare what is looked for, a page looks at so many entries; a time is jumped to.
#[test]
fn a_rare_filter_does_not_run_away() {
    let journals = Journals::empty();
    journals.desk.execute(
        "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 23000)
         INSERT INTO journal SELECT 1, i, i * 60000, 'system', iif(i IN (1, 12000), 'rare', 'common'), 'x', '{}' FROM n",
    );
    let rare = Filter {
        action: is("rare"),
        ..Filter::default()
    };
    assert_eq!(all(&journals, &rare), (vec![12_000, 1], 5));
    journals.desk.database.take_work();
    let (lines, looked) = run(list::list(&journals.desk.database, 1, &rare, None, 100)).unwrap();
    assert_eq!((lines.len(), looked), (0, Some(23_001 - WINDOW)));
    let window = journals.desk.database.take_work().steps;
    let at = |minute: i64| Filter {
        from_ms: Some(minute * 60_000),
        to_ms: Some((minute + 3) * 60_000),
        ..Filter::default()
    };
    for minute in [1, 2, 11_500, 22_990] {
        assert_eq!(all(&journals, &at(minute)), (vec![minute + 2, minute + 1, minute], 1));
    }
    let jump = journals.desk.database.take_work().steps;
    assert!(jump < window, "{jump} steps for four jumps, {window} for one window");
    assert_eq!(all(&journals, &at(50_000)).0, [0; 0]);
    let everything = all(&journals, &Filter::default());
    assert_eq!((everything.0.len(), everything.0[0]), (23_000, 23_000));
}

/// Proves SPR-02, SPR-12 (what is taken away is told first; no cell is a formula).
#[test]
fn an_export_is_whole_and_told() {
    let journals = Journals::empty();
    journals.write(1, 5_100);
    journals
        .desk
        .execute(r#"INSERT INTO journal VALUES (1, 5101, 5, 'person:7/x', '=cmd', '@x', '{"a":"b,c"}')"#);
    let origin = Origin {
        id: "00000000000000b1".to_owned(),
        address: "203.0.113.5".to_owned(),
        agent: "browser".to_owned(),
    };
    let now_ms = journals.desk.now().ms();
    run(list::exported(
        &journals.desk.database,
        1,
        "person:7/00000000000000b1",
        &origin,
        "{\"format\":\"csv\"}",
        now_ms,
    ))
    .unwrap();
    let made = run(export(&journals.desk.database, 1, &Filter::default())).unwrap();
    assert!(made.complete);
    let lines: Vec<&str> = made.csv.trim_end().split("\r\n").collect();
    assert_eq!(lines.len(), 1 + 5_102);
    assert_eq!(
        lines[0],
        "seq,at,actor,id,name,address,agent,action,subject,detail,sealed"
    );
    assert!(
        lines[1].starts_with("5102,") && lines[1].contains("person,7,,203.0.113.5,browser,journal_exported,journal,"),
        "{}",
        lines[1]
    );
    assert_eq!(
        lines[2],
        r#"5101,1970-01-01T00:00:00.005Z,person,7,,,,"'=cmd","'@x","{""a"":""b,c""}",no"#
    );
    journals.tick();
    journals.tick();
    journals.tick();
    journals.assert_good(1);
}
