//! What a refund by lines is counted from.

use super::ScopedKey;
use crate::{Database, StoreError, port::Answers, row, statement};

/// Which refunds by line a payment (`?1`, `?2`) has had: the last one's number and how many stand, as one number that any change
/// changes.
macro_rules! lines_mark {
    () => {
        "(SELECT 1000 * COALESCE(max(x.operation), 0) + COALESCE(sum(x.state <> 'refused'), 0) FROM operation x
        WHERE x.org_id = ?1 AND x.number = ?2 AND x.lines IS NOT NULL)"
    };
}
/// The cart of payment `p` by whose lines it is refunded: none where what a person has confirmed is not what the cart comes to.
macro_rules! cart_paid {
    () => {
        "iif(EXISTS (SELECT 1 FROM manual_payment m WHERE m.org_id = p.org_id AND m.number = p.number
          AND (m.paid_minor <> m.price_minor OR m.paid_currency <> m.price_currency)), '[]', p.cart)"
    };
}
pub(crate) use {cart_paid, lines_mark};

const CART: &str = concat!("SELECT ", cart_paid!(), " AS cart, p.currency, ", lines_mark!(), " AS refunds,
    EXISTS (SELECT 1 FROM idempotency i WHERE i.org_id = ?1 AND i.scope = ?4 AND i.key = ?5 AND i.created_at_ms >= ?6) AS key_known
    FROM payment p WHERE p.org_id = ?1 AND p.number = ?2 AND p.mode = COALESCE(?3, p.mode)");
const REFUNDED_LINES: &str =
    "SELECT lines FROM operation WHERE org_id = ?1 AND number = ?2 AND lines IS NOT NULL AND state <> 'refused'";

/// A cart and what was refunded of it.
#[derive(Debug, Clone)]
pub struct CartSoFar {
    /// JSON array.
    pub cart: String,
    /// ISO 4217 code.
    pub currency: String,
    /// Which refunds by line there were: the last one's number and how many stand, as one number that any change changes.
    pub refunds: i64,
    /// Their lines, each a JSON array of [line, quantity, minor units].
    pub lines: Vec<String>,
    /// Whether the key stands for a request already.
    pub key_known: bool,
}

row! {
    struct CartRow {
        cart: String,
        currency: String,
        refunds: i64,
        key_known: i64,
    }
}

row! {
    struct LinesRow {
        lines: String,
    }
}

/// Reads what a refund by line is counted from.
pub async fn cart_so_far(
    database: &impl Database,
    number: i64,
    key: &ScopedKey,
) -> Result<Option<CartSoFar>, StoreError> {
    let statements = vec![
        statement!(
            CART,
            key.org_id,
            number,
            key.mode.as_ref(),
            &key.scope,
            &key.key,
            key.keys_since_ms
        ),
        statement!(REFUNDED_LINES, key.org_id, number),
    ];
    let mut answers = Answers::of(database.batch(statements).await?);
    let cart: Option<CartRow> = answers.next()?.first()?;
    let lines: Vec<LinesRow> = answers.next()?.all()?;
    Ok(cart.map(|cart| CartSoFar {
        cart: cart.cart,
        currency: cart.currency,
        refunds: cart.refunds,
        lines: lines.into_iter().map(|row| row.lines).collect(),
        key_known: cart.key_known == 1,
    }))
}
