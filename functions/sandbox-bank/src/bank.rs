//! What the bank works with.

use operations::Ports;

use crate::key::BankKey;

/// The ports, the key and the bank's own address.
pub(crate) struct Bank<'a, D, H, C, E> {
    /// Database, network, clock, chance.
    pub(crate) ports: Ports<'a, D, H, C, E>,
    /// Opens secrets, makes card tokens.
    pub(crate) key: &'a BankKey,
    /// Without a slash at the end.
    pub(crate) public_url: &'a str,
}

impl<D, H, C, E> Bank<'_, D, H, C, E> {
    /// Whether the bank itself stands on a developer's machine: only then it calls loopback addresses.
    pub(crate) fn is_local(&self) -> bool {
        self.public_url.starts_with("http://127.0.0.1:") || self.public_url.starts_with("http://localhost:")
    }
}

// Derived, these would ask the ports themselves to be Copy.
impl<D, H, C, E> Clone for Bank<'_, D, H, C, E> {
    fn clone(&self) -> Self {
        *self
    }
}
impl<D, H, C, E> Copy for Bank<'_, D, H, C, E> {}
