//! Secrets at rest: AES-256-GCM under the master key, bound to what they belong to.

use aes_gcm::{
    Aes256Gcm, Key, KeyInit, Nonce,
    aead::{Aead, Payload},
};
use base64::{Engine, engine::general_purpose::STANDARD};

/// Why a sealed text did not open.
#[derive(Debug, thiserror::Error)]
pub enum SealError {
    /// The master key is not 32 bytes of base64.
    #[error("the master key is not 32 bytes of base64")]
    KeyMalformed,
    /// Not `v1:<nonce>:<ciphertext>`.
    #[error("the sealed text is malformed")]
    Malformed,
    /// Another key, another owner, or altered.
    #[error("the sealed text does not open with this key for this owner")]
    Refused,
}

/// The key that opens secrets at rest. Never printed.
pub struct MasterKey(Key<Aes256Gcm>);

impl MasterKey {
    /// Reads 32 bytes of base64.
    pub fn parse(base64: &str) -> Result<Self, SealError> {
        let bytes: [u8; 32] = STANDARD
            .decode(base64.trim())
            .ok()
            .and_then(|bytes| bytes.try_into().ok())
            .ok_or(SealError::KeyMalformed)?;
        Ok(Self(bytes.into()))
    }

    /// Seals a text for its owner (e.g. `terminal:1:sandbox`): it opens for no other row.
    pub fn seal(&self, owner: &str, text: &str, nonce: [u8; 12]) -> Result<String, SealError> {
        let payload = Payload {
            msg: text.as_bytes(),
            aad: owner.as_bytes(),
        };
        let sealed = Aes256Gcm::new(&self.0)
            .encrypt(&Nonce::from(nonce), payload)
            .map_err(|_| SealError::Refused)?;
        Ok(format!("v1:{}:{}", STANDARD.encode(nonce), STANDARD.encode(sealed)))
    }

    /// Opens what [`MasterKey::seal`] wrote for the same owner.
    pub fn open(&self, owner: &str, sealed: &str) -> Result<String, SealError> {
        let mut parts = sealed.split(':');
        let (Some("v1"), Some(nonce), Some(ciphertext), None) =
            (parts.next(), parts.next(), parts.next(), parts.next())
        else {
            return Err(SealError::Malformed);
        };
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
        let opened = Aes256Gcm::new(&self.0)
            .decrypt(&Nonce::from(nonce), payload)
            .map_err(|_| SealError::Refused)?;
        String::from_utf8(opened).map_err(|_| SealError::Refused)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn opens_for_its_owner_alone() {
        let key = MasterKey::parse(&STANDARD.encode([7; 32])).unwrap();
        let sealed = key.seal("terminal:1:sandbox", "secret", [1; 12]).unwrap();
        assert_eq!(key.open("terminal:1:sandbox", &sealed).unwrap(), "secret");
        assert!(key.open("terminal:2:sandbox", &sealed).is_err());
        assert!(
            MasterKey::parse(&STANDARD.encode([8; 32]))
                .unwrap()
                .open("terminal:1:sandbox", &sealed)
                .is_err()
        );
        assert!(key.open("terminal:1:sandbox", &sealed.replacen("v1", "v2", 1)).is_err());
        assert!(!sealed.contains("secret"));
    }

    #[test]
    fn refuses_short_keys() {
        assert!(MasterKey::parse("c2hvcnQ=").is_err());
    }
}
