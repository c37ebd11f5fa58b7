//! Who changes what, from a call.

use edge::{Problem, cabinet::Call};
use operations::change::Changer;

/// The caller, with the text that names them.
pub(crate) struct By<'a> {
    call: &'a Call<'a>,
    org_id: i64,
    actor: String,
}

impl<'a> By<'a> {
    pub(crate) fn of(call: &'a Call<'_>) -> Result<Self, Problem> {
        let visitor = call.visitor()?;
        Ok(Self {
            call,
            org_id: visitor.org_id,
            actor: visitor.actor(),
        })
    }

    pub(crate) fn changer(&self) -> Changer<'_> {
        Changer {
            org_id: self.org_id,
            actor: &self.actor,
            now: self.call.context.now,
        }
    }
}
