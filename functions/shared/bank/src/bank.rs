//! What the bank works with.

use operations::Ports;

use crate::{books::payments::Payment, key::BankKey};

/// The ports, the key and the bank's own address.
pub struct Bank<'a, D, H, C, E> {
    /// Database, network, clock, chance.
    pub(crate) ports: Ports<'a, D, H, C, E>,
    /// Opens secrets, makes card tokens.
    pub(crate) key: &'a BankKey,
    /// Without a slash at the end.
    pub(crate) public_url: &'a str,
}

impl<D, H, C, E> Bank<'_, D, H, C, E> {
    /// The page where a payment's payer types a card.
    pub(crate) fn pay_url(&self, payment: &Payment) -> String {
        format!("{}/bank/pay/{}", self.public_url, payment.token)
    }

    /// Whether an address takes callbacks of the desk that this bank stands beside: it calls no other.
    pub(crate) fn may_call(&self, address: &str) -> bool {
        let path = address.strip_prefix(self.public_url).unwrap_or_default();
        path.starts_with("/callbacks/") && domain::address::check_return(address, &[self.public_url.to_owned()]).is_ok()
    }
}

// Derived, these would ask the ports themselves to be Copy.
impl<D, H, C, E> Clone for Bank<'_, D, H, C, E> {
    fn clone(&self) -> Self {
        *self
    }
}
impl<D, H, C, E> Copy for Bank<'_, D, H, C, E> {}
