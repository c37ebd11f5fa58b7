//! The journal: its entries as people read them, the chain that seals them, and what is erased by rule.

pub mod erase;
pub mod list;
pub mod seal;
pub mod verify;

/// The origin that the actor of journal entry `j` names; NULL where it names none.
macro_rules! origin_of_actor {
    () => {
        "iif(instr(j.actor, '/') > 0, substr(j.actor, instr(j.actor, '/') + 1), NULL)"
    };
}

/// An entry with from where it was done, as the chain needs both.
macro_rules! entry_with_origin {
    () => {
        concat!(
            "SELECT j.seq, j.at_ms, j.actor, j.action, j.subject, j.detail, o.address, o.agent, o.at_ms AS origin_at_ms
    FROM journal j LEFT JOIN origin o ON o.org_id = j.org_id AND o.origin = ",
            $crate::journal::origin_of_actor!()
        )
    };
}

pub(crate) use {entry_with_origin, origin_of_actor};

crate::row! {
    /// An entry with from where it was done, while that is known.
    #[derive(Debug, Clone)]
    pub struct EntryRow {
        /// Its place, from 1.
        pub seq: i64,
        /// When.
        pub at_ms: i64,
        /// Who, and after a `/` the origin.
        pub actor: String,
        /// What.
        pub action: String,
        /// To what.
        pub subject: String,
        /// JSON.
        pub detail: String,
        /// The origin's network address; NULL where there is no such row.
        pub address: Option<String>,
        /// The origin's browser or program.
        pub agent: Option<String>,
        /// Since when the origin is known.
        pub origin_at_ms: Option<i64>,
    }
}
