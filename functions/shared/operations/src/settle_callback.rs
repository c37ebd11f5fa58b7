//! A bank says what happened, and it is booked: one batch, whatever was said before. What a bank says has happened is
//! always kept; where it does not fit the payment it is flagged for a person instead of settled.

use acquirers::{AcquirerError, BankEvent, BankEventKind};
use domain::{
    card,
    money::{Currency, Money, MoneyError},
    time::Timestamp,
    token,
};
use serde_json::json;
use store::{
    Database, StoreError,
    settlement::{self, Settled, Word},
};

use crate::{Entropy, NoEntropy, start_attempt::parse_reference, terminal::Terminal};

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
    let event = terminal.acquirer.callback(headers, body, now)?;
    check_identifiers(&event)?;
    let merchant_event_id = token::event_id(now, entropy.bytes()?);
    let word = word(
        terminal,
        &event,
        body,
        token::opaque(entropy.bytes()?),
        merchant_event_id.clone(),
        now,
    )?;
    let settled = settlement::settle(database, &word).await?;
    let fresh = settled.fresh == 1;
    Ok(Booked {
        event_id: (fresh && settled.postbacks > 0).then_some(merchant_event_id),
        surplus: fresh && settled.outcome == "surplus",
        settled,
    })
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
    let optional = shown.chain([event.rrn.as_ref(), event.decline_code.as_ref()]).flatten();
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
    body: &[u8],
    run: String,
    merchant_event_id: String,
    now: Timestamp,
) -> Result<Word, SettleError> {
    let currency = Currency::parse(&event.currency)?;
    let amount = Money::from_minor(event.amount_minor, currency)?;
    if amount.minor() == 0 {
        return Err(MoneyError::NotPositive.into());
    }
    let (number, attempt) = parse_reference(&event.reference);
    let posting = Posting::of(terminal, event.kind, amount)?;
    let card = event.card.as_ref();
    Ok(Word {
        org_id: terminal.org_id,
        terminal_id: terminal.terminal_id.clone(),
        mode: terminal.mode.clone(),
        event_id: event.event_id.clone(),
        run,
        kind: match event.kind {
            BankEventKind::Authorised => "authorised",
            BankEventKind::Captured => "captured",
            BankEventKind::Declined => "declined",
        },
        number,
        attempt,
        reference: event.reference.clone(),
        amount_minor: amount.minor(),
        currency: currency.code().to_owned(),
        amount: amount.to_string(),
        decline_code: event.decline_code.clone(),
        card_mask: card.map(|card| card.mask.clone()),
        card_brand: card.map(|card| card.brand.clone()),
        card_token: card.and_then(|card| card.token.clone()),
        card_country: card.and_then(|card| card.country.clone()),
        rrn: event.rrn.clone(),
        bank_reference: event.bank_reference.clone(),
        body: card::mask(&String::from_utf8_lossy(body)),
        lines: posting.lines,
        surplus_lines: posting.surplus_lines,
        movement_kind: posting.kind,
        fee_minor: posting.fee_minor,
        merchant_event_id,
        occurred_at: now.rfc3339(),
        now_ms: now.ms(),
    })
}

/// The movement of an event: as JSON `[[account, currency, minor], ...]`, summing to zero.
struct Posting {
    kind: &'static str,
    lines: String,
    surplus_lines: String,
    fee_minor: Option<i64>,
}

impl Posting {
    fn of(terminal: &Terminal, kind: BankEventKind, amount: Money) -> Result<Self, MoneyError> {
        let (minor, code) = (amount.minor(), amount.currency().code().to_owned());
        let in_transit = format!("in_transit:{}", terminal.terminal_id);
        let lines = |lines: &[(&str, i64)]| {
            let moved = lines.iter().filter(|(_, minor)| *minor != 0);
            json!(
                moved
                    .map(|(account, minor)| json!([account, code, minor]))
                    .collect::<Vec<_>>()
            )
            .to_string()
        };
        if kind != BankEventKind::Captured {
            let hold = lines(&[("hold", minor), ("hold_memo", minor.saturating_neg())]);
            return Ok(Self {
                kind: "hold",
                surplus_lines: hold.clone(),
                lines: hold,
                fee_minor: None,
            });
        }
        let fee = terminal
            .fee_line(amount.currency())
            .map(|line| line.fee(amount))
            .transpose()?;
        let (total, service, bank) = fee.map_or((0, 0, 0), |fee| {
            (fee.total.minor(), fee.service.minor(), fee.bank.minor())
        });
        Ok(Self {
            kind: "capture",
            lines: lines(&[
                (&in_transit, minor.saturating_neg()),
                ("available", minor),
                ("available", total.saturating_neg()),
                ("service_fee", service),
                ("bank_fee", bank),
            ]),
            surplus_lines: lines(&[(&in_transit, minor.saturating_neg()), ("unclaimed", minor)]),
            fee_minor: Some(total),
        })
    }
}
