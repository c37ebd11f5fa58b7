//! Captured money is given back, whole or in part, several times while something is left. Where a cart was sent, a part is
//! named by its lines, and its amount is theirs.

use acquirers::HttpClient;
use domain::{
    cart::{self, Asked, CartLine, Line, Quantity},
    money::{Currency, Money},
    sealed::KeyRing,
    transition::Started,
};
use serde::{Deserialize, Serialize};
use store::{
    Database,
    operations::{self, CartSoFar},
};

use super::{
    Asker, OperationError, OperationRequest, Performed,
    begin::{Beginning, Intention, perform},
};
use crate::{Clock, Entropy, FieldError, Ports};

/// How often lines are counted anew because another refund came in between.
const COUNTS_MAX: usize = 5;
/// Most lines of a refund: as many as a cart has.
const LINES_MAX: usize = 100;

/// A line of the cart to be refunded.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct RefundLine {
    /// Its place in the cart, from 0.
    pub line: usize,
    /// How many, as decimal text.
    pub quantity: String,
}

/// Refunds a payment. The operation that is answered may be undecided yet.
pub async fn refund<D: Database, H: HttpClient, C: Clock, E: Entropy>(
    ports: Ports<'_, D, H, C, E>,
    key: &KeyRing,
    asker: &Asker<'_>,
    request: &OperationRequest,
    lines: &[RefundLine],
) -> Result<Performed, OperationError> {
    let asked = serde_json::to_string(lines).unwrap_or_default();
    let mut intention = Intention::of(Started::Refund, request, &asked)?;
    let given = intention.amount;
    for _ in 0..COUNTS_MAX {
        if !lines.is_empty() {
            let so_far =
                operations::cart_so_far(ports.database, request.number, &asker.scoped_key(ports.clock.now())).await?;
            let so_far = so_far.ok_or(OperationError::PaymentNotFound)?;
            // A repetition of what was done already may fit no more, but its key has the answer.
            if !so_far.key_known {
                let (amount, counted) = counted(lines, &so_far)?;
                check_amount(given, amount)?;
                intention.amount = Some(amount);
                intention.lines = Some((counted, so_far.refunds));
            }
        }
        if let Beginning::Performed(performed) = perform(ports, key, asker, &intention).await? {
            return Ok(*performed);
        }
    }
    Err(OperationError::Refused("operation_in_flight"))
}

fn check_amount(given: Option<Money>, counted: Money) -> Result<(), OperationError> {
    match given {
        Some(given) if given.currency() != counted.currency() => Err(field(
            "currency",
            "currency_differs",
            "the payment is in another currency",
        )),
        Some(given) if given != counted => Err(field(
            "amount",
            "amount_does_not_match_lines",
            &format!("the lines come to {counted}"),
        )),
        _ => Ok(()),
    }
}

/// The amount of the lines, and the lines as they are kept: [line, quantity, minor units].
fn counted(lines: &[RefundLine], so_far: &CartSoFar) -> Result<(Money, String), OperationError> {
    if lines.len() > LINES_MAX {
        return Err(field("lines", "too_many", "at most 100 lines"));
    }
    let malformed = |_| field("lines", "line_unknown", "the payment has no cart that can be read");
    let currency = Currency::parse(&so_far.currency).map_err(malformed)?;
    let cart: Vec<CartLine> = serde_json::from_str(&so_far.cart).unwrap_or_default();
    let mut bought: Vec<Line> = cart
        .iter()
        .map(|line| line.line(currency))
        .collect::<Result<_, _>>()
        .map_err(malformed)?;
    for before in &so_far.lines {
        let before: Vec<(usize, Quantity, i64)> = serde_json::from_str(before).unwrap_or_default();
        for (place, quantity, minor) in before {
            if let Some(line) = bought.get_mut(place) {
                line.refunded_quantity = line.refunded_quantity.checked_add(quantity).unwrap_or(line.quantity);
                line.refunded_minor = line.refunded_minor.saturating_add(minor);
            }
        }
    }
    let asked: Vec<Asked> = lines
        .iter()
        .enumerate()
        .map(|(place, line)| {
            let quantity = Quantity::parse(&line.quantity);
            let quantity = quantity.map_err(|_| {
                let name = format!("lines[{place}].quantity");
                field(&name, "quantity_malformed", "a positive decimal text is expected")
            })?;
            Ok(Asked {
                line: line.line,
                quantity,
            })
        })
        .collect::<Result<_, OperationError>>()?;
    let refund = cart::refund(&bought, &asked).map_err(|error| {
        let name = error
            .asked
            .map_or_else(|| "lines".to_owned(), |place| format!("lines[{place}]"));
        field(&name, error.refusal.code(), &error.refusal.to_string())
    })?;
    let kept: Vec<(usize, Quantity, i64)> = refund
        .lines
        .iter()
        .map(|line| (line.line, line.quantity, line.amount_minor))
        .collect();
    let amount = Money::from_minor(refund.amount_minor, currency).map_err(malformed)?;
    Ok((amount, serde_json::to_string(&kept).unwrap_or_default()))
}

fn field(name: &str, code: &str, detail: &str) -> OperationError {
    OperationError::Fields(vec![FieldError::new(name, code, detail)])
}
