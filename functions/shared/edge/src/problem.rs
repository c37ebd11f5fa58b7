//! Errors as RFC 9457 problem+json: a stable `code` for machines, a sentence for people, and for bad fields which and why.
//! Internals are logged, never sent.

use http::{HeaderMap, Response, StatusCode, header};
use operations::change::ChangeError;
use serde::Serialize;
use store::StoreError;

pub use operations::FieldError;

/// An error as it is answered.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Problem {
    /// Always `about:blank`: the code says more.
    #[serde(rename = "type")]
    pub kind: String,
    /// The status in words.
    pub title: String,
    /// The HTTP status.
    pub status: u16,
    /// Stable code.
    pub code: String,
    /// A sentence for people.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub detail: String,
    /// What is wrong with which field.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub errors: Vec<FieldError>,
    /// The request's id, as in `X-Request-Id`.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub request_id: String,
    /// Headers that the answer carries beside the house's.
    #[serde(skip)]
    pub headers: HeaderMap,
}

impl Problem {
    /// A problem with a stable code and a sentence.
    pub fn new(status: StatusCode, code: &str, detail: impl Into<String>) -> Self {
        Self {
            kind: "about:blank".to_owned(),
            title: status.canonical_reason().unwrap_or_default().to_owned(),
            status: status.as_u16(),
            code: code.to_owned(),
            detail: detail.into(),
            errors: Vec::new(),
            request_id: String::new(),
            headers: HeaderMap::new(),
        }
    }

    /// The request is well formed, but these fields are not acceptable.
    pub fn fields(errors: Vec<FieldError>) -> Self {
        Self {
            errors,
            ..Self::new(
                StatusCode::UNPROCESSABLE_ENTITY,
                "validation_failed",
                "Some fields are not acceptable.",
            )
        }
    }

    /// The idempotency key stands for another request.
    #[must_use]
    pub fn key_reused() -> Self {
        let detail = "The Idempotency-Key stands for another request.";
        Self::new(StatusCode::UNPROCESSABLE_ENTITY, "idempotency_key_reused", detail)
    }

    /// The first request with this idempotency key is still at work.
    #[must_use]
    pub fn key_in_flight() -> Self {
        let detail = "The first request with this Idempotency-Key is still at work.";
        Self::new(StatusCode::CONFLICT, "idempotency_key_in_flight", detail)
    }

    /// Nothing here under this address.
    #[must_use]
    pub fn not_found() -> Self {
        Self::new(StatusCode::NOT_FOUND, "not_found", "There is nothing at this address.")
    }

    /// The address exists, but not for this method.
    #[must_use]
    pub fn method_not_allowed() -> Self {
        Self::new(
            StatusCode::METHOD_NOT_ALLOWED,
            "method_not_allowed",
            "This address does not take this method.",
        )
    }

    /// Something of ours failed; what, is logged and not sent.
    pub fn internal(logged: &dyn std::fmt::Display) -> Self {
        log_error(logged);
        Self::new(
            StatusCode::INTERNAL_SERVER_ERROR,
            "internal_error",
            "Something failed on our side. Trying again is safe.",
        )
    }

    pub(crate) fn into_response(self) -> Response<Vec<u8>> {
        let mut response = Response::new(serde_json::to_vec(&self).unwrap_or_default());
        *response.status_mut() = StatusCode::from_u16(self.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
        response.headers_mut().extend(self.headers);
        response.headers_mut().insert(
            header::CONTENT_TYPE,
            header::HeaderValue::from_static("application/problem+json"),
        );
        if self.status == 503 {
            response
                .headers_mut()
                .insert(header::RETRY_AFTER, header::HeaderValue::from_static("2"));
        }
        response
    }
}

/// Logs what went wrong, as one JSON line.
fn log_error(error: &dyn std::fmt::Display) {
    crate::serve::log(&serde_json::json!({ "level": "error", "error": domain::card::mask(&error.to_string()) }));
}

impl From<StoreError> for Problem {
    fn from(error: StoreError) -> Self {
        match error {
            StoreError::Unavailable(_) => {
                log_error(&error);
                Self::new(
                    StatusCode::SERVICE_UNAVAILABLE,
                    "database_unavailable",
                    "The desk is briefly unavailable. Trying again is safe.",
                )
            }
            _ => Self::internal(&error),
        }
    }
}

impl From<ChangeError> for Problem {
    fn from(error: ChangeError) -> Self {
        let said =
            |status, code: &str| Self::new(status, code, format!("{error}").trim_end_matches('.').to_owned() + ".");
        match error {
            ChangeError::Fields(errors) => Self::fields(errors),
            ChangeError::NotFound(what) => said(StatusCode::NOT_FOUND, &format!("{what}_not_found")),
            ChangeError::Conflict(code, _) => said(StatusCode::CONFLICT, code),
            ChangeError::KeyReused => Self::key_reused(),
            ChangeError::KeyInFlight => Self::key_in_flight(),
            ChangeError::NotYours(_) => said(StatusCode::FORBIDDEN, "permission_missing"),
            ChangeError::Seal(error) => Self::internal(&error),
            ChangeError::Entropy(error) => error.into(),
            ChangeError::Store(error) => error.into(),
        }
    }
}

impl From<operations::NoEntropy> for Problem {
    fn from(error: operations::NoEntropy) -> Self {
        Self::internal(&error)
    }
}

impl From<worker::Error> for Problem {
    fn from(error: worker::Error) -> Self {
        Self::internal(&error)
    }
}
