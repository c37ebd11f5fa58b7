//! Time and chance, as tests set them.

use std::cell::Cell;

use domain::time::Timestamp;
use operations::{Clock, Entropy, NoEntropy};

/// From 2026-03-29T01:00:00Z until 2026-10-25T01:00:00Z.
const BERLIN_SUMMER_2026: std::ops::Range<i64> = 1_774_746_000_000..1_792_890_000_000;

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
        // Moscow has no summer time, Berlin has that of 2026; everything else is UTC here.
        let hours = match zone {
            "Europe/Moscow" => 3,
            "Europe/Berlin" if BERLIN_SUMMER_2026.contains(&at.ms()) => 2,
            "Europe/Berlin" => 1,
            _ => 0,
        };
        let at = at.after_ms(hours * 3_600_000);
        at.rfc3339().chars().take(10).collect()
    }

    fn knows_zone(&self, zone: &str) -> bool {
        matches!(zone, "UTC" | "Europe/Moscow" | "Europe/Berlin")
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
