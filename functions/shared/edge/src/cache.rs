//! What an isolate may remember for a while: configuration, never money.

use std::{cell::RefCell, collections::HashMap};

/// How long a value is trusted unless said otherwise, in milliseconds.
const LIFE_MS: i64 = 60_000;
/// Most values remembered.
const ENTRIES_MAX: usize = 1_000;

/// A map whose values are forgotten after a while.
#[derive(Debug)]
pub struct Cache<T> {
    life_ms: i64,
    entries: RefCell<HashMap<String, (i64, T)>>,
}

impl<T: Clone> Cache<T> {
    /// An empty cache whose values last a minute.
    #[must_use]
    pub fn new() -> Self {
        Self::lasting(LIFE_MS)
    }

    /// An empty cache whose values last so long, in milliseconds.
    #[must_use]
    pub fn lasting(life_ms: i64) -> Self {
        Self {
            life_ms,
            entries: RefCell::new(HashMap::new()),
        }
    }

    /// The value, if it is young enough.
    pub fn get(&self, key: &str, now_ms: i64) -> Option<T> {
        self.entries
            .borrow()
            .get(key)
            .filter(|(at, _)| (0..self.life_ms).contains(&now_ms.saturating_sub(*at)))
            .map(|(_, value)| value.clone())
    }

    /// Remembers a value.
    pub fn put(&self, key: &str, value: T, now_ms: i64) {
        let mut entries = self.entries.borrow_mut();
        if entries.len() >= ENTRIES_MAX {
            entries.clear();
        }
        entries.insert(key.to_owned(), (now_ms, value));
    }
}

impl<T: Clone> Default for Cache<T> {
    fn default() -> Self {
        Self::new()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forgets_after_a_minute() {
        let cache = Cache::new();
        cache.put("a", 1, 1_000);
        assert_eq!(cache.get("a", 60_999), Some(1));
        assert_eq!(cache.get("a", 61_000), None);
        assert_eq!(cache.get("b", 1_000), None);
        let longer = Cache::lasting(600_000);
        longer.put("a", 1, 0);
        assert_eq!((longer.get("a", 599_999), longer.get("a", 600_000)), (Some(1), None));
    }
}
