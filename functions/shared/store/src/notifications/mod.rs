//! Notifications: what needs a person's attention. Most are written by triggers, where what they are about happens.

pub mod mail;
