//! The bank's pages: rendered here, working without a script.

pub(crate) mod card_page;
pub(crate) mod challenge_page;
pub(crate) mod error_page;
mod layout;
pub(crate) mod manager_page;
pub(crate) mod outcome_page;
