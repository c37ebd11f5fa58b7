//! What opening an order refuses, as problems: the same at /v1, in the cabinet and on the payer's page.

use http::StatusCode;
use operations::orders::OpenOrderError;

use crate::Problem;

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
            OpenOrderError::OrganisationDisabled => Self::new(StatusCode::FORBIDDEN, "organisation_disabled", detail),
            OpenOrderError::Manual(error) => error.into(),
            OpenOrderError::Store(error) => error.into(),
            OpenOrderError::Entropy(error) => error.into(),
        }
    }
}
