//! What an isolate may remember for a minute: configuration, never money.

use std::{cell::RefCell, collections::HashMap};

/// How long a value is trusted, in milliseconds.
const LIFE_MS: i64 = 60_000;
/// Most values remembered.
const ENTRIES_MAX: usize = 1_000;

/// A map whose values are forgotten after a minute.
#[derive(Debug)]
pub struct Cache<T>(RefCell<HashMap<String, (i64, T)>>);

impl<T: Clone> Cache<T> {
    /// An empty cache.
    #[must_use]
    pub fn new() -> Self {
        Self(RefCell::new(HashMap::new()))
    }

    /// The value, if it is younger than a minute.
    pub fn get(&self, key: &str, now_ms: i64) -> Option<T> {
        self.0
            .borrow()
            .get(key)
            .filter(|(at, _)| (0..LIFE_MS).contains(&now_ms.saturating_sub(*at)))
            .map(|(_, value)| value.clone())
    }

    /// Remembers a value.
    pub fn put(&self, key: &str, value: T, now_ms: i64) {
        let mut entries = self.0.borrow_mut();
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
    }
}
