//! A desk with manual systems, in few words.

use std::cell::Cell;

use operations::manual::{
    Decided, ManualError, Opened,
    confirm::{Decision, confirm},
    expire::{Expired, expire_due},
    open::{NewTrip, open},
    reject::reject,
};
use store::{Database, Rows, Statement, StoreError, sqlite::Sqlite};

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

/// Keeps 5 % and 1.00 EUR, takes dollars and euros, is paid in dollars otherwise; what comes is euros.
pub(crate) const PAYMENTS_ABROAD: Sys<'static> = Sys {
    id: "abroad",
    commission: "5",
    fixed: (100, "EUR"),
    income: "EUR",
    transaction: "USD",
    takes: r#"["USD","EUR"]"#,
};

/// What was refused of a request, as `field code, ...`; nothing where it was not.
pub(crate) fn errors<T: std::fmt::Debug>(outcome: Result<T, ManualError>) -> String {
    match outcome {
        Ok(_) => String::new(),
        Err(ManualError::Fields(errors)) => {
            let errors = errors.iter().map(|error| format!("{} {}", error.field, error.code));
            errors.collect::<Vec<_>>().join(", ")
        }
        Err(other) => panic!("no field error: {other:?}"),
    }
}

/// A database that answers some batches, and then never again.
pub(crate) struct Slow<'a>(&'a Sqlite, Cell<usize>);

impl<'a> Slow<'a> {
    pub(crate) fn after(database: &'a Sqlite, batches: usize) -> Self {
        Self(database, Cell::new(batches))
    }
}

impl Database for Slow<'_> {
    async fn batch(&self, statements: Vec<Statement>) -> Result<Vec<Rows>, StoreError> {
        if self.1.get() == 0 {
            std::future::pending::<()>().await;
        }
        self.1.set(self.1.get() - 1);
        self.0.batch(statements).await
    }
}

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
            "INSERT INTO client (org_id, client_id, mode, name, created_at_ms, active_at_ms) VALUES (1, 1, 'test', 'Ann', 0, 0) ON CONFLICT DO NOTHING;
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

    /// The hourly tick, now.
    pub(crate) fn expire(&self) -> Expired {
        run(expire_due(self.ports(), self.now())).unwrap()
    }

    /// The payment becomes an invoice's.
    pub(crate) fn make_invoice(&self, number: i64) {
        self.execute(&format!(
            "INSERT INTO invoice (org_id, invoice_id, mode, number, order_id, client_id, language, created_by, created_at_ms, needed_until_ms)
             SELECT 1, {number}, 'test', {number}, sales_order, 1, 'en', 'person:1', 0, 0 FROM payment WHERE org_id = 1 AND number = {number}"
        ));
    }
}

/// A database at which every batch takes so long.
pub(crate) struct Slowed<'a>(pub(crate) &'a Desk, pub(crate) i64);

impl Database for Slowed<'_> {
    async fn batch(&self, statements: Vec<Statement>) -> Result<Vec<Rows>, StoreError> {
        self.0.clock.pass(self.1);
        self.0.database.batch(statements).await
    }
}

impl Desk {
    /// Makes the one trip there is `count` ones, each of its own payment and order, every third in the other organisation.
    pub(crate) fn copy_trips(&self, count: i64) {
        self.add_system(2, &CASH);
        let types = serde_json::json!(domain::postback::EVENT_TYPES);
        self.execute(&format!(
            "INSERT INTO endpoint (org_id, endpoint_id, mode, address, is_primary, event_types, created_at_ms) VALUES (2, 1, 'test', 'https://beta.example', 1, '{types}', 0);
             INSERT INTO client (org_id, client_id, mode, name, created_at_ms, active_at_ms) VALUES (2, 1, 'test', 'Bea', 0, 0);
             INSERT INTO offer (org_id, offer_id, mode, token, title, price_minor, currency, systems, created_at_ms) VALUES (2, 1, 'test', 'beta', 'x', 1, 'RUB', '[\"cash\"]', 0);"
        ));
        for (table, keys) in [
            ("sales_order", "order_id"),
            ("payment", "number"),
            ("attempt", "number"),
            ("manual_payment", "number"),
        ] {
            let columns = self.text(&format!("SELECT group_concat(name) FROM pragma_table_info('{table}')"));
            let values = format!(",{columns},")
                .replace(",org_id,", ",iif(n % 3 = 0, 2, 1),")
                .replace(&format!(",{keys},"), ",n,")
                .replace(",offer_id,", ",1,")
                .replace(",token,", ",token || n,")
                .replace(",request_key,", ",request_key || n,")
                .replace(",sales_order,", ",n,");
            self.execute(&format!(
                "WITH RECURSIVE copy (n) AS (SELECT 2 UNION ALL SELECT n + 1 FROM copy WHERE n < {count})
                 INSERT INTO {table} ({columns}) SELECT {} FROM copy, {table}",
                values.trim_matches(',')
            ));
        }
        assert_eq!(
            self.number("SELECT count(*) FROM manual_payment WHERE state = 'open'"),
            count
        );
    }

    /// So many trips were rejected, each told of once in every way: payment, trip to the system, order, journal, event, postback.
    pub(crate) fn assert_each_rejected_once(&self, trips: i64, told: i64) {
        for (what, sql, expected) in [
            ("trips", "manual_payment WHERE state = 'rejected'", trips),
            ("attempts", "attempt WHERE state = 'declined'", trips),
            ("journal", "journal WHERE action = 'manual_payment_rejected'", trips),
            (
                "journaled payments",
                "(SELECT DISTINCT org_id, subject FROM journal WHERE action = 'manual_payment_rejected')",
                trips,
            ),
            ("payments", "payment WHERE closed IS NOT NULL", told),
            ("orders", "sales_order WHERE status = 'rejected'", told),
            ("marks", "client_timeline WHERE after = 'rejected'", told),
            ("events", "event", told),
            ("events' payments", "(SELECT DISTINCT org_id, number FROM event)", told),
            ("postbacks", "postback", told),
        ] {
            assert_eq!(self.number(&format!("SELECT count(*) FROM {sql}")), expected, "{what}");
        }
        for table in ["journal", "event"] {
            let gaps = format!(
                "SELECT count(*) FROM (SELECT org_id, max(seq) - count(*) AS gap FROM {table} GROUP BY org_id) WHERE gap <> 0"
            );
            assert_eq!(self.number(&gaps), 0, "{table} is numbered without a gap");
        }
    }
}
