//! Every address of the bank.

use acquirers::HttpClient;
use edge::{Problem, Request, Response};
use http::Method;
use operations::{Clock, Entropy};
use store::Database;

use crate::{
    api_chargebacks, api_decide, api_events, api_operation, api_operation_status, api_registers, api_start, api_status,
    api_terminal, assets, bank::Bank, books::operations::Kind, challenge, form, manager as manager_page, pay_page,
    rates, views::error_page,
};

/// Answers a request of a merchant's server: `/bank/api/*`. Errors are problem+json.
pub async fn api<D: Database, H: HttpClient, C: Clock, E: Entropy>(
    bank: Bank<'_, D, H, C, E>,
    request: &Request,
) -> Result<Response, Problem> {
    match segments(request).as_slice() {
        ["bank", "api", rest @ ..] => api_route(bank, request, rest).await,
        _ => Err(Problem::not_found()),
    }
}

/// Answers a request of a payer: `/bank/*`. Errors are pages.
pub async fn page<D: Database, H: HttpClient, C: Clock, E: Entropy>(
    bank: Bank<'_, D, H, C, E>,
    request: &Request,
) -> Result<Response, Problem> {
    match segments(request).as_slice() {
        ["bank", rest @ ..] => page_route(bank, request, rest)
            .await
            .or_else(|problem| error_page::answer(request, &problem)),
        _ => Err(Problem::not_found()),
    }
}

/// Answers a request of the bank's manager: their page `/bank/manager/*`, and `/bank/manager-api/*` for programs.
pub async fn manager<D: Database, H: HttpClient, C: Clock, E: Entropy>(
    bank: Bank<'_, D, H, C, E>,
    request: &Request,
) -> Result<Response, Problem> {
    match segments(request).as_slice() {
        ["bank", "manager-api", rest @ ..] => manager_route(bank, request, rest).await,
        ["bank", "manager", token] => {
            let shown = match *request.method() {
                Method::GET | Method::HEAD => manager_page::show(bank, request, token).await,
                Method::POST => manager_page::submit(bank, request, token).await,
                _ => Err(Problem::method_not_allowed()),
            };
            shown.or_else(|problem| error_page::answer(request, &problem))
        }
        _ => Err(Problem::not_found()),
    }
}

fn segments(request: &Request) -> Vec<&str> {
    request.uri().path().trim_start_matches('/').split('/').collect()
}

async fn api_route<D: Database, H: HttpClient, C: Clock, E: Entropy>(
    bank: Bank<'_, D, H, C, E>,
    request: &Request,
    path: &[&str],
) -> Result<Response, Problem> {
    match (request.method(), path) {
        (&Method::POST, ["payments"]) => api_start::start(bank, request).await,
        (&Method::GET, ["payments", id]) => api_status::status(bank.ports.database, request, id).await,
        (&Method::GET, ["payments"]) => api_status::started_by(bank, request).await,
        (&Method::GET, ["payments", id, "events"]) => api_events::list(bank.ports.database, request, id).await,
        (&Method::GET, ["payments", id, "operations", key]) => {
            api_operation_status::status(bank.ports.database, request, id, &form::segment(key)).await
        }
        (&Method::POST, ["payments", id, kind @ ("capture" | "void" | "refund")]) => {
            let kind = Kind::parse(kind).ok_or_else(Problem::not_found)?;
            api_operation::ask(bank, request, id, kind).await
        }
        (&Method::GET, ["terminal"]) => api_terminal::show(bank, request).await,
        (
            _,
            ["terminal"]
            | ["payments"]
            | ["payments", _]
            | ["payments", _, "capture" | "void" | "refund" | "events"]
            | ["payments", _, "operations", _],
        ) => Err(Problem::method_not_allowed()),
        _ => Err(Problem::not_found()),
    }
}

async fn manager_route<D: Database, H: HttpClient, C: Clock, E: Entropy>(
    bank: Bank<'_, D, H, C, E>,
    request: &Request,
    path: &[&str],
) -> Result<Response, Problem> {
    match (request.method(), path) {
        (&Method::POST, ["payments", id, "operations", key, "decide"]) => {
            api_decide::decide(bank, request, id, &form::segment(key)).await
        }
        (&Method::POST, ["payments", id, "refund-by-bank"]) => api_decide::refund(bank, request, id).await,
        (&Method::POST, ["payments", id, "chargebacks"]) => api_chargebacks::open(bank, request, id).await,
        (&Method::POST, ["payments", id, "chargebacks", dispute, "decide"]) => {
            api_chargebacks::decide(bank, request, id, dispute).await
        }
        (&Method::POST, ["registers"]) => api_registers::make(bank, request).await,
        (
            _,
            ["registers"]
            | ["payments", _, "refund-by-bank" | "chargebacks"]
            | ["payments", _, "operations" | "chargebacks", _, "decide"],
        ) => Err(Problem::method_not_allowed()),
        _ => Err(Problem::not_found()),
    }
}

async fn page_route<D: Database, H: HttpClient, C: Clock, E: Entropy>(
    bank: Bank<'_, D, H, C, E>,
    request: &Request,
    path: &[&str],
) -> Result<Response, Problem> {
    match (request.method(), path) {
        (&Method::GET | &Method::HEAD, ["pay", token]) => pay_page::show(bank, request, token).await,
        (&Method::POST, ["pay", token]) => pay_page::submit(bank, request, token).await,
        (&Method::GET | &Method::HEAD, ["pay", token, "challenge"]) => {
            challenge::show(bank.ports.database, request, token).await
        }
        (&Method::POST, ["pay", token, "challenge"]) => challenge::submit(bank, request, token).await,
        (&Method::GET | &Method::HEAD, [name]) => assets::answer(name),
        (&Method::GET | &Method::HEAD, ["rates", name]) => rates::answer(name, bank.ports.clock.now()),
        (_, ["rates", _] | ["pay", _] | ["pay", _, "challenge"]) => Err(Problem::method_not_allowed()),
        _ => Err(Problem::not_found()),
    }
}
