//! Handlers of merchants are tried, and nothing is done by it.

mod handlers;

use domain::{money::MINOR_MAX, postback::Format};
use operations::{
    Ports,
    endpoint::Rules,
    postbacks::tester::{Asked, Case, Report, TestError, Verdict, test},
};
use serde_json::{Value, json};

use crate::kit::{Desk, Request, START_MS, run};
use handlers::{Answer, Server};

const OWNER: Asked<'static> = Asked {
    org_id: 1,
    endpoint_id: 1,
    actor: "person:1",
    confirm_live: false,
};

fn tried(desk: &Desk, server: &Server<impl Fn(&Request) -> Answer>, asked: Asked<'_>) -> Result<Report, TestError> {
    let own_hosts = ["pay.example".to_owned()];
    let rules = Rules {
        own_hosts: &own_hosts,
        loopback_allowed: false,
    };
    let ports = Ports {
        database: &desk.database,
        client: server,
        clock: &desk.clock,
        entropy: &desk.chance,
    };
    let tested = run(test(ports, &desk.key, rules, asked));
    // As if a minute had passed.
    desk.execute("UPDATE endpoint SET tested_at_ms = NULL");
    tested
}

/// The verdicts in the order of the cases, one letter each.
fn verdicts(report: &Report) -> String {
    let cases: Vec<Case> = report.cases.iter().map(|case| case.case).collect();
    let all = [
        Case::Valid,
        Case::Duplicate,
        Case::Reordered,
        Case::BadSignature,
        Case::StaleTimestamp,
        Case::HugeBody,
    ];
    assert_eq!(cases, all);
    let letter = |verdict| match verdict {
        Verdict::Passed => 'P',
        Verdict::Failed => 'F',
        Verdict::Skipped => '-',
    };
    report.cases.iter().map(|case| letter(case.verdict)).collect()
}

fn of(endpoint_id: i64) -> Asked<'static> {
    Asked { endpoint_id, ..OWNER }
}

/// Proves EDG-08 (a good handler passes; what it is sent, and in which order).
#[test]
fn a_good_handler_passes_whether_it_limits_bodies_or_not() {
    for body_bytes_max in [64 * 1024, usize::MAX] {
        let (desk, server) = (Desk::open(), Server::of(handlers::standard(body_bytes_max)));
        let report = tried(&desk, &server, OWNER).unwrap();
        assert_eq!(verdicts(&report), "PPPPPP", "{report:#?}");
        assert!(
            server.open_max.get() <= 5,
            "six connections wait at most in an invocation"
        );
        let asked = server.asked.borrow();
        assert_eq!(asked.len(), 7);
        let mut sizes: Vec<usize> = asked.iter().map(|request| request.body.len()).collect();
        sizes.sort_unstable();
        assert!(
            sizes[5] < 2_000 && (1 << 20..(1 << 20) + 2_000).contains(&sizes[6]),
            "{sizes:?}"
        );
        // The duplicate is the same to the last header.
        let twins = asked.iter().enumerate().filter(|(index, request)| {
            let before = &asked[..*index];
            before
                .iter()
                .any(|other| (&other.headers, &other.body) == (&request.headers, &request.body))
        });
        assert_eq!(twins.count(), 1);
        // Of the pair the newer comes first.
        let times = |order: &Value| -> Vec<Value> {
            let bodies = asked
                .iter()
                .map(Request::json)
                .filter(|body| body["data"]["order"] == *order);
            bodies.map(|body| json!([body["type"], body["occurred_at"]])).collect()
        };
        let older = asked
            .iter()
            .map(Request::json)
            .find(|body| body["type"] == "payment.authorised")
            .unwrap();
        let pair = json!([
            ["payment.captured", "2026-11-23T10:00:00.000Z"],
            ["payment.authorised", "2026-11-23T09:59:00.000Z"]
        ]);
        assert_eq!(json!(times(&older["data"]["order"])), pair);
    }
}

/// Proves EDG-08 (a handler that checks nothing is found out).
#[test]
fn a_handler_that_takes_everything_fails_where_it_should_refuse() {
    let (desk, server) = (
        Desk::open(),
        Server::of(|_| Some((200, "4111 1111 1111 1111 ".to_owned() + &"я".repeat(600)))),
    );
    let report = tried(&desk, &server, OWNER).unwrap();
    assert_eq!(verdicts(&report), "PPPFFP");
    let answer = &report.cases[3].requests[0].answer;
    assert!(
        answer.starts_with("411111******1111") || answer.starts_with("4111 11"),
        "{answer}"
    );
    assert!(!answer.contains("4111 1111 1111 1111"), "{answer}");
    assert_eq!(answer.chars().count(), 500);
}

/// Proves EDG-08 (one that breaks down, one that hangs, one that moved away).
#[test]
fn a_handler_that_does_not_answer_well_fails() {
    let answers: [(Answer, &str); 4] = [
        (Some((500, String::new())), "FFFFFF"),
        (None, "FFFFFF"),
        (Some((302, String::new())), "FFFFFF"),
        // Wrong secret on the merchant's side, or no handler there: only what ought to be refused is.
        (Some((404, String::new())), "FFFPPF"),
    ];
    for (answer, expected) in answers {
        let (desk, server) = (Desk::open(), Server::of(|_: &Request| answer.clone()));
        let report = tried(&desk, &server, OWNER).unwrap();
        assert_eq!(verdicts(&report), expected, "{answer:?}");
        for request in report.cases.iter().flat_map(|case| &case.requests) {
            assert_eq!(request.status, answer.as_ref().map(|answer| answer.0));
            let error = answer.is_none().then_some("no answer within 10000 ms");
            assert_eq!(request.error.as_deref(), error);
        }
    }
}

/// Proves EDG-08 (the formats of other systems).
#[test]
fn good_handlers_of_other_formats_pass() {
    let desk = Desk::open();
    desk.add_legacy(2, Format::Paykeeper, &["old-word", "word"]);
    desk.add_legacy(3, Format::Paykassma, &["access\nprivate"]);
    desk.add_legacy(4, Format::Spring, &["shared"]);
    let reports = [
        tried(&desk, &Server::of(handlers::paykeeper("word")), of(2)),
        tried(&desk, &Server::of(handlers::paykassma("access", "private")), of(3)),
        tried(&desk, &Server::of(handlers::spring("shared")), of(4)),
    ];
    for report in reports {
        let report = report.unwrap();
        assert_eq!(verdicts(&report), "PPPP-P", "{report:#?}");
        assert!(report.cases[4].requests.is_empty());
    }
    // One that checks nothing gives itself away by its right answer to a wrong key.
    let careless = |request: &Request| {
        let good = handlers::paykeeper("word")(request).unwrap();
        let id = std::str::from_utf8(&request.body)
            .unwrap()
            .split(['=', '&'])
            .nth(1)
            .unwrap();
        let ok = format!("OK {}", domain::digest::md5_hex(format!("{id}word").as_bytes()));
        Some((good.0, ok))
    };
    assert_eq!(verdicts(&tried(&desk, &Server::of(careless), of(2)).unwrap()), "PPPF-P");
    let careless = |_: &Request| Some((200, r#"{"status":"ok"}"#.to_owned()));
    assert_eq!(verdicts(&tried(&desk, &Server::of(careless), of(3)).unwrap()), "PPPF-P");
    assert_eq!(verdicts(&tried(&desk, &Server::of(careless), of(4)).unwrap()), "PPPF-P");
    // Every answer in 200 that is no acknowledgement is none of a valid event.
    let deaf = |_: &Request| Some((200, "thank you".to_owned()));
    assert_eq!(verdicts(&tried(&desk, &Server::of(deaf), of(2)).unwrap()), "FFFP-F");
}

/// Proves EDG-08 (nothing ships, nothing is written but who did it).
#[test]
fn nothing_is_real_and_nothing_is_written_but_the_journal() {
    let desk = Desk::open();
    desk.awaiting("k");
    desk.execute(
        "UPDATE endpoint SET mode = 'live', status = 'disabled', disabled_reason = 'person', disabled_at_ms = 1",
    );
    let but_journal = |dump: String| -> Vec<String> {
        let tables = dump.lines().filter(|table| !table.starts_with("journal: "));
        tables.map(str::to_owned).collect()
    };
    let (before, journal_end) = (but_journal(desk.dump()), desk.journal_end());
    let server = Server::of(handlers::standard(usize::MAX));
    let confirmed = Asked {
        confirm_live: true,
        ..OWNER
    };
    assert_eq!(verdicts(&tried(&desk, &server, confirmed).unwrap()), "PPPPPP");
    assert_eq!(verdicts(&tried(&desk, &server, confirmed).unwrap()), "PPPPPP");
    assert_eq!(but_journal(desk.dump()), before);
    assert_eq!(desk.journaled(journal_end), ["endpoint_tested", "endpoint_tested"]);
    let row = desk
        .text("SELECT actor || ' ' || subject || ' ' || detail || ' ' || at_ms FROM journal ORDER BY seq DESC LIMIT 1");
    assert_eq!(row, format!(r#"person:1 endpoint:1 {{"mode":"live"}} {START_MS}"#));
    let mut orders: Vec<String> = Vec::new();
    for body in server.asked.borrow().iter().map(Request::json) {
        let data = &body["data"];
        assert_eq!(body["livemode"], false, "no money has moved");
        assert_eq!(data["metadata"]["edgetill_test"], "true");
        assert!(data["number"].as_i64().unwrap() > MINOR_MAX - (1 << 32));
        for name in ["order", "label"] {
            assert!(data[name].as_str().unwrap().starts_with("edgetill-test-"), "{data}");
        }
        orders.push(data["order"].to_string());
    }
    orders.sort();
    orders.dedup();
    assert_eq!(orders.len(), 10, "five a test, never the same");
}

/// Proves EDG-08 (a live endpoint needs an explicit confirmation; others' cannot be tested).
#[test]
fn what_may_not_be_tested_hears_nothing() {
    let desk = Desk::open();
    desk.add_endpoint(2, "https://live.example/", false);
    desk.add_endpoint(3, "shop@example.com", false);
    desk.add_endpoint(4, "https://gone.example/", false);
    desk.execute("UPDATE endpoint SET mode = 'live' WHERE endpoint_id = 2");
    desk.execute("UPDATE endpoint SET format = 'email' WHERE endpoint_id = 3");
    desk.execute("UPDATE endpoint SET status = 'deleted' WHERE endpoint_id = 4");
    let server = Server::of(handlers::standard(usize::MAX));
    let before = desk.dump();
    let refused = |asked| tried(&desk, &server, asked).unwrap_err();
    assert!(matches!(refused(of(2)), TestError::LiveNotConfirmed));
    assert!(matches!(refused(of(3)), TestError::Email));
    assert!(matches!(refused(of(4)), TestError::NotFound));
    assert!(matches!(refused(Asked { org_id: 2, ..OWNER }), TestError::NotFound));
    desk.assert_unchanged(&before);
    assert!(server.asked.borrow().is_empty());
}

/// Proves EDG-08 (the rules of addresses hold here too; what cannot be signed is said).
#[test]
fn what_cannot_be_sent_is_in_the_report() {
    let server = Server::of(handlers::standard(usize::MAX));
    for (change, error) in [
        (
            "UPDATE endpoint SET address = 'https://10.0.0.1/'",
            "the address must name a public host",
        ),
        (
            "UPDATE endpoint SET address = 'https://pay.example/x'",
            "the address must not be one of ours",
        ),
        (
            "UPDATE endpoint SET address = 'http://shop.example/'",
            "the address must be https",
        ),
        (
            "UPDATE endpoint_secret SET secret = 'v1:x:y'",
            "the sealed text is malformed",
        ),
        ("DELETE FROM endpoint_secret", "the secret is malformed"),
        (
            "UPDATE endpoint SET format = 'paykeeper'",
            "the format's secret is missing or malformed",
        ),
    ] {
        let desk = Desk::open();
        desk.execute(change);
        let report = tried(&desk, &server, OWNER).unwrap();
        assert!(!verdicts(&report).contains('P'), "{change}");
        for request in report.cases.iter().flat_map(|case| &case.requests) {
            assert_eq!(
                (request.status, request.error.as_deref()),
                (None, Some(error)),
                "{change}"
            );
        }
    }
    assert!(server.asked.borrow().is_empty());
}
