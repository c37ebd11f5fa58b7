//! Which function serves a path.

/// Prefixes with their service bindings; the first that fits counts.
const ROUTES: [(&str, &str); 46] = [
    ("/v1/clients/", "CLIENTS"),
    ("/v1/offers/", "OFFERS"),
    ("/v1/manual-systems/", "OFFERS"),
    ("/v1/orders/", "ORDERS"),
    ("/v1/order-payments/", "ORDERS"),
    ("/v1/manual-payments/", "ORDERS"),
    ("/v1/invoices/", "INVOICES"),
    ("/v1/rates/", "RATES"),
    ("/v1/", "MERCHANT_API"),
    ("/offer/", "CHECKOUT_ORDERS"),
    ("/manual/", "CHECKOUT_ORDERS"),
    ("/files/", "CHECKOUT_ORDERS"),
    ("/callbacks/", "PAYMENT_CALLBACK"),
    ("/pay/", "CHECKOUT"),
    ("/widget/", "CHECKOUT"),
    ("/api/auth/password/", RECOVERY),
    ("/api/auth/recovery/", RECOVERY),
    ("/api/auth/invitation/", RECOVERY),
    ("/api/auth/profile/", ACCOUNT),
    ("/api/auth/second-factor/", ACCOUNT),
    ("/api/auth/sessions/", ACCOUNT),
    ("/api/auth/reencrypt/", ACCOUNT),
    ("/api/auth/", "CABINET_AUTH"),
    ("/api/organisation/", ORGANISATION),
    ("/api/organisations/", ORGANISATION),
    ("/api/people/", PEOPLE),
    ("/api/invitations/", PEOPLE),
    ("/api/operators/", PEOPLE),
    ("/api/notifications/", PEOPLE),
    ("/api/terminals/", TERMINALS),
    ("/api/limits/", KEYS),
    ("/api/keys/", KEYS),
    ("/api/journal/", "JOURNAL"),
    ("/api/endpoints/", ENDPOINTS),
    ("/api/clients/", "CLIENTS"),
    ("/api/offers/", "OFFERS"),
    ("/api/manual-systems/", "OFFERS"),
    ("/api/orders/", "ORDERS"),
    ("/api/order-payments/", "ORDERS"),
    ("/api/manual-payments/", "ORDERS"),
    ("/api/invoices/", "INVOICES"),
    ("/api/rates/", "RATES"),
    ("/api/", QUERY),
    ("/bank/api/", "SANDBOX_BANK"),
    ("/bank/manager", "SANDBOX_BANK_MANAGER"),
    ("/bank/", "SANDBOX_BANK_PAGES"),
];

/// What the cabinet reads, and what it changes.
const QUERY: &str = "CABINET_QUERY";
const COMMAND: &str = "CABINET_COMMAND";
/// Changes endpoints; what is read of them is read as the rest is.
const ENDPOINTS: &str = "CABINET_ENDPOINTS";
const ACCOUNT: &str = "CABINET_ACCOUNT";
const RECOVERY: &str = "CABINET_RECOVERY";
const ORGANISATION: &str = "CABINET_ORGANISATION";
const PEOPLE: &str = "CABINET_PEOPLE";
const TERMINALS: &str = "CABINET_TERMINALS";
const KEYS: &str = "CABINET_KEYS";

/// The service binding of a request; none for static assets.
pub(crate) fn binding(path: &str, changes: bool) -> Option<&'static str> {
    let binding = by_path(path)?;
    Some(match binding {
        QUERY if changes => COMMAND,
        ENDPOINTS if !changes => QUERY,
        other => other,
    })
}

fn by_path(path: &str) -> Option<&'static str> {
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
        assert_eq!(binding("/api/auth/sign-in", false), Some("CABINET_AUTH"));
        assert_eq!(binding("/api/payments", false), Some("CABINET_QUERY"));
        assert_eq!(binding("/api/payments/7/refunds", true), Some("CABINET_COMMAND"));
        assert_eq!(binding("/api/auth/sign-in", true), Some("CABINET_AUTH"));
        assert_eq!(binding("/api/endpoints", true), Some("CABINET_ENDPOINTS"));
        assert_eq!(binding("/api/endpoints/7/test", true), Some("CABINET_ENDPOINTS"));
        assert_eq!(binding("/api/endpoints/7", false), Some("CABINET_QUERY"));
        assert_eq!(binding("/api/auth/sign-in/second-factor", true), Some("CABINET_AUTH"));
        assert_eq!(binding("/api/auth/session", false), Some("CABINET_AUTH"));
        assert_eq!(binding("/api/auth/sessions", false), Some("CABINET_ACCOUNT"));
        assert_eq!(binding("/api/auth/password", true), Some("CABINET_RECOVERY"));
        assert_eq!(binding("/v1/payments", true), Some("MERCHANT_API"));
        assert_eq!(binding("/bank/api/payments", true), Some("SANDBOX_BANK"));
        assert_eq!(
            binding("/bank/manager-api/registers", true),
            Some("SANDBOX_BANK_MANAGER")
        );
        assert_eq!(binding("/bank/pay/x", true), Some("SANDBOX_BANK_PAGES"));
        assert_eq!(binding("/api/people", false), Some("CABINET_PEOPLE"));
        assert_eq!(binding("/api/keys/x/revoke", true), Some("CABINET_KEYS"));
        assert_eq!(binding("/api/limits", false), Some("CABINET_KEYS"));
        assert_eq!(binding("/api/terminals", false), Some("CABINET_TERMINALS"));
        assert_eq!(binding("/api/journal/verify", true), Some("JOURNAL"));
        assert_eq!(binding("/v1", false), Some("MERCHANT_API"));
        assert_eq!(binding("/widget.js", false), None);
        assert_eq!(binding("/dispatch", false), None);
    }
}
