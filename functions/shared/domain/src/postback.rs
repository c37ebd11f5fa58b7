//! When a postback is tried again: 50 attempts over 79.5 hours, as data.

/// Attempts in all.
pub const ATTEMPTS_MAX: u32 = 50;

/// How long a claimed last attempt may run before the postback counts as exhausted, in milliseconds.
const LAST_GRACE_MS: i64 = 120_000;

/// Attempts after the first (which goes at once), each so long after the one before: (how many, seconds).
const STEPS: [(u32, i64); 6] = [
    (4, 60),
    (5, 5 * 60),
    (6, 10 * 60),
    (8, 30 * 60),
    (10, 3_600),
    (16, 4 * 3_600),
];

/// The pause after each of the 50 attempts, in milliseconds, each moved by up to +-20 %; `jitter` is random. After the
/// last comes no attempt but a grace, in which its outcome is recorded.
#[must_use]
pub fn delays_ms(jitter: u64) -> Vec<i64> {
    let mut seed = jitter;
    let mut delays: Vec<i64> = STEPS
        .iter()
        .flat_map(|(count, gap_s)| (0..*count).map(|_| gap_s.saturating_mul(1_000)))
        .map(|gap_ms| {
            seed = seed
                .wrapping_mul(6_364_136_223_846_793_005)
                .wrapping_add(1_442_695_040_888_963_407);
            let permille = i64::try_from((seed >> 33) % 401).unwrap_or_default();
            gap_ms.saturating_mul(permille.saturating_add(800)).wrapping_div(1_000)
        })
        .collect();
    delays.push(LAST_GRACE_MS);
    delays
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// Proves PKP-06 (the schedule as data; the restart by hand comes with resend).
    #[test]
    fn fifty_attempts_over_three_days() {
        let total_s: i64 = STEPS.iter().map(|(count, gap_s)| i64::from(*count) * gap_s).sum();
        assert_eq!(STEPS.iter().map(|(count, _)| count).sum::<u32>() + 1, ATTEMPTS_MAX);
        assert_eq!(total_s, 286_140); // 79 h 29 min
    }

    proptest! {
        #[test]
        fn jitter_stays_within_a_fifth(jitter in any::<u64>()) {
            let delays = delays_ms(jitter);
            prop_assert_eq!(delays.len(), 50);
            let plain = STEPS.iter().flat_map(|(count, gap_s)| (0..*count).map(move |_| gap_s * 1_000));
            for (delay, gap) in delays.iter().zip(plain) {
                prop_assert!((gap * 8 / 10..=gap * 12 / 10).contains(delay), "{delay} of {gap}");
            }
        }
    }
}
