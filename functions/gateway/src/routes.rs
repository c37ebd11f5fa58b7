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

/// The path of a whole address.
pub(crate) fn path(url: &str) -> &str {
    let after_scheme = url.find("://").map_or(0, |at| at.saturating_add(3));
    let rest = url.get(after_scheme..).unwrap_or_default();
    let path = rest.find('/').and_then(|at| rest.get(at..)).unwrap_or("/");
    path.split(['?', '#']).next().unwrap_or_default()
}

/// The service binding of a path; none for static assets.
pub(crate) fn binding(path: &str) -> Option<&'static str> {
    ROUTES
        .iter()
        .find(|(prefix, _)| path.starts_with(prefix))
        .map(|(_, binding)| *binding)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_longest_meaning_wins() {
        assert_eq!(binding("/api/auth/sign-in"), Some("CABINET_AUTH"));
        assert_eq!(binding("/api/payments"), Some("CABINET_QUERY"));
        assert_eq!(binding("/widget.js"), None);
        assert_eq!(binding("/dispatch"), None);
    }

    #[test]
    fn paths_end_before_the_query() {
        assert_eq!(path("http://127.0.0.1:8787/pay/x?embed=1#y"), "/pay/x");
        assert_eq!(path("https://pay.example.com"), "/");
        assert_eq!(path("https://pay.example.com/?a=/v1/"), "/");
    }
}
