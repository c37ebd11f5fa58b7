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

use Rule::Roles;

const ALL: Rule = Roles("owner manager accountant payments_operator viewer");

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
    ("POST /api/organisations/{slug}", Rule::Operator, false),
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
];
