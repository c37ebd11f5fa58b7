//! Who does it, as the operations are told.

use domain::token;
use edge::{
    Problem,
    cabinet::{Call, Person},
    service,
};
use http::StatusCode;
use serde_json::json;
use store::{changes::By, people::Actor};

/// Who does it, from where, and when.
pub(crate) struct Who<'a> {
    person: &'a Person,
    name: String,
    /// Empty for an operator of the platform who acts as such.
    role: &'a str,
    now_ms: i64,
}

impl<'a> Who<'a> {
    /// A member of the organisation.
    pub(crate) fn member(call: &'a Call<'_>) -> Result<Self, Problem> {
        let visitor = call.visitor()?;
        Ok(Self::of(call, &visitor.person, &visitor.role))
    }

    /// An operator of the platform.
    pub(crate) fn operator(call: &'a Call<'_>) -> Result<Self, Problem> {
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

    pub(crate) fn by(&self) -> By<'_> {
        By {
            actor: &self.name,
            origin: &self.person.origin,
            now_ms: self.now_ms,
        }
    }

    pub(crate) fn actor(&self) -> Actor<'_> {
        Actor {
            by: self.by(),
            person_id: self.person.session.person_id,
            role: self.role,
            permissions: &self.person.session.permissions,
        }
    }

    pub(crate) fn has_second_factor(&self) -> bool {
        self.person.session.has_second_factor == 1
    }
}

/// A number in a path.
pub(crate) fn id(text: &str) -> Result<i64, Problem> {
    token::number(text).ok_or_else(|| not_found("person_not_found", "Nobody of this number is here."))
}

pub(crate) fn not_found(code: &str, detail: &str) -> Problem {
    Problem::new(StatusCode::NOT_FOUND, code, detail)
}

/// Has letters sent beside the answer. Best effort: they are due already, and the cron of `mail-dispatch` finds them.
pub(crate) fn send_letters(call: &Call<'_>) {
    let env = call.env.clone();
    call.background.wait_until(async move {
        let _ = service::post(&env, "MAIL_DISPATCH", "/dispatch", &json!({})).await;
    });
}
