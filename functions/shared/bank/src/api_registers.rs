//! `POST /bank/manager-api/registers`: the register of a day, today included, made and sent now. Asked again it is the same one,
//! unless more was booked: then a further one lists that.

use acquirers::HttpClient;
use edge::{FieldError, Problem, Request, Response, json};
use http::StatusCode;
use operations::{Clock, Entropy};
use serde::Deserialize;
use serde_json::json as object;
use store::Database;

use crate::{auth, bank::Bank, day::Day, registers};

#[derive(Deserialize)]
struct Asked {
    day: String,
}

/// Makes a register.
pub(crate) async fn make<D: Database, H: HttpClient, C: Clock, E: Entropy>(
    bank: Bank<'_, D, H, C, E>,
    request: &Request,
) -> Result<Response, Problem> {
    let terminal = auth::terminal(bank.ports.database, request).await?;
    let asked: Asked = json::read(request)?;
    let day = Day::parse(&asked.day).ok_or_else(|| {
        let error = FieldError::new("day", "malformed", "A day of UTC, such as 2026-11-23.");
        Problem::fields(vec![error])
    })?;
    match registers::make(bank, terminal.terminal_number, day).await? {
        Some(made) => json::answer(StatusCode::OK, &made),
        None => json::answer(StatusCode::OK, &object!({ "register_id": null, "lines": 0 })),
    }
}
