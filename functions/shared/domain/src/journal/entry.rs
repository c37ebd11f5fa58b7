//! What a seal covers.

use super::JournalKey;

/// An entry of the journal, whole.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Entry<'a> {
    /// The organisation; 0 is the platform.
    pub org_id: i64,
    /// Its place in the organisation's journal, from 1 without a gap.
    pub seq: i64,
    /// When, in unix milliseconds.
    pub at_ms: i64,
    /// Who, and after a `/` from where.
    pub actor: &'a str,
    /// What.
    pub action: &'a str,
    /// To what.
    pub subject: &'a str,
    /// JSON.
    pub detail: &'a str,
}

/// From where somebody worked, as the entry's actor names it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Place<'a> {
    /// 16 hex digits.
    pub origin: &'a str,
    /// The network address.
    pub address: &'a str,
    /// The browser or program.
    pub agent: &'a str,
    /// Since when, in unix milliseconds.
    pub at_ms: i64,
}

/// What stands beside an entry in its seal.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Seal<'a> {
    /// The mac of the seal before; empty before the first.
    pub before: &'a str,
    /// The digest of the origin; empty where there is none.
    pub origin_digest: &'a str,
    /// When it was sealed, in unix milliseconds.
    pub sealed_at_ms: i64,
}

/// The origin that an actor names, if it names one.
#[must_use]
pub fn origin_of(actor: &str) -> Option<&str> {
    actor.split_once('/').map(|(_, origin)| origin)
}

impl JournalKey<'_> {
    /// The seal's mac.
    #[must_use]
    pub fn seal(&self, entry: &Entry<'_>, seal: &Seal<'_>) -> String {
        self.mac(&[
            b"entry",
            seal.before.as_bytes(),
            &entry.org_id.to_be_bytes(),
            &entry.seq.to_be_bytes(),
            &entry.at_ms.to_be_bytes(),
            entry.actor.as_bytes(),
            entry.action.as_bytes(),
            entry.subject.as_bytes(),
            entry.detail.as_bytes(),
            seal.origin_digest.as_bytes(),
            &seal.sealed_at_ms.to_be_bytes(),
        ])
    }

    /// The digest of from where somebody worked: under the key, since there are so few addresses that a plain one would tell.
    #[must_use]
    pub fn origin_digest(&self, org_id: i64, place: &Place<'_>) -> String {
        self.mac(&[
            b"origin",
            &org_id.to_be_bytes(),
            place.origin.as_bytes(),
            place.address.as_bytes(),
            place.agent.as_bytes(),
            &place.at_ms.to_be_bytes(),
        ])
    }
}

#[cfg(test)]
mod tests {
    use super::{super::JournalKeys, *};

    const ENTRY: Entry<'_> = Entry {
        org_id: 1,
        seq: 2,
        at_ms: 3,
        actor: "person:7/0123456789abcdef",
        action: "signed_in",
        subject: "person:7",
        detail: "{}",
    };
    const SEAL: Seal<'_> = Seal {
        before: "",
        origin_digest: "",
        sealed_at_ms: 4,
    };

    fn keys() -> JournalKeys {
        JournalKeys::parse("1:AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=").unwrap()
    }

    /// Computed independently (Python's hmac over 8-byte big-endian lengths): what is sealed today verifies in ten years.
    #[test]
    fn the_encoding_stays_what_it_is() {
        let keys = keys();
        assert_eq!(
            keys.current().seal(&ENTRY, &SEAL),
            "0a8356fae828a24e6e8fadb731a5d4a4aa5fbb58201a52b5f39585da3daa31b9"
        );
        let place = Place {
            origin: "0123456789abcdef",
            address: "203.0.113.7",
            agent: "till",
            at_ms: 5,
        };
        assert_eq!(
            keys.current().origin_digest(1, &place),
            "530f26c7b2a8cb47a92b5da4233695ba1d0bd2b8f7460c11d068f0993d2c7f3b"
        );
    }

    /// Proves EDG-05 (every field is covered).
    #[test]
    fn every_field_counts() {
        let keys = keys();
        let key = keys.current();
        let good = key.seal(&ENTRY, &SEAL);
        let entries = [
            Entry { org_id: 2, ..ENTRY },
            Entry { seq: 3, ..ENTRY },
            Entry { at_ms: 4, ..ENTRY },
            Entry {
                actor: "system",
                ..ENTRY
            },
            Entry {
                action: "signed_out",
                ..ENTRY
            },
            Entry {
                subject: "person:8",
                ..ENTRY
            },
            Entry { detail: "{ }", ..ENTRY },
        ];
        let seals = [
            Seal { before: "00", ..SEAL },
            Seal {
                origin_digest: "00",
                ..SEAL
            },
            Seal {
                sealed_at_ms: 5,
                ..SEAL
            },
        ];
        for entry in entries {
            assert_ne!(key.seal(&entry, &SEAL), good, "{entry:?}");
        }
        for seal in seals {
            assert_ne!(key.seal(&ENTRY, &seal), good, "{seal:?}");
        }
        assert_eq!(origin_of(ENTRY.actor), Some("0123456789abcdef"));
        assert_eq!(origin_of("system"), None);
    }
}
