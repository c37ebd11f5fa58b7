//! `GET /bank/api/payments/{payment_id}/events`: every event of a payment, told or not, oldest first. A merchant to whom a
//! callback did not come asks here; the bodies are those of the callbacks, to the letter.

use edge::{Problem, Request, Response};
use http::header;
use store::Database;

use crate::{api_status, auth, books::callbacks};

/// Answers a payment's events.
pub(crate) async fn list(database: &impl Database, request: &Request, payment_id: &str) -> Result<Response, Problem> {
    let terminal = auth::terminal(database, request).await?;
    let payment = api_status::find(database, &terminal, payment_id).await?;
    let bodies = callbacks::of_payment(database, &payment.payment_id).await?;
    http::Response::builder()
        .header(header::CONTENT_TYPE, "application/json")
        .body(format!("{{\"events\":[{}]}}", bodies.join(",")).into_bytes())
        .map_err(|error| Problem::internal(&error))
}
