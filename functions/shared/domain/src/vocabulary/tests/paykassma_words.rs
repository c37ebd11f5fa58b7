use super::*;

/// Proves PKM-09 (statuses of transactions) and the words of PKM-24.
#[test]
fn paykassma_words() {
    let cases = [
        (of(Created), "not_activated", None),
        (of(Awaiting), "waiting", None),
        (
            Facts {
                has_unknown: true,
                ..of(Awaiting)
            },
            "processing",
            None,
        ),
        (
            Facts {
                contradicted: true,
                ..of(Awaiting)
            },
            "error",
            Some("Failed"),
        ),
        (of(Authorised), "processing", None),
        (of(Captured), "activated", Some("Success")),
        (
            Facts {
                contradicted: true,
                ..of(Captured)
            },
            "activated",
            Some("Success"),
        ),
        (of(Refunding), "activated", Some("Success")),
        (of(Refunded), "activated", Some("Success")),
        (of(PartiallyRefunded), "activated", Some("Success")),
        (of(Cancelled), "cancelled", Some("Cancel")),
        (
            Facts {
                declined: true,
                ..of(Failed)
            },
            "declined",
            Some("Rejected"),
        ),
        (of(Failed), "failed", Some("Failed")),
        (of(Expired), "not_activated", None),
    ];
    for (facts, word, wire) in cases {
        let status = paykassma::status(&facts);
        assert_eq!((status.name(), status.wire()), (word, wire), "{facts:?}");
        assert_eq!(status.is_active(), word == "activated");
    }
}

/// Proves PKM-21, PKM-22 (statuses of postbacks).
#[test]
fn paykassma_postback_words() {
    let open = Facts {
        accumulation: Accumulation::Open,
        ..told(Captured, Waiting)
    };
    let complete = |notice| Facts {
        accumulation: Accumulation::Complete,
        ..told(Captured, notice)
    };
    let cases = [
        (of(Awaiting), "accumulation_not_found"),
        (of(Expired), "accumulation_not_found"),
        (told(Failed, Delivered), "accumulation_not_found"),
        (open, "accumulating"),
        (
            Facts {
                notice: Notice::None,
                ..open
            },
            "accumulating",
        ),
        (told(Captured, Waiting), "accumulating"),
        (complete(Sending), "sent"),
        (
            Facts {
                notice_failing: true,
                ..complete(Sending)
            },
            "failed",
        ),
        (complete(Delivered), "sent"),
        (told(Captured, Delivered), "sent"),
        (told(Refunded, Delivered), "sent"),
        (complete(Exhausted), "failed"),
        (complete(Notice::None), "failed"),
        (of(Captured), "accumulation_not_found"),
    ];
    for (facts, word) in cases {
        assert_eq!(paykassma::postback(&facts).name(), word, "{facts:?}");
    }
}

/// Proves PKM-13 (the words; payouts derive them).
#[test]
fn paykassma_withdrawal_words() {
    assert_eq!(paykassma::WithdrawalStatus::ALL.len(), 9);
    assert_eq!(paykassma::WithdrawalKind::Debug.label(Language::Ru), "Отладочная");
}
