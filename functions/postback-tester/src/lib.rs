//! Tries a merchant's postback handler, for people in the cabinet: `cabinet-endpoints`, which knows who may, asks over the service
//! binding, and no public address leads here. Apart from `postback-dispatch`, which must stay small and whose connections are for
//! notices that count.

use edge::{Problem, json, postback_json::endpoint_not_found, settings};
use http::{Method, StatusCode};
use operations::{
    endpoint::Rules,
    postbacks::tester::{self, Asked, TestError},
};
use serde_json::Value;
use worker::{Context, Env, event};

/// The longest request, in bytes.
const BODY_BYTES_MAX: usize = 1_024;

#[event(fetch)]
async fn fetch(request: worker::Request, env: Env, _context: Context) -> worker::Result<worker::Response> {
    let limits = edge::Limits {
        body_bytes_max: BODY_BYTES_MAX,
    };
    edge::serve(request, &env, "DB", limits, async |request, context| {
        if (request.method(), request.uri().path()) != (&Method::POST, "/test") {
            return Err(Problem::not_found());
        }
        // Read by hand: a derived reader would weigh more than what it reads.
        let body = json::value(&request)?;
        let number = |name: &str| body.get(name).and_then(Value::as_i64).unwrap_or_default();
        let asked = Asked {
            org_id: number("org_id"),
            endpoint_id: number("endpoint_id"),
            actor: body.get("actor").and_then(Value::as_str).unwrap_or_default(),
            confirm_live: body.get("confirm_live") == Some(&Value::Bool(true)),
        };
        let (key, own_hosts) = (settings::endpoint_key(&env)?, settings::own_hosts(&env));
        let rules = Rules {
            own_hosts: &own_hosts,
            loopback_allowed: settings::loopback_allowed(&env),
        };
        let report = tester::test(context.ports(), &key, rules, asked).await;
        json::answer(StatusCode::OK, &report.map_err(problem)?)
    })
    .await
}

fn problem(error: TestError) -> Problem {
    let refused = |status, code: &str| Problem::new(status, code, format!("{error}."));
    match error {
        TestError::NotFound => endpoint_not_found(),
        TestError::LiveNotConfirmed => refused(StatusCode::CONFLICT, "live_not_confirmed"),
        TestError::TooSoon => refused(StatusCode::TOO_MANY_REQUESTS, "tested_recently"),
        TestError::Email => refused(StatusCode::UNPROCESSABLE_ENTITY, "endpoint_is_email"),
        TestError::Entropy(error) => error.into(),
        TestError::Store(error) => error.into(),
    }
}
