//! A payment that may be made by a manual system, as its payer sees it.

use super::system::{PageSystem, page_system_columns, page_systems};
use crate::{Database, StoreError, port::Answers, row, statement};

/// What the page of such a payment shows.
#[derive(Debug)]
pub struct ManualPage {
    /// The payment, with what it is for and whose it is.
    pub payment: ManualPagePayment,
    /// The ways to pay that are open now, in the payment's order.
    pub systems: Vec<PageSystem>,
    /// The last trip to a manual system.
    pub trip: Option<ManualPageTrip>,
}

row! {
    /// A payment with its order and its organisation.
    #[derive(Debug)]
    pub struct ManualPagePayment {
        /// The organisation.
        pub org_id: i64,
        /// The payment's number.
        pub number: i64,
        /// `live` or `test`.
        pub mode: String,
        /// In minor units: what is asked; while a manual trip waits for its decision, what was to be transferred; in the end, what was paid.
        pub amount_minor: i64,
        /// ISO 4217 code.
        pub currency: String,
        /// Where the money is.
        pub money: String,
        /// When it can no longer be paid, in unix milliseconds.
        pub expires_at_ms: i64,
        /// Trips that may still be made.
        pub trips_left: i64,
        /// Where the payer goes after success.
        pub success_url: Option<String>,
        /// Where the payer goes after failure.
        pub failure_url: Option<String>,
        /// What it is for: the order's title, or what the merchant says of the payment.
        pub title: Option<String>,
        /// More of it, as the offer has it.
        pub description: Option<String>,
        /// The organisation's name.
        pub organisation: String,
        /// Its slug, which addresses of pictures carry.
        pub slug: String,
        /// `active` or `disabled`.
        pub organisation_status: String,
        /// The organisation's language.
        pub language: String,
        /// The organisation's zone.
        pub time_zone: String,
        /// JSON array of origins.
        pub sites: String,
    }
}

row! {
    /// A trip to a manual system. (Neither who decided nor what they wrote is the payer's.)
    #[derive(Debug)]
    pub struct ManualPageTrip {
        /// Counted from 1.
        pub attempt: i64,
        /// The system's name.
        pub system: String,
        /// `open`, `resolved` or `rejected`.
        pub state: String,
        /// Of a rejected one: `manager` or `expired`.
        pub reason: Option<String>,
        /// When it was paid, as the payer says.
        pub paid_on: String,
        /// Whether there is a receipt.
        pub has_receipt: i64,
        /// Until when it is to be confirmed, in unix milliseconds.
        pub confirm_by_ms: i64,
        /// When it was paid, as confirmed.
        pub final_paid_on: Option<String>,
    }
}

const PAYMENT: &str = "SELECT p.org_id, p.number, p.mode, COALESCE(x.amount_minor, p.amount_minor) AS amount_minor, COALESCE(x.currency, p.currency) AS currency, p.money, p.expires_at_ms, p.success_url, p.failure_url,
      p.attempts_max - (SELECT count(*) FROM attempt a WHERE a.org_id = p.org_id AND a.number = p.number) AS trips_left,
      COALESCE(s.title, p.description) AS title, f.description,
      g.name AS organisation, g.slug, g.status AS organisation_status, g.language, g.time_zone, g.sites
    FROM payment p JOIN organisation g ON g.org_id = p.org_id
    LEFT JOIN sales_order s ON s.org_id = p.org_id AND s.order_id = p.sales_order
    LEFT JOIN offer f ON f.org_id = s.org_id AND f.offer_id = s.offer_id
    LEFT JOIN manual_payment m ON m.org_id = p.org_id AND m.number = p.number AND m.state = 'open'
    LEFT JOIN attempt x ON x.org_id = m.org_id AND x.number = m.number AND x.attempt = m.attempt
    WHERE p.token = ?1";
const SYSTEMS: &str = concat!(
    "SELECT ",
    page_system_columns!(),
    " FROM payment p",
    page_systems!("p"),
    " WHERE p.token = ?1 AND t.terminal_id = COALESCE(p.terminal_id, t.terminal_id) ORDER BY s.key"
);
const TRIP: &str = "SELECT m.attempt, t.name AS system, m.state, m.reason, m.paid_on, m.receipt IS NOT NULL AS has_receipt, m.confirm_by_ms, m.final_paid_on
    FROM payment p JOIN manual_payment m ON m.org_id = p.org_id AND m.number = p.number
    JOIN attempt a ON a.org_id = m.org_id AND a.number = m.number AND a.attempt = m.attempt
    JOIN terminal t ON t.org_id = a.org_id AND t.terminal_id = a.terminal_id
    WHERE p.token = ?1 ORDER BY m.attempt DESC LIMIT 1";

/// Finds a payment by its page's token.
pub async fn manual_page(database: &impl Database, token: &str) -> Result<Option<ManualPage>, StoreError> {
    let statements = [PAYMENT, SYSTEMS, TRIP].map(|sql| statement!(sql, token));
    let mut answers = Answers::of(database.batch(statements.into()).await?);
    let Some(payment) = answers.next()?.first()? else {
        return Ok(None);
    };
    Ok(Some(ManualPage {
        payment,
        systems: answers.next()?.all()?,
        trip: answers.next()?.first()?,
    }))
}
