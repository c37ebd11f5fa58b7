//! The sandbox bank's adapter. The bank itself is `functions/sandbox-bank`; the two share nothing but this wire format:
//! JSON over HTTP with a bearer key, callbacks signed with HMAC-SHA256 over `{timestamp}.{raw body}`.

use domain::{signature::verify_bank_callback, time::Timestamp};
use http::{Method, Request, header};
use serde::Deserialize;
use serde_json::{Value, json};

use crate::{
    AcquirerError, Answer, BankEvent, BankEventKind, BankMessage, Card, Credential, Decision, Description, HttpClient,
    Operation, Register, StartPayment, Started,
};

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
    /// The bank's own name of the terminal, where it is not ours.
    terminal: Option<String>,
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
    operation_key: Option<String>,
    operation_id: Option<String>,
    hold_until: Option<String>,
    fee_minor: Option<i64>,
    dispute_id: Option<String>,
    evidence_due: Option<String>,
}

impl SandboxBank {
    /// The acquirer's name in `terminal.acquirer` and in callback addresses.
    pub const NAME: &'static str = "sandbox-bank";

    /// What it asks for.
    pub const DESCRIPTION: Description = Description {
        name: Self::NAME,
        modes: &["test"],
        credentials: &[
            Credential::address("base_url"),
            Credential::secret("api_key"),
            Credential::secret("callback_secret"),
            Credential::optional("terminal"),
        ],
    };

    /// "Not found" is definite ten minutes after we asked.
    pub const HORIZON_MS: i64 = 10 * 60_000;

    /// Reads credentials `{"base_url","api_key","callback_secret","terminal"}`, the last only where the bank calls the terminal otherwise
    /// than we do.
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
            "terminal": self.terminal.as_ref().unwrap_or(&self.terminal_id), "key": payment.key, "reference": payment.reference, "amount_minor": payment.amount_minor,
            "currency": payment.currency, "description": payment.description, "return_url": payment.return_url,
            "callback_url": payment.callback_url, "stages": payment.stages, "lang": payment.language,
        });
        let answer = self.post(client, "/bank/api/payments", &body).await?;
        started(&answer).ok_or(AcquirerError::Nonsense(200))
    }

    pub(crate) async fn operate(
        &self,
        client: &impl HttpClient,
        operation: Operation,
        bank_reference: &str,
        key: &str,
        amount_minor: i64,
    ) -> Result<Answer, AcquirerError> {
        let path = format!("/bank/api/payments/{bank_reference}/{}", operation.name());
        let body = json!({ "key": key, "amount_minor": amount_minor });
        answer(&self.post(client, &path, &body).await?)
    }

    pub(crate) async fn operation(
        &self,
        client: &impl HttpClient,
        bank_reference: &str,
        key: &str,
    ) -> Result<Option<Answer>, AcquirerError> {
        let path = format!("/bank/api/payments/{bank_reference}/operations/{key}");
        let found = self.get(client, &path).await?;
        found.as_ref().map(answer).transpose()
    }

    pub(crate) async fn started(&self, client: &impl HttpClient, key: &str) -> Result<Option<Started>, AcquirerError> {
        let found = self.get(client, &format!("/bank/api/payments?key={key}")).await?;
        found
            .map(|answer| started(&answer).ok_or(AcquirerError::Nonsense(200)))
            .transpose()
    }

    pub(crate) async fn events(
        &self,
        client: &impl HttpClient,
        bank_reference: &str,
    ) -> Result<Vec<BankEvent>, AcquirerError> {
        let path = format!("/bank/api/payments/{bank_reference}/events");
        let answer = self.get(client, &path).await?.unwrap_or_default();
        let events = answer.get("events").and_then(Value::as_array);
        let events = events.ok_or(AcquirerError::Nonsense(200))?;
        events.iter().map(|event| read_event(event.to_string())).collect()
    }

    pub(crate) fn kept(body: &str) -> Result<BankEvent, AcquirerError> {
        read_event(body.to_owned())
    }

    async fn get(&self, client: &impl HttpClient, path: &str) -> Result<Option<Value>, AcquirerError> {
        let request = self.request(Method::GET, path, Vec::new())?;
        let response = client.send(request, TIMEOUT_MS, ANSWER_BYTES_MAX).await?;
        let (status, answer) = (response.status(), serde_json::from_slice::<Value>(response.body()));
        match answer {
            Ok(answer) if status.is_success() => Ok(Some(answer)),
            // A 404 counts only where the bank itself says it: a front that has lost its bank says 404 too.
            Ok(answer)
                if status.as_u16() == 404 && text(&answer, "code").is_some_and(|code| code.ends_with("_not_found")) =>
            {
                Ok(None)
            }
            _ => Err(AcquirerError::Nonsense(status.as_u16())),
        }
    }

    fn request(&self, method: Method, path: &str, body: Vec<u8>) -> Result<Request<Vec<u8>>, AcquirerError> {
        Request::builder()
            .method(method)
            .uri(format!("{}{path}", self.base_url))
            .header(header::CONTENT_TYPE, "application/json")
            .header(header::AUTHORIZATION, format!("Bearer {}", self.api_key))
            .body(body)
            .map_err(|_| AcquirerError::Misconfigured)
    }

    async fn post(&self, client: &impl HttpClient, path: &str, body: &Value) -> Result<Value, AcquirerError> {
        let request = self.request(Method::POST, path, body.to_string().into_bytes())?;
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
    ) -> Result<BankMessage, AcquirerError> {
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
        let body = String::from_utf8(body.to_vec()).map_err(|error| AcquirerError::Callback(error.to_string()))?;
        let typed: Typed = serde_json::from_str(&body).map_err(|error| AcquirerError::Callback(error.to_string()))?;
        if typed.kind == REGISTER {
            let register: Register =
                serde_json::from_str(&body).map_err(|error| AcquirerError::Callback(error.to_string()))?;
            return Ok(BankMessage::Register(register));
        }
        read_event(body).map(|event| BankMessage::Event(Box::new(event)))
    }
}

/// The type of a settlement register's page.
const REGISTER: &str = "settlement.register";

#[derive(Deserialize)]
struct Typed {
    #[serde(rename = "type")]
    kind: String,
}

fn read_event(body: String) -> Result<BankEvent, AcquirerError> {
    let event: Callback = serde_json::from_str(&body).map_err(|error| AcquirerError::Callback(error.to_string()))?;
    let kind = match event.kind.as_str() {
        "payment.authorised" => BankEventKind::Authorised,
        "payment.captured" => BankEventKind::Captured,
        "payment.declined" => BankEventKind::Declined,
        "payment.voided" => BankEventKind::Voided,
        "payment.refunded" => BankEventKind::Refunded,
        "payment.refund_refused" => BankEventKind::RefundRefused,
        "payment.chargeback_opened" => BankEventKind::ChargebackOpened,
        "payment.chargeback_won" => BankEventKind::ChargebackWon,
        "payment.chargeback_lost" => BankEventKind::ChargebackLost,
        other => return Err(AcquirerError::Callback(format!("unknown type {other:?}"))),
    };
    let time = |text: Option<String>| {
        let malformed = || AcquirerError::Callback("a time is RFC 3339".to_owned());
        text.map(|text| Timestamp::parse_rfc3339(&text).ok_or_else(malformed))
            .transpose()
    };
    Ok(BankEvent {
        event_id: event.event_id,
        kind,
        bank_reference: event.payment_id,
        reference: event.reference,
        amount_minor: event.amount_minor,
        currency: event.currency,
        card: event.card,
        rrn: event.rrn,
        decline_code: event.decline_code,
        operation_key: event.operation_key,
        operation_id: event.operation_id,
        hold_until: time(event.hold_until)?,
        fee_minor: event.fee_minor.unwrap_or(0),
        dispute: event.dispute_id,
        evidence_due: time(event.evidence_due)?,
        body,
    })
}

fn started(answer: &Value) -> Option<Started> {
    Some(Started {
        bank_reference: text(answer, "payment_id")?,
        redirect_url: text(answer, "redirect_url")?,
    })
}

fn answer(answer: &Value) -> Result<Answer, AcquirerError> {
    let decision = match text(answer, "status").as_deref() {
        Some("done") => Decision::Done,
        Some("refused") => Decision::Refused,
        Some("pending") => Decision::Pending,
        _ => return Err(AcquirerError::Nonsense(200)),
    };
    Ok(Answer {
        decision,
        code: text(answer, "code"),
        bank_operation: text(answer, "operation_id"),
    })
}

fn text(value: &Value, field: &str) -> Option<String> {
    value.get(field).and_then(Value::as_str).map(str::to_owned)
}
