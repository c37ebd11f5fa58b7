//! People beside an organisation's owner, and operators of the platform, each with a session.

use super::{SignedIn, TestMerchant, TestPerson};

/// Somebody with a session.
pub(crate) struct Colleague {
    pub(crate) person_id: i64,
    pub(crate) login: String,
    pub(crate) session: SignedIn,
}

impl TestMerchant {
    /// Somebody with a role, and single permissions beyond it.
    pub(crate) fn colleague(&self, role: &str, permissions: &[&str]) -> Colleague {
        Colleague::of(TestPerson::of(self.merchant.org_id, role).with(permissions), "merchant")
    }
}

impl Colleague {
    /// An operator of the platform.
    pub(crate) fn operator() -> Self {
        Self::of(TestPerson::new("operator"), "operator")
    }

    fn of(person: TestPerson, kind: &str) -> Self {
        Self {
            person_id: person.id,
            login: format!("{kind}{}", person.id),
            session: person.session(),
        }
    }
}
