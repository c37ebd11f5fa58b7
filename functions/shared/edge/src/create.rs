//! What `create_payment` refuses, as problems: the same at /v1 and for the widget.

use http::StatusCode;
use operations::create_payment::CreatePaymentError;

use crate::Problem;

impl From<CreatePaymentError> for Problem {
    fn from(error: CreatePaymentError) -> Self {
        let detail = error.to_string();
        match error {
            CreatePaymentError::Fields(errors) => Self::fields(errors),
            CreatePaymentError::KeyReused => Self::key_reused(),
            CreatePaymentError::InFlight => Self::key_in_flight(),
            CreatePaymentError::Limit(scope, what) => Self::new(
                StatusCode::UNPROCESSABLE_ENTITY,
                &format!("limit_{scope}_{what}"),
                detail,
            ),
            CreatePaymentError::OrganisationDisabled => {
                Self::new(StatusCode::FORBIDDEN, "organisation_disabled", detail)
            }
            CreatePaymentError::Store(error) => error.into(),
            CreatePaymentError::Entropy(error) => error.into(),
        }
    }
}
