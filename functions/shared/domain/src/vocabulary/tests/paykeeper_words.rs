use super::*;

/// Proves PKP-01, PKP-02, PKP-03, PKP-04 (PayKeeper's words).
#[test]
fn paykeeper_words() {
    let refused = |money| Facts {
        refund_refused: true,
        ..told(money, Delivered)
    };
    let cases = [
        (of(Created), "pending"),
        (of(Awaiting), "pending"),
        (
            Facts {
                declined: true,
                ..of(Awaiting)
            },
            "pending",
        ),
        (
            Facts {
                has_unknown: true,
                ..of(Awaiting)
            },
            "pending",
        ),
        // A page closed by the payer stays pending.
        (of(Expired), "pending"),
        (of(Cancelled), "canceled"),
        (of(Failed), "failed"),
        (told(Captured, Sending), "obtained"),
        (told(Captured, Waiting), "obtained"),
        (told(Captured, Delivered), "success"),
        (told(Captured, Exhausted), "stuck"),
        (of(Captured), "stuck"),
        (of(Authorised), "obtained"),
        (told(Authorised, Sending), "obtained"),
        (told(Authorised, Delivered), "success"),
        (told(Authorised, Exhausted), "stuck"),
        (told(Refunding, Sending), "refunding"),
        (told(Refunding, Delivered), "refunding"),
        (told(Refunded, Delivered), "refunded"),
        (told(PartiallyRefunded, Exhausted), "partially_refunded"),
        // What the bank cannot process stays refunding, until somebody acts.
        (refused(Captured), "refunding"),
        (refused(PartiallyRefunded), "refunding"),
        (refused(Refunded), "refunded"),
        (
            Facts {
                disputed: true,
                ..told(Captured, Delivered)
            },
            "success",
        ),
    ];
    for (facts, word) in cases {
        assert_eq!(paykeeper::status(&facts).name(), word, "{facts:?}");
    }
}

/// PayKeeper's transitions: the source's text, and what a restarted queue and a second partial refund make of it.
const PAYKEEPER_TRANSITIONS: [(&str, &str); 9] = [
    ("pending", "obtained canceled failed"),
    ("obtained", "success stuck refunding"),
    ("success", "refunding"),
    ("stuck", "obtained success refunding"),
    ("refunding", "refunded partially_refunded"),
    ("partially_refunded", "refunding"),
    ("refunded", ""),
    ("canceled", ""),
    ("failed", ""),
];

/// Proves PKP-02, PKP-04, PKP-06 (PayKeeper's transitions).
#[test]
fn paykeeper_transitions() {
    let refused = |money| Facts {
        refund_refused: true,
        ..told(money, Delivered)
    };
    let journeys: [(&[Facts], &str); 8] = [
        (
            &[
                of(Created),
                of(Awaiting),
                told(Captured, Sending),
                told(Captured, Delivered),
            ],
            "pending obtained success",
        ),
        (
            &[
                of(Awaiting),
                told(Captured, Sending),
                told(Captured, Exhausted),
                told(Captured, Sending),
                told(Captured, Delivered),
            ],
            "pending obtained stuck obtained success",
        ),
        (&[of(Awaiting), of(Cancelled)], "pending canceled"),
        (
            &[
                of(Awaiting),
                Facts {
                    declined: true,
                    ..of(Awaiting)
                },
                of(Failed),
            ],
            "pending failed",
        ),
        (&[of(Awaiting), of(Expired)], "pending"),
        (
            &[
                told(Captured, Delivered),
                told(Refunding, Delivered),
                told(PartiallyRefunded, Delivered),
                told(Refunding, Delivered),
                told(Refunded, Delivered),
            ],
            "success refunding partially_refunded refunding refunded",
        ),
        (
            &[
                of(Awaiting),
                told(Authorised, Sending),
                told(Authorised, Delivered),
                told(Captured, Delivered),
            ],
            "pending obtained success",
        ),
        (
            &[
                told(Captured, Delivered),
                told(Refunding, Delivered),
                refused(Captured),
                told(Refunding, Delivered),
                told(Refunded, Delivered),
            ],
            "success refunding refunded",
        ),
    ];
    for (journey, expected) in journeys {
        let mut words: Vec<_> = journey.iter().map(|facts| paykeeper::status(facts).name()).collect();
        words.dedup();
        assert_eq!(words.join(" "), expected);
        for step in words.windows(2) {
            let (_, next) = PAYKEEPER_TRANSITIONS.iter().find(|(from, _)| *from == step[0]).unwrap();
            assert!(next.split(' ').any(|to| to == step[1]), "{step:?}");
        }
    }
}

/// Proves PKP-02: success is said only where the merchant knows, and paid is never said of what is not.
#[test]
fn paykeeper_says_nothing_untrue() {
    every(|facts| {
        let word = paykeeper::status(&facts).name();
        if word == "success" {
            assert_eq!(facts.notice, Delivered, "{facts:?}");
        }
        if ["obtained", "success", "stuck"].contains(&word) {
            assert!([Captured, Authorised].contains(&facts.money), "{facts:?}");
        }
        if facts.refund_refused && facts.money == Captured {
            assert_eq!(word, "refunding");
        }
    });
}
