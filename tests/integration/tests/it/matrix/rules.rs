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
];
