//! Who changes something of organisations and people, as the operations are told.

use serde_json::json;
use store::{changes::By, people::Actor};

use crate::{
    Problem,
    cabinet::{Call, Person},
    service,
};

/// Who does it, from where, and when.
pub struct Who<'a> {
    person: &'a Person,
    name: String,
    /// Empty for an operator of the platform who acts as such.
    role: &'a str,
    now_ms: i64,
}

impl<'a> Who<'a> {
    /// A member of the organisation.
    pub fn member(call: &'a Call<'_>) -> Result<Self, Problem> {
        let visitor = call.visitor()?;
        Ok(Self::of(call, &visitor.person, &visitor.role))
    }

    /// An operator of the platform.
    pub fn operator(call: &'a Call<'_>) -> Result<Self, Problem> {
        Ok(Self::of(call, call.person()?, ""))
    }

    fn of(call: &Call<'_>, person: &'a Person, role: &'a str) -> Self {
        Self {
            person,
            name: person.actor(),
            role,
            now_ms: call.context.now.ms(),
        }
    }

    /// Who, from where, and when.
    #[must_use]
    pub fn by(&self) -> By<'_> {
        By {
            actor: &self.name,
            origin: &self.person.origin,
            now_ms: self.now_ms,
        }
    }

    /// The same with what they may.
    #[must_use]
    pub fn actor(&self) -> Actor<'_> {
        Actor {
            by: self.by(),
            person_id: self.person.session.person_id,
            role: self.role,
            permissions: &self.person.session.permissions,
        }
    }

    /// Whether they have a second factor.
    #[must_use]
    pub fn has_second_factor(&self) -> bool {
        self.person.session.has_second_factor == 1
    }
}

/// Has letters sent beside the answer. Best effort: they are due already, and the cron of `mail-dispatch` finds them.
pub fn send_letters(call: &Call<'_>) {
    let env = call.env.clone();
    call.background.wait_until(async move {
        let _ = service::post(&env, "MAIL_DISPATCH", "/dispatch", &json!({})).await;
    });
}
