//! Base32 (RFC 4648, section 6) without padding: what people copy by hand.

const ALPHABET: &[u8; 32] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

/// Writes bytes in upper case, five bits a letter.
#[must_use]
pub fn encode(bytes: &[u8]) -> String {
    let mut text = String::new();
    let (mut held, mut bits) = (0_u32, 0_u32);
    let mut push = |index: u32| {
        let letter = usize::try_from(index & 31).ok().and_then(|index| ALPHABET.get(index));
        text.push(char::from(letter.copied().unwrap_or_default()));
    };
    for byte in bytes {
        held = (held << 8) | u32::from(*byte);
        bits = bits.saturating_add(8);
        while bits >= 5 {
            bits = bits.saturating_sub(5);
            push(held >> bits);
        }
        // What was written is let go.
        held &= 0xff;
    }
    if bits > 0 {
        push(held << 5_u32.saturating_sub(bits));
    }
    text
}

#[cfg(test)]
mod tests {
    use super::encode;

    /// RFC 4648, section 10.
    #[test]
    fn published_vectors() {
        for (bytes, text) in [
            ("", ""),
            ("f", "MY"),
            ("fo", "MZXQ"),
            ("foo", "MZXW6"),
            ("foob", "MZXW6YQ"),
            ("fooba", "MZXW6YTB"),
            ("foobar", "MZXW6YTBOI"),
        ] {
            assert_eq!(encode(bytes.as_bytes()), text);
        }
    }
}
