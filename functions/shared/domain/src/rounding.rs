//! Half-up division of what is counted in whole units: the one rounding of the desk, where no percentage is involved.

/// `numerator / denominator`, half-up. Empty for a negative numerator or a denominator that is not above zero.
///
/// An average of minor units over a count is this; so is a share of a line or of a fee.
#[must_use]
pub fn half_up(numerator: i128, denominator: i128) -> Option<i128> {
    if numerator < 0 || denominator <= 0 {
        return None;
    }
    let whole = numerator.checked_div(denominator)?;
    let rest = numerator.checked_rem(denominator)?;
    // Compared without doubling, which could overflow.
    if rest >= denominator.checked_sub(rest)? {
        whole.checked_add(1)
    } else {
        Some(whole)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn halves_go_up() {
        let cases = [
            (0, 3, 0),
            (1, 3, 0),
            (1, 2, 1),
            (3, 2, 2),
            (2, 3, 1),
            (5, 10, 1),
            (4, 10, 0),
        ];
        for (numerator, denominator, quotient) in cases {
            assert_eq!(
                half_up(numerator, denominator),
                Some(quotient),
                "{numerator}/{denominator}"
            );
        }
        assert_eq!(half_up(i128::MAX, i128::MAX), Some(1));
        assert_eq!(half_up(i128::MAX - 1, i128::MAX), Some(1));
    }

    #[test]
    fn refuses_what_has_no_answer() {
        for (numerator, denominator) in [(1, 0), (-1, 2), (1, -2)] {
            assert_eq!(half_up(numerator, denominator), None);
        }
    }
}
