//! Notifications: who sees them, who has read them, who gets them by e-mail; and that all that calls for attention is told, once.

use std::{fs, path::Path};

use domain::notification::NotificationKind;
use operations::janitor::deadlines::tell_deadlines;
use serde_json::json;
use store::notifications::{
    list::{self, Filter, Notification},
    mail_kinds, read,
};

use crate::{
    kit::{Answer, DAY_MS, Desk, HOUR_MS, MINUTE_MS, Says, request, run, state},
    letters::{mails, ticking},
};

/// Ann owns Alpha, Bob works in Alpha and Beta, Cid in Beta.
fn desk() -> Desk {
    let desk = Desk::open();
    desk.execute(
        "INSERT INTO person (person_id, login, name, email, language, password_hash, created_at_ms) VALUES
           (1, 'ann', 'Ann', 'ann@shop.example', 'en', 'x', 0), (2, 'bob', 'Bob', 'bob@shop.example', 'ru', 'x', 0), (3, 'cid', 'Cid', 'cid@shop.example', 'en', 'x', 0);
         INSERT INTO membership (person_id, org_id, role, created_at_ms) VALUES (1, 1, 'owner', 0), (2, 1, 'viewer', 0), (2, 2, 'viewer', 0), (3, 2, 'owner', 0)",
    );
    desk
}

fn happens(desk: &Desk, org_id: i64, id: &str, kind: NotificationKind, person_id: Option<i64>) {
    let person = person_id.map_or("NULL".to_owned(), |id| id.to_string());
    desk.execute(&format!(
        "INSERT INTO notification (org_id, notification, kind, subject, person_id, created_at_ms) VALUES ({org_id}, '{id}', '{}', 'payment:7', {person}, {})",
        kind.name(),
        desk.now().ms()
    ));
}

fn want(desk: &Desk, org_id: i64, person_id: i64, kinds: &[NotificationKind]) {
    let kinds: Vec<&str> = kinds.iter().map(|kind| kind.name()).collect();
    let (kinds, now_ms) = (json!(kinds).to_string(), desk.now().ms());
    let actor = format!("person:{person_id}/0");
    run(mail_kinds::set_mail_kinds(
        &desk.database,
        org_id,
        person_id,
        &kinds,
        &actor,
        now_ms,
    ))
    .unwrap()
    .unwrap();
}

fn page(desk: &Desk, person_id: i64, filter: Filter<'_>) -> (Vec<Notification>, u32) {
    let filter = Filter {
        person_id,
        now_ms: desk.now().ms(),
        ..filter
    };
    run(list::list(&desk.database, &filter)).unwrap()
}

const ALPHA: Filter<'_> = Filter {
    org_id: 1,
    person_id: 0,
    now_ms: 0,
    below: None,
    is_unread: false,
    limit: 50,
};

/// What a person sees of Alpha, newest first, `+` before what they have not read; and how many that are.
fn seen(desk: &Desk, person_id: i64) -> (Vec<String>, u32) {
    let (rows, unread) = page(desk, person_id, ALPHA);
    let shown = |row: Notification| format!("{}{}", if row.is_read == 1 { "" } else { "+" }, row.notification);
    (rows.into_iter().map(shown).collect(), unread)
}

use NotificationKind::{DeadlineNear, EndpointDisabled, NewSignIn, RefundStuck};

/// Proves SPR-03: whoever wants a kind gets it, each in their language; nobody else does, and nobody twice.
#[test]
fn letters_go_to_whoever_wants_the_kind() {
    let desk = desk();
    want(&desk, 1, 1, &[RefundStuck, DeadlineNear]);
    want(&desk, 1, 2, &[RefundStuck]);
    want(&desk, 2, 3, &[RefundStuck, EndpointDisabled]);
    happens(&desk, 1, "a", RefundStuck, None);
    happens(&desk, 1, "b", DeadlineNear, None);
    happens(&desk, 1, "c", EndpointDisabled, None);
    run(ticking(&desk)).unwrap();
    let mut told = mails(&desk);
    told.sort();
    let readers: Vec<&str> = told.iter().map(|(to, ..)| to.as_str()).collect();
    assert_eq!(readers, ["ann@shop.example", "bob@shop.example"]);
    // One letter about both.
    assert_eq!(told[0].1, "alpha: needs attention (2)");
    assert!(
        told[0].2.contains("the refund is stuck") && told[0].2.contains("its hold ends"),
        "{}",
        told[0].2
    );
    assert_eq!(told[1].1, "alpha: Платёж 7: возврат завис");
    desk.clock.pass(DAY_MS);
    run(ticking(&desk)).unwrap();
    assert_eq!(mails(&desk).len(), 0);
    assert_eq!(
        desk.number("SELECT count(*) FROM notification WHERE mailed_at_ms IS NULL"),
        0
    );
}

/// What is one person's is told to that person; whoever is disabled, has no address or left hears nothing.
#[test]
fn letters_go_to_nobody_else() {
    for (change, readers) in [
        ("SELECT 1", 1),
        ("UPDATE person SET email = NULL WHERE person_id = 1", 0),
        ("UPDATE person SET status = 'disabled' WHERE person_id = 1", 0),
        ("UPDATE membership SET status = 'disabled' WHERE person_id = 1", 0),
    ] {
        let desk = desk();
        desk.execute("INSERT INTO membership (person_id, org_id, role, created_at_ms) VALUES (3, 1, 'owner', 0)");
        want(&desk, 1, 1, &[RefundStuck]);
        want(&desk, 1, 2, &[RefundStuck]);
        want(&desk, 2, 2, &[RefundStuck]);
        if change.starts_with("UPDATE") {
            desk.execute(change);
        }
        happens(&desk, 1, "a", RefundStuck, Some(1));
        run(ticking(&desk)).unwrap();
        let told = mails(&desk);
        assert_eq!(told.len(), readers, "{change}: {told:?}");
        assert!(told.iter().all(|(to, ..)| to == "ann@shop.example"));
    }
}

/// Two ticks at once, and more at once than a tick takes.
#[test]
fn a_flood_is_told_in_few_letters_and_once() {
    let desk = desk();
    want(&desk, 1, 1, &[RefundStuck]);
    for at in 0..250 {
        happens(&desk, 1, &format!("n{at}"), RefundStuck, None);
    }
    desk.network.slow();
    let both = run(futures_util::future::join(ticking(&desk), ticking(&desk)));
    assert!(both.0.is_ok() && both.1.is_ok());
    for _ in 0..3 {
        desk.clock.pass(MINUTE_MS);
        run(ticking(&desk)).unwrap();
    }
    let told = mails(&desk);
    let subjects: Vec<&str> = told.iter().map(|(_, subject, _)| subject.as_str()).collect();
    assert_eq!(
        subjects,
        [
            "alpha: needs attention (100)",
            "alpha: needs attention (100)",
            "alpha: needs attention (50)"
        ]
    );
    assert!(told[0].2.contains("And more: 80"), "{}", told[0].2);
}

/// Proves SPR-03: everyone's and one's own are seen, with read marks of one's own.
#[test]
fn each_person_has_their_own_marks() {
    let desk = desk();
    happens(&desk, 1, "a", RefundStuck, None);
    desk.clock.pass(1);
    happens(&desk, 1, "b", NewSignIn, Some(1));
    desk.clock.pass(1);
    happens(&desk, 1, "c", EndpointDisabled, None);
    happens(&desk, 2, "z", RefundStuck, None);
    assert_eq!(seen(&desk, 1), (vec!["+c".into(), "+b".into(), "+a".into()], 3));
    assert_eq!(seen(&desk, 2), (vec!["+c".into(), "+a".into()], 2));
    let mark = |person_id, ids: &str| run(read::read(&desk.database, 1, person_id, ids, desk.now().ms())).unwrap();
    mark(1, r#"["a","nothing","z"]"#);
    // Another person's cannot be marked.
    mark(2, r#"["b","c"]"#);
    assert_eq!(seen(&desk, 1), (vec!["+c".into(), "+b".into(), "a".into()], 2));
    assert_eq!(seen(&desk, 2), (vec!["c".into(), "+a".into()], 1));
    assert_eq!(desk.number("SELECT count(*) FROM notification_read"), 2);
    run(read::read_all(&desk.database, 1, 1, desk.now().ms())).unwrap();
    assert_eq!(seen(&desk, 1), (vec!["c".into(), "b".into(), "a".into()], 0));
    assert_eq!(seen(&desk, 2).1, 1);
    desk.clock.pass(1);
    happens(&desk, 1, "d", RefundStuck, None);
    assert_eq!(seen(&desk, 1).1, 1);
    let unread = Filter {
        is_unread: true,
        ..ALPHA
    };
    let ids = |person_id| {
        let (rows, _) = page(&desk, person_id, unread);
        rows.into_iter().map(|row| row.notification).collect::<Vec<_>>()
    };
    assert_eq!(
        (ids(1), ids(2)),
        (vec!["d".to_owned()], vec!["d".to_owned(), "a".to_owned()])
    );
    // After 90 days nobody is told any more.
    desk.clock.pass(90 * DAY_MS);
    assert_eq!(seen(&desk, 2), (vec![], 0));
}

/// Pages go on where they ended, also among those of one instant; the count stops at a hundred.
#[test]
fn pages_and_the_count_are_bounded() {
    let desk = desk();
    for at in 0..120 {
        happens(&desk, 1, &format!("n{at:03}"), RefundStuck, None);
    }
    let (mut all, mut last): (Vec<String>, Option<(i64, String)>) = (Vec::new(), None);
    loop {
        let below = last.as_ref().map(|(at, id)| (*at, id.as_str()));
        let (rows, unread) = page(
            &desk,
            1,
            Filter {
                below,
                limit: 50,
                ..ALPHA
            },
        );
        assert_eq!(unread, 100);
        let Some(end) = rows.last() else { break };
        last = Some((end.created_at_ms, end.notification.clone()));
        all.extend(rows.into_iter().map(|row| row.notification));
    }
    let mut expected: Vec<String> = (0..120).map(|at| format!("n{at:03}")).collect();
    expected.reverse();
    assert_eq!(all, expected);
}

/// The choice of kinds is the membership's, and journaled where it changes.
#[test]
fn a_choice_of_kinds_is_journaled() {
    let desk = desk();
    want(&desk, 1, 2, &[RefundStuck]);
    want(&desk, 1, 2, &[RefundStuck]);
    assert_eq!(
        run(mail_kinds::mail_kinds(&desk.database, 1, 2)).unwrap().unwrap(),
        r#"["refund_stuck"]"#
    );
    assert_eq!(
        run(mail_kinds::mail_kinds(&desk.database, 2, 2)).unwrap().unwrap(),
        "[]"
    );
    // Cid is no member of Alpha.
    assert!(run(mail_kinds::mail_kinds(&desk.database, 1, 3)).unwrap().is_none());
    assert!(
        run(mail_kinds::set_mail_kinds(&desk.database, 1, 3, "[]", "person:3/0", 0))
            .unwrap()
            .is_none()
    );
    assert_eq!(
        desk.text("SELECT group_concat(actor || ' ' || action || ' ' || subject || ' ' || detail) FROM journal"),
        r#"person:2/0 notification_mail_changed person:2 {"before":{"kinds":[]},"after":{"kinds":["refund_stuck"]}}"#
    );
}

fn kinds(desk: &Desk) -> String {
    desk.text("SELECT COALESCE(group_concat(kind || ' ' || subject, ', '), '') FROM (SELECT * FROM notification ORDER BY notification)")
}

/// Proves SPR-03, SPR-06: a day before a hold is captured by itself, once, however often the clock ticks or how late.
#[test]
fn a_deadline_is_told_a_day_before() {
    let desk = Desk::open();
    let number = desk.held("k");
    let gone = desk.held("l");
    let tell = || run(tell_deadlines(&desk.database, desk.now())).unwrap();
    tell();
    // The bank lets go after 7 days; six hours before, it is captured.
    desk.clock.pass(7 * DAY_MS - 6 * HOUR_MS - DAY_MS - 1);
    desk.capture(gone, "c", None).unwrap();
    tell();
    assert_eq!(kinds(&desk), "");
    desk.clock.pass(1);
    for _ in 0..3 {
        tell();
        desk.clock.pass(HOUR_MS);
    }
    assert_eq!(kinds(&desk), format!("deadline_near payment:{number}"));
    desk.clock.pass(DAY_MS);
    desk.end_holds();
    tell();
    assert_eq!(desk.number("SELECT count(*) FROM notification"), 1);
}

/// A hold that begins with its end near is told of at once: the janitor's mark has passed it already.
#[test]
fn a_short_hold_is_told_at_once() {
    let desk = Desk::open();
    run(tell_deadlines(&desk.database, desk.now())).unwrap();
    let (payment, reference) = desk.awaiting("k");
    let until = desk.now().after_ms(DAY_MS).rfc3339();
    let says = Says::authorised("e1", &reference).with("hold_until", json!(until));
    assert_eq!(desk.outcome(&says), "settled");
    assert_eq!(kinds(&desk), format!("deadline_near payment:{}", payment.number));
    run(tell_deadlines(&desk.database, desk.now())).unwrap();
    assert_eq!(desk.number("SELECT count(*) FROM notification"), 1);
}

/// So many in a tick; the rest in the next, and none is left out, also of one instant.
#[test]
fn many_deadlines_are_told_piece_by_piece() {
    let desk = Desk::open();
    let until = |at: i64| desk.now().ms() + HOUR_MS + at / 3;
    for at in 0..10 {
        let number = desk.created(&format!("k{at}")).number;
        desk.execute(&format!(
            "UPDATE payment SET capture_due_at_ms = {} WHERE number = {number}",
            until(at)
        ));
    }
    let now = desk.now().ms();
    let tell = || {
        run(store::notifications::deadline::tell_near(
            &desk.database,
            now,
            now + DAY_MS,
            4,
        ))
        .unwrap();
        desk.number("SELECT count(*) FROM notification")
    };
    assert_eq!([tell(), tell(), tell(), tell()], [6, 10, 10, 10]);
}

fn limit(desk: &Desk, scope: &str, terminal: &str, what: &str) {
    let (column, value) = what.split_once('=').unwrap();
    desk.execute(&format!(
        "INSERT INTO payment_limit (org_id, mode, scope, terminal_id, currency, set_by, {column}) VALUES (1, 'test', '{scope}', '{terminal}', 'RUB', 'organisation', {value})"
    ));
}

/// Proves SPR-03, SPR-10: a limit that stops payments is told once a day, not once a payment.
#[test]
fn a_limit_reached_is_told_once_a_day() {
    let desk = Desk::open();
    limit(&desk, "organisation", "", "day_count=1");
    desk.created("k");
    assert_eq!(kinds(&desk), "", "reached it is, and nobody was refused");
    for key in ["l", "m", "n"] {
        assert!(desk.create(key, &request()).is_err());
    }
    assert_eq!(kinds(&desk), "limit_reached limit:organisation::RUB:day_count");
    desk.clock.pass(DAY_MS);
    desk.created("o");
    assert!(desk.create("p", &request()).is_err());
    assert_eq!(desk.number("SELECT count(*) FROM notification"), 2);
}

/// A terminal that is over its limit when the payer wants to go there, and when all that a payment has are.
#[test]
fn a_terminal_s_limit_is_told_when_a_payer_cannot_go() {
    let desk = Desk::open();
    limit(&desk, "terminal", "main", "day_count=1");
    let payments = ["k", "l"].map(|key| desk.created(key));
    desk.start(&payments[0], "main").unwrap();
    assert_eq!(kinds(&desk), "");
    for _ in 0..2 {
        assert!(desk.start(&payments[1], "main").is_err());
    }
    assert_eq!(kinds(&desk), "limit_reached limit:terminal:main:RUB:day_count");
    // Refused for another reason: no limit is to blame.
    let desk = Desk::open();
    limit(&desk, "terminal", "main", "day_count=9");
    let payment = desk.created("k");
    desk.execute("UPDATE organisation SET status = 'disabled'");
    assert!(desk.start(&payment, "main").is_err());
    assert_eq!(kinds(&desk), "");
    let desk = Desk::open();
    limit(&desk, "terminal", "second", "day_minor=5");
    let payment = desk.created("k");
    run(store::limits::tell_of_terminals(
        &desk.database,
        &payment.token,
        None,
        desk.now().ms(),
    ))
    .unwrap();
    assert_eq!(kinds(&desk), "limit_reached limit:terminal:second:RUB:day_sum");
}

/// Proves SPR-03: what fits no payment is told once, however often the bank repeats it.
#[test]
fn what_fits_no_payment_is_told_once() {
    let desk = Desk::open();
    for _ in 0..3 {
        assert_eq!(desk.outcome(&Says::captured("e1", "9-9")), "unmatched");
        desk.clock.pass(HOUR_MS);
    }
    assert_eq!(kinds(&desk), "callback_unmatched callback:main:e1");
}

/// Proves SPR-03: a refund that the bank has not decided for an hour, told once for as long as that lasts.
#[test]
fn a_stuck_refund_is_told_once() {
    let desk = Desk::open();
    let number = desk.paid("k");
    desk.network.always(Some(Answer::Timeout));
    assert_eq!(state(&desk.refund(number, "r", None)), "unknown");
    desk.clock.pass(50 * MINUTE_MS);
    desk.resolve();
    assert_eq!(kinds(&desk), "");
    for _ in 0..5 {
        desk.clock.pass(HOUR_MS);
        desk.resolve();
    }
    assert_eq!(kinds(&desk), format!("refund_stuck payment:{number}"));
}

/// Every kind that the schema and the store write is one that people read of: a new one without words fails here.
#[test]
fn every_kind_written_has_its_words() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../..");
    let mut texts = Vec::new();
    let mut folders = vec![root.join("schema"), root.join("functions/shared/store/src")];
    while let Some(folder) = folders.pop() {
        for file in fs::read_dir(folder).unwrap() {
            let path = file.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else {
                texts.push(fs::read_to_string(path).unwrap());
            }
        }
    }
    let statements: Vec<String> = texts
        .iter()
        .flat_map(|text| text.split("INSERT INTO notification (").skip(1))
        .map(|rest| rest.split(';').next().unwrap().to_owned())
        .collect();
    assert!(statements.len() >= 14, "{} statements", statements.len());
    let mut written = Vec::new();
    for statement in &statements {
        let literals = statement.split('\'').skip(1).step_by(2);
        // A kind is a literal of words and underscores right before the subject; ids and subjects have colons.
        written.extend(
            literals
                .filter(|text| text.contains('_') && !text.contains([':', ' ', '%']))
                .map(str::to_owned),
        );
    }
    // Composed in SQL, of the kinds of operations and the outcomes of callbacks.
    assert!(
        written.iter().any(|text| text == "_refused") && written.iter().any(|text| text == "callback_"),
        "{written:?}"
    );
    written.retain(|text| !text.starts_with('_') && !text.ends_with('_'));
    written.extend(["capture_refused", "void_refused", "refund_refused"].map(str::to_owned));
    written.extend(
        [
            "callback_late",
            "callback_surplus",
            "callback_mismatch",
            "callback_contradicted",
        ]
        .map(str::to_owned),
    );
    let unknown: Vec<&String> = written
        .iter()
        .filter(|kind| NotificationKind::parse(kind).is_none())
        .collect();
    assert!(unknown.is_empty(), "{unknown:?}");
    let silent: Vec<&str> = NotificationKind::ALL
        .iter()
        .map(|kind| kind.name())
        // Written by whoever signs somebody in.
        .filter(|kind| *kind != "new_sign_in" && !written.iter().any(|written| written == kind))
        .collect();
    assert!(silent.is_empty(), "{silent:?}");
}
