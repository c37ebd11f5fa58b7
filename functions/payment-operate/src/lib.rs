//! Captures, cancels and refunds, for the functions that people and merchants' servers speak to: the only one, with the
//! janitor, that asks banks to move money, and so one of the few that can open terminals' secrets. Reached over service
//! bindings; no public address leads here, and who may ask for what is the caller's to check.

mod errors;
mod read;

use std::rc::Rc;

use edge::{Context, Problem, Request, Response, json, operation_json::OperationJson, service};
use http::{Method, StatusCode};
use operations::operation::{
    Asker, OperationRequest, Performed, cancel::cancel, capture::capture, refund::refund, settle,
};
use serde::Deserialize;
use serde_json::Value;
use worker::{Env, event};

use crate::errors::problem;

/// The longest request, in bytes.
const BODY_BYTES_MAX: usize = 96 * 1024;

#[event(fetch)]
async fn fetch(request: worker::Request, env: Env, background: worker::Context) -> worker::Result<worker::Response> {
    let limits = edge::Limits {
        body_bytes_max: BODY_BYTES_MAX,
    };
    edge::serve(request, &env, "DB", limits, async |request, context| {
        route(&request, &context, &env, &background).await
    })
    .await
}

async fn route(
    request: &Request,
    context: &Rc<Context>,
    env: &Env,
    background: &worker::Context,
) -> Result<Response, Problem> {
    let call = Call {
        context,
        env,
        background,
    };
    match (request.method(), request.uri().path()) {
        (&Method::POST, "/operate") => call.operate(&json::read(request)?).await,
        (&Method::POST, "/ask") => call.ask(&json::read(request)?).await,
        (&Method::POST, "/record") => call.record(&json::read(request)?).await,
        _ => Err(Problem::not_found()),
    }
}

/// What is to be done with the money.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Kind {
    /// Held money is taken.
    Capture,
    /// Held money is released.
    Cancel,
    /// Captured money is given back.
    Refund,
}

/// See `edge::operate::Operate`.
#[derive(Deserialize)]
struct Operate {
    org_id: i64,
    mode: Option<String>,
    door: String,
    actor: String,
    key: String,
    number: i64,
    kind: Kind,
    body: Value,
}

/// An operation of a payment, and for `/record` what proves that it was done, and who says so.
#[derive(Deserialize)]
struct Named {
    org_id: i64,
    number: i64,
    operation: i64,
    evidence: Option<String>,
    actor: Option<String>,
}

struct Call<'a> {
    context: &'a Rc<Context>,
    env: &'a Env,
    background: &'a worker::Context,
}

impl Call<'_> {
    async fn operate(&self, asked: &Operate) -> Result<Response, Problem> {
        let body = read::read(&asked.body, asked.kind)?;
        let asker = Asker {
            org_id: asked.org_id,
            mode: asked.mode.as_deref(),
            door: &asked.door,
            actor: &asked.actor,
            key: &asked.key,
        };
        let request = OperationRequest {
            number: asked.number,
            amount: body.amount,
            currency: body.currency,
            reason: body.reason,
        };
        let (ports, key) = (self.context.ports(), edge::settings::master_key(self.env)?);
        let performed = match asked.kind {
            Kind::Capture => capture(ports, &key, &asker, &request).await,
            Kind::Cancel => cancel(ports, &key, &asker, &request).await,
            Kind::Refund => refund(ports, &key, &asker, &request, &body.lines).await,
        };
        self.answer(&performed.map_err(problem)?)
    }

    async fn ask(&self, of: &Named) -> Result<Response, Problem> {
        let key = edge::settings::master_key(self.env)?;
        let performed = settle::ask_now(self.context.ports(), &key, of.org_id, of.number, of.operation).await;
        self.answer(&performed.map_err(problem)?)
    }

    async fn record(&self, of: &Named) -> Result<Response, Problem> {
        let evidence = of.evidence.as_deref().unwrap_or_default();
        let actor = of.actor.as_deref().unwrap_or_default();
        let ports = self.context.ports();
        let performed = settle::record_done(ports, of.org_id, of.number, of.operation, evidence, actor).await;
        self.answer(&performed.map_err(problem)?)
    }

    /// 201 where the bank has decided, 202 where it has not yet. The merchant is told beside the answer.
    fn answer(&self, performed: &Performed) -> Result<Response, Problem> {
        if let Some(event_id) = &performed.event_id {
            service::tell_merchant(self.env, self.background, performed.operation.org_id, event_id);
        }
        let decided = performed.operation.decided_at_ms.is_some();
        let status = if decided {
            StatusCode::CREATED
        } else {
            StatusCode::ACCEPTED
        };
        json::answer(status, &OperationJson::of(&performed.operation))
    }
}
