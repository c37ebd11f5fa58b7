//! Notifications: what needs a person's attention. Most are written by triggers, where what they are about happens.

pub mod deadline;
pub mod list;
pub mod mail;
pub mod mail_kinds;
pub mod read;
