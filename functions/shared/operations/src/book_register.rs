//! A bank's settlement register, a page at a time: each line is matched with the operation that it settles, and what matches
//! moves from "in transit" to our bank account, less the bank's fees. What does not is kept and shown.

use acquirers::{AcquirerError, Register};
use domain::{
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

/// Most lines of a page.
const LINES_MAX: usize = 500;

pub(crate) async fn book_register(
    database: &impl Database,
    terminal: &Terminal,
    register: &Register,
    now: Timestamp,
) -> Result<Settled, SettleError> {
    let malformed = |what: &str| AcquirerError::Callback(format!("the register is malformed: {what}"));
    if register.lines.len() > LINES_MAX || register.day.len() != 10 {
        return Err(malformed("too many lines, or no day").into());
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
