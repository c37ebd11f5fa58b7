//! The keys under which the journal is sealed.

use base64::{Engine, engine::general_purpose::STANDARD};

/// Most keys of a ring.
const KEYS_MAX: usize = 16;
/// Longest name of a key, in bytes.
const ID_BYTES_MAX: usize = 32;

/// Why a ring of keys was not read. Says nothing of the keys.
#[derive(Debug, thiserror::Error)]
pub enum JournalKeyError {
    /// Not `id:base64[,id:base64...]` of 32 bytes each, or bare base64.
    #[error("the journal's keys are not 32 bytes of base64, each after its own name")]
    Malformed,
}

/// A key of 32 bytes with the name that seals carry. Never printed.
pub struct JournalKey {
    id: String,
    bytes: [u8; 32],
}

impl JournalKey {
    /// Its name.
    #[must_use]
    pub fn id(&self) -> &str {
        &self.id
    }

    /// HMAC-SHA256 in hex over parts, each with its length before it: no two lists of parts are the same bytes.
    #[must_use]
    pub(super) fn mac(&self, parts: &[&[u8]]) -> String {
        // Eight bytes on every machine: WASM counts in 32 bits.
        let length = |part: &&[u8]| u64::try_from(part.len()).unwrap_or(u64::MAX).to_be_bytes();
        let lengths: Vec<[u8; 8]> = parts.iter().map(length).collect();
        let framed: Vec<&[u8]> = lengths
            .iter()
            .zip(parts)
            .flat_map(|(length, part)| [length.as_slice(), *part])
            .collect();
        crate::signature::hmac_hex_of(&self.bytes, &framed)
    }
}

/// The ring: the first key seals, each verifies what it has sealed.
pub struct JournalKeys {
    first: JournalKey,
    others: Vec<JournalKey>,
}

impl JournalKeys {
    /// Reads `id:base64[,id:base64...]`, or bare base64, which is the ring of a key named `1`.
    pub fn parse(text: &str) -> Result<Self, JournalKeyError> {
        let mut keys = text.split(',').map(key).collect::<Result<Vec<_>, _>>()?.into_iter();
        let first = keys.next().ok_or(JournalKeyError::Malformed)?;
        let others: Vec<JournalKey> = keys.collect();
        let ids: Vec<&str> = others.iter().map(JournalKey::id).chain([first.id()]).collect();
        let twice = |(at, id): (usize, &&str)| ids.iter().skip(at.saturating_add(1)).any(|other| other == id);
        if ids.len() > KEYS_MAX || ids.iter().enumerate().any(twice) {
            return Err(JournalKeyError::Malformed);
        }
        Ok(Self { first, others })
    }

    /// The key that seals.
    #[must_use]
    pub const fn current(&self) -> &JournalKey {
        &self.first
    }

    /// The key of this name.
    #[must_use]
    pub fn of(&self, id: &str) -> Option<&JournalKey> {
        std::iter::once(&self.first).chain(&self.others).find(|key| key.id == id)
    }
}

fn key(text: &str) -> Result<JournalKey, JournalKeyError> {
    let (id, base64) = text.trim().split_once(':').unwrap_or(("1", text.trim()));
    let named = (1..=ID_BYTES_MAX).contains(&id.len())
        && id
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_'));
    let bytes = STANDARD.decode(base64).ok().and_then(|bytes| bytes.try_into().ok());
    match bytes {
        Some(bytes) if named => Ok(JournalKey {
            id: id.to_owned(),
            bytes,
        }),
        _ => Err(JournalKeyError::Malformed),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rings_are_read_or_refused() {
        let one = STANDARD.encode([1; 32]);
        let two = STANDARD.encode([2; 32]);
        let bare = JournalKeys::parse(&one).unwrap();
        assert_eq!(bare.current().id(), "1");
        let ring = JournalKeys::parse(&format!("new:{two}, 1:{one}")).unwrap();
        assert_eq!(ring.current().id(), "new");
        assert_eq!(ring.of("1").unwrap().mac(&[b"x"]), bare.current().mac(&[b"x"]));
        assert!(ring.of("2").is_none());
        let twice = format!("1:{one},1:{two}");
        let nameless = format!(":{one}");
        for text in ["", ",", "1:", "c2hvcnQ=", "a b:AAAA", &twice, &nameless] {
            assert!(JournalKeys::parse(text).is_err(), "{text}");
        }
    }

    #[test]
    fn parts_do_not_run_together() {
        let ring = JournalKeys::parse(&STANDARD.encode([1; 32])).unwrap();
        let key = ring.current();
        assert_ne!(key.mac(&[b"ab", b"c"]), key.mac(&[b"a", b"bc"]));
        assert_ne!(key.mac(&[b"ab"]), key.mac(&[b"ab", b""]));
    }
}
