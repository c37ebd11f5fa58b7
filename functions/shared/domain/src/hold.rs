//! When a hold is captured by itself.

use crate::time::Timestamp;

/// How long before a hold's end it is captured by itself: 6 h, so that a bank that is down for an evening, or a result that
/// stays unknown, can be tried again while the money is still held. The sources only say that the capture happens at the end
/// of the term (PayKeeper, `holdirovanie-sredstv`; Spring eCom, confirmation after the period); the margin is ours.
pub const CAPTURE_MARGIN_MS: i64 = 6 * 3_600_000;

/// When the automatic capture of a hold is due: [`CAPTURE_MARGIN_MS`] before the hold's end, and never before now.
#[must_use]
pub fn capture_due(hold_expires: Timestamp, now: Timestamp) -> Timestamp {
    hold_expires.after_ms(-CAPTURE_MARGIN_MS).max(now)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Proves PKP-07, SPR-06 (when the automatic capture is due).
    #[test]
    fn capture_is_due_six_hours_before_the_end() {
        let hour = |hours: i64| Timestamp::from_ms(hours * 3_600_000);
        assert_eq!(capture_due(hour(168), hour(0)), hour(162));
        assert_eq!(capture_due(hour(6), hour(0)), hour(0));
        assert_eq!(capture_due(hour(6), hour(1)), hour(1));
        assert_eq!(capture_due(hour(2), hour(5)), hour(5));
        assert_eq!(capture_due(Timestamp::from_ms(i64::MIN), hour(5)), hour(5));
    }
}
