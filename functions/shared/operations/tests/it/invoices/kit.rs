//! What organisations bill in these tests, and by whom.

use operations::invoices::{self, Actor, Biller, Cancelled, InvoiceError, InvoiceRequest, Outgoing, SendRequest};
use serde_json::{Value, json};
use store::invoices::{Filter, Invoice, list, one};

use crate::kit::{DAY_MS, Desk, START_MS, run};

pub(super) const DAY: i64 = DAY_MS;
pub(super) const OUTGOING: Outgoing<'static> = Outgoing {
    public_url: "https://pay.example",
    sends_sms: true,
};

/// 1000.00 RUB of Ivan, for a day.
pub(super) fn body() -> Value {
    json!({
        "client": { "name": "Ivan Petrov", "email": "Ivan@Client.Example", "phone": "8 916 123-45-67", "language": "ru" },
        "amount": { "amount": "1000.00", "currency": "RUB" },
        "lines": [{ "name": "Book", "price": "500.00", "quantity": 2, "sum": "1000.00" }],
        "description": "Two books", "order": "B-7",
        "expires_at": domain::time::Timestamp::from_ms(START_MS + DAY_MS).rfc3339(),
    })
}

/// The body with some fields set, or (null) left out.
pub(super) fn with(fields: Value) -> Value {
    let mut body = body();
    for (name, value) in fields.as_object().unwrap() {
        body[name] = value.clone();
    }
    body
}

/// A desk that bills.
pub(super) trait Desks {
    fn billing(
        &self,
        org_id: i64,
        mode: &str,
        key: &str,
        body: &Value,
    ) -> impl Future<Output = Result<Invoice, InvoiceError>>;
    /// Organisation 1 bills through its API.
    fn bill(&self, key: &str, body: &Value) -> Result<Invoice, InvoiceError>;
    fn actor(&self) -> Actor<'static>;
    fn sending(&self, invoice_id: i64, body: &Value) -> impl Future<Output = Result<Invoice, InvoiceError>>;
    fn calling_off(&self, invoice_id: i64) -> impl Future<Output = Result<Cancelled, InvoiceError>>;
    /// The invoice's status now.
    fn status(&self, invoice_id: i64) -> String;
    /// Numbers of organisation 1's invoices of a status now.
    fn listed(&self, status: Option<&str>) -> Vec<i64>;
    /// Sends the payer of an invoice to the bank; whether they could go.
    fn goes(&self, invoice: &Invoice) -> bool;
}

impl Desks for Desk {
    async fn billing(&self, org_id: i64, mode: &str, key: &str, body: &Value) -> Result<Invoice, InvoiceError> {
        let biller = Biller {
            org_id,
            mode,
            actor: "api_key:sk_test_1",
            request_key: &format!("v1:{mode}:{key}"),
            outgoing: OUTGOING,
            local_day: "2026-11-23",
            now: self.now(),
        };
        let request = InvoiceRequest::read(body).map_err(InvoiceError::Fields)?;
        invoices::create(&self.database, &self.chance, &biller, &request).await
    }

    fn bill(&self, key: &str, body: &Value) -> Result<Invoice, InvoiceError> {
        run(self.billing(1, "test", key, body))
    }

    fn actor(&self) -> Actor<'static> {
        Actor {
            org_id: 1,
            mode: Some("test"),
            actor: "person:1",
            now: self.now(),
        }
    }

    async fn sending(&self, invoice_id: i64, body: &Value) -> Result<Invoice, InvoiceError> {
        let request = SendRequest::read(body).map_err(InvoiceError::Fields)?;
        invoices::send(&self.database, self.actor(), invoice_id, OUTGOING, &request).await
    }

    async fn calling_off(&self, invoice_id: i64) -> Result<Cancelled, InvoiceError> {
        let reason = json!({ "reason": "a mistake" });
        invoices::cancel(&self.database, &self.chance, self.actor(), invoice_id, &reason).await
    }

    fn status(&self, invoice_id: i64) -> String {
        let found = run(one(&self.database, 1, invoice_id, None, self.now().ms()));
        found.unwrap().unwrap().status
    }

    fn listed(&self, status: Option<&str>) -> Vec<i64> {
        let filter = filter(self, status);
        let (rows, _) = run(list(&self.database, &filter)).unwrap();
        rows.iter().map(|row| row.invoice_id).collect()
    }

    fn goes(&self, invoice: &Invoice) -> bool {
        let sent = run(operations::start_attempt::start_attempt(
            self.ports(),
            &self.key,
            &invoice.token,
            "main",
            &crate::kit::ADDRESSES,
        ));
        sent.is_ok()
    }
}

/// All of organisation 1's test invoices.
pub(super) fn filter<'a>(desk: &Desk, status: Option<&'a str>) -> Filter<'a> {
    Filter {
        org_id: 1,
        mode: "test",
        below: domain::money::MINOR_MAX,
        limit: 100,
        status,
        client_id: None,
        number: None,
        now_ms: desk.now().ms(),
    }
}

/// What was refused, as `code` or as `field code, field code`.
pub(super) fn refused<T: std::fmt::Debug>(answer: Result<T, InvoiceError>) -> String {
    use operations::orders::OpenOrderError;
    let fields = |errors: Vec<operations::FieldError>| {
        let each: Vec<String> = errors
            .iter()
            .map(|error| format!("{} {}", error.field, error.code))
            .collect();
        each.join(", ")
    };
    match answer.unwrap_err() {
        InvoiceError::Fields(errors) | InvoiceError::Order(OpenOrderError::Fields(errors)) => fields(errors),
        InvoiceError::Order(OpenOrderError::KeyReused) => "key_reused".to_owned(),
        InvoiceError::NotFound => "not_found".to_owned(),
        InvoiceError::Over(status) => format!("over {status}"),
        InvoiceError::SendsExhausted => "sends_exhausted".to_owned(),
        InvoiceError::ManualOpen => "manual_open".to_owned(),
        InvoiceError::OrganisationDisabled | InvoiceError::Order(OpenOrderError::OrganisationDisabled) => {
            "disabled".to_owned()
        }
        other => panic!("{other}"),
    }
}
