//! Letters to people: what each kind says, and how they are sent.
//!
//! Whoever queues a letter ([`store::letters::queue`]) gives what its text needs as a JSON object, and expires it when it is of no
//! use any more. What is left out is not said:
//!
//! | kind | params | token |
//! |---|---|---|
//! | `invitation` | `organisation` (its name; left out for the platform's operators), `role` | yes |
//! | `password_reset` | | yes |
//! | `password_changed` | `at_ms`, `address`, `agent` | |
//! | `new_sign_in` | `at_ms`, `address`, `agent` | |
//! | `second_factor_changed` | `change` (`enabled`, `disabled`, `recovery_codes`, `recovery_code_used`), `at_ms`, `address`, `agent` | |
//! | `notification` | `organisation`, `slug`, `items`: [[kind, subject], ...] | |
//! | `invoice` | `organisation`, `number`, `amount`, `currency`, `description`, `link`, `expires_at_ms` | |
//!
//! An invoice goes by SMS as well, the others by e-mail alone.

mod invitation;
mod invoice;
mod new_sign_in;
mod notification;
mod password_changed;
mod password_reset;
mod second_factor_changed;
mod send;
mod text;
mod token;

pub use send::{LettersError, Sending, Sent, send_due, tick};
pub use text::{Facts, write, write_sms};
pub use token::{TokenError, seal_token};
