//! Who may do what in an organisation: a role's permissions, and single ones beyond it.

/// A permission, by the name that the database keeps.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Permission {
    /// Give captured money back.
    Refund,
    /// Take held money, or release it.
    Capture,
    /// Attach or dismiss what banks told us, settle what is flagged.
    Settings,
}

impl Permission {
    /// As the database keeps it.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Refund => "refund",
            Self::Capture => "capture",
            Self::Settings => "settings",
        }
    }
}

/// Whether a role, with single permissions beyond it, has a permission.
#[must_use]
pub fn has(role: &str, beyond: &[String], permission: Permission) -> bool {
    let by_role = match role {
        "owner" | "manager" => true,
        "payments_operator" => matches!(permission, Permission::Refund | Permission::Capture),
        _ => false,
    };
    by_role || beyond.iter().any(|name| name == permission.name())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Proves PKP-05 (the permission).
    #[test]
    fn a_role_has_what_it_has_and_what_it_was_given() {
        let none: Vec<String> = Vec::new();
        for role in ["owner", "manager", "payments_operator"] {
            assert!(
                has(role, &none, Permission::Refund) && has(role, &none, Permission::Capture),
                "{role}"
            );
        }
        assert!(!has("payments_operator", &none, Permission::Settings));
        for role in ["accountant", "viewer", "", "root"] {
            assert!(!has(role, &none, Permission::Refund), "{role}");
            assert!(has(role, &["refund".to_owned()], Permission::Refund), "{role}");
            assert!(!has(role, &["refund".to_owned()], Permission::Capture), "{role}");
        }
    }
}
