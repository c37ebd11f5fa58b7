//! What every change by people writes beside itself: the entry in the journal, and from where the changer works. An operator's
//! change of an organisation is told to the organisation's journal and to the platform's.

use crate::{Statement, StoreError, change::journal_of, sessions::Origin, statement};

/// The platform itself, whose journal is that of its operators.
pub const PLATFORM: i64 = 0;

/// Who changes something, from where, and when.
#[derive(Debug, Clone, Copy)]
pub struct By<'a> {
    /// As the journal names them: `person:7/<origin>`, `operator:3/<origin>`.
    pub actor: &'a str,
    /// The origin that the actor's name refers to.
    pub origin: &'a Origin,
    /// Now.
    pub now_ms: i64,
}

impl By<'_> {
    fn journals(&self, org_id: i64) -> impl Iterator<Item = i64> + use<> {
        let is_told_twice = self.actor.starts_with("operator:") && org_id != PLATFORM;
        [Some(org_id), is_told_twice.then_some(PLATFORM)].into_iter().flatten()
    }
}

// An operator who does not visit the organisation comes from the platform: the organisation does not know the place yet.
const ORIGIN: &str =
    "INSERT INTO origin (org_id, origin, address, agent, at_ms) VALUES (?1, ?2, ?3, ?4, ?5) ON CONFLICT DO NOTHING";

/// From where the changer works, for every journal that hears of it: stands before the change.
pub(crate) fn origins(org_id: i64, by: By<'_>) -> Vec<Statement> {
    let origin = by.origin;
    let row = |org_id| statement!(ORIGIN, org_id, &origin.id, &origin.address, &origin.agent, by.now_ms);
    by.journals(org_id).map(row).collect()
}

// Nothing was changed: the text is no JSON, the schema refuses the entry, and nothing of the batch is done.
const ENTRY: &str = concat!(journal_of!(), "iif(changes() > 0, ?6, 'nothing was changed')");

/// The journal's entries of the change that is the statement before them. Where that changed nothing, the whole batch is undone: see
/// [`is_refused`].
pub(crate) fn entries(org_id: i64, by: By<'_>, action: &str, subject: &str, detail: &str) -> Vec<Statement> {
    let entry = |journal| {
        // The platform's journal is of all organisations.
        let elsewhere = journal != org_id;
        let part = Some(subject).filter(|subject| *subject != "organisation");
        let whole = || {
            format!(
                "organisation:{org_id}{}",
                part.map(|part| format!("/{part}")).unwrap_or_default()
            )
        };
        let subject = if elsewhere { whole() } else { subject.to_owned() };
        statement!(ENTRY, journal, by.now_ms, by.actor, action, subject, detail)
    };
    by.journals(org_id).map(entry).collect()
}

/// Whether a batch was undone because its guarded change changed nothing.
#[must_use]
pub fn is_refused(error: &StoreError) -> bool {
    matches!(error, StoreError::Constraint(text) if text.contains("journal_detail"))
}
