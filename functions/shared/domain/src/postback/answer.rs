//! Which answer says that a merchant has taken a notice.

use serde_json::Value;

/// What acknowledges a notice.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Acknowledgement {
    /// Any status of success (2xx), whatever the body.
    Success,
    /// A status of success and a body that is exactly one of these texts.
    Text(Vec<String>),
    /// Status 200 and a JSON object whose `status` is `ok`.
    StatusOk,
}

impl Acknowledgement {
    /// Whether an answer is this acknowledgement. A redirect never is.
    #[must_use]
    pub fn accepts(&self, status: u16, body: &[u8]) -> bool {
        let success = (200..300).contains(&status);
        match self {
            Self::Success => success,
            Self::Text(texts) => success && texts.iter().any(|text| text.as_bytes() == body),
            Self::StatusOk => status == 200 && says_ok(body),
        }
    }
}

fn says_ok(body: &[u8]) -> bool {
    serde_json::from_slice::<Value>(body).is_ok_and(|answer| answer.get("status").is_some_and(|status| status == "ok"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn success_is_any_2xx() {
        for status in [200, 201, 204, 299] {
            assert!(Acknowledgement::Success.accepts(status, b"whatever"), "{status}");
        }
        for status in [0, 100, 199, 300, 301, 304, 400, 410, 500, 999, u16::MAX] {
            assert!(!Acknowledgement::Success.accepts(status, b""), "{status}");
        }
    }

    /// Proves PKP-13 (the answer to the letter).
    #[test]
    fn a_text_is_exact() {
        let expected = Acknowledgement::Text(vec!["OK 1a".to_owned(), "OK 2b".to_owned()]);
        assert!(expected.accepts(200, b"OK 1a"));
        assert!(expected.accepts(201, b"OK 2b"));
        let others: [&[u8]; 8] = [
            b"",
            b"OK",
            b"OK 3c",
            b"OK 1A",
            b"OK 1a\n",
            b" OK 1a",
            b"OK 1aOK 2b",
            b"\xff",
        ];
        for body in others {
            assert!(!expected.accepts(200, body), "{body:?}");
        }
        assert!(!expected.accepts(302, b"OK 1a"));
        assert!(!expected.accepts(500, b"OK 1a"));
        assert!(!Acknowledgement::Text(Vec::new()).accepts(200, b""));
    }

    /// Proves PKM-24 (the answer).
    #[test]
    fn status_ok_is_json() {
        for body in [r#"{"status":"ok"}"#, " {\"n\": 1, \"status\" : \"ok\"}\n"] {
            assert!(Acknowledgement::StatusOk.accepts(200, body.as_bytes()), "{body}");
        }
        for body in [
            "",
            "ok",
            "\"ok\"",
            "[\"status\",\"ok\"]",
            r#"{"status":"OK"}"#,
            r#"{"status":true}"#,
            r#"{"status":["ok"]}"#,
            r#"{"status":"fail"}"#,
            r#"{"data":{"status":"ok"}}"#,
            r#"{"status":"ok"} {}"#,
            "<p>{\"status\":\"ok\"}</p>",
        ] {
            assert!(!Acknowledgement::StatusOk.accepts(200, body.as_bytes()), "{body}");
        }
        assert!(!Acknowledgement::StatusOk.accepts(201, br#"{"status":"ok"}"#));
        let deep = "[".repeat(100_000);
        assert!(!Acknowledgement::StatusOk.accepts(200, deep.as_bytes()));
    }

    proptest! {
        #[test]
        fn any_answer_is_judged(status in any::<u16>(), body in prop::collection::vec(any::<u8>(), 0..200)) {
            let text = Acknowledgement::Text(vec!["OK".to_owned()]);
            prop_assert_eq!(text.accepts(status, &body), (200..300).contains(&status) && body == b"OK");
            prop_assert_eq!(Acknowledgement::Success.accepts(status, &body), (200..300).contains(&status));
            prop_assert!(status == 200 || !Acknowledgement::StatusOk.accepts(status, &body));
        }
    }
}
