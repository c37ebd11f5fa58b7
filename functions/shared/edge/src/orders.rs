//! Orders over HTTP: the key of a request, and what opening an order refuses, as problems: the same at /v1, in the cabinet and on the
//! payer's page.

use http::StatusCode;
use operations::orders::{OpenOrderError, further::FurtherError};

use crate::{Problem, cabinet::Call, operate::idempotency_key};

/// The key of a request that makes something: its `Idempotency-Key`, among those of the same API keys' mode or the same person.
pub fn request_key(call: &Call<'_>) -> Result<String, Problem> {
    let key = idempotency_key(call.request)?;
    Ok(match call.merchant() {
        Some(merchant) => format!("v1:{}:{key}", merchant.mode),
        None => format!("cabinet:{}:{key}", call.person()?.session.person_id),
    })
}

impl From<OpenOrderError> for Problem {
    fn from(error: OpenOrderError) -> Self {
        let detail = error.to_string();
        match error {
            OpenOrderError::Fields(errors) => Self::fields(errors),
            OpenOrderError::KeyReused => Self::key_reused(),
            OpenOrderError::Again => Self::key_in_flight(),
            OpenOrderError::Limit(scope, what) => {
                let code = format!("limit_{scope}_{what}");
                Self::new(StatusCode::UNPROCESSABLE_ENTITY, &code, detail)
            }
            OpenOrderError::TooMany => Self::new(StatusCode::TOO_MANY_REQUESTS, "too_many_orders", detail),
            OpenOrderError::OrganisationDisabled => Self::new(StatusCode::FORBIDDEN, "organisation_disabled", detail),
            OpenOrderError::Manual(error) => error.into(),
            OpenOrderError::Store(error) => error.into(),
            OpenOrderError::Entropy(error) => error.into(),
        }
    }
}

impl From<FurtherError> for Problem {
    fn from(error: FurtherError) -> Self {
        let detail = format!("{error}.");
        match error {
            FurtherError::NotFound => Self::new(StatusCode::NOT_FOUND, "order_not_found", detail),
            FurtherError::HasOpen => Self::new(StatusCode::CONFLICT, "order_has_open_payment", detail),
            FurtherError::Billed => Self::new(StatusCode::CONFLICT, "order_of_invoice", detail),
            FurtherError::Paid => Self::new(StatusCode::CONFLICT, "order_paid", detail),
            FurtherError::Order(error) => error.into(),
        }
    }
}
