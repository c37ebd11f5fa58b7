//! Secrets at rest: AES-256-GCM under a ring of keys, bound to what they belong to.
//!
//! A sealed text names its key, `v2:<key id>:<nonce>:<ciphertext>`, so that keys can be replaced one after the other: a new one
//! is put first, what is sealed is sealed anew, the old one is taken away.

use aes_gcm::{
    Aes256Gcm, KeyInit, Nonce,
    aead::{Aead, Payload},
};
use base64::{Engine, engine::general_purpose::STANDARD};

/// The id of a key that was given none, and of the key of old texts, which named none.
const UNNAMED: &str = "1";
/// Longest id, in characters.
const ID_MAX: usize = 8;
/// Most keys of a ring.
const KEYS_MAX: usize = 16;

/// Why a sealed text did not open.
#[derive(Debug, thiserror::Error)]
pub enum SealError {
    /// Not `id:key,id:key...`, ids of 1 to 8 of `a-z0-9`, each once, keys 32 bytes of base64.
    #[error("a key is not 32 bytes of base64, or its id is not good")]
    KeyMalformed,
    /// Not `v2:<key id>:<nonce>:<ciphertext>`.
    #[error("the sealed text is malformed")]
    Malformed,
    /// Another key, another owner, or altered.
    #[error("the sealed text does not open with these keys for this owner")]
    Refused,
}

struct NamedKey {
    id: String,
    bytes: [u8; 32],
}

/// Keys that open secrets at rest; the first one seals. Never printed.
pub struct KeyRing {
    first: NamedKey,
    older: Vec<NamedKey>,
}

impl KeyRing {
    /// Reads keys of 32 bytes of base64 with their ids, `id:base64,id:base64`; a bare key has the id `1`.
    pub fn parse(text: &str) -> Result<Self, SealError> {
        let mut keys = Vec::new();
        for entry in text.split(',').take(KEYS_MAX.saturating_add(1)) {
            let key = NamedKey::parse(entry.trim())?;
            if keys.len() >= KEYS_MAX || keys.iter().any(|other: &NamedKey| other.id == key.id) {
                return Err(SealError::KeyMalformed);
            }
            keys.push(key);
        }
        let mut keys = keys.into_iter();
        let first = keys.next().ok_or(SealError::KeyMalformed)?;
        Ok(Self {
            first,
            older: keys.collect(),
        })
    }

    /// The id of the key that seals.
    #[must_use]
    pub fn first_id(&self) -> &str {
        &self.first.id
    }

    /// The bytes of a key, for what is signed rather than sealed.
    #[must_use]
    pub fn bytes(&self, id: &str) -> Option<&[u8; 32]> {
        let mut keys = std::iter::once(&self.first).chain(&self.older);
        keys.find(|key| key.id == id).map(|key| &key.bytes)
    }

    /// Seals a text for its owner (e.g. `terminal:1:sandbox`) under the first key: it opens for no other row.
    pub fn seal(&self, owner: &str, text: &str, nonce: [u8; 12]) -> Result<String, SealError> {
        let payload = Payload {
            msg: text.as_bytes(),
            aad: owner.as_bytes(),
        };
        let sealed = Aes256Gcm::new(&self.first.bytes.into())
            .encrypt(&Nonce::from(nonce), payload)
            .map_err(|_| SealError::Refused)?;
        let (nonce, sealed) = (STANDARD.encode(nonce), STANDARD.encode(sealed));
        Ok(["v2", self.first_id(), &nonce, &sealed].join(":"))
    }

    /// Opens what [`KeyRing::seal`] wrote for the same owner, under whichever key of the ring.
    pub fn open(&self, owner: &str, sealed: &str) -> Result<String, SealError> {
        let (id, nonce, ciphertext) = parts(sealed)?;
        let key = self.bytes(id).ok_or(SealError::Refused)?;
        let nonce: [u8; 12] = STANDARD
            .decode(nonce)
            .ok()
            .and_then(|bytes| bytes.try_into().ok())
            .ok_or(SealError::Malformed)?;
        let ciphertext = STANDARD.decode(ciphertext).map_err(|_| SealError::Malformed)?;
        let payload = Payload {
            msg: &ciphertext,
            aad: owner.as_bytes(),
        };
        let opened = Aes256Gcm::new(&(*key).into())
            .decrypt(&Nonce::from(nonce), payload)
            .map_err(|_| SealError::Refused)?;
        String::from_utf8(opened).map_err(|_| SealError::Refused)
    }
}

impl NamedKey {
    fn parse(entry: &str) -> Result<Self, SealError> {
        let (id, key) = entry.split_once(':').unwrap_or((UNNAMED, entry));
        let good = |letter: u8| letter.is_ascii_lowercase() || letter.is_ascii_digit();
        if id.is_empty() || id.len() > ID_MAX || !id.bytes().all(good) {
            return Err(SealError::KeyMalformed);
        }
        let bytes = STANDARD.decode(key.trim()).ok().and_then(|bytes| bytes.try_into().ok());
        Ok(Self {
            id: id.to_owned(),
            bytes: bytes.ok_or(SealError::KeyMalformed)?,
        })
    }
}

/// The id of the key under which a text was sealed.
pub fn key_id(sealed: &str) -> Result<&str, SealError> {
    parts(sealed).map(|(id, ..)| id)
}

/// Key id, nonce and ciphertext of a sealed text; texts of old, `v1:<nonce>:<ciphertext>`, name no key.
fn parts(sealed: &str) -> Result<(&str, &str, &str), SealError> {
    let (version, rest) = sealed.split_once(':').ok_or(SealError::Malformed)?;
    let (id, rest) = match version {
        "v1" => (UNNAMED, rest),
        "v2" => rest.split_once(':').ok_or(SealError::Malformed)?,
        _ => return Err(SealError::Malformed),
    };
    let (nonce, ciphertext) = rest.split_once(':').ok_or(SealError::Malformed)?;
    Ok((id, nonce, ciphertext))
}

#[cfg(test)]
mod tests;
