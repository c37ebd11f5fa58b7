use super::*;
use proptest::prelude::*;

/// A second of RFC 9110's example date.
const EXAMPLE_S: i64 = 784_111_777;

fn at(unix_s: i64) -> Timestamp {
    Timestamp::from_ms(unix_s * 1_000)
}

/// Proves PKP-06 (the schedule as data; the restart by hand comes with resend).
#[test]
fn fifty_attempts_over_three_days() {
    let total_s: i64 = STEPS.iter().map(|(count, gap_s)| i64::from(*count) * gap_s).sum();
    assert_eq!(STEPS.iter().map(|(count, _)| count).sum::<u32>() + 1, ATTEMPTS_MAX);
    assert_eq!(total_s, 286_140); // 79 h 29 min
    assert_eq!((1..ATTEMPTS_MAX).map(base_s).sum::<i64>(), total_s);
}

#[test]
fn each_attempt_has_its_step() {
    for (attempt, pause_s) in [
        (1, 60),
        (4, 60),
        (5, 300),
        (9, 300),
        (10, 600),
        (15, 600),
        (16, 1_800),
        (23, 1_800),
        (24, 3_600),
        (33, 3_600),
        (34, 14_400),
        (49, 14_400),
        (0, 14_400),
        (50, 14_400),
        (u32::MAX, 14_400),
    ] {
        assert_eq!(base_s(attempt), pause_s, "{attempt}");
    }
}

#[test]
fn an_endpoint_can_ask_for_up_to_twice_the_pause() {
    let asked = |retry_after_s| Outcome {
        status: Some(503),
        retry_after_s: Some(retry_after_s),
        ..Outcome::default()
    };
    for (asked_s, pause_ms_expected) in [
        (0, 300_000),
        (-5, 300_000),
        (299, 300_000),
        (450, 450_000),
        (601, 600_000),
        (i64::MAX, 600_000),
    ] {
        assert_eq!(pause_ms(5, asked(asked_s), 0), pause_ms_expected, "{asked_s}");
    }
}

#[test]
fn an_overloaded_endpoint_gets_a_minute() {
    let busy = Outcome {
        status: Some(429),
        ..Outcome::default()
    };
    let slow = Outcome {
        timed_out: true,
        ..Outcome::default()
    };
    let broken = Outcome {
        status: Some(500),
        ..Outcome::default()
    };
    assert_eq!(pause_ms(1, busy, 0), 60_000);
    assert_eq!(pause_ms(1, slow, 0), 60_000);
    assert_eq!(pause_ms(1, broken, 0), 48_000);
    assert_eq!(pause_ms(1, busy, 400), 72_000);
    assert_eq!(pause_ms(34, slow, 0), 11_520_000);
}

#[test]
fn reads_retry_after() {
    let example = "Sun, 06 Nov 1994 08:49:37 GMT";
    assert_eq!(retry_after_s(example, at(EXAMPLE_S - 90)), Some(90));
    assert_eq!(retry_after_s(example, at(EXAMPLE_S + 90)), Some(0));
    assert_eq!(
        retry_after_s("Sat, 29 Feb 2020 23:59:60 GMT", at(1_583_020_799)),
        Some(0)
    );
    for (header, wait_s) in [
        ("0", 0),
        ("120", 120),
        (" 7\t", 7),
        ("007", 7),
        ("99999999999999999999999999", WAIT_S_MAX),
        ("Fri, 31 Dec 9999 23:59:59 GMT", WAIT_S_MAX),
    ] {
        assert_eq!(retry_after_s(header, at(0)), Some(wait_s), "{header:?}");
    }
}

#[test]
fn refuses_what_is_no_retry_after() {
    for header in [
        "",
        " ",
        "-1",
        "+1",
        "1.5",
        "1e3",
        "1 2",
        "１２",
        "soon",
        "Sun, 06 Nov 1994 08:49:37",
        "Sun, 06 Nov 1994 08:49:37 UTC",
        "Sun, 06 Nov 1994 08:49:37 GMT GMT",
        "Sun, 6 Nov 1994 08:49:37 GMT",
        "Sun, 06 nov 1994 08:49:37 GMT",
        "Foo, 06 Nov 1994 08:49:37 GMT",
        "Sun 06 Nov 1994 08:49:37 GMT",
        "Sun, 31 Feb 1994 08:49:37 GMT",
        "Sun, 00 Nov 1994 08:49:37 GMT",
        "Sun, 06 Nov 1994 24:49:37 GMT",
        "Sun, 06 Nov 1994 08:60:37 GMT",
        "Sun, 06 Nov 1994 08:49:61 GMT",
        "Sun, 06 Nov 1994 08:49 GMT",
        "Sun, 06 Nov 1994 08:49:37:00 GMT",
        "Sun, +6 Nov 1994 08:49:37 GMT",
        "Sun, 06 Nov 94 08:49:37 GMT",
        "Sunday, 06-Nov-94 08:49:37 GMT",
        "Sun Nov  6 08:49:37 1994",
        "1994-11-06T08:49:37Z",
    ] {
        assert_eq!(retry_after_s(header, at(0)), None, "{header:?}");
    }
}

proptest! {
    #[test]
    fn jitter_stays_within_a_fifth(attempt in any::<u32>(), status in any::<Option<u16>>(), jitter in any::<u64>()) {
        let outcome = Outcome { status: status.filter(|status| *status != 429), ..Outcome::default() };
        let base_ms = base_s(attempt) * 1_000;
        let pause_ms = pause_ms(attempt, outcome, jitter);
        prop_assert!((base_ms * 8 / 10..=base_ms * 12 / 10).contains(&pause_ms), "{pause_ms} of {base_ms}");
    }

    #[test]
    fn any_outcome_has_a_pause(
        attempt in 0_u32..=60, status in any::<Option<u16>>(), timed_out in any::<bool>(),
        retry_after_s in any::<Option<i64>>(), jitter in any::<u64>(),
    ) {
        let base_ms = base_s(attempt) * 1_000;
        let pause_ms = pause_ms(attempt, Outcome { status, timed_out, retry_after_s }, jitter);
        prop_assert!((base_ms * 8 / 10..=base_ms * 2).contains(&pause_ms));
        if retry_after_s.is_some() {
            prop_assert!(pause_ms >= base_ms);
        }
        if timed_out || status == Some(429) {
            prop_assert!(pause_ms >= 60_000);
        }
    }

    #[test]
    fn any_date_is_read(unix_s in 0_i64..=253_402_300_799, before_s in 0_i64..=1_000_000) {
        let date = chrono::DateTime::from_timestamp(unix_s, 0).unwrap().format("%a, %d %b %Y %H:%M:%S GMT").to_string();
        prop_assert_eq!(retry_after_s(&date, at(unix_s - before_s)), Some(before_s));
    }

    #[test]
    fn any_header_is_read_or_refused(
        header in prop_oneof!["\\PC{0,40}", "[A-Z][a-z]{2}, [0-9]{2} [A-Z][a-z]{2} [0-9]{4} [0-9:]{8} GMT", "[0-9]{1,40}"],
        now_ms in any::<i64>(),
    ) {
        let wait_s = retry_after_s(&header, Timestamp::from_ms(now_ms));
        prop_assert!(wait_s.is_none_or(|wait_s| wait_s >= 0));
    }
}
