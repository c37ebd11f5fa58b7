//! What every acquirer can be asked, whatever it speaks.

use domain::time::Timestamp;

use crate::{HttpClient, HttpError, sandbox_bank::SandboxBank};

/// Why an acquirer could not be used.
#[derive(Debug, thiserror::Error)]
pub enum AcquirerError {
    /// No acquirer of this name, or credentials that it cannot read.
    #[error("the terminal's acquirer or credentials are not usable")]
    Misconfigured,
    /// No answer: whether the acquirer has acted is unknown.
    #[error(transparent)]
    Http(#[from] HttpError),
    /// An answer that makes no sense: whether the acquirer has acted is unknown.
    #[error("the acquirer answered nonsense (HTTP {0})")]
    Nonsense(u16),
    /// The acquirer refused the request; nothing has happened.
    #[error("the acquirer refused: {0}")]
    Refused(String),
    /// A callback without a valid signature.
    #[error(transparent)]
    Signature(#[from] domain::signature::SignatureError),
    /// A callback that is signed but cannot be read.
    #[error("the callback is malformed: {0}")]
    Callback(String),
}

/// A payer's trip, as the acquirer is told of it.
#[derive(Debug, Clone)]
pub struct StartPayment<'a> {
    /// The same key starts the same payment.
    pub key: &'a str,
    /// Ours, echoed in callbacks.
    pub reference: &'a str,
    /// Amount in minor units.
    pub amount_minor: i64,
    /// ISO 4217 code.
    pub currency: &'a str,
    /// Shown to the payer.
    pub description: &'a str,
    /// Where the payer comes back to.
    pub return_url: &'a str,
    /// Where the acquirer tells what happened.
    pub callback_url: &'a str,
    /// 1: authorise and capture in one; 2: hold.
    pub stages: i64,
    /// `en` or `ru`.
    pub language: &'a str,
}

/// The acquirer has taken the payment.
#[derive(Debug, Clone)]
pub struct Started {
    /// The acquirer's id.
    pub bank_reference: String,
    /// The page that receives the payer.
    pub redirect_url: String,
}

/// What an acquirer says has happened.
#[derive(Debug, Clone)]
pub struct BankEvent {
    /// The event's id; the same over repetitions.
    pub event_id: String,
    /// What happened.
    pub kind: BankEventKind,
    /// The acquirer's id of the payment.
    pub bank_reference: String,
    /// Our reference, as echoed.
    pub reference: String,
    /// Amount in minor units.
    pub amount_minor: i64,
    /// ISO 4217 code.
    pub currency: String,
    /// The card, if one was used.
    pub card: Option<Card>,
    /// Retrieval reference number.
    pub rrn: Option<String>,
    /// Why it was declined.
    pub decline_code: Option<String>,
}

/// The kinds of [`BankEvent`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum BankEventKind {
    /// The money is held.
    Authorised,
    /// The money is taken.
    Captured,
    /// The payment was declined.
    Declined,
}

/// What may be known of a card.
#[derive(Debug, Clone, serde::Deserialize)]
pub struct Card {
    /// First six and last four digits.
    pub mask: String,
    /// The scheme, lower case.
    pub brand: String,
    /// The acquirer's token for the card.
    pub token: Option<String>,
    /// The issuer's country, ISO 3166-1.
    pub country: Option<String>,
}

/// An acquirer's definite answer to an operation that we asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Decision {
    /// Done.
    Done,
    /// Refused; nothing has happened.
    Refused,
}

/// An acquirer with a terminal's credentials.
#[derive(Debug)]
pub enum Acquirer {
    /// Our own bank to test against.
    SandboxBank(SandboxBank),
}

impl Acquirer {
    /// The acquirer of a terminal. `credentials` is the terminal's JSON, opened.
    pub fn of(name: &str, terminal_id: &str, credentials: &str) -> Result<Self, AcquirerError> {
        match name {
            SandboxBank::NAME => SandboxBank::parse(terminal_id, credentials).map(Self::SandboxBank),
            _ => Err(AcquirerError::Misconfigured),
        }
    }

    /// Starts a payment; the same key starts it once.
    pub async fn start(&self, client: &impl HttpClient, payment: &StartPayment<'_>) -> Result<Started, AcquirerError> {
        match self {
            Self::SandboxBank(bank) => bank.start(client, payment).await,
        }
    }

    /// Gives captured money back; the same key gives it back once.
    pub async fn refund(
        &self,
        client: &impl HttpClient,
        bank_reference: &str,
        key: &str,
        amount_minor: i64,
    ) -> Result<Decision, AcquirerError> {
        match self {
            Self::SandboxBank(bank) => bank.operate(client, bank_reference, "refund", key, amount_minor).await,
        }
    }

    /// Releases held money; the same key releases it once.
    pub async fn void(
        &self,
        client: &impl HttpClient,
        bank_reference: &str,
        key: &str,
        amount_minor: i64,
    ) -> Result<Decision, AcquirerError> {
        match self {
            Self::SandboxBank(bank) => bank.operate(client, bank_reference, "void", key, amount_minor).await,
        }
    }

    /// Checks a callback's signature over its raw body, then reads it.
    pub fn callback(&self, headers: &http::HeaderMap, body: &[u8], now: Timestamp) -> Result<BankEvent, AcquirerError> {
        match self {
            Self::SandboxBank(bank) => bank.callback(headers, body, now),
        }
    }
}
