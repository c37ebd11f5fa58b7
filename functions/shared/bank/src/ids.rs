//! Names that leave the bank. They hold no digits: whoever masks card numbers in free text must find none in an id.

/// The bank's id of something, from 128 random bits.
pub(crate) fn id(prefix: &str, random: [u8; 16]) -> String {
    format!("{prefix}_{}", letters(&domain::token::opaque(random)))
}

/// Hexadecimal with its digits written as the letters from `g` on.
pub(crate) fn letters(hex: &str) -> String {
    hex.bytes()
        .map(|byte| {
            if byte.is_ascii_digit() {
                byte.wrapping_sub(b'0').wrapping_add(b'g')
            } else {
                byte
            }
        })
        .map(char::from)
        .collect()
}

/// A retrieval reference number: 12 digits.
pub(crate) fn rrn(random: [u8; 8]) -> String {
    format!("{:012}", u64::from_le_bytes(random) % 1_000_000_000_000)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_hold_no_digits() {
        assert_eq!(letters("0123456789abcdef"), "ghijklmnopabcdef");
        assert_eq!(id("bp", [0x41; 16]), "bp_khkhkhkhkhkhkhkhkhkhkhkhkhkhkhkh");
    }

    #[test]
    fn an_rrn_has_twelve_digits() {
        assert_eq!(rrn([0; 8]), "000000000000");
        assert_eq!(rrn([255; 8]).len(), 12);
    }
}
