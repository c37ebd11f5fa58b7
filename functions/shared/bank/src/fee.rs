//! What the bank keeps of a capture.

/// Half-up to the minor unit, in integers. The percentage is decimal text, as the schema checks it; anything else is none.
pub(crate) fn fee_minor(amount_minor: i64, percent: &str) -> i64 {
    let (whole, fraction) = percent.split_once('.').unwrap_or((percent, ""));
    let digits: i128 = format!("{whole}{fraction}").parse().unwrap_or(0);
    let scale = fraction.bytes().fold(100_i128, |scale, _| scale.saturating_mul(10));
    let doubled = i128::from(amount_minor)
        .saturating_mul(digits)
        .saturating_mul(2)
        .saturating_add(scale);
    i64::try_from(doubled.div_euclid(scale.saturating_mul(2))).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fees_are_rounded_half_up_once() {
        for (amount, percent, fee) in [
            (10_000, "0", 0),
            (10_000, "2.75", 275),
            (10_000, "100", 10_000),
            // 0.5 and 0.4999 of a minor unit.
            (50, "1", 1),
            (49, "1", 0),
            (1, "50", 1),
            (9_007_199_254_740_991, "100", 9_007_199_254_740_991),
            (9_007_199_254_740_991, "0.0000001", 9_007_199),
            (333, "1.5", 5),
            (100, "", 0),
        ] {
            assert_eq!(fee_minor(amount, percent), fee, "{amount} x {percent} %");
        }
    }
}
