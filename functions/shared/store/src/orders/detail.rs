//! One order; one manual payment with what it comes to; the receipt that a payer gave.

use domain::rate::Rates;

use crate::{
    Database, FromRow, StoreError,
    manual::SystemRow,
    orders::{
        list::{OrderRow, order_columns},
        payments::{PaymentRow, columns_of},
    },
    port::Answers,
    rates::{self, leading_rates},
    row, statement,
};

const ORDER: &str = concat!(
    order_columns!(),
    "FROM sales_order s CROSS JOIN client c ON c.org_id = s.org_id AND c.client_id = s.client_id WHERE s.org_id = ?1 AND s.order_id = ?2 AND s.mode = ?3"
);
const PAYMENT: &str = concat!(
    columns_of!(),
    "FROM payment p CROSS JOIN sales_order s ON s.org_id = p.org_id AND s.order_id = p.sales_order
     CROSS JOIN client c ON c.org_id = s.org_id AND c.client_id = s.client_id
     WHERE p.org_id = ?1 AND p.number = ?2 AND p.mode = ?3 AND EXISTS (SELECT 1 FROM manual_payment m WHERE m.org_id = p.org_id AND m.number = p.number)"
);
/// Trips that wait for a decision, of payment `p`, each with its manual system `y`.
macro_rules! waiting {
    () => {
        " CROSS JOIN manual_payment m ON m.org_id = p.org_id AND m.number = p.number AND m.state = 'open'
      CROSS JOIN attempt a ON a.org_id = m.org_id AND a.number = m.number AND a.attempt = m.attempt
      CROSS JOIN manual_system y ON y.org_id = a.org_id AND y.terminal_id = a.terminal_id "
    };
}
/// The terms of the systems of payments' trips that wait for a decision, and the rates of day `?4` by which these convert.
macro_rules! terms {
    ($payments:literal, $which:literal) => {
        (
            concat!(
                "SELECT DISTINCT t.terminal_id, t.name, t.status, y.commission_percent, y.fixed_fee_minor, y.fixed_fee_currency, y.income_currency,
                   y.transaction_currency, y.currencies FROM ",
                $payments,
                waiting!(),
                "CROSS JOIN terminal t ON t.org_id = y.org_id AND t.terminal_id = y.terminal_id WHERE p.org_id = ?1 AND p.mode = ?3 AND ",
                $which
            ),
            leading_rates!(
                concat!(
                    "(SELECT json_group_array(v.value) FROM ",
                    $payments,
                    waiting!(),
                    "CROSS JOIN json_each(json_array(m.price_currency, y.transaction_currency, y.income_currency, y.fixed_fee_currency)) AS v
                     WHERE p.org_id = ?1 AND p.mode = ?3 AND ",
                    $which,
                    ")"
                ),
                "?4"
            ),
        )
    };
}
const ORDER_TERMS: (&str, &str) = terms!("payment p INDEXED BY payment_by_sales_order", "p.sales_order = ?2");
const PAYMENT_TERMS: (&str, &str) = terms!("payment p", "p.number = ?2");

/// By what open trips are estimated.
#[derive(Debug, Clone)]
pub struct Estimates {
    /// The manual systems of the trips.
    pub systems: Vec<SystemRow>,
    /// The latest rates.
    pub rates: Rates,
}

/// An order with what its open trips are estimated by.
#[derive(Debug, Clone)]
pub struct OrderDetail {
    /// The order.
    pub order: OrderRow,
    /// Terms and rates.
    pub estimates: Estimates,
}

/// A manual payment with what it is estimated by, while it is open.
#[derive(Debug, Clone)]
pub struct ManualDetail {
    /// The payment.
    pub payment: PaymentRow,
    /// Terms and rates.
    pub estimates: Estimates,
}

/// One order of a mode; `day` is today (`YYYY-MM-DD`). One round trip.
pub async fn one(
    database: &impl Database,
    org_id: i64,
    order_id: i64,
    mode: &str,
    day: &str,
) -> Result<Option<OrderDetail>, StoreError> {
    let found = read(
        database,
        [ORDER, ORDER_TERMS.0, ORDER_TERMS.1],
        org_id,
        order_id,
        mode,
        day,
    );
    Ok(found.await?.map(|(order, estimates)| OrderDetail { order, estimates }))
}

/// One payment of a mode that was to be paid by a manual system, whether or not it belongs to an order. One round trip.
pub async fn manual(
    database: &impl Database,
    org_id: i64,
    number: i64,
    mode: &str,
    day: &str,
) -> Result<Option<ManualDetail>, StoreError> {
    let found = read(
        database,
        [PAYMENT, PAYMENT_TERMS.0, PAYMENT_TERMS.1],
        org_id,
        number,
        mode,
        day,
    );
    Ok(found
        .await?
        .map(|(payment, estimates)| ManualDetail { payment, estimates }))
}

async fn read<T: FromRow>(
    database: &impl Database,
    [one, systems, rates]: [&'static str; 3],
    org_id: i64,
    number: i64,
    mode: &str,
    day: &str,
) -> Result<Option<(T, Estimates)>, StoreError> {
    let statements = vec![
        statement!(one, org_id, number, mode),
        statement!(systems, org_id, number, mode),
        statement!(rates, org_id, number, mode, day),
    ];
    let mut answers = Answers::of(database.batch(statements).await?);
    let (one, systems) = (answers.next()?.first()?, answers.next()?.all()?);
    let rates = rates::rates(answers.next()?)?;
    Ok(one.map(|one| (one, Estimates { systems, rates })))
}

row! {
    /// A receipt that a payer gave.
    #[derive(Debug, Clone)]
    pub struct ReceiptFile {
        /// The file.
        pub file: String,
        /// What its bytes are.
        pub media_type: String,
    }
}
const RECEIPT: &str = "SELECT f.file, f.media_type FROM manual_payment m CROSS JOIN payment p ON p.org_id = m.org_id AND p.number = m.number
    CROSS JOIN file f ON f.org_id = m.org_id AND f.file = m.receipt AND f.kind = 'receipt'
    WHERE m.org_id = ?1 AND m.number = ?2 AND p.mode = ?3 ORDER BY m.attempt DESC LIMIT 1";

/// The receipt of a payment's last trip that has one.
pub async fn receipt(
    database: &impl Database,
    org_id: i64,
    number: i64,
    mode: &str,
) -> Result<Option<ReceiptFile>, StoreError> {
    let asked = statement!(RECEIPT, org_id, number, mode);
    Answers::of(database.batch(vec![asked]).await?).last()?.first()
}
