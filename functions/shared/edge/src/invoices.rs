//! Invoices over HTTP: what stands in the way, as problems.

use http::StatusCode;
use operations::invoices::InvoiceError;

use crate::Problem;

impl From<InvoiceError> for Problem {
    fn from(error: InvoiceError) -> Self {
        let said = |status, code| Self::new(status, code, sentence(&error.to_string()));
        match error {
            InvoiceError::Fields(errors) => Self::fields(errors),
            InvoiceError::NotFound => said(StatusCode::NOT_FOUND, "invoice_not_found"),
            InvoiceError::Over(_) => said(StatusCode::CONFLICT, "invoice_over"),
            InvoiceError::SendsExhausted => said(StatusCode::CONFLICT, "sends_exhausted"),
            InvoiceError::ManualOpen => said(StatusCode::CONFLICT, "manual_payment_open"),
            InvoiceError::OrganisationDisabled => said(StatusCode::FORBIDDEN, "organisation_disabled"),
            InvoiceError::Order(error) => error.into(),
            InvoiceError::Manual(error) => error.into(),
            InvoiceError::Store(error) => error.into(),
            InvoiceError::Entropy(error) => error.into(),
        }
    }
}

/// `no invoice` as `No invoice.`
fn sentence(text: &str) -> String {
    let (first, rest) = text.split_at_checked(1).unwrap_or((text, ""));
    format!("{}{rest}.", first.to_ascii_uppercase())
}
