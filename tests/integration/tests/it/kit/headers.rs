//! Headers that every answer of ours carries.

use super::Answer;

/// Checks them; a page may have a policy of its own, but has one.
pub(crate) fn assert_headers(what: &str, answer: &Answer) {
    for (name, expected) in [
        ("strict-transport-security", "max-age=63072000; includeSubDomains"),
        ("x-content-type-options", "nosniff"),
        ("referrer-policy", "strict-origin-when-cross-origin"),
    ] {
        assert_eq!(answer.header(name), expected, "{what}: {name} of {answer:?}");
    }
    let policy = answer.header("content-security-policy");
    for part in ["default-src", "frame-ancestors"] {
        assert!(policy.contains(part), "{what}: {part} of {policy:?}");
    }
    for loose in ["unsafe-eval", "script-src *", "default-src *", "frame-ancestors *"] {
        assert!(!policy.contains(loose), "{what}: {policy}");
    }
}
