//! What a merchant's endpoint is told in: our own format, and those of the systems that the desk stands in for, so that a
//! merchant's existing handler works after changing only the host and the keys.

mod email;
mod notice;
mod paykassma;
mod paykeeper;
mod spring;
mod standard;

pub use email::mail;
pub use notice::Notice;

use super::Acknowledgement;

/// All event types.
pub const EVENT_TYPES: [&str; 11] = [
    "payment.authorised",
    "payment.captured",
    "payment.cancelled",
    "payment.failed",
    "payment.expired",
    "payment.refunded",
    "payment.partially_refunded",
    "payment.refund_refused",
    "payment.dispute_opened",
    "payment.dispute_won",
    "payment.dispute_lost",
];

/// Why an event cannot be told.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum FormatError {
    /// The format has no word for this type of event.
    #[error("the format cannot tell this event")]
    NotTold,
    /// The event lacks what the format must say.
    #[error("the event is not of the documented form")]
    EventMalformed,
    /// No live secret, or one without all its parts.
    #[error("the format's secret is missing or malformed")]
    SecretMalformed,
    /// An e-mail is no request ([`mail`]).
    #[error("an e-mail is not sent as a request")]
    NotARequest,
}

/// What a merchant's endpoint is told in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// Our own JSON, signed by Standard Webhooks.
    Standard,
    /// PayKeeper's notification (docs.paykeeper.ru).
    Paykeeper,
    /// Paykassma's deposit postback, version 1 (docs.paykassma.com).
    Paykassma,
    /// Spring's result (docs.jpay.jysanbank.kz, the same engine).
    Spring,
    /// A letter to a person.
    Email,
}

/// A request's content, and what answer acknowledges it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Letter {
    /// `Content-Type`.
    pub content_type: &'static str,
    /// The body.
    pub body: Vec<u8>,
    /// What the merchant must answer.
    pub acknowledged_by: Acknowledgement,
}

const FORM: &str = "application/x-www-form-urlencoded";
const JSON: &str = "application/json";

impl Format {
    /// Every format.
    pub const ALL: [Self; 5] = [
        Self::Standard,
        Self::Paykeeper,
        Self::Paykassma,
        Self::Spring,
        Self::Email,
    ];

    /// Reads a format's name.
    #[must_use]
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|format| format.name() == name)
    }

    /// The format's name, as the API and the database write it.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Standard => "standard",
            Self::Paykeeper => "paykeeper",
            Self::Paykassma => "paykassma",
            Self::Spring => "spring",
            Self::Email => "email",
        }
    }

    /// Types of event that the format can tell.
    #[must_use]
    pub const fn event_types(self) -> &'static [&'static str] {
        match self {
            Self::Standard | Self::Email => &EVENT_TYPES,
            Self::Paykeeper => &paykeeper::EVENT_TYPES,
            Self::Paykassma => &paykassma::EVENT_TYPES,
            Self::Spring => &spring::EVENT_TYPES,
        }
    }

    /// The names of the parts of the format's own secret, beside the one of Standard Webhooks, as people are shown them.
    #[must_use]
    pub const fn secret_parts(self) -> &'static [&'static str] {
        match self {
            Self::Paykeeper => &["secret_word"],
            Self::Paykassma => &["access_key", "private_key"],
            Self::Spring => &["shared_secret"],
            Self::Standard | Self::Email => &[],
        }
    }
}

/// Writes the request that tells an event. `secrets` are the format's own live ones, newest first, each a text whose parts
/// ([`Format::secret_parts`]) are separated by a line feed. The other systems' formats carry one signature alone, so
/// attempts take turns: while an old and a new secret overlap, both are tried.
pub fn write(format: Format, notice: &Notice<'_>, secrets: &[String], attempt: u32) -> Result<Letter, FormatError> {
    if !format.event_types().contains(&notice.event_type) {
        return Err(FormatError::NotTold);
    }
    match format {
        Format::Standard => Ok(standard::write(notice)),
        Format::Paykeeper => paykeeper::write(notice, secrets, attempt),
        Format::Paykassma => paykassma::write(notice, secrets, attempt),
        Format::Spring => spring::write(notice, secrets, attempt),
        Format::Email => Err(FormatError::NotARequest),
    }
}

/// The parts of the secret whose turn it is. None may be empty: anyone could sign with it.
fn secret_of_turn<const PARTS: usize>(secrets: &[String], attempt: u32) -> Result<[&str; PARTS], FormatError> {
    let turn = usize::try_from(attempt.saturating_sub(1)).unwrap_or_default();
    turn.checked_rem(secrets.len())
        .and_then(|turn| secrets.get(turn))
        .and_then(|secret| <[&str; PARTS]>::try_from(secret.split('\n').collect::<Vec<_>>()).ok())
        .filter(|parts| parts.iter().all(|part| !part.is_empty()))
        .ok_or(FormatError::SecretMalformed)
}

/// A form of these fields, in this order.
fn form(fields: &[(&str, &str)]) -> Vec<u8> {
    form_urlencoded::Serializer::new(String::new())
        .extend_pairs(fields)
        .finish()
        .into_bytes()
}

#[cfg(test)]
mod tests;
