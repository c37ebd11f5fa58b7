//! What an acquirer asks for: which credentials a terminal has, in which modes it may be.

use crate::sandbox_bank::SandboxBank;

/// Every acquirer that a terminal may be made at.
pub const ACQUIRERS: &[Description] = &[SandboxBank::DESCRIPTION];

/// An acquirer, for whoever makes a terminal.
#[derive(Debug, Clone, Copy)]
pub struct Description {
    /// The name in `terminal.acquirer` and in callback addresses.
    pub name: &'static str,
    /// `live`, `test` or both.
    pub modes: &'static [&'static str],
    /// What it gave the merchant to speak to it with.
    pub credentials: &'static [Credential],
}

/// One part of a terminal's credentials: a text.
#[derive(Debug, Clone, Copy)]
pub struct Credential {
    /// Its name.
    pub name: &'static str,
    /// Whether nothing goes without it.
    pub required: bool,
    /// Whether it is to be typed as passwords are.
    pub secret: bool,
    /// Whether it is an address that we call.
    pub address: bool,
}

impl Credential {
    pub(crate) const fn secret(name: &'static str) -> Self {
        Self {
            name,
            required: true,
            secret: true,
            address: false,
        }
    }

    pub(crate) const fn address(name: &'static str) -> Self {
        Self {
            name,
            required: true,
            secret: false,
            address: true,
        }
    }

    pub(crate) const fn optional(name: &'static str) -> Self {
        Self {
            name,
            required: false,
            secret: false,
            address: false,
        }
    }
}

impl Description {
    /// The acquirer of this name.
    #[must_use]
    pub fn of(name: &str) -> Option<&'static Self> {
        ACQUIRERS.iter().find(|acquirer| acquirer.name == name)
    }
}
