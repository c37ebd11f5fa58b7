//! An order as it is answered.

use edge::payment_json::time;
use serde::Serialize;
use store::{
    StoreError,
    orders::{Estimates, list::OrderRow, payments::PaymentRow},
};

use crate::payment_json::{AmountJson, OrderPaymentJson};

/// Whose an order is.
#[derive(Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct OrderClient {
    /// The client's number; 0 is the manual account.
    number: i64,
    /// May be empty.
    name: String,
    /// Where they are written to.
    email: Option<String>,
}

/// An order.
#[derive(Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "openapi", schema(as = Order))]
pub struct OrderJson {
    /// Counted within the organisation.
    number: i64,
    /// `live` or `test`.
    mode: String,
    /// What was ordered.
    title: String,
    /// What it costs.
    price: AmountJson,
    /// `open`, `resolved`, `completed`, `refunded` or `rejected`.
    status: String,
    /// How it came about: `offer`, `cabinet` or `invoice`.
    source: String,
    /// Whose it is.
    client: OrderClient,
    /// The offer's number; an invoice has none.
    offer: Option<i64>,
    /// When it was opened.
    opened_at: String,
    /// Its payments, oldest first.
    payments: Vec<OrderPaymentJson>,
}

impl OrderJson {
    pub(crate) fn of(order: OrderRow, estimates: Option<&Estimates>) -> Result<Self, StoreError> {
        let payments = order.payments()?;
        Ok(Self {
            number: order.order_id,
            mode: order.mode,
            title: order.title,
            price: AmountJson::of(order.price_minor, &order.currency),
            status: order.status,
            source: order.source,
            client: OrderClient {
                number: order.client_id,
                name: order.client_name,
                email: order.client_email,
            },
            offer: order.offer_id,
            opened_at: time(order.opened_at_ms),
            payments: payments
                .iter()
                .map(|payment| OrderPaymentJson::of(payment, estimates))
                .collect(),
        })
    }
}

/// The order of a payment.
#[derive(Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct OrderOfPayment {
    /// Its number.
    number: i64,
    /// What was ordered.
    title: String,
    /// Whose it is.
    client: OrderClient,
}

/// A payment with its order.
#[derive(Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "openapi", schema(as = PaymentWithOrder))]
pub struct PaymentWithOrderJson {
    #[serde(flatten)]
    payment: OrderPaymentJson,
    /// Its order.
    order: OrderOfPayment,
}

impl PaymentWithOrderJson {
    pub(crate) fn of(row: PaymentRow, estimates: Option<&Estimates>) -> Result<Self, StoreError> {
        Ok(Self {
            payment: OrderPaymentJson::of(&row.payment()?, estimates),
            order: OrderOfPayment {
                number: row.order_id,
                title: row.title,
                client: OrderClient {
                    number: row.client_id,
                    name: row.client_name,
                    email: row.client_email,
                },
            },
        })
    }
}
