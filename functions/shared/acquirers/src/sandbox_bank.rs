//! The sandbox bank's adapter. The bank itself is `functions/sandbox-bank`; the two share nothing but this wire format:
//! JSON over HTTP with a bearer key, callbacks signed with HMAC-SHA256 over `{timestamp}.{raw body}`.

use domain::{signature::verify_bank_callback, time::Timestamp};
use http::{Method, Request, header};
use serde::Deserialize;
use serde_json::{Value, json};

use crate::{AcquirerError, BankEvent, BankEventKind, Card, Decision, HttpClient, StartPayment, Started};

/// How long the bank may take to answer, in milliseconds.
const TIMEOUT_MS: u32 = 10_000;
/// The longest answer that is read, in bytes.
const ANSWER_BYTES_MAX: usize = 64 * 1024;
/// The headers of a callback: unix seconds, and `v1=` with the hex signature.
pub const TIMESTAMP_HEADER: &str = "x-bank-timestamp";
/// See [`TIMESTAMP_HEADER`].
pub const SIGNATURE_HEADER: &str = "x-bank-signature";

/// A terminal at the sandbox bank.
#[derive(Deserialize)]
pub struct SandboxBank {
    #[serde(skip)]
    terminal_id: String,
    base_url: String,
    api_key: String,
    callback_secret: String,
}

impl std::fmt::Debug for SandboxBank {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("SandboxBank")
            .field("terminal_id", &self.terminal_id)
            .finish_non_exhaustive()
    }
}

#[derive(Deserialize)]
struct Callback {
    event_id: String,
    #[serde(rename = "type")]
    kind: String,
    payment_id: String,
    reference: String,
    amount_minor: i64,
    currency: String,
    card: Option<Card>,
    rrn: Option<String>,
    decline_code: Option<String>,
}

impl SandboxBank {
    /// The acquirer's name in `terminal.acquirer` and in callback addresses.
    pub const NAME: &'static str = "sandbox-bank";

    /// Reads credentials `{"base_url","api_key","callback_secret"}`.
    pub fn parse(terminal_id: &str, credentials: &str) -> Result<Self, AcquirerError> {
        let bank: Self = serde_json::from_str(credentials).map_err(|_| AcquirerError::Misconfigured)?;
        Ok(Self {
            terminal_id: terminal_id.to_owned(),
            ..bank
        })
    }

    pub(crate) async fn start(
        &self,
        client: &impl HttpClient,
        payment: &StartPayment<'_>,
    ) -> Result<Started, AcquirerError> {
        let body = json!({
            "terminal": self.terminal_id, "key": payment.key, "reference": payment.reference, "amount_minor": payment.amount_minor,
            "currency": payment.currency, "description": payment.description, "return_url": payment.return_url,
            "callback_url": payment.callback_url, "stages": payment.stages, "lang": payment.language,
        });
        let answer = self.post(client, "/bank/api/payments", &body).await?;
        match (text(&answer, "payment_id"), text(&answer, "redirect_url")) {
            (Some(bank_reference), Some(redirect_url)) => Ok(Started {
                bank_reference,
                redirect_url,
            }),
            _ => Err(AcquirerError::Nonsense(200)),
        }
    }

    pub(crate) async fn operate(
        &self,
        client: &impl HttpClient,
        bank_reference: &str,
        operation: &str,
        key: &str,
        amount_minor: i64,
    ) -> Result<Decision, AcquirerError> {
        let path = format!("/bank/api/payments/{bank_reference}/{operation}");
        let answer = self
            .post(client, &path, &json!({ "key": key, "amount_minor": amount_minor }))
            .await?;
        match text(&answer, "status").as_deref() {
            Some("done") => Ok(Decision::Done),
            Some("refused") => Ok(Decision::Refused),
            _ => Err(AcquirerError::Nonsense(200)),
        }
    }

    async fn post(&self, client: &impl HttpClient, path: &str, body: &Value) -> Result<Value, AcquirerError> {
        let request = Request::builder()
            .method(Method::POST)
            .uri(format!("{}{path}", self.base_url))
            .header(header::CONTENT_TYPE, "application/json")
            .header(header::AUTHORIZATION, format!("Bearer {}", self.api_key))
            .body(body.to_string().into_bytes())
            .map_err(|_| AcquirerError::Misconfigured)?;
        let response = client.send(request, TIMEOUT_MS, ANSWER_BYTES_MAX).await?;
        let status = response.status();
        let answer: Option<Value> = serde_json::from_slice(response.body()).ok();
        match answer {
            Some(answer) if status.is_success() => Ok(answer),
            // Understood and refused. Anything else (our key, too many requests, a path that is gone) says nothing of the money.
            Some(answer) if matches!(status.as_u16(), 400 | 409 | 422) => Err(AcquirerError::Refused(
                text(&answer, "code").unwrap_or_else(|| status.to_string()),
            )),
            _ => Err(AcquirerError::Nonsense(status.as_u16())),
        }
    }

    pub(crate) fn callback(
        &self,
        headers: &http::HeaderMap,
        body: &[u8],
        now: Timestamp,
    ) -> Result<BankEvent, AcquirerError> {
        let value = |name: &str| {
            headers
                .get(name)
                .and_then(|value| value.to_str().ok())
                .unwrap_or_default()
        };
        verify_bank_callback(
            &self.callback_secret,
            value(TIMESTAMP_HEADER),
            body,
            value(SIGNATURE_HEADER),
            now,
        )?;
        if body.trim_ascii_start().first() != Some(&b'{') {
            return Err(AcquirerError::Callback("an object is expected".to_owned()));
        }
        let callback: Callback =
            serde_json::from_slice(body).map_err(|error| AcquirerError::Callback(error.to_string()))?;
        let kind = match callback.kind.as_str() {
            "payment.authorised" => BankEventKind::Authorised,
            "payment.captured" => BankEventKind::Captured,
            "payment.declined" => BankEventKind::Declined,
            other => return Err(AcquirerError::Callback(format!("unknown type {other:?}"))),
        };
        Ok(BankEvent {
            event_id: callback.event_id,
            kind,
            bank_reference: callback.payment_id,
            reference: callback.reference,
            amount_minor: callback.amount_minor,
            currency: callback.currency,
            card: callback.card,
            rrn: callback.rrn,
            decline_code: callback.decline_code,
        })
    }
}

fn text(value: &Value, field: &str) -> Option<String> {
    value.get(field).and_then(Value::as_str).map(str::to_owned)
}
