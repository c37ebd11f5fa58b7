//! The second factor: codes by time (RFC 6238, HMAC-SHA-1, six digits, a new one every 30 seconds), as every authenticator
//! speaks it. Written out: crates for it bring a second SHA-1 and cost more than what they do.

use form_urlencoded::byte_serialize;
use hmac::{Hmac, KeyInit, Mac};
use sha1::Sha1;

use crate::{base32, time::Timestamp, token};

/// Bytes of a secret: as many as the hash has (RFC 4226, section 4, R6).
pub const SECRET_BYTES: usize = 20;
/// For how long a code is shown, in seconds.
const STEP_S: i64 = 30;
/// How many steps a clock may be off, each way.
const SKEW_STEPS: i64 = 1;

/// The step of an instant.
#[must_use]
pub fn step(now: Timestamp) -> i64 {
    now.unix_s().div_euclid(STEP_S)
}

/// The code of a step, six digits.
#[must_use]
pub fn code(secret: &[u8], step: i64) -> String {
    format!(
        "{:06}",
        truncated(secret, step).checked_rem(1_000_000).unwrap_or_default()
    )
}

/// RFC 4226, section 5.3: 31 bits of the hash, from where its last four bits say.
fn truncated(secret: &[u8], step: i64) -> u32 {
    // A key of any length is accepted, so the fallback is never taken.
    let Ok(mut mac) = Hmac::<Sha1>::new_from_slice(secret) else {
        return 0;
    };
    mac.update(&step.to_be_bytes());
    let hash = mac.finalize().into_bytes();
    let offset = usize::from(hash.last().copied().unwrap_or_default() & 0xf);
    let four = hash.iter().skip(offset).take(4);
    four.fold(0_u32, |number, byte| (number << 8) | u32::from(*byte)) & 0x7fff_ffff
}

/// The step whose code it is, if it is one of now or of a step beside it. Every step is tried, whichever fits.
#[must_use]
pub fn verify(secret: &[u8], given: &str, now: Timestamp) -> Option<i64> {
    let now = step(now);
    let steps = now.saturating_sub(SKEW_STEPS)..=now.saturating_add(SKEW_STEPS);
    steps.fold(None, |found, step| {
        let fits = token::same(&code(secret, step), given);
        if fits { Some(step) } else { found }
    })
}

/// What an authenticator reads from a QR code.
#[must_use]
pub fn uri(issuer: &str, account: &str, secret: &[u8]) -> String {
    let escaped = |text: &str| byte_serialize(text.as_bytes()).collect::<String>().replace('+', "%20");
    let (issuer, account, secret) = (escaped(issuer), escaped(account), base32::encode(secret));
    format!("otpauth://totp/{issuer}:{account}?secret={secret}&issuer={issuer}&algorithm=SHA1&digits=6&period=30")
}

#[cfg(test)]
mod tests {
    use super::*;

    const SECRET: &[u8] = b"12345678901234567890";

    /// RFC 6238, appendix B (SHA-1; its codes have eight digits, ours are the last six of them), and RFC 4226, appendix D.
    #[test]
    fn published_vectors() {
        for (seconds, eight) in [
            (59, "94287082"),
            (1_111_111_109, "07081804"),
            (1_111_111_111, "14050471"),
            (1_234_567_890, "89005924"),
            (2_000_000_000, "69279037"),
            (20_000_000_000, "65353130"),
        ] {
            let at = Timestamp::from_ms(seconds * 1_000);
            assert_eq!(Some(code(SECRET, step(at)).as_str()), eight.get(2..));
            assert_eq!(truncated(SECRET, step(at)) % 100_000_000, eight.parse::<u32>().unwrap());
        }
        let counted = [
            "755224", "287082", "359152", "969429", "338314", "254676", "287922", "162583", "399871", "520489",
        ];
        for (step, expected) in (0..).zip(counted) {
            assert_eq!(code(SECRET, step), expected);
        }
    }

    #[test]
    fn a_step_beside_counts_and_no_other() {
        let now = Timestamp::from_ms(1_795_428_015_000);
        for (off, fits) in [(-2, false), (-1, true), (0, true), (1, true), (2, false)] {
            let step = step(now) + off;
            assert_eq!(verify(SECRET, &code(SECRET, step), now), fits.then_some(step));
        }
        for bad in ["", "000000", "12345", "1234567", "abcdef"] {
            assert_eq!(verify(SECRET, bad, now), None);
        }
    }

    #[test]
    fn authenticators_read_the_address() {
        assert_eq!(
            uri("Edgetill", "ann b@shop.example", SECRET),
            "otpauth://totp/Edgetill:ann%20b%40shop.example?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ&issuer=Edgetill&algorithm=SHA1&digits=6&period=30"
        );
    }
}
