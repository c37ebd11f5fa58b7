//! A bank says what happened, and it is booked: one batch, whatever was said before. What a bank says has happened is
//! always kept; where it does not fit the payment it is flagged for a person instead of settled.

use acquirers::{AcquirerError, BankEvent, BankEventKind, BankMessage};
use domain::{
    card, hold,
    money::{Currency, MINOR_MAX, Money, MoneyError},
    time::Timestamp,
    token,
};
use store::{
    Database, StoreError,
    facts::{self, Fact},
    operations::Decided,
    settlement::{self, Settled, Word},
};

use crate::{Entropy, NoEntropy, book_register::book_register, start_attempt::parse_reference, terminal::Terminal};

/// Most digits of a card that a bank may show.
const MASK_DIGITS_MAX: usize = 10;
/// Longest identifier that a bank may give, in characters.
const IDENTIFIER_MAX: usize = 128;

/// Why a callback was not taken.
#[derive(Debug, thiserror::Error)]
pub enum SettleError {
    /// Not signed, or not readable.
    #[error(transparent)]
    Acquirer(#[from] AcquirerError),
    /// An amount that cannot be.
    #[error("the callback's amount is not acceptable: {0}")]
    Money(#[from] MoneyError),
    /// The database failed: the bank should repeat.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// No randomness.
    #[error(transparent)]
    Entropy(#[from] NoEntropy),
}

/// What became of a callback.
#[derive(Debug)]
pub struct Booked {
    /// The event's outcome, and whether this delivery was the one that counted.
    pub settled: Settled,
    /// The event that merchants are to be told, if there are postbacks to send.
    pub event_id: Option<String>,
    /// Whether a second success is to be returned.
    pub surplus: bool,
}

/// Verifies a callback over its raw body and books it. One round trip.
pub async fn settle_callback(
    database: &impl Database,
    entropy: &impl Entropy,
    terminal: &Terminal,
    headers: &http::HeaderMap,
    body: &[u8],
    now: Timestamp,
) -> Result<Booked, SettleError> {
    match terminal.acquirer.callback(headers, body, now)? {
        BankMessage::Event(event) => settle_event(database, entropy, terminal, &event, now).await,
        BankMessage::Register(register) => {
            let settled = book_register(database, terminal, &register, now).await?;
            Ok(Booked {
                settled,
                event_id: None,
                surplus: false,
            })
        }
    }
}

/// Books what a bank says has happened, whether it called us or was asked. One round trip.
pub async fn settle_event(
    database: &impl Database,
    entropy: &impl Entropy,
    terminal: &Terminal,
    event: &BankEvent,
    now: Timestamp,
) -> Result<Booked, SettleError> {
    check_identifiers(event)?;
    check_dispute(event)?;
    let currency = Currency::parse(&event.currency)?;
    let amount = Money::from_minor(event.amount_minor, currency)?;
    if amount.minor() == 0 {
        return Err(MoneyError::NotPositive.into());
    }
    let merchant_event_id = token::event_id(now, entropy.bytes()?);
    let run = token::opaque(entropy.bytes()?);
    let settled = if is_first_word(event) {
        let word = word(terminal, event, amount, run, merchant_event_id.clone(), now)?;
        settlement::settle(database, &word).await?
    } else {
        let fact = fact(terminal, event, amount, run, merchant_event_id.clone(), now)?;
        facts::book(database, &fact).await?
    };
    let fresh = settled.fresh == 1;
    Ok(Booked {
        event_id: (fresh && settled.postbacks > 0).then_some(merchant_event_id),
        surplus: fresh && settled.outcome == "surplus",
        settled,
    })
}

/// What begins a payment's life with the bank; everything else is a fact about money that is there.
fn is_first_word(event: &BankEvent) -> bool {
    use BankEventKind::{Authorised, Captured, Declined};
    matches!(event.kind, Authorised | Captured | Declined) && event.operation_key.is_none()
}

/// A chargeback names its dispute, and costs what can be booked.
fn check_dispute(event: &BankEvent) -> Result<(), AcquirerError> {
    use BankEventKind::{ChargebackLost, ChargebackOpened, ChargebackWon};
    let disputed = matches!(event.kind, ChargebackOpened | ChargebackWon | ChargebackLost);
    if disputed && event.dispute.is_none() {
        return Err(AcquirerError::Callback("a chargeback without a dispute".to_owned()));
    }
    if !(0..=MINOR_MAX).contains(&event.fee_minor) {
        return Err(AcquirerError::Callback("a fee that cannot be".to_owned()));
    }
    Ok(())
}

/// What a bank says has happened is booked, whatever its ids look like; but where a card is shown, no number comes in.
fn check_identifiers(event: &BankEvent) -> Result<(), AcquirerError> {
    let card = event.card.as_ref();
    let shown = card.iter().flat_map(|card| {
        [
            Some(&card.mask),
            Some(&card.brand),
            card.country.as_ref(),
            card.token.as_ref(),
        ]
    });
    let optional = shown
        .chain([
            event.rrn.as_ref(),
            event.decline_code.as_ref(),
            event.operation_key.as_ref(),
            event.operation_id.as_ref(),
            event.dispute.as_ref(),
        ])
        .flatten();
    let named = [&event.event_id, &event.bank_reference, &event.reference];
    let malformed =
        |text: &String| text.is_empty() || text.len() > IDENTIFIER_MAX || text.chars().any(char::is_control);
    // First six and last four digits are all that a mask may show; what names no account holds no card number.
    let shows_more =
        card.is_some_and(|card| card.mask.chars().filter(|character| character.is_numeric()).count() > MASK_DIGITS_MAX);
    let describing = card
        .iter()
        .flat_map(|card| [Some(&card.brand), card.country.as_ref(), card.token.as_ref()]);
    let described = describing
        .chain([event.rrn.as_ref(), event.decline_code.as_ref()])
        .flatten()
        .any(|text| card::contains(text));
    let whole_card = shows_more || described;
    if whole_card || named.into_iter().chain(optional).any(malformed) {
        return Err(AcquirerError::Callback(
            "an identifier is empty, too long or not allowed".to_owned(),
        ));
    }
    Ok(())
}

fn word(
    terminal: &Terminal,
    event: &BankEvent,
    amount: Money,
    run: String,
    merchant_event_id: String,
    now: Timestamp,
) -> Result<Word, SettleError> {
    let (number, attempt) = parse_reference(&event.reference);
    let fee = fee(terminal, event.kind, amount)?;
    let card = event.card.as_ref();
    Ok(Word {
        org_id: terminal.org_id,
        terminal_id: terminal.terminal_id.clone(),
        event_id: event.event_id.clone(),
        run,
        kind: event.kind.name(),
        number,
        attempt,
        reference: event.reference.clone(),
        amount_minor: amount.minor(),
        currency: amount.currency().code().to_owned(),
        scale: amount.currency().scale(),
        decline_code: event.decline_code.clone(),
        card_mask: card.map(|card| card.mask.clone()),
        card_brand: card.map(|card| card.brand.clone()),
        card_token: card.and_then(|card| card.token.clone()),
        card_country: card.and_then(|card| card.country.clone()),
        rrn: event.rrn.clone(),
        bank_reference: event.bank_reference.clone(),
        bank_operation: event.operation_id.clone(),
        body: card::mask(&event.body),
        fee_minor: fee.0,
        bank_fee_minor: fee.1,
        hold_until_ms: event.hold_until.map(Timestamp::ms),
        capture_due_at_ms: event
            .hold_until
            .map(|until| hold::capture_due(until, now, terminal.deadline_hours).ms()),
        merchant_event_id,
        occurred_at: now.rfc3339(),
        now_ms: now.ms(),
    })
}

fn fact(
    terminal: &Terminal,
    event: &BankEvent,
    amount: Money,
    run: String,
    merchant_event_id: String,
    now: Timestamp,
) -> Result<Fact, SettleError> {
    let (number, attempt) = parse_reference(&event.reference);
    let fee = fee(terminal, event.kind, amount)?;
    let state = if event.kind == BankEventKind::RefundRefused {
        "refused"
    } else {
        "done"
    };
    Ok(Fact {
        org_id: terminal.org_id,
        terminal_id: terminal.terminal_id.clone(),
        event_id: event.event_id.clone(),
        kind: event.kind.name(),
        number,
        attempt,
        reference: event.reference.clone(),
        amount_minor: amount.minor(),
        currency: amount.currency().code().to_owned(),
        body: card::mask(&event.body),
        bank_reference: event.bank_reference.clone(),
        operation_key: event.operation_key.clone(),
        fee_minor: event.fee_minor,
        dispute: event.dispute.clone(),
        evidence_due_at_ms: event.evidence_due.map(Timestamp::ms),
        decided: Decided {
            state,
            code: event.decline_code.clone(),
            bank_operation: event.operation_id.clone(),
            fee_minor: fee.0,
            bank_fee_minor: fee.1,
            due_at_ms: now.ms(),
            run,
            merchant_event_id,
            occurred_at: now.rfc3339(),
            scale: amount.currency().scale(),
            actor: format!("terminal:{}", terminal.terminal_id),
            evidence: None,
            now_ms: now.ms(),
        },
    })
}

/// What a capture costs, and the bank's part of it.
fn fee(terminal: &Terminal, kind: BankEventKind, amount: Money) -> Result<(i64, i64), MoneyError> {
    let line = terminal
        .fee_line(amount.currency())
        .filter(|_| kind == BankEventKind::Captured);
    let fee = line.map(|line| line.fee(amount)).transpose()?;
    Ok(fee.map_or((0, 0), |fee| (fee.total.minor(), fee.bank.minor())))
}
