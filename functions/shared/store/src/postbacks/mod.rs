//! The outbox. A postback is claimed (counted and leased), sent by the caller, and recorded; what cannot be sent now, because its
//! endpoint is disabled or its breaker open, is held and comes back by [`queue`]. What an outcome makes of the payment's notice,
//! and whom it alarms, is the work of triggers (`schema/0006_postbacks.sql`).

pub mod claim;
pub mod list;
pub mod queue;
pub mod record;
pub mod resend;
