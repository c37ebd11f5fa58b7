//! Time and chance, so that tests can set them.

use domain::time::Timestamp;

/// No random bytes were to be had.
#[derive(Debug, thiserror::Error)]
#[error("the platform gave no random bytes")]
pub struct NoEntropy;

/// Unguessable bytes.
pub trait Entropy {
    /// Draws `N` bytes.
    fn bytes<const N: usize>(&self) -> Result<[u8; N], NoEntropy>;
}

/// The wall clock, for operations that take time themselves; the others are told the time once.
pub trait Clock {
    /// Now.
    fn now(&self) -> Timestamp;
    /// The day of an instant in a zone (IANA name; an unknown one counts as UTC), `YYYY-MM-DD`.
    fn local_day(&self, zone: &str, at: Timestamp) -> String;
    /// Whether it knows a zone of this name.
    fn knows_zone(&self, zone: &str) -> bool;
}

/// The ports of an operation that goes out to the network.
#[derive(Debug)]
pub struct Ports<'a, D, H, C, E> {
    /// The database.
    pub database: &'a D,
    /// The network.
    pub client: &'a H,
    /// The clock.
    pub clock: &'a C,
    /// Chance.
    pub entropy: &'a E,
}

// Derived, these would ask the ports themselves to be Copy.
impl<D, H, C, E> Clone for Ports<'_, D, H, C, E> {
    fn clone(&self) -> Self {
        *self
    }
}
impl<D, H, C, E> Copy for Ports<'_, D, H, C, E> {}
