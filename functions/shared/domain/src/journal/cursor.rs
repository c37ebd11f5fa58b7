//! How far a verification has come, in words that only the holder of the key can write: the next call goes on from there, and
//! whoever carries it cannot make it skip or forget anything.

use super::JournalKey;

/// For how long a verification may be gone on with, in milliseconds: what was verified longer ago may have changed since.
const LIFE_MS: i64 = 3_600_000;

/// How far a verification has come.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Progress {
    /// When it was begun, in unix milliseconds.
    pub begun_at_ms: i64,
    /// The last entry verified.
    pub seq: i64,
    /// Its mac, recomputed.
    pub mac: String,
    /// Origins erased by rule so far.
    pub erased_origins: i64,
    /// The anchored head with which this run compares: its place.
    pub anchor_seq: i64,
    /// The anchored head's mac; empty where none is anchored.
    pub anchor_mac: String,
    /// When it was anchored.
    pub anchor_at_ms: i64,
}

impl Progress {
    /// As the client carries it.
    #[must_use]
    pub fn write(&self, key: JournalKey<'_>, org_id: i64) -> String {
        let text = format!(
            "{}.{}.{}.{}.{}.{}.{}",
            self.begun_at_ms,
            self.seq,
            self.mac,
            self.erased_origins,
            self.anchor_seq,
            self.anchor_mac,
            self.anchor_at_ms
        );
        let signature = signature(key, org_id, &text);
        format!("{text}.{signature}")
    }

    /// Reads what [`Progress::write`] wrote for the same organisation within the hour.
    #[must_use]
    pub fn read(key: JournalKey<'_>, org_id: i64, cursor: &str, now_ms: i64) -> Option<Self> {
        let (text, given) = cursor.rsplit_once('.')?;
        if !crate::token::same(given, &signature(key, org_id, text)) {
            return None;
        }
        let mut parts = text.split('.');
        let mut next = || parts.next();
        let progress = Self {
            begun_at_ms: next()?.parse().ok()?,
            seq: next()?.parse().ok()?,
            mac: next()?.to_owned(),
            erased_origins: next()?.parse().ok()?,
            anchor_seq: next()?.parse().ok()?,
            anchor_mac: next()?.to_owned(),
            anchor_at_ms: next()?.parse().ok()?,
        };
        let age_ms = now_ms.saturating_sub(progress.begun_at_ms);
        (0..=LIFE_MS).contains(&age_ms).then_some(progress)
    }
}

fn signature(key: JournalKey<'_>, org_id: i64, text: &str) -> String {
    key.mac(&[b"cursor", &org_id.to_be_bytes(), text.as_bytes()])
}

#[cfg(test)]
mod tests {
    use super::{super::JournalKeys, *};

    #[test]
    fn nobody_else_can_write_one() {
        let keys = JournalKeys::parse("AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=").unwrap();
        let other = JournalKeys::parse("AQECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=").unwrap();
        let progress = Progress {
            begun_at_ms: 1_000,
            seq: 20_000,
            mac: "ab".to_owned(),
            erased_origins: 3,
            anchor_seq: 30_000,
            anchor_mac: "cd".to_owned(),
            anchor_at_ms: 900,
        };
        let cursor = progress.write(keys.current(), 7);
        let read = |key: &JournalKeys, org_id, cursor: &str, now| Progress::read(key.current(), org_id, cursor, now);
        assert_eq!(read(&keys, 7, &cursor, 2_000), Some(progress));
        assert_eq!(read(&keys, 8, &cursor, 2_000), None);
        assert_eq!(read(&other, 7, &cursor, 2_000), None);
        assert_eq!(read(&keys, 7, &cursor, 1_001 + LIFE_MS), None);
        assert_eq!(read(&keys, 7, &cursor, 999), None);
        for altered in [
            cursor.replace("20000", "20001"),
            cursor.replace("ab.", "."),
            String::new(),
            "a.b".to_owned(),
        ] {
            assert_eq!(read(&keys, 7, &altered, 2_000), None, "{altered}");
        }
    }
}
