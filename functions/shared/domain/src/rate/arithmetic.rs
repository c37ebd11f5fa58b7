//! Products and quotients of rates, in whole numbers: the decimal type's own division would be most of what a rate weighs.

use rust_decimal::Decimal;

use crate::rounding::half_up;

/// Significant digits of what is computed: an amount of 2^53 - 1 times that still fits 128 bits.
const DIGITS: u32 = 20;
/// Significant digits of what is divided by: as many as a rate may have.
const DIVISOR_DIGITS: u32 = 18;
/// Decimals that the type has room for.
const SCALE_MAX: i64 = 28;

/// 10 to the power; empty beyond 10^38.
pub(super) fn power_of_ten(power: u32) -> Option<i128> {
    10_i128.checked_pow(power)
}

/// `one x two`, half-up to 20 significant digits. Empty unless both and the product are above zero, and of a size that a
/// decimal holds.
pub(super) fn multiplied(one: Decimal, two: Decimal) -> Option<Decimal> {
    let (one, one_scale) = parts(one)?;
    let (two, two_scale) = parts(two)?;
    rounded(one.checked_mul(two)?, one_scale.checked_add(two_scale)?)
}

/// `one / two`, half-up to 20 significant digits or one more. Empty as [`multiplied`] is.
pub(super) fn divided(one: Decimal, two: Decimal) -> Option<Decimal> {
    let (one, one_scale) = parts(one)?;
    let (two, two_scale) = parts(two)?;
    // Raised so far that the quotient has its digits at once: what is rounded twice may come out one off.
    let raise = DIGITS.checked_add(digits(two))?.saturating_sub(digits(one));
    let raised = one.checked_mul(power_of_ten(raise)?)?;
    let scale = one_scale.checked_add(i64::from(raise))?.checked_sub(two_scale)?;
    let lower = u32::try_from(scale.saturating_sub(SCALE_MAX).max(0)).ok()?;
    let divisor = two.checked_mul(power_of_ten(lower)?)?;
    decimal(half_up(raised, divisor)?, scale.checked_sub(i64::from(lower))?)
}

/// The digits and the decimals of a number above zero, of at most 18 digits.
fn parts(number: Decimal) -> Option<(i128, i64)> {
    let (mantissa, scale) = (number.mantissa(), i64::from(number.scale()));
    if mantissa <= 0 {
        return None;
    }
    let drop = digits(mantissa).saturating_sub(DIVISOR_DIGITS);
    Some((
        half_up(mantissa, power_of_ten(drop)?)?,
        scale.checked_sub(i64::from(drop))?,
    ))
}

/// Rounded to the digits that are kept.
fn rounded(mantissa: i128, scale: i64) -> Option<Decimal> {
    let drop = i64::from(digits(mantissa).saturating_sub(DIGITS)).max(scale.saturating_sub(SCALE_MAX));
    let drop = u32::try_from(drop).ok()?;
    decimal(
        half_up(mantissa, power_of_ten(drop)?)?,
        scale.checked_sub(i64::from(drop))?,
    )
}

/// The decimal, without needless zeros; empty where nothing is left of it, or it is too large.
fn decimal(mut mantissa: i128, mut scale: i64) -> Option<Decimal> {
    while scale > 0 && mantissa.checked_rem(10)? == 0 && mantissa != 0 {
        mantissa = mantissa.checked_div(10)?;
        scale = scale.checked_sub(1)?;
    }
    if scale < 0 {
        mantissa = mantissa.checked_mul(power_of_ten(u32::try_from(scale.checked_neg()?).ok()?)?)?;
        scale = 0;
    }
    let decimal = Decimal::try_from_i128_with_scale(mantissa, u32::try_from(scale).ok()?).ok()?;
    (mantissa > 0).then_some(decimal)
}

fn digits(number: i128) -> u32 {
    number.checked_ilog10().unwrap_or(0).saturating_add(1)
}
