//! Endpoints and postbacks as the API shows them, and the filter by which they are listed and resent.

use domain::{time::Timestamp, token};
use http::Uri;
use operations::endpoint::EndpointError;
use serde::Serialize;
use serde_json::Value;
use store::{
    endpoints::Endpoint,
    postbacks::list::{Attempt, Delivery, Filter, Key},
};

use crate::{FieldError, Problem, page, payment_json::time};
use http::StatusCode;

/// An endpoint.
#[derive(Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "openapi", schema(as = Endpoint))]
pub struct EndpointJson {
    /// Counted within the organisation.
    id: i64,
    /// `live` or `test`.
    mode: String,
    /// What people call it.
    name: String,
    /// `standard`, `paykeeper`, `paykassma`, `spring` or `email`.
    format: String,
    /// An https address, or an e-mail address.
    address: String,
    /// What it hears of.
    event_types: Value,
    /// Whether its delivery of the success event is the payment's notice.
    primary: bool,
    /// `enabled` or `disabled`.
    status: String,
    /// `person`, `gone` (it answered 410) or `failing` (for five days).
    disabled_reason: Option<String>,
    /// Since when it is disabled.
    disabled_at: Option<String>,
    /// Since when every attempt has failed; after three days people are warned, after five it is disabled.
    failing_since: Option<String>,
    /// `closed` (all is sent), `open` (nothing is, until `breaker_until`) or `half_open` (one attempt is on its way).
    breaker: String,
    /// When the breaker lets the next attempt through.
    breaker_until: Option<String>,
    /// Postbacks that are kept until it is enabled and its breaker closed; 1001 stands for more than a thousand.
    held: i64,
    /// Secrets that sign.
    secrets: Vec<SecretJson>,
    /// When it was made.
    created_at: String,
}

/// A secret that signs, without the secret.
#[derive(Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "openapi", schema(as = EndpointSecret))]
pub struct SecretJson {
    /// Counted within the endpoint.
    id: i64,
    /// `standard`, `paykeeper`, `paykassma` or `spring`.
    scheme: String,
    /// When it was made.
    created_at: String,
    /// Until when it signs; empty for the newest.
    expires_at: Option<String>,
}

impl EndpointJson {
    /// From the row.
    #[must_use]
    pub fn of(row: Endpoint) -> Self {
        let secrets: Vec<(i64, String, i64, Option<i64>)> = serde_json::from_str(&row.secrets).unwrap_or_default();
        let secret = |(id, scheme, created, expires): (i64, String, i64, Option<i64>)| SecretJson {
            id,
            scheme,
            created_at: time(created),
            expires_at: expires.map(time),
        };
        Self {
            id: row.endpoint_id,
            mode: row.mode,
            name: row.name,
            format: row.format,
            address: row.address,
            event_types: serde_json::from_str(&row.event_types).unwrap_or_default(),
            primary: row.is_primary == 1,
            status: row.status,
            disabled_reason: row.disabled_reason,
            disabled_at: row.disabled_at_ms.map(time),
            failing_since: row.failing_since_ms.map(time),
            breaker: row.breaker,
            breaker_until: row.breaker_until_ms.map(time),
            held: row.held,
            secrets: secrets.into_iter().map(secret).collect(),
            created_at: time(row.created_at_ms),
        }
    }
}

/// A postback: one event for one endpoint.
#[derive(Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "openapi", schema(as = Postback))]
pub struct PostbackJson {
    /// The `webhook-id`: the event's id, the same at every attempt.
    postback_id: String,
    /// What is told.
    event_type: String,
    /// The payment, if it is about one.
    number: Option<i64>,
    /// To whom.
    endpoint: ToJson,
    /// `pending`, `held` (its endpoint is disabled or its breaker open), `delivered` or `exhausted`.
    state: String,
    /// Of the schedule's 50.
    attempts_made: i64,
    /// All that were ever made, resends included.
    tries: i64,
    /// When the next is due.
    next_attempt_at: Option<String>,
    /// A resend is on its way.
    resending: bool,
    /// When it happened.
    created_at: String,
    /// How the last try went.
    last_attempt: Option<LastJson>,
}

/// To whom a postback goes.
#[derive(Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "openapi", schema(as = PostbackEndpoint))]
pub struct ToJson {
    /// The endpoint.
    id: i64,
    /// What people call it.
    name: String,
    /// Its address.
    address: String,
    /// Its format.
    format: String,
    /// `enabled`, `disabled` or `deleted`.
    status: String,
}

/// How the last try of a postback went.
#[derive(Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "openapi", schema(as = LastPostbackAttempt))]
pub struct LastJson {
    /// When it was sent.
    at: String,
    /// HTTP status, if an answer came.
    status: Option<i64>,
    /// Why none came.
    error: Option<String>,
}

impl PostbackJson {
    /// From the row.
    #[must_use]
    pub fn of(row: Delivery) -> Self {
        Self {
            endpoint: ToJson {
                id: row.endpoint_id,
                name: row.name,
                address: row.address,
                format: row.format,
                status: row.endpoint_status,
            },
            last_attempt: row.last_at_ms.map(|at_ms| LastJson {
                at: time(at_ms),
                status: row.last_status,
                error: row.last_error,
            }),
            postback_id: row.event_id,
            event_type: row.event_type,
            number: row.number,
            state: row.state,
            attempts_made: row.attempts,
            tries: row.tries,
            next_attempt_at: row.due_at_ms.map(time),
            resending: row.resend_at_ms.is_some(),
            created_at: time(row.created_at_ms),
        }
    }
}

/// A postback with everything that happened to it.
#[derive(Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "openapi", schema(as = PostbackDetail))]
pub struct PostbackDetailJson {
    /// The postback.
    #[serde(flatten)]
    pub postback: PostbackJson,
    /// The event as our own format tells it.
    pub event: Value,
    /// The attempts, in order.
    pub attempts: Vec<PostbackAttemptJson>,
}

/// A try of a postback.
#[derive(Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "openapi", schema(as = PostbackAttempt))]
pub struct PostbackAttemptJson {
    /// Names it among all of the postback.
    r#try: i64,
    /// Its place in the schedule, counted from 1; empty for a resend.
    attempt: Option<i64>,
    /// When it was sent.
    at: String,
    /// HTTP status, if an answer came.
    status: Option<i64>,
    /// How long it took.
    duration_ms: i64,
    /// What was sent: `url`, `headers`, and `body` where it is not the event itself; of an e-mail `to`, `subject`, `body`.
    request: Value,
    /// The start of the answer.
    answer: String,
    /// Why no answer came.
    error: Option<String>,
}

impl PostbackAttemptJson {
    /// From the row.
    #[must_use]
    pub fn of(row: &Attempt) -> Self {
        Self {
            r#try: row.serial,
            attempt: row.attempt,
            at: time(row.at_ms),
            status: row.status,
            duration_ms: row.duration_ms,
            request: serde_json::from_str(&row.request).unwrap_or_default(),
            answer: row.answer.clone(),
            error: row.error.clone(),
        }
    }
}

/// States that a filter knows.
const STATES: [&str; 5] = ["pending", "held", "delivered", "exhausted", "failed"];

/// What to look for among postbacks, as given in a query or a body.
#[derive(Debug, Default)]
pub struct PostbackFilter {
    /// `live` or `test`.
    pub mode: String,
    /// The endpoint.
    pub endpoint: Option<i64>,
    /// `pending`, `held`, `delivered`, `exhausted`, or `failed`: not delivered though tried.
    pub status: Option<String>,
    /// What is told.
    pub event_type: Option<String>,
    /// The payment.
    pub number: Option<i64>,
    /// Events from this time on.
    pub from_ms: Option<i64>,
    /// Events before this time.
    pub to_ms: Option<i64>,
}

impl PostbackFilter {
    /// Reads the filter of a list from its query string.
    pub fn query(uri: &Uri) -> Result<Self, Problem> {
        let mut errors = Vec::new();
        let mut number = |name: &'static str| {
            let given = page::parameter(uri, name)?;
            let read = token::number(given);
            if read.is_none() {
                errors.push(FieldError::new(name, "out_of_range", "a number is expected"));
            }
            read
        };
        let (endpoint, payment) = (number("endpoint"), number("number"));
        let mut filter = Self {
            mode: page::mode(uri)?.to_owned(),
            endpoint,
            number: payment,
            status: page::text(uri, "status")?,
            event_type: page::text(uri, "event_type")?,
            ..Self::default()
        };
        let (from, to) = (page::text(uri, "from")?, page::text(uri, "to")?);
        filter.span(from.as_deref(), to.as_deref(), &mut errors);
        filter.judged(errors)
    }

    /// Takes a span of time, RFC 3339.
    pub fn span(&mut self, from: Option<&str>, to: Option<&str>, errors: &mut Vec<FieldError>) {
        let mut instant = |name: &str, given: Option<&str>| {
            let read = Timestamp::parse_rfc3339(given?);
            if read.is_none() {
                errors.push(FieldError::new(name, "out_of_range", "a time by RFC 3339 is expected"));
            }
            read.map(Timestamp::ms)
        };
        self.from_ms = instant("from", from);
        self.to_ms = instant("to", to);
    }

    /// The filter, or all that is wrong with it.
    pub fn judged(self, mut errors: Vec<FieldError>) -> Result<Self, Problem> {
        if self.status.as_deref().is_some_and(|status| !STATES.contains(&status)) {
            let detail = "pending, held, delivered, exhausted or failed";
            errors.push(FieldError::new("status", "out_of_range", detail));
        }
        if errors.is_empty() {
            Ok(self)
        } else {
            Err(Problem::fields(errors))
        }
    }

    /// As the store takes it.
    #[must_use]
    pub fn of(&self, org_id: i64) -> Filter<'_> {
        Filter {
            org_id,
            mode: &self.mode,
            endpoint_id: self.endpoint,
            state: self.status.as_deref(),
            event_type: self.event_type.as_deref(),
            number: self.number,
            from: token::event_ids_from(Timestamp::from_ms(self.from_ms.unwrap_or(0))),
            below: token::event_ids_from(Timestamp::from_ms(self.to_ms.unwrap_or(0xffff_ffff_ffff))),
        }
    }
}

/// Writes where a page ends.
#[must_use]
pub fn write_key(key: &Key) -> String {
    format!("{}.{}", key.event_id, key.endpoint_id)
}

/// Reads [`write_key`].
#[must_use]
pub fn read_key(cursor: &str) -> Option<Key> {
    let (event, endpoint) = cursor.split_once('.')?;
    let written = event.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_');
    Some(Key {
        event_id: Some(event).filter(|_| written)?.to_owned(),
        endpoint_id: token::number(endpoint)?,
    })
}

/// No endpoint of the organisation.
#[must_use]
pub fn endpoint_not_found() -> Problem {
    Problem::new(StatusCode::NOT_FOUND, "endpoint_not_found", "No endpoint of this id.")
}

/// No postback of the organisation.
#[must_use]
pub fn postback_not_found() -> Problem {
    Problem::new(StatusCode::NOT_FOUND, "postback_not_found", "No such postback.")
}

impl From<EndpointError> for Problem {
    fn from(error: EndpointError) -> Self {
        let conflict = |code: &str, error: &EndpointError| Self::new(StatusCode::CONFLICT, code, format!("{error}."));
        match error {
            EndpointError::Fields(errors) => Self::fields(errors),
            EndpointError::NotFound => endpoint_not_found(),
            EndpointError::TooMany => conflict("too_many_endpoints", &error),
            EndpointError::Raced => conflict("endpoint_raced", &error),
            EndpointError::TooManySecrets => conflict("too_many_secrets", &error),
            EndpointError::Seal(error) => Self::internal(&error),
            EndpointError::Entropy(error) => error.into(),
            EndpointError::Store(error) => error.into(),
        }
    }
}
