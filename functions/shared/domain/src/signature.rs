//! Signatures: Standard Webhooks for what we send, HMAC-SHA256 in hex for what merchants and the sandbox bank sign.
//! Verified over raw bytes, before anything is parsed, in constant time.

use base64::{Engine, engine::general_purpose::STANDARD};
use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;

use crate::time::Timestamp;

/// How far a signed timestamp may lie from our clock.
pub const TOLERANCE_S: i64 = 300;

/// Why a signature was refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum SignatureError {
    /// A header is missing or not of the documented form.
    #[error("the signature is missing or malformed")]
    Malformed,
    /// The timestamp lies too far from now.
    #[error("the timestamp is outside the tolerance")]
    Stale,
    /// The signature is not of this body with this secret.
    #[error("the signature does not match")]
    Mismatch,
    /// The secret is not usable.
    #[error("the secret is malformed")]
    SecretMalformed,
}

fn hmac_sha256(key: &[u8], parts: &[&[u8]]) -> Hmac<Sha256> {
    // HMAC takes keys of any length; the error cannot occur, and an empty key would only fail to verify.
    let mut mac = <Hmac<Sha256> as KeyInit>::new_from_slice(key)
        .unwrap_or_else(|_| <Hmac<Sha256> as KeyInit>::new(&Default::default()));
    for part in parts {
        mac.update(part);
    }
    mac
}

/// HMAC-SHA256 in hex: how a merchant's server signs what its widget asks for.
#[must_use]
pub fn hmac_hex(secret: impl AsRef<[u8]>, message: &[u8]) -> String {
    hex::encode(hmac_sha256(secret.as_ref(), &[message]).finalize().into_bytes())
}

/// HMAC-SHA256 in hex over parts, one after the other.
pub(crate) fn hmac_hex_of(key: &[u8], parts: &[&[u8]]) -> String {
    hex::encode(hmac_sha256(key, parts).finalize().into_bytes())
}

/// Checks [`hmac_hex`].
pub fn verify_hmac_hex(secret: &str, message: &[u8], signature: &str) -> Result<(), SignatureError> {
    verify_hex(secret, &[message], signature)
}

fn verify_hex(secret: &str, parts: &[&[u8]], signature: &str) -> Result<(), SignatureError> {
    if secret.is_empty() {
        return Err(SignatureError::SecretMalformed);
    }
    let given = hex::decode(signature).map_err(|_| SignatureError::Malformed)?;
    hmac_sha256(secret.as_bytes(), parts)
        .verify_slice(&given)
        .map_err(|_| SignatureError::Mismatch)
}

/// The sandbox bank's signature of a callback: `v1=` and the hex HMAC-SHA256 of `{timestamp}.{raw body}`.
#[must_use]
pub fn sign_bank_callback(secret: &str, timestamp_s: i64, body: &[u8]) -> String {
    let timestamp = timestamp_s.to_string();
    let mac = hmac_sha256(secret.as_bytes(), &[timestamp.as_bytes(), b".", body]);
    format!("v1={}", hex::encode(mac.finalize().into_bytes()))
}

/// Checks [`sign_bank_callback`] and that the timestamp is of now.
pub fn verify_bank_callback(
    secret: &str,
    timestamp: &str,
    body: &[u8],
    signature: &str,
    now: Timestamp,
) -> Result<(), SignatureError> {
    let hex = signature.strip_prefix("v1=").ok_or(SignatureError::Malformed)?;
    let timestamp_s: i64 = timestamp.parse().map_err(|_| SignatureError::Malformed)?;
    verify_hex(secret, &[timestamp.as_bytes(), b".", body], hex)?;
    if timestamp_s.abs_diff(now.unix_s()) > TOLERANCE_S.unsigned_abs() {
        Err(SignatureError::Stale)
    } else {
        Ok(())
    }
}

/// The `webhook-signature` header of Standard Webhooks 1.0 (github.com/standard-webhooks/standard-webhooks): for each
/// secret (`whsec_` and base64) `v1,` and the base64 HMAC-SHA256 of `{id}.{timestamp}.{body}`, separated by spaces.
pub fn standard_webhooks(
    secrets: &[String],
    id: &str,
    timestamp_s: i64,
    body: &[u8],
) -> Result<String, SignatureError> {
    let timestamp = timestamp_s.to_string();
    let sign = |secret: &String| {
        let key = STANDARD
            .decode(secret.strip_prefix("whsec_").unwrap_or(secret))
            .map_err(|_| SignatureError::SecretMalformed)?;
        let mac = hmac_sha256(&key, &[id.as_bytes(), b".", timestamp.as_bytes(), b".", body]);
        Ok(format!("v1,{}", STANDARD.encode(mac.finalize().into_bytes())))
    };
    let signatures: Vec<String> = secrets.iter().map(sign).collect::<Result<_, SignatureError>>()?;
    if signatures.is_empty() {
        Err(SignatureError::SecretMalformed)
    } else {
        Ok(signatures.join(" "))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// The vector published with Standard Webhooks. Proves EDG-02 (the signature).
    #[test]
    fn standard_webhooks_published_vector() {
        let header = standard_webhooks(
            &["whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw".to_owned()],
            "msg_p5jXN8AQM9LWM0D4loKWxJek",
            1_614_265_330,
            br#"{"test": 2432232314}"#,
        );
        assert_eq!(header.as_deref(), Ok("v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="));
    }

    /// RFC 4231, test case 2.
    #[test]
    fn hmac_published_vector() {
        let hex = hmac_hex("Jefe", b"what do ya want for nothing?");
        assert_eq!(hex, "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843");
    }

    #[test]
    fn every_live_secret_signs() {
        let secrets = [
            "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw".to_owned(),
            "whsec_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA".to_owned(),
        ];
        let header = standard_webhooks(&secrets, "evt_1", 1, b"{}").unwrap();
        assert_eq!(header.split(' ').count(), 2);
        assert_eq!(
            standard_webhooks(&[], "evt_1", 1, b"{}"),
            Err(SignatureError::SecretMalformed)
        );
    }

    proptest! {
        #[test]
        fn any_flipped_bit_is_refused(body in prop::collection::vec(any::<u8>(), 1..64), position in any::<prop::sample::Index>(), bit in 0..8_u8) {
            let now = Timestamp::from_ms(1_700_000_000_000);
            let signature = sign_bank_callback("secret", now.unix_s(), &body);
            prop_assert_eq!(verify_bank_callback("secret", "1700000000", &body, &signature, now), Ok(()));
            let mut altered = body.clone();
            altered[position.index(body.len())] ^= 1 << bit;
            prop_assert_eq!(verify_bank_callback("secret", "1700000000", &altered, &signature, now), Err(SignatureError::Mismatch));
            prop_assert_eq!(verify_bank_callback("secret", "1700000001", &body, &signature, now), Err(SignatureError::Mismatch));
            let later = now.after_ms(301_000);
            prop_assert_eq!(verify_bank_callback("secret", "1700000000", &body, &signature, later), Err(SignatureError::Stale));
        }

        #[test]
        fn any_header_is_read_or_refused(timestamp in "\\PC{0,24}", signature in "\\PC{0,80}") {
            let verified = verify_bank_callback("secret", &timestamp, b"body", &signature, Timestamp::from_ms(0));
            prop_assert!(verified.is_err());
        }
    }
}
