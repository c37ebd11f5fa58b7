//! Refunds by the lines of a cart (PKP-05): how much money the asked quantities are worth.

mod quantity;
mod refusal;

pub use quantity::Quantity;
pub use refusal::{CartError, CartRefusal};

use crate::{
    money::{Currency, MINOR_MAX, Money, MoneyError},
    rounding::half_up,
};

/// A line of a cart as a payment keeps it (PayKeeper's cart item: name, price, quantity, sum); what else it has is ignored.
#[derive(Debug, Clone, PartialEq, Eq, serde::Deserialize)]
pub struct CartLine {
    /// What it is.
    pub name: String,
    /// Price of one, decimal text.
    pub price: String,
    /// How many were bought.
    pub quantity: Quantity,
    /// Price of the line, decimal text.
    pub sum: String,
}

impl CartLine {
    /// The line for counting, with nothing refunded yet.
    pub fn line(&self, currency: Currency) -> Result<Line, MoneyError> {
        Ok(Line {
            quantity: self.quantity,
            sum_minor: Money::parse(&self.sum, currency)?.minor(),
            refunded_quantity: Quantity::default(),
            refunded_minor: 0,
        })
    }
}

/// A line, and what was refunded of it so far (refunds not yet decided count too).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Line {
    /// How many were bought.
    pub quantity: Quantity,
    /// Price of the line, in minor units.
    pub sum_minor: i64,
    /// How many were refunded.
    pub refunded_quantity: Quantity,
    /// What was refunded, in minor units.
    pub refunded_minor: i64,
}

/// What is asked to be refunded of a line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Asked {
    /// The line's place in the cart, from 0.
    pub line: usize,
    /// How many.
    pub quantity: Quantity,
}

/// The part of a refund that belongs to a line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RefundedLine {
    /// The line's place in the cart, from 0.
    pub line: usize,
    /// How many.
    pub quantity: Quantity,
    /// Their part of the line's price, in minor units; may be zero.
    pub amount_minor: i64,
}

/// What a refund by lines comes to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CartRefund {
    /// The sum of the lines, in minor units, above zero.
    pub amount_minor: i64,
    /// The lines, in the order asked.
    pub lines: Vec<RefundedLine>,
}

/// What the asked quantities are worth: half-up of the line's price for all refunded of it after this refund, less what was
/// refunded before. So the parts of a line come to its price exactly, however it is split.
pub fn refund(lines: &[Line], asked: &[Asked]) -> Result<CartRefund, CartError> {
    let whole = |refusal| CartError { asked: None, refusal };
    let mut amount_minor = 0_i64;
    let mut refunded: Vec<RefundedLine> = Vec::new();
    // Ends by the cart's own length: the line after that is unknown or a duplicate.
    for (place, part) in asked.iter().enumerate() {
        let refuse = |refusal| CartError {
            asked: Some(place),
            refusal,
        };
        if refunded.iter().any(|before| before.line == part.line) {
            return Err(refuse(CartRefusal::LineDuplicate));
        }
        let line = lines.get(part.line).ok_or(refuse(CartRefusal::LineUnknown))?;
        let part_minor = line.worth(part.quantity).map_err(refuse)?;
        amount_minor = amount_minor
            .checked_add(part_minor)
            .filter(|sum| *sum <= MINOR_MAX)
            .ok_or(refuse(CartRefusal::AmountTooLarge))?;
        refunded.push(RefundedLine {
            line: part.line,
            quantity: part.quantity,
            amount_minor: part_minor,
        });
    }
    match amount_minor {
        _ if refunded.is_empty() => Err(whole(CartRefusal::LinesEmpty)),
        0 => Err(whole(CartRefusal::AmountNotPositive)),
        _ => Ok(CartRefund {
            amount_minor,
            lines: refunded,
        }),
    }
}

impl Line {
    /// Never below zero: where more was given back than the quantities say, what is left of the price follows later.
    fn worth(&self, quantity: Quantity) -> Result<i64, CartRefusal> {
        if quantity == Quantity::default() {
            return Err(CartRefusal::QuantityMalformed);
        }
        let after = self
            .refunded_quantity
            .checked_add(quantity)
            .filter(|after| *after <= self.quantity)
            .ok_or(CartRefusal::QuantityExceedsBought)?;
        let due = i128::from(self.sum_minor)
            .checked_mul(after.units())
            .and_then(|product| half_up(product, self.quantity.units()))
            .and_then(|due| i64::try_from(due).ok())
            .ok_or(CartRefusal::AmountTooLarge)?;
        Ok(due.saturating_sub(self.refunded_minor).max(0))
    }
}

#[cfg(test)]
mod tests;
