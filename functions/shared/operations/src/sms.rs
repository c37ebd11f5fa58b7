//! The port to short messages, and its one implementation: an HTTP provider. Locally the runtime's mailbox stands in for it, over
//! the same HTTP.

use acquirers::{HttpClient, HttpError};
use http::{Method, Request, Response, header};
use serde_json::json;

/// How long the provider may take, in milliseconds.
const TIMEOUT_MS: u32 = 15_000;
/// How much of its answer is read, in bytes.
const ANSWER_BYTES_MAX: usize = 4 * 1024;

/// A short message.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sms {
    /// The receiver's phone: `+` and digits.
    pub to: String,
    /// The text, one line.
    pub text: String,
    /// The same for every try: the provider sends it once.
    pub id: String,
}

/// Hands short messages over to whoever delivers them.
#[expect(
    async_fn_in_trait,
    reason = "functions are single-threaded: no caller needs the future to be Send"
)]
pub trait SmsSender {
    /// Hands a message over; a 2xx answer says that it was accepted.
    async fn send(&self, sms: &Sms) -> Result<Response<Vec<u8>>, HttpError>;
}

/// A provider that takes `POST {from, to, text}` as JSON with a bearer token and an `Idempotency-Key`: what most take, but for the
/// names of the fields, which a small gateway of one's own changes.
#[derive(Debug)]
pub struct HttpSms<'a, H> {
    /// The network.
    pub client: &'a H,
    /// The provider's address; empty: there is none, and what is to be sent waits.
    pub url: &'a str,
    /// Its token; a secret.
    pub token: &'a str,
    /// The sender's name or number.
    pub from: &'a str,
}

impl<H: HttpClient> SmsSender for HttpSms<'_, H> {
    async fn send(&self, sms: &Sms) -> Result<Response<Vec<u8>>, HttpError> {
        let body = json!({ "from": self.from, "to": sms.to, "text": sms.text });
        let request = Request::builder()
            .method(Method::POST)
            .uri(self.url)
            .header(header::CONTENT_TYPE, "application/json")
            .header(header::AUTHORIZATION, format!("Bearer {}", self.token))
            .header("idempotency-key", &sms.id)
            .body(body.to_string().into_bytes())
            .map_err(|error| HttpError::Connection(error.to_string()))?;
        self.client.send(request, TIMEOUT_MS, ANSWER_BYTES_MAX).await
    }
}
