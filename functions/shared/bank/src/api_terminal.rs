//! `GET /bank/api/terminal`: the terminal of the key, and where its manager decides.

use edge::{Problem, Request, Response, json};
use http::StatusCode;
use serde::Serialize;
use store::Database;

use crate::{auth, bank::Bank};

#[derive(Serialize)]
struct Answer {
    terminal: String,
    manager_url: String,
}

/// Answers the terminal.
pub(crate) async fn show<D: Database, H, C, E>(
    bank: Bank<'_, D, H, C, E>,
    request: &Request,
) -> Result<Response, Problem> {
    let terminal = auth::terminal(bank.ports.database, request).await?;
    let token = bank.key.manager_token(terminal.terminal_number);
    let answer = Answer {
        terminal: terminal.terminal_id,
        manager_url: format!("{}/bank/manager/{token}", bank.public_url),
    };
    json::answer(StatusCode::OK, &answer)
}
