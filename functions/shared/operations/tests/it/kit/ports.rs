//! Time and chance, as tests set them.

use std::cell::Cell;

use domain::time::Timestamp;
use operations::{Clock, Entropy, NoEntropy};

/// A clock that stands until it is moved.
pub(crate) struct SetClock(Cell<i64>);

impl SetClock {
    pub(crate) fn at(ms: i64) -> Self {
        Self(Cell::new(ms))
    }

    pub(crate) fn set(&self, ms: i64) {
        self.0.set(ms);
    }

    pub(crate) fn pass(&self, ms: i64) {
        self.0.set(self.0.get() + ms);
    }
}

impl Clock for SetClock {
    fn now(&self) -> Timestamp {
        Timestamp::from_ms(self.0.get())
    }

    fn local_day(&self, zone: &str, at: Timestamp) -> String {
        // Moscow has no summer time; everything else is UTC here.
        let at = if zone == "Europe/Moscow" {
            at.after_ms(3 * 3_600_000)
        } else {
            at
        };
        at.rfc3339().chars().take(10).collect()
    }

    fn knows_zone(&self, zone: &str) -> bool {
        matches!(zone, "UTC" | "Europe/Moscow")
    }
}

/// Seeded chance (SplitMix64): the same seed, the same ids.
pub(crate) struct Chance(Cell<u64>);

impl Chance {
    pub(crate) fn seeded(seed: u64) -> Self {
        Self(Cell::new(seed))
    }

    fn next(&self) -> u64 {
        let state = self.0.get().wrapping_add(0x9e37_79b9_7f4a_7c15);
        self.0.set(state);
        let mixed = (state ^ (state >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }
}

impl Entropy for Chance {
    fn bytes<const N: usize>(&self) -> Result<[u8; N], NoEntropy> {
        let mut bytes = [0; N];
        for chunk in bytes.chunks_mut(8) {
            chunk.copy_from_slice(&self.next().to_le_bytes()[..chunk.len()]);
        }
        Ok(bytes)
    }
}
