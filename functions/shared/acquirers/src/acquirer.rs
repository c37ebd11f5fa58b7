//! What every acquirer can be asked, whatever it speaks.

use domain::time::Timestamp;

use crate::{HttpClient, HttpError, manual, sandbox_bank::SandboxBank};

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

/// What an acquirer tells us.
#[derive(Debug, Clone)]
pub enum BankMessage {
    /// Something happened to a payment.
    Event(Box<BankEvent>),
    /// What it settles, page by page.
    Register(Register),
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
    /// Our key, if it is the outcome of an operation that we asked for.
    pub operation_key: Option<String>,
    /// The acquirer's id of the operation.
    pub operation_id: Option<String>,
    /// Until when held money is held.
    pub hold_until: Option<Timestamp>,
    /// What a chargeback costs, in minor units.
    pub fee_minor: i64,
    /// The acquirer's id of a dispute.
    pub dispute: Option<String>,
    /// Until when evidence is taken.
    pub evidence_due: Option<Timestamp>,
    /// As it came.
    pub body: String,
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
    /// Held money was released.
    Voided,
    /// Captured money went back.
    Refunded,
    /// A refund that we asked for was refused.
    RefundRefused,
    /// The card's owner disputes the payment: the money is gone for now.
    ChargebackOpened,
    /// The merchant was right: the money is back.
    ChargebackWon,
    /// The card's owner was right.
    ChargebackLost,
}

impl BankEventKind {
    /// As the database keeps it.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Authorised => "authorised",
            Self::Captured => "captured",
            Self::Declined => "declined",
            Self::Voided => "voided",
            Self::Refunded => "refunded",
            Self::RefundRefused => "refund_refused",
            Self::ChargebackOpened => "chargeback_opened",
            Self::ChargebackWon => "chargeback_won",
            Self::ChargebackLost => "chargeback_lost",
        }
    }
}

/// A page of what an acquirer settles for a day.
#[derive(Debug, Clone, serde::Deserialize, serde::Serialize)]
pub struct Register {
    /// The page's event id.
    pub event_id: String,
    /// The register's id.
    pub register_id: String,
    /// `YYYY-MM-DD`.
    pub day: String,
    /// Counted from 1.
    pub page: u32,
    /// Pages in all.
    pub pages: u32,
    /// Its lines.
    pub lines: Vec<RegisterLine>,
}

/// An operation as the acquirer settles it.
#[derive(Debug, Clone, serde::Deserialize, serde::Serialize)]
pub struct RegisterLine {
    /// The acquirer's id of the operation.
    pub operation_id: String,
    /// Our key, if we asked for it.
    pub operation_key: Option<String>,
    /// The acquirer's id of the payment.
    pub payment_id: String,
    /// Our reference, as echoed.
    pub reference: String,
    /// `capture`, `refund`, `chargeback` or `chargeback_won`.
    pub kind: String,
    /// Amount in minor units.
    pub amount_minor: i64,
    /// ISO 4217 code.
    pub currency: String,
    /// The acquirer's fee in minor units.
    pub fee_minor: i64,
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

/// What we ask to be done with money that a payer has given.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Operation {
    /// Take held money.
    Capture,
    /// Release held money.
    Void,
    /// Give captured money back.
    Refund,
}

impl Operation {
    /// As the database keeps it.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Capture => "capture",
            Self::Void => "void",
            Self::Refund => "refund",
        }
    }

    /// Reads [`Operation::name`].
    #[must_use]
    pub fn parse(name: &str) -> Option<Self> {
        [Self::Capture, Self::Void, Self::Refund]
            .into_iter()
            .find(|operation| operation.name() == name)
    }
}

/// An acquirer's answer to an operation that we asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Answer {
    /// What it decided.
    pub decision: Decision,
    /// Why it refused.
    pub code: Option<String>,
    /// The acquirer's id of the operation.
    pub bank_operation: Option<String>,
}

/// See [`Answer`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Decision {
    /// Done.
    Done,
    /// Refused; nothing has happened.
    Refused,
    /// Taken, to be decided later.
    Pending,
}

/// An acquirer with a terminal's credentials.
#[derive(Debug)]
pub enum Acquirer {
    /// Our own bank to test against.
    SandboxBank(SandboxBank),
    /// Nobody: a manual payment system.
    Manual,
}

impl Acquirer {
    /// The acquirer of a terminal. `credentials` is the terminal's JSON, opened.
    pub fn of(name: &str, terminal_id: &str, credentials: &str) -> Result<Self, AcquirerError> {
        match name {
            SandboxBank::NAME => SandboxBank::parse(terminal_id, credentials).map(Self::SandboxBank),
            manual::NAME => Ok(Self::Manual),
            _ => Err(AcquirerError::Misconfigured),
        }
    }

    /// Starts a payment; the same key starts it once.
    pub async fn start(&self, client: &impl HttpClient, payment: &StartPayment<'_>) -> Result<Started, AcquirerError> {
        match self {
            Self::SandboxBank(bank) => bank.start(client, payment).await,
            Self::Manual => Err(AcquirerError::Misconfigured),
        }
    }

    /// Asks for an operation; the same key does it once.
    pub async fn operate(
        &self,
        client: &impl HttpClient,
        operation: Operation,
        bank_reference: &str,
        key: &str,
        amount_minor: i64,
    ) -> Result<Answer, AcquirerError> {
        match self {
            Self::SandboxBank(bank) => bank.operate(client, operation, bank_reference, key, amount_minor).await,
            Self::Manual => manual::operate(operation),
        }
    }

    /// What became of an operation that we asked for; `None` if the acquirer knows of none, which is definite only
    /// [`Acquirer::horizon_ms`] after it was asked for.
    pub async fn operation(
        &self,
        client: &impl HttpClient,
        bank_reference: &str,
        key: &str,
    ) -> Result<Option<Answer>, AcquirerError> {
        match self {
            Self::SandboxBank(bank) => bank.operation(client, bank_reference, key).await,
            Self::Manual => Ok(Some(manual::done())),
        }
    }

    /// The payment that a key started, if it started one.
    pub async fn started(&self, client: &impl HttpClient, key: &str) -> Result<Option<Started>, AcquirerError> {
        match self {
            Self::SandboxBank(bank) => bank.started(client, key).await,
            Self::Manual => Ok(None),
        }
    }

    /// Everything that happened to a payment, as callbacks have told it or should have.
    pub async fn events(
        &self,
        client: &impl HttpClient,
        bank_reference: &str,
    ) -> Result<Vec<BankEvent>, AcquirerError> {
        match self {
            Self::SandboxBank(bank) => bank.events(client, bank_reference).await,
            Self::Manual => Ok(Vec::new()),
        }
    }

    /// Reads an event that was kept: what came signed is believed once it is in our books.
    pub fn kept(&self, body: &str) -> Result<BankEvent, AcquirerError> {
        match self {
            Self::SandboxBank(_) => SandboxBank::kept(body),
            Self::Manual => Err(AcquirerError::Misconfigured),
        }
    }

    /// How long after we asked the acquirer's "not found" may still turn out wrong, in milliseconds.
    #[must_use]
    pub fn horizon_ms(&self) -> i64 {
        match self {
            Self::SandboxBank(_) => SandboxBank::HORIZON_MS,
            Self::Manual => 0,
        }
    }

    /// Checks a callback's signature over its raw body, then reads it.
    pub fn callback(
        &self,
        headers: &http::HeaderMap,
        body: &[u8],
        now: Timestamp,
    ) -> Result<BankMessage, AcquirerError> {
        match self {
            Self::SandboxBank(bank) => bank.callback(headers, body, now),
            Self::Manual => Err(AcquirerError::Misconfigured),
        }
    }
}
