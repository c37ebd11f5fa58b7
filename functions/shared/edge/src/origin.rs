//! From where a request comes, as the journal keeps it.

use domain::{card, time::Timestamp, token};
use http::HeaderMap;
use store::sessions::Origin;

/// The longest address and agent kept, in characters.
const ADDRESS_MAX: usize = 64;
const AGENT_MAX: usize = 200;
/// A day, in milliseconds.
const DAY_MS: i64 = 86_400_000;

fn text(headers: &HeaderMap, name: &str, length_max: usize) -> String {
    let given = headers
        .get(name)
        .and_then(|value| value.to_str().ok())
        .unwrap_or_default();
    card::mask(given.chars().take(length_max).collect::<String>().as_str())
}

/// The network address of a request's sender, as the platform tells it.
#[must_use]
pub fn address(headers: &HeaderMap) -> String {
    text(headers, "cf-connecting-ip", ADDRESS_MAX)
}

/// From where the holder of a session or a key works: one row a day for each place, named by `whose` (a hash, no secret).
#[must_use]
pub fn of(headers: &HeaderMap, whose: &str, now: Timestamp) -> Origin {
    let (address, agent) = (address(headers), text(headers, "user-agent", AGENT_MAX));
    let day = now.ms().checked_div(DAY_MS).unwrap_or_default();
    let whole = token::sha256_hex(format!("origin\n{whose}\n{address}\n{agent}\n{day}").as_bytes());
    Origin {
        id: whole.chars().take(16).collect(),
        address,
        agent,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_place_on_a_day_is_one_origin() {
        let mut headers = HeaderMap::new();
        headers.insert("cf-connecting-ip", "203.0.113.7".parse().unwrap());
        headers.insert("user-agent", "till 4111111111111111".parse().unwrap());
        let at = |ms| of(&headers, "session", Timestamp::from_ms(ms));
        assert_eq!(at(1).id, at(DAY_MS - 1).id);
        assert_ne!(at(1).id, at(DAY_MS).id);
        assert_ne!(at(1).id, of(&headers, "another", Timestamp::from_ms(1)).id);
        assert_eq!((at(1).id.len(), at(1).address.as_str()), (16, "203.0.113.7"));
        assert!(!at(1).agent.contains("4111111111111111"));
    }
}
