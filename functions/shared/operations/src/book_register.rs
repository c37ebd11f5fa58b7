//! A bank's settlement register, a page at a time: each line is matched with the operation that it settles, and what matches
//! moves from "in transit" to our bank account, less the bank's fees. What does not is kept and shown.

use acquirers::{AcquirerError, Register};
use domain::{
    card,
    money::{Currency, MINOR_MAX},
    time::Timestamp,
};
use serde_json::json;
use store::{
    Database,
    registers::{self, Page},
    settlement::Settled,
};

use crate::{settle_callback::SettleError, start_attempt::parse_reference, terminal::Terminal};

/// Longest identifier, in bytes.
const TEXT_MAX: usize = 128;
/// Most lines of a page.
const LINES_MAX: usize = 500;

pub(crate) async fn book_register(
    database: &impl Database,
    terminal: &Terminal,
    register: &Register,
    now: Timestamp,
) -> Result<Settled, SettleError> {
    let malformed = |what: &str| AcquirerError::Callback(format!("the register is malformed: {what}"));
    let is_day = register.day.len() == 10 && Timestamp::parse_rfc3339(&format!("{}T00:00:00Z", register.day)).is_some();
    if register.lines.len() > LINES_MAX || !is_day || !(1..=register.pages).contains(&register.page) {
        return Err(malformed("too many lines, no day, or no page of it").into());
    }
    let mut texts = vec![&register.event_id, &register.register_id];
    for line in &register.lines {
        texts.extend([&line.operation_id, &line.payment_id, &line.reference]);
        texts.extend(&line.operation_key);
    }
    let acceptable = |text: &&String| {
        (1..=TEXT_MAX).contains(&text.len()) && !text.chars().any(char::is_control) && !card::contains(text)
    };
    if !texts.iter().all(acceptable) {
        return Err(malformed("an identifier is empty, too long or not allowed").into());
    }
    let mut lines = Vec::with_capacity(register.lines.len());
    for line in &register.lines {
        Currency::parse(&line.currency)?;
        let kind_known = matches!(
            line.kind.as_str(),
            "capture" | "refund" | "chargeback" | "chargeback_won"
        );
        let bounded = |minor: i64| (0..=MINOR_MAX).contains(&minor);
        if !kind_known || line.amount_minor == 0 || !bounded(line.amount_minor) || !bounded(line.fee_minor) {
            return Err(malformed("a line's kind or amounts").into());
        }
        let (number, attempt) = parse_reference(&line.reference);
        lines.push(json!([
            line.operation_id,
            line.operation_key,
            line.payment_id,
            line.reference,
            number,
            attempt,
            line.kind,
            line.amount_minor,
            line.currency,
            line.fee_minor
        ]));
    }
    let page = Page {
        org_id: terminal.org_id,
        terminal_id: &terminal.terminal_id,
        mode: &terminal.mode,
        event_id: &register.event_id,
        register: &register.register_id,
        day: &register.day,
        page: register.page,
        pages: register.pages,
        lines: &serde_json::Value::from(lines).to_string(),
        now_ms: now.ms(),
    };
    let fresh = registers::book(database, &page).await?;
    Ok(Settled {
        outcome: if fresh { "settled" } else { "repeated" }.to_owned(),
        number: None,
        fresh: i64::from(fresh),
        postbacks: 0,
    })
}
