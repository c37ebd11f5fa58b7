//! The scheduled fetch: each source apart, all of a document or nothing, an operator's entries never touched.

use operations::rates::{
    fetch::{FetchError, fetch},
    source::{self, Source},
};

use super::{CBR, ECB, ecb, found, listed};
use crate::kit::{Answer, DAY_MS, Desk, run};

const ADDRESSES: &str = "ecb=https://ecb.example/daily.xml,cbr=https://cbr.example/daily.asp";

fn sources() -> Vec<Source> {
    source::read(ADDRESSES).unwrap()
}

fn answer(bytes: &[u8]) -> Answer {
    Answer::Bytes(200, bytes.to_vec())
}

/// Fetches; of each source what changed, or why not.
fn fetched(desk: &Desk, answers: [Answer; 2]) -> Vec<Result<i64, FetchError>> {
    desk.network.will(answers);
    let outcomes = run(fetch(&desk.database, &desk.network, sources(), desk.now())).unwrap();
    outcomes.into_iter().map(|outcome| outcome.changed).collect()
}

/// What the platform's journal says of rates.
fn told(desk: &Desk) -> String {
    desk.text("SELECT group_concat(action || ' ' || subject || ' ' || detail, '; ') FROM journal WHERE org_id = 0 AND action LIKE 'rate%'")
}

/// Proves MAN-01 (rates are fetched from their sources and stored by day, with source and time).
#[test]
fn rates_are_fetched_and_kept_by_day() {
    let desk = Desk::open();
    let outcome = fetched(&desk, [answer(ECB), answer(CBR)]);
    assert!(matches!(outcome.as_slice(), [Ok(29), Ok(22)]), "{outcome:?}");
    let asked = desk.network.take_asked();
    assert_eq!(
        asked.iter().map(|request| request.url.as_str()).collect::<Vec<_>>(),
        ["https://ecb.example/daily.xml", "https://cbr.example/daily.asp"]
    );
    assert_eq!(
        found(&desk, "EUR", "USD", "ecb", "2026-11-23").as_deref(),
        Some("2026-11-20 1.1551 by system")
    );
    assert_eq!(
        found(&desk, "VND", "RUB", "cbr", "2026-11-23").as_deref(),
        Some("2026-11-21 0.0031531 by system")
    );
    assert_eq!(
        found(&desk, "VND", "RUB", "cbr", "2026-11-20"),
        None,
        "not before its day"
    );
    assert!(
        listed(&desk, "2026-11-23")
            .iter()
            .all(|row| row.at_ms == desk.now().ms())
    );
    assert_eq!(
        told(&desk),
        r#"rates_fetched rates:ecb {"day":"2026-11-20","source":"ecb","rates":29}; rates_fetched rates:cbr {"day":"2026-11-21","source":"cbr","rates":22}"#
    );
}

/// Proves MAN-01 (the same day again changes what differs, and nothing else).
#[test]
fn the_same_day_again_changes_only_what_differs() {
    let desk = Desk::open();
    fetched(&desk, [answer(ECB), answer(CBR)]);
    let before = desk.dump();
    desk.clock.pass(1_000);
    assert!(matches!(
        fetched(&desk, [answer(ECB), answer(CBR)]).as_slice(),
        [Ok(0), Ok(0)]
    ));
    desk.assert_unchanged(&before);
    let corrected = ecb().replace("1.1551", "1.1552");
    assert!(matches!(
        fetched(&desk, [answer(corrected.as_bytes()), answer(CBR)]).as_slice(),
        [Ok(1), Ok(0)]
    ));
    assert_eq!(
        found(&desk, "EUR", "USD", "ecb", "2026-11-23").as_deref(),
        Some("2026-11-20 1.1552 by system")
    );
    let times = "SELECT group_concat(DISTINCT at_ms - (SELECT min(at_ms) FROM rate)) FROM rate";
    assert_eq!(desk.text(times), "0,1000");
    // The next day stands beside it.
    let next = ecb().replace("2026-11-20", "2026-11-23").replace("1.1551", "1.2");
    fetched(&desk, [answer(next.as_bytes()), answer(CBR)]);
    assert_eq!(
        found(&desk, "EUR", "USD", "ecb", "2026-11-23").as_deref(),
        Some("2026-11-23 1.2 by system")
    );
    assert_eq!(
        found(&desk, "EUR", "USD", "ecb", "2026-11-22").as_deref(),
        Some("2026-11-20 1.1552 by system")
    );
}

/// Proves MAN-01 (a source that fails keeps nobody from the others; what is stored stays, and the platform's journal hears of it).
#[test]
fn one_source_that_fails_keeps_nobody_from_the_others() {
    let huge = [ECB, &vec![b' '; 300 * 1024]].concat();
    let faults: [(Answer, &str); 7] = [
        (Answer::Timeout, "no answer within 15000 ms"),
        (Answer::Broken, "the connection failed: connection refused"),
        (
            Answer::Status(503, "busy".to_owned()),
            "it answered with status 503 Service Unavailable",
        ),
        (Answer::Status(302, String::new()), "it answered with status 302 Found"),
        (answer(b"<html>"), "no well-formed XML document"),
        (
            answer(ecb().replace("'2026-11-20'", "'2026-12-20'").as_bytes()),
            "the day is too far from today",
        ),
        (
            answer(ecb().replace("1.1551", "0").as_bytes()),
            "a rate is no number above zero",
        ),
    ];
    for (fault, why) in faults {
        let desk = Desk::open();
        let outcome = fetched(&desk, [fault, answer(CBR)]);
        assert!(matches!(outcome.as_slice(), [Err(_), Ok(22)]), "{outcome:?}");
        assert_eq!(
            desk.number("SELECT count(*) FROM rate WHERE source = 'ecb'"),
            0,
            "{why}: a part was written"
        );
        let expected = format!(r#"rates_not_fetched rates:ecb {{"error":"{why}"}}; rates_fetched"#);
        assert!(told(&desk).starts_with(&expected), "{}", told(&desk));
        // Tried again next time.
        assert!(matches!(
            fetched(&desk, [answer(ECB), answer(CBR)]).as_slice(),
            [Ok(29), Ok(0)]
        ));
    }
    // What comes after the limit is not read: here it is space only, and the document whole.
    let desk = Desk::open();
    assert!(matches!(
        fetched(&desk, [answer(&huge), answer(CBR)]).as_slice(),
        [Ok(29), Ok(22)]
    ));
    let bloated = [&ECB[..200], &vec![b' '; 300 * 1024], &ECB[200..]].concat();
    assert!(matches!(
        fetched(&desk, [answer(&bloated), answer(CBR)]).as_slice(),
        [Err(FetchError::Malformed(_)), Ok(0)]
    ));
}

/// A document of long ago, or of a time to come, is not taken: the days around today are.
#[test]
fn documents_are_of_about_today() {
    let desk = Desk::open();
    for (day, is_taken) in [
        ("2026-11-23", true),
        ("2026-11-30", true),
        ("2026-12-01", false),
        ("2026-10-24", true),
        ("2026-10-23", false),
        ("9999-12-31", false),
    ] {
        let dated = ecb().replace("2026-11-20", day);
        assert_eq!(
            fetched(&desk, [answer(dated.as_bytes()), answer(CBR)])[0].is_ok(),
            is_taken,
            "{day}"
        );
    }
    desk.clock.pass(60 * DAY_MS);
    assert!(fetched(&desk, [answer(ECB), answer(CBR)]).iter().all(Result::is_err));
}

/// Sandbox sources are kept as what they are.
#[test]
fn what_stands_in_for_a_source_is_kept_as_the_sandboxs() {
    let desk = Desk::open();
    desk.network.will([answer(ECB), answer(CBR)]);
    let sources = source::read("sandbox-ecb=http://127.0.0.1:1/e,sandbox-cbr=http://127.0.0.1:1/c").unwrap();
    run(fetch(&desk.database, &desk.network, sources, desk.now())).unwrap();
    assert_eq!(desk.text("SELECT group_concat(DISTINCT source) FROM rate"), "sandbox");
    assert_eq!(listed(&desk, "2026-11-23").len(), 51);
}
