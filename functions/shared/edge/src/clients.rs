//! What making and changing a client refuses, as problems.

use http::StatusCode;
use operations::{FieldError, clients::ClientError};

use crate::Problem;

impl From<ClientError> for Problem {
    fn from(error: ClientError) -> Self {
        let detail = format!("{error}.");
        match error {
            ClientError::Fields(errors) => Self::fields(errors),
            ClientError::NotFound => Self::new(StatusCode::NOT_FOUND, "client_not_found", detail),
            ClientError::ManualAccount => Self::new(StatusCode::CONFLICT, "manual_account", detail),
            ClientError::Exists(field, _) => Self {
                errors: vec![FieldError::new(field, "client_exists", detail.clone())],
                ..Self::new(StatusCode::CONFLICT, "client_exists", detail)
            },
            ClientError::KeyReused => Self::key_reused(),
            ClientError::Raced => Self::new(StatusCode::CONFLICT, "changed_meanwhile", detail),
            ClientError::Store(error) => error.into(),
            ClientError::Entropy(error) => error.into(),
        }
    }
}
