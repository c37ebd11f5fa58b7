//! When a postback is tried again: 50 attempts over 79.5 hours, as data.

use chrono::NaiveDate;

use crate::time::Timestamp;

/// Attempts in all.
pub const ATTEMPTS_MAX: u32 = 50;

/// The least pause after an endpoint said that it is asked too often, or was too slow to answer.
const OVERLOADED_S: i64 = 60;

/// The status of an endpoint that is asked too often (RFC 6585).
const TOO_MANY_REQUESTS: u16 = 429;

/// The longest wait that is read from an answer: what RFC 9111 lets a recipient take anything longer for.
const WAIT_S_MAX: i64 = 2_147_483_648;

/// Attempts after the first (which goes at once), each so long after the one before: (how many, seconds).
const STEPS: [(u32, i64); 6] = [
    (4, 60),
    (5, 5 * 60),
    (6, 10 * 60),
    (8, 30 * 60),
    (10, 3_600),
    (16, LAST_STEP_S),
];
const LAST_STEP_S: i64 = 4 * 3_600;

/// How an attempt failed, as far as the next one depends on it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Outcome {
    /// HTTP status of the answer; empty where none came.
    pub status: Option<u16>,
    /// No answer came in time.
    pub timed_out: bool,
    /// What the answer's `Retry-After` asked for ([`retry_after_s`]).
    pub retry_after_s: Option<i64>,
}

/// The schedule's pause after an attempt, in seconds.
fn base_s(attempt: u32) -> i64 {
    let mut last: u32 = 0;
    for (count, gap_s) in STEPS {
        last = last.saturating_add(count);
        if (1..=last).contains(&attempt) {
            return gap_s;
        }
    }
    LAST_STEP_S
}

/// The pause after this attempt (1 to 49) has failed, in milliseconds: the schedule's, moved by up to a fifth by `jitter`
/// (random), so that merchants who failed together are not asked together. A `Retry-After` is honoured from the
/// schedule's pause to twice that: an endpoint can neither hurry us nor put its postbacks off for good.
#[must_use]
pub fn pause_ms(attempt: u32, outcome: Outcome, jitter: u64) -> i64 {
    let base_s = base_s(attempt);
    if let Some(asked_s) = outcome.retry_after_s {
        return asked_s.clamp(base_s, base_s.saturating_mul(2)).saturating_mul(1_000);
    }
    let permille = i64::try_from(jitter % 401).unwrap_or_default().saturating_add(800);
    let overloaded = outcome.timed_out || outcome.status == Some(TOO_MANY_REQUESTS);
    let least_s = if overloaded { OVERLOADED_S } else { 0 };
    // Seconds times permille are milliseconds.
    base_s.saturating_mul(permille).max(least_s.saturating_mul(1_000))
}

/// Reads `Retry-After` (RFC 9110, section 10.2.3): seconds, or a date in the form that senders must use. In seconds from
/// now, never negative; empty for anything else.
#[must_use]
pub fn retry_after_s(header: &str, now: Timestamp) -> Option<i64> {
    let header = header.trim_matches([' ', '\t']);
    let asked_s = if !header.is_empty() && header.bytes().all(|byte| byte.is_ascii_digit()) {
        header.parse().unwrap_or(WAIT_S_MAX)
    } else {
        imf_fixdate_s(header)?.saturating_sub(now.unix_s())
    };
    Some(asked_s.clamp(0, WAIT_S_MAX))
}

/// Reads `Sun, 06 Nov 1994 08:49:37 GMT` (RFC 9110, section 5.6.7) as unix seconds.
fn imf_fixdate_s(text: &str) -> Option<i64> {
    const DAYS: &str = "Mon Tue Wed Thu Fri Sat Sun";
    const MONTHS: &str = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec";
    let (weekday, rest) = text.split_once(", ")?;
    DAYS.split(' ').find(|known| *known == weekday)?;
    let mut words = rest.strip_suffix(" GMT")?.split(' ');
    let day = digits(words.next()?, 2)?;
    let month = words.next()?;
    let month = (1..).zip(MONTHS.split(' ')).find(|(_, known)| *known == month)?.0;
    let year = digits(words.next()?, 4)?;
    let mut clock = words.next()?.split(':');
    let [hour, minute, second] = [clock.next()?, clock.next()?, clock.next()?].map(|part| digits(part, 2));
    if words.next().is_some() || clock.next().is_some() {
        return None;
    }
    // A leap second has no unix second of its own.
    let second = second.map(|second| if second == 60 { 59 } else { second })?;
    let date = NaiveDate::from_ymd_opt(i32::try_from(year).ok()?, month, day)?;
    Some(date.and_hms_opt(hour?, minute?, second)?.and_utc().timestamp())
}

fn digits(text: &str, length: usize) -> Option<u32> {
    let written = text.len() == length && text.bytes().all(|byte| byte.is_ascii_digit());
    text.parse().ok().filter(|_| written)
}

#[cfg(test)]
mod tests;
