//! Who may do what: a role's permissions and single ones beyond it, in an organisation; what an API key may do.

/// A list of names with their enum.
macro_rules! named {
    ($(#[$doc:meta])* $name:ident { $($(#[$variant_doc:meta])* $variant:ident = $text:literal),* $(,)? }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        pub enum $name { $($(#[$variant_doc])* $variant),* }

        impl $name {
            /// All there are.
            pub const ALL: &'static [Self] = &[$(Self::$variant),*];

            /// As the database keeps it.
            #[must_use]
            pub const fn name(self) -> &'static str {
                match self { $(Self::$variant => $text),* }
            }

            /// The one of this name.
            #[must_use]
            pub fn parse(name: &str) -> Option<Self> {
                Self::ALL.iter().copied().find(|one| one.name() == name)
            }
        }
    };
}
pub(crate) use named;

named! {
    /// What a person may do in an organisation beyond looking at payments and settings.
    Permission {
        /// Give captured money back.
        Refund = "refund",
        /// Take held money, or release it.
        Capture = "capture",
        /// Ask for a payout.
        PayoutCreate = "payout_create",
        /// Let a payout that somebody else asked for go out.
        PayoutApprove = "payout_approve",
        /// Sell, and confirm and reject manual payments: clients, offers' orders, invoices.
        ManualPayments = "manual_payments",
        /// Take reports away.
        Reports = "reports",
        /// Change the organisation, its terminals, limits, keys and endpoints; settle what is flagged.
        Settings = "settings",
        /// Let people in and out.
        People = "people",
        /// Read the journal.
        Journal = "journal",
    }
}

named! {
    /// A person's role in an organisation.
    Role {
        /// Everything.
        Owner = "owner",
        /// Everything but people.
        Manager = "manager",
        /// Reports, and asking for payouts.
        Accountant = "accountant",
        /// Captures, refunds, manual payments.
        PaymentsOperator = "payments_operator",
        /// Looks on.
        Viewer = "viewer",
    }
}

impl Role {
    /// The permissions that the role brings.
    #[must_use]
    pub const fn permissions(self) -> &'static [Permission] {
        use Permission::{Capture, Journal, ManualPayments, PayoutApprove, PayoutCreate, Refund, Reports, Settings};
        match self {
            Self::Owner => Permission::ALL,
            Self::Manager => &[
                Refund,
                Capture,
                PayoutCreate,
                PayoutApprove,
                ManualPayments,
                Reports,
                Settings,
                Journal,
            ],
            Self::Accountant => &[Reports, PayoutCreate],
            Self::PaymentsOperator => &[Refund, Capture, ManualPayments],
            Self::Viewer => &[],
        }
    }
}

/// Whether a role, with single permissions beyond it, has a permission.
#[must_use]
pub fn has(role: &str, beyond: &[String], permission: Permission) -> bool {
    let by_role = Role::parse(role).is_some_and(|role| role.permissions().contains(&permission));
    by_role || beyond.iter().any(|name| name == permission.name())
}

named! {
    /// What an API key may do.
    KeyPermission {
        /// Read payments, events and balances.
        Read = "read",
        /// Create payments.
        Payments = "payments",
        /// Capture and cancel.
        Capture = "capture",
        /// Refund.
        Refund = "refund",
        /// Have postbacks sent again.
        Postbacks = "postbacks",
        /// Sell: clients, offers, orders and invoices.
        Sales = "sales",
        /// Confirm and reject manual payments.
        ManualPayments = "manual_payments",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Proves PKP-05, SPR-09, EDG-11 (the permissions of a role).
    #[test]
    fn a_role_has_what_it_has_and_what_it_was_given() {
        let none: Vec<String> = Vec::new();
        let of = |role: &str| {
            let all = Permission::ALL.iter().filter(|one| has(role, &none, **one));
            all.map(|one| one.name()).collect::<Vec<_>>().join(" ")
        };
        assert_eq!(
            of("owner"),
            "refund capture payout_create payout_approve manual_payments reports settings people journal"
        );
        assert_eq!(
            of("manager"),
            "refund capture payout_create payout_approve manual_payments reports settings journal"
        );
        assert_eq!(of("accountant"), "payout_create reports");
        assert_eq!(of("payments_operator"), "refund capture manual_payments");
        for role in ["viewer", "", "root"] {
            assert_eq!(of(role), "");
            assert!(has(role, &["refund".to_owned()], Permission::Refund), "{role}");
            assert!(!has(role, &["refund".to_owned()], Permission::Capture), "{role}");
        }
    }

    #[test]
    fn names_are_read_back() {
        for one in Permission::ALL {
            assert_eq!(Permission::parse(one.name()), Some(*one));
        }
        assert_eq!(Permission::parse("everything"), None);
        assert_eq!(KeyPermission::parse("read"), Some(KeyPermission::Read));
        assert_eq!(Role::parse("owner"), Some(Role::Owner));
    }
}
