//! What time brings, a bounded piece at a tick: holds that end are captured or released, unpaid payments are looked after.
//! (Operations that are due: [`crate::operation::resolve`].)

pub mod deadlines;
pub mod holds;
pub mod unpaid;
