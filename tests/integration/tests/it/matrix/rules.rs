//! What each route asks of its caller. Said here once more, apart from the functions' own tables: whoever changes one says so twice.

/// Whom a route lets in.
#[derive(Debug, Clone, Copy)]
pub(super) enum Rule {
    /// Anyone.
    Anyone,
    /// Whoever is signed in.
    Person,
    /// Operators of the platform.
    Operator,
    /// Operators who visit the organisation.
    Visitor,
    /// Members with one of these roles.
    Roles(&'static str),
}

use Rule::{Operator, Roles, Visitor};

const ALL: Rule = Roles("owner manager accountant payments_operator viewer");
/// Who works on payments, and who looks after settings.
const PAYMENTS: Rule = Roles("owner manager payments_operator");
const SETTINGS: Rule = Roles("owner manager");
const JOURNAL: Rule = Roles("owner manager");

/// Method and path, whom it lets in, and whether they must have proved lately that it is they.
pub(super) const RULES: &[(&str, Rule, bool)] = &[
    // cabinet-query
    ("GET /api/payments", ALL, false),
    ("GET /api/payments/{number}", ALL, false),
    ("GET /api/endpoints", ALL, false),
    ("GET /api/endpoints/{endpoint}", ALL, false),
    ("GET /api/postbacks", ALL, false),
    ("GET /api/postbacks/{endpoint}/{event}", ALL, false),
    ("GET /api/callbacks", ALL, false),
    ("GET /api/balances", ALL, false),
    ("GET /api/imbalances", ALL, false),
    ("GET /api/registers", ALL, false),
    ("GET /api/registers/{terminal}/{register}", ALL, false),
    // cabinet-organisation
    ("GET /api/organisation", ALL, false),
    ("POST /api/organisation", Roles("owner manager"), false),
    ("GET /api/notifications", ALL, false),
    ("POST /api/notifications/read", ALL, false),
    ("GET /api/notifications/mail", ALL, false),
    ("POST /api/notifications/mail", ALL, false),
    ("GET /api/organisations", Rule::Operator, false),
    ("POST /api/organisations", Rule::Operator, true),
    ("GET /api/organisations/{slug}", Rule::Operator, false),
    ("POST /api/organisations/{slug}", Rule::Operator, true),
    ("POST /api/organisations/{slug}/status", Rule::Operator, true),
    ("POST /api/organisations/{slug}/owner", Rule::Operator, true),
    ("POST /api/organisations/{slug}/visit", Rule::Operator, true),
    ("POST /api/organisations/{slug}/leave", Rule::Operator, false),
    // cabinet-people
    ("GET /api/people", Roles("owner"), false),
    ("POST /api/people/{id}", Roles("owner"), true),
    ("POST /api/people/{id}/status", Roles("owner"), true),
    ("GET /api/invitations", Roles("owner"), false),
    ("POST /api/invitations", Roles("owner"), true),
    ("POST /api/invitations/{id}/revoke", Roles("owner"), true),
    ("POST /api/invitations/{id}/resend", Roles("owner"), true),
    ("GET /api/operators", Rule::Operator, false),
    ("POST /api/operators/{id}/status", Rule::Operator, true),
    ("GET /api/operators/invitations", Rule::Operator, false),
    ("POST /api/operators/invitations", Rule::Operator, true),
    ("POST /api/operators/invitations/{id}/revoke", Rule::Operator, true),
    ("POST /api/operators/invitations/{id}/resend", Rule::Operator, true),
    // cabinet-command
    ("POST /api/payments/{number}/capture", PAYMENTS, false),
    ("POST /api/payments/{number}/cancel", PAYMENTS, false),
    ("POST /api/payments/{number}/refunds", PAYMENTS, false),
    ("POST /api/payments/{number}/attention", PAYMENTS, false),
    (
        "POST /api/payments/{number}/operations/{operation}/ask",
        PAYMENTS,
        false,
    ),
    (
        "POST /api/payments/{number}/operations/{operation}/record",
        PAYMENTS,
        false,
    ),
    ("POST /api/callbacks/{terminal}/{event}/attach", PAYMENTS, false),
    ("POST /api/callbacks/{terminal}/{event}/dismiss", PAYMENTS, false),
    ("POST /api/postbacks/resend", PAYMENTS, false),
    // cabinet-endpoints
    ("POST /api/endpoints", SETTINGS, true),
    ("POST /api/endpoints/reencrypt", Operator, true),
    ("POST /api/endpoints/{endpoint}", SETTINGS, true),
    ("POST /api/endpoints/{endpoint}/enable", SETTINGS, false),
    ("POST /api/endpoints/{endpoint}/disable", SETTINGS, false),
    ("POST /api/endpoints/{endpoint}/delete", SETTINGS, false),
    ("POST /api/endpoints/{endpoint}/rotate", SETTINGS, true),
    ("POST /api/endpoints/{endpoint}/test", SETTINGS, false),
    // cabinet-terminals
    ("GET /api/terminals", ALL, false),
    ("POST /api/terminals", SETTINGS, true),
    ("POST /api/terminals/reencrypt", Operator, true),
    ("POST /api/terminals/{terminal}", SETTINGS, false),
    ("POST /api/terminals/{terminal}/status", SETTINGS, false),
    ("POST /api/terminals/{terminal}/copy", SETTINGS, true),
    ("POST /api/terminals/{terminal}/fees", Visitor, false),
    // cabinet-keys
    ("GET /api/limits", ALL, false),
    ("POST /api/limits", SETTINGS, false),
    ("POST /api/limits/delete", SETTINGS, false),
    ("GET /api/keys", SETTINGS, false),
    ("POST /api/keys", SETTINGS, true),
    ("POST /api/keys/{prefix}", SETTINGS, true),
    ("POST /api/keys/{prefix}/rotate", SETTINGS, true),
    ("POST /api/keys/{prefix}/revoke", SETTINGS, true),
    // clients
    ("GET /api/clients", ALL, false),
    ("POST /api/clients", PAYMENTS, false),
    ("GET /api/clients/{number}", ALL, false),
    ("POST /api/clients/{number}", PAYMENTS, false),
    ("GET /api/clients/{number}/timeline", ALL, false),
    ("POST /api/clients/{number}/notes", PAYMENTS, false),
    // orders
    ("GET /api/orders", ALL, false),
    ("POST /api/orders", PAYMENTS, false),
    ("GET /api/orders/{number}", ALL, false),
    ("POST /api/orders/{number}/payments", PAYMENTS, false),
    ("GET /api/order-payments", ALL, false),
    ("GET /api/manual-payments/{number}", ALL, false),
    ("GET /api/manual-payments/{number}/receipt", ALL, false),
    ("POST /api/manual-payments/{number}/confirm", PAYMENTS, false),
    ("POST /api/manual-payments/{number}/reject", PAYMENTS, false),
    // offers
    ("GET /api/manual-systems", ALL, false),
    ("POST /api/manual-systems", SETTINGS, false),
    ("GET /api/manual-systems/{system}", ALL, false),
    ("POST /api/manual-systems/{system}", SETTINGS, false),
    ("POST /api/manual-systems/{system}/status", SETTINGS, false),
    ("PUT /api/manual-systems/{system}/image", SETTINGS, false),
    ("GET /api/offers", ALL, false),
    ("POST /api/offers", SETTINGS, false),
    ("GET /api/offers/{offer}", ALL, false),
    ("POST /api/offers/{offer}", SETTINGS, false),
    ("POST /api/offers/{offer}/status", SETTINGS, false),
    ("POST /api/offers/{offer}/copy", SETTINGS, false),
    // invoices
    ("GET /api/invoices", ALL, false),
    ("POST /api/invoices", PAYMENTS, false),
    ("GET /api/invoices/{number}", ALL, false),
    ("POST /api/invoices/{number}/send", PAYMENTS, false),
    ("POST /api/invoices/{number}/cancel", PAYMENTS, false),
    ("POST /api/invoices/{number}/accept-cash", PAYMENTS, false),
    // journal
    ("GET /api/journal", JOURNAL, false),
    ("GET /api/journal/export", JOURNAL, false),
    ("POST /api/journal/verify", JOURNAL, false),
    ("GET /api/journal/platform", Operator, false),
    ("GET /api/journal/platform/export", Operator, false),
    ("POST /api/journal/platform/verify", Operator, false),
    // rates
    ("GET /api/rates", Rule::Person, false),
    ("POST /api/rates", Operator, false),
    // cabinet-auth
    ("POST /api/auth/sign-in", Rule::Anyone, false),
    ("POST /api/auth/sign-in/second-factor", Rule::Anyone, false),
    ("GET /api/auth/session", Rule::Person, false),
    ("POST /api/auth/sign-out", Rule::Person, false),
    ("POST /api/auth/prove", Rule::Person, false),
    // cabinet-account
    ("POST /api/auth/profile", Rule::Person, false),
    ("POST /api/auth/profile/contacts", Rule::Person, true),
    ("POST /api/auth/second-factor/begin", Rule::Person, true),
    ("POST /api/auth/second-factor/confirm", Rule::Person, false),
    ("POST /api/auth/second-factor/disable", Rule::Person, true),
    ("POST /api/auth/second-factor/recovery-codes", Rule::Person, true),
    ("GET /api/auth/sessions", Rule::Person, false),
    ("POST /api/auth/sessions/revoke-others", Rule::Person, false),
    ("POST /api/auth/sessions/{id}/revoke", Rule::Person, false),
    ("POST /api/auth/reencrypt", Rule::Operator, true),
    // cabinet-recovery
    ("POST /api/auth/password", Rule::Person, true),
    ("POST /api/auth/recovery", Rule::Anyone, false),
    ("POST /api/auth/recovery/password", Rule::Anyone, false),
    ("POST /api/auth/invitation", Rule::Anyone, false),
    ("POST /api/auth/invitation/accept", Rule::Anyone, false),
];
