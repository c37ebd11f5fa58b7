//! A desk with manual systems, in few words.

use domain::time::Timestamp;
use operations::manual::{
    Decided, ManualError, Opened,
    confirm::{Decision, confirm},
    open::{NewTrip, open},
    reject::reject,
};

use crate::kit::{Desk, run};

/// A manual system: commission, fixed fee, income and transaction currency, what it takes.
pub(crate) struct Sys<'a> {
    pub(crate) id: &'a str,
    pub(crate) commission: &'a str,
    pub(crate) fixed: (i64, &'a str),
    pub(crate) income: &'a str,
    pub(crate) transaction: &'a str,
    pub(crate) takes: &'a str,
}

/// Takes roubles, keeps nothing.
pub(crate) const CASH: Sys<'static> = Sys {
    id: "cash",
    commission: "0",
    fixed: (0, "RUB"),
    income: "RUB",
    transaction: "RUB",
    takes: r#"["RUB"]"#,
};

impl Desk {
    pub(crate) fn add_system(&self, org_id: i64, sys: &Sys<'_>) {
        let Sys {
            id,
            commission,
            fixed: (minor, fixed),
            income,
            transaction,
            takes,
        } = sys;
        self.execute(&format!(
            "INSERT INTO terminal (org_id, terminal_id, acquirer, mode, kind, name, operations, credentials, created_at_ms)
               VALUES ({org_id}, '{id}', 'manual', 'test', 'manual', '{id}', '[\"payment\",\"capture\",\"refund\"]', '', 0);
             INSERT INTO manual_system (org_id, terminal_id, commission_percent, fixed_fee_minor, fixed_fee_currency, income_currency, transaction_currency, currencies)
               VALUES ({org_id}, '{id}', '{commission}', {minor}, '{fixed}', '{income}', '{transaction}', '{takes}')"
        ));
    }

    pub(crate) fn add_rate(&self, base: &str, quote: &str, day: &str, rate: &str) {
        self.execute(&format!(
            "INSERT INTO rate (base, quote, source, day, rate, at_ms) VALUES ('{base}', '{quote}', 'sandbox', '{day}', '{rate}', 0)"
        ));
    }

    /// A payment of 1000.00 RUB that may be paid by these systems, of an order of an offer with so many days; its token.
    pub(crate) fn ordered(&self, systems: &[&str], days: i64) -> (i64, String) {
        let next = self.number("SELECT COALESCE(max(order_id), 0) + 1 FROM sales_order WHERE org_id = 1");
        let payment = self.created(&format!("order {next}"));
        let systems = serde_json::json!(systems);
        self.execute(&format!(
            "INSERT INTO client (org_id, client_id, name, created_at_ms, active_at_ms) VALUES (1, 1, 'Ann', 0, 0) ON CONFLICT DO NOTHING;
             INSERT INTO offer (org_id, offer_id, mode, token, title, price_minor, currency, systems, confirm_days, created_at_ms)
               VALUES (1, {next}, 'test', 'offer{next}', 'Books', 100000, 'RUB', '{systems}', {days}, 0);
             INSERT INTO sales_order (org_id, order_id, mode, client_id, source, offer_id, title, price_minor, currency, request_key, opened_at_ms)
               VALUES (1, {next}, 'test', 1, 'offer', {next}, 'Books', 100000, 'RUB', 'key {next}', {});
             UPDATE payment SET systems = '{systems}', sales_order = {next} WHERE org_id = 1 AND number = {}",
            self.now().ms(),
            payment.number
        ));
        (payment.number, payment.token)
    }

    pub(crate) fn says_paid(&self, token: &str, system: &str) -> Result<Opened, ManualError> {
        let new = NewTrip {
            terminal_id: system.to_owned(),
            ..NewTrip::default()
        };
        run(open(self.ports(), token, &new, "payer", self.now()))
    }

    /// A payment of 1000.00 RUB that somebody says to have paid in cash.
    pub(crate) fn said_paid(&self, system: &str) -> i64 {
        let (number, token) = self.ordered(&[system], 30);
        assert_eq!(self.says_paid(&token, system).unwrap().number, number);
        number
    }

    pub(crate) fn confirm(&self, number: i64, decision: &Decision) -> Result<Decided, ManualError> {
        run(confirm(
            self.ports(),
            1,
            Some("test"),
            number,
            decision,
            "person:1/0",
            self.now(),
        ))
    }

    pub(crate) fn reject(&self, number: i64) -> Result<Decided, ManualError> {
        run(reject(
            self.ports(),
            1,
            Some("test"),
            number,
            "no money",
            "person:1/0",
            self.now(),
        ))
    }

    /// A column of the last trip of payment `number`.
    pub(crate) fn trip(&self, number: i64, column: &str) -> String {
        self.text(&format!(
            "SELECT {column} FROM manual_payment WHERE org_id = 1 AND number = {number} ORDER BY attempt DESC LIMIT 1"
        ))
    }

    pub(crate) fn order_status(&self, number: i64) -> String {
        self.text(&format!(
            "SELECT s.status FROM payment p JOIN sales_order s ON s.org_id = p.org_id AND s.order_id = p.sales_order WHERE p.org_id = 1 AND p.number = {number}"
        ))
    }

    pub(crate) fn at(&self, ms: i64) -> Timestamp {
        self.now().after_ms(ms)
    }
}
