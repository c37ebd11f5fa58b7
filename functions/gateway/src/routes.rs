//! Which function serves a path.

/// Prefixes with their service bindings; the first that fits counts.
const ROUTES: [(&str, &str); 7] = [
    ("/v1/", "MERCHANT_API"),
    ("/callbacks/", "PAYMENT_CALLBACK"),
    ("/pay/", "CHECKOUT"),
    ("/widget/", "CHECKOUT"),
    ("/api/auth/", "CABINET_AUTH"),
    ("/api/", "CABINET_QUERY"),
    ("/bank/", "SANDBOX_BANK"),
];

/// The service binding of a path; none for static assets.
pub(crate) fn binding(path: &str) -> Option<&'static str> {
    ROUTES
        .iter()
        .find(|(prefix, _)| path.starts_with(prefix) || path == prefix.trim_end_matches('/'))
        .map(|(_, binding)| *binding)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_longest_meaning_wins() {
        assert_eq!(binding("/api/auth/sign-in"), Some("CABINET_AUTH"));
        assert_eq!(binding("/api/payments"), Some("CABINET_QUERY"));
        assert_eq!(binding("/v1"), Some("MERCHANT_API"));
        assert_eq!(binding("/widget.js"), None);
        assert_eq!(binding("/dispatch"), None);
    }
}
