//! The keys under which the journal is sealed: a ring of their own, whose first key seals while each verifies what it has sealed.

use crate::{
    sealed::{KeyRing, SealError},
    signature::hmac_hex_of,
};

/// The ring. Never printed.
pub struct JournalKeys {
    ring: KeyRing,
    first: [u8; 32],
}

/// One key of it, with the id that seals carry.
#[derive(Clone, Copy)]
pub struct JournalKey<'a> {
    id: &'a str,
    bytes: &'a [u8; 32],
}

impl JournalKeys {
    /// Reads `id:base64[,id:base64...]`, as [`KeyRing::parse`] does.
    pub fn parse(text: &str) -> Result<Self, SealError> {
        let ring = KeyRing::parse(text)?;
        let first = *ring.bytes(ring.first_id()).ok_or(SealError::KeyMalformed)?;
        Ok(Self { ring, first })
    }

    /// The key that seals.
    #[must_use]
    pub fn current(&self) -> JournalKey<'_> {
        JournalKey {
            id: self.ring.first_id(),
            bytes: &self.first,
        }
    }

    /// The key of this id.
    #[must_use]
    pub fn of<'a>(&'a self, id: &'a str) -> Option<JournalKey<'a>> {
        let bytes = self.ring.bytes(id)?;
        Some(JournalKey { id, bytes })
    }
}

impl<'a> JournalKey<'a> {
    /// Its id.
    #[must_use]
    pub const fn id(&self) -> &'a str {
        self.id
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
        hmac_hex_of(self.bytes, &framed)
    }
}

#[cfg(test)]
mod tests {
    use base64::{Engine, engine::general_purpose::STANDARD};

    use super::*;

    #[test]
    fn the_first_key_seals_and_each_is_found() {
        let (one, two) = (STANDARD.encode([1; 32]), STANDARD.encode([2; 32]));
        let bare = JournalKeys::parse(&one).unwrap();
        assert_eq!(bare.current().id(), "1");
        let ring = JournalKeys::parse(&format!("new:{two},1:{one}")).unwrap();
        assert_eq!(ring.current().id(), "new");
        assert_eq!(ring.of("1").unwrap().mac(&[b"x"]), bare.current().mac(&[b"x"]));
        assert_ne!(ring.current().mac(&[b"x"]), bare.current().mac(&[b"x"]));
        assert!(ring.of("2").is_none());
        assert!(JournalKeys::parse("").is_err());
    }

    #[test]
    fn parts_do_not_run_together() {
        let ring = JournalKeys::parse(&STANDARD.encode([1; 32])).unwrap();
        let key = ring.current();
        assert_ne!(key.mac(&[b"ab", b"c"]), key.mac(&[b"a", b"bc"]));
        assert_ne!(key.mac(&[b"ab"]), key.mac(&[b"ab", b""]));
    }
}
