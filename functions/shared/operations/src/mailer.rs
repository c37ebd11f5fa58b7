//! The port to e-mail, and its one implementation: an HTTP provider. Locally the runtime's mailbox stands in for it, over the
//! same HTTP.

use acquirers::{HttpClient, HttpError};
use http::{Method, Request, Response, header};
use serde_json::json;

/// How long the provider may take, in milliseconds.
const TIMEOUT_MS: u32 = 15_000;
/// How much of its answer is read, in bytes.
const ANSWER_BYTES_MAX: usize = 4 * 1024;

/// An e-mail, as plain text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mail {
    /// The receiver's address.
    pub to: String,
    /// One line.
    pub subject: String,
    /// The text.
    pub text: String,
    /// The same for every try: the provider sends it once.
    pub id: String,
}

/// Hands e-mails over to whoever delivers them.
#[expect(
    async_fn_in_trait,
    reason = "functions are single-threaded: no caller needs the future to be Send"
)]
pub trait Mailer {
    /// Hands an e-mail over; a 2xx answer says that it was accepted.
    async fn send(&self, mail: &Mail) -> Result<Response<Vec<u8>>, HttpError>;
}

/// An e-mail provider that takes `POST {from, to, subject, text}` with a bearer token and an `Idempotency-Key`, as Resend does
/// (resend.com/docs/api-reference/emails/send-email).
#[derive(Debug)]
pub struct HttpMailer<'a, H> {
    /// The network.
    pub client: &'a H,
    /// The provider's address.
    pub url: &'a str,
    /// Its token; a secret.
    pub token: &'a str,
    /// The sender's address.
    pub from: &'a str,
}

impl<H: HttpClient> Mailer for HttpMailer<'_, H> {
    async fn send(&self, mail: &Mail) -> Result<Response<Vec<u8>>, HttpError> {
        let body = json!({ "from": self.from, "to": mail.to, "subject": mail.subject, "text": mail.text });
        let request = Request::builder()
            .method(Method::POST)
            .uri(self.url)
            .header(header::CONTENT_TYPE, "application/json")
            .header(header::AUTHORIZATION, format!("Bearer {}", self.token))
            .header("idempotency-key", &mail.id)
            .body(body.to_string().into_bytes())
            .map_err(|error| HttpError::Connection(error.to_string()))?;
        self.client.send(request, TIMEOUT_MS, ANSWER_BYTES_MAX).await
    }
}
