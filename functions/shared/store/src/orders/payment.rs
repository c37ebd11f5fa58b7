//! A payment of an order as lists and cards show it: where it was paid, and what was said and decided of it.

use serde_json::Value;

use crate::{Column, FromRow, Rows, StoreError, row};

/// Payment `p` of an order, as JSON: [`OrderPayment`].
macro_rules! order_payment {
    () => {
        "json_object('number', p.number, 'mode', p.mode, 'money', p.money, 'amount_minor', p.amount_minor, 'currency', p.currency, 'created_at_ms', p.created_at_ms,
      'system', json((SELECT json_object('terminal_id', t.terminal_id, 'name', t.name, 'kind', t.kind) FROM terminal t WHERE t.org_id = p.org_id AND t.terminal_id =
        COALESCE((SELECT a.terminal_id FROM attempt a WHERE a.org_id = p.org_id AND a.number = p.number ORDER BY a.attempt DESC LIMIT 1), p.terminal_id,
          iif(json_array_length(p.systems) = 1, json_extract(p.systems, '$[0]'), NULL)))),
      'manual', json((SELECT json_object('attempt', m.attempt, 'state', m.state, 'price_minor', m.price_minor, 'price_currency', m.price_currency, 'paid_on', m.paid_on,
          'comment', m.comment, 'receipt', m.receipt, 'opened_at_ms', m.opened_at_ms, 'confirm_by_ms', m.confirm_by_ms, 'reason', m.reason, 'decided_by', m.decided_by,
          'decided_at_ms', m.decided_at_ms, 'decision_comment', m.decision_comment,
          'settled', json(iif(m.state = 'resolved', json_object('final_price_minor', m.final_price_minor, 'final_price_currency', m.final_price_currency,
            'final_paid_on', m.final_paid_on, 'paid_minor', m.paid_minor, 'paid_currency', m.paid_currency, 'commission_minor', m.commission_minor,
            'fixed_fee_minor', m.fixed_fee_minor, 'fixed_fee_currency', m.fixed_fee_currency, 'fixed_fee_paid_minor', m.fixed_fee_paid_minor,
            'fixed_fee_apart_minor', m.fixed_fee_apart_minor, 'income_minor', m.income_minor, 'income_currency', m.income_currency, 'rates', m.rates), NULL)))
        FROM manual_payment m WHERE m.org_id = p.org_id AND m.number = p.number ORDER BY m.attempt DESC LIMIT 1)))"
    };
}

/// The payments of order `s`, oldest first, as a JSON array.
macro_rules! order_payments {
    () => {
        concat!(
            "(SELECT json_group_array(json(x.payment)) FROM (SELECT ",
            $crate::orders::payment::order_payment!(),
            " AS payment FROM payment p INDEXED BY payment_by_sales_order WHERE p.org_id = s.org_id AND p.sales_order = s.order_id ORDER BY p.number LIMIT 20) AS x)"
        )
    };
}
pub(crate) use {order_payment, order_payments};

/// An object within a row.
impl<T: FromRow> Column for Box<T>
where
    Self: Default,
{
    fn read(value: Value) -> Option<Self> {
        Rows(vec![value]).first().ok().flatten().map(Self::new)
    }
}

row! {
    /// A payment of an order.
    #[derive(Debug, Clone)]
    #[expect(missing_docs, reason = "columns are documented in schema/0002_payments.sql")]
    pub struct OrderPayment {
        pub number: i64,
        pub mode: String,
        pub money: String,
        pub amount_minor: i64,
        pub currency: String,
        pub created_at_ms: i64,
        /// By which it is paid, as far as that is known.
        pub system: Option<Box<PaidBy>>,
        /// The last trip to a manual system.
        pub manual: Option<Box<Manual>>,
    }

    /// A terminal or a manual system.
    #[derive(Debug, Clone, Default)]
    #[expect(missing_docs, reason = "columns are documented in schema/0002_payments.sql")]
    pub struct PaidBy {
        pub terminal_id: String,
        pub name: String,
        pub kind: String,
    }

    /// What was said and decided of a manual payment.
    #[derive(Debug, Clone, Default)]
    #[expect(missing_docs, reason = "columns are documented in schema/0012_sales.sql")]
    pub struct Manual {
        pub attempt: i64,
        pub state: String,
        pub price_minor: i64,
        pub price_currency: String,
        pub paid_on: String,
        pub comment: String,
        pub receipt: Option<String>,
        pub opened_at_ms: i64,
        pub confirm_by_ms: i64,
        pub reason: Option<String>,
        pub decided_by: Option<String>,
        pub decided_at_ms: Option<i64>,
        pub decision_comment: String,
        /// What was confirmed, and what it came to.
        pub settled: Option<Box<Settled>>,
    }

    /// What was confirmed of a manual payment, and what it came to.
    #[derive(Debug, Clone, Default)]
    #[expect(missing_docs, reason = "columns are documented in schema/0012_sales.sql")]
    pub struct Settled {
        pub final_price_minor: i64,
        pub final_price_currency: String,
        pub final_paid_on: String,
        pub paid_minor: i64,
        pub paid_currency: String,
        pub commission_minor: i64,
        pub fixed_fee_minor: i64,
        pub fixed_fee_currency: String,
        pub fixed_fee_paid_minor: Option<i64>,
        pub fixed_fee_apart_minor: Option<i64>,
        pub income_minor: Option<i64>,
        pub income_currency: String,
        /// JSON array.
        pub rates: String,
    }
}

/// Reads a JSON array of [`OrderPayment`]s.
pub(crate) fn payments(json: &str) -> Result<Vec<OrderPayment>, StoreError> {
    let read: Option<Vec<Value>> = serde_json::from_str(json).ok();
    Rows(read.ok_or_else(|| StoreError::Decode("payments".to_owned()))?).all()
}

/// Takes a column of JSON text as a row of its own.
pub(crate) fn payment(json: &str) -> Result<OrderPayment, StoreError> {
    let read: Option<Value> = serde_json::from_str(json).ok();
    let row = Rows(read.into_iter().collect()).first()?;
    row.ok_or_else(|| StoreError::Decode("payment".to_owned()))
}
