//! Signed notices to merchants. Other functions ask over the service binding for the first attempts of an event right after its
//! commit, and for what somebody wants resent; a cron sends everything that is due, every minute, and where that is much it calls
//! this very function to drain in shards. No public address leads here.

use domain::time::Timestamp;
use edge::{
    Problem, json,
    mail::{MailProvider, Mailer},
    service, settings,
};
use http::{Method, StatusCode};
use operations::postbacks::{self, DispatchError, Fanout, Settings};
use serde_json::{Value, json};
use worker::{Context, Env, ScheduleContext, ScheduledEvent, event};

/// The longest request, in bytes.
const BODY_BYTES_MAX: usize = 1_024;

#[event(fetch)]
async fn fetch(request: worker::Request, env: Env, _context: Context) -> worker::Result<worker::Response> {
    let limits = edge::Limits {
        body_bytes_max: BODY_BYTES_MAX,
    };
    edge::serve(request, &env, "DB", limits, async |request, context| {
        if request.method() != Method::POST {
            return Err(Problem::not_found());
        }
        let with = With::of(&env)?;
        let (ports, mailer) = (context.ports(), with.mail.mailer());
        let settings = with.settings(&mailer);
        // Read by hand: derived readers of three small bodies would weigh more than what they are read for.
        let body = json::value(&request)?;
        let number = |name: &str| body.get(name).and_then(Value::as_i64).unwrap_or_default();
        let text = |name: &str| body.get(name).and_then(Value::as_str).unwrap_or_default();
        let (org_id, event_id) = (number("org_id"), text("event_id"));
        let sent = match request.uri().path() {
            "/dispatch" => postbacks::dispatch_event(ports, &settings, org_id, event_id).await,
            "/resend" => postbacks::resend_one(ports, &settings, org_id, number("endpoint_id"), event_id).await,
            "/drain" => postbacks::drain(ports, &settings, Timestamp::from_ms(number("due_ms")), text("run")).await,
            _ => return Err(Problem::not_found()),
        };
        json::answer(StatusCode::OK, &json!({ "sent": sent.map_err(problem)? }))
    })
    .await
}

#[event(scheduled)]
async fn scheduled(event: ScheduledEvent, env: Env, _context: ScheduleContext) {
    edge::scheduled(&event, &env, "DB", async |context, at| {
        let with = With::of(&env)?;
        let mailer = with.mail.mailer();
        postbacks::tick(context.ports(), &with.settings(&mailer), &Shards(&env), at)
            .await
            .map_err(problem)
    })
    .await;
}

/// Calls of this function to itself, over its own service binding.
struct Shards<'a>(&'a Env);

impl Fanout for Shards<'_> {
    async fn drain(&self, due: Timestamp, run: &str) -> Result<(), DispatchError> {
        let body = json!({ "due_ms": due.ms(), "run": run });
        match service::post(self.0, "SELF", "/drain", &body).await {
            Ok(StatusCode::OK) => Ok(()),
            Ok(status) => Err(DispatchError::Fanout(status.to_string())),
            Err(error) => Err(DispatchError::Fanout(error.to_string())),
        }
    }
}

/// The environment, read once a call.
struct With {
    key: domain::sealed::KeyRing,
    own_hosts: Vec<String>,
    loopback_allowed: bool,
    mail: MailProvider,
}

impl With {
    fn of(env: &Env) -> Result<Self, Problem> {
        Ok(Self {
            key: settings::endpoint_key(env)?,
            own_hosts: settings::own_hosts(env),
            loopback_allowed: settings::loopback_allowed(env),
            mail: MailProvider::of(env),
        })
    }

    fn settings<'a>(&'a self, mailer: &'a Mailer<'a>) -> Settings<'a, Mailer<'a>> {
        Settings {
            key: &self.key,
            mailer,
            own_hosts: &self.own_hosts,
            loopback_allowed: self.loopback_allowed,
        }
    }
}

fn problem(error: DispatchError) -> Problem {
    match error {
        DispatchError::Store(error) => error.into(),
        DispatchError::Entropy(error) => error.into(),
        DispatchError::Fanout(error) => Problem::internal(&error),
    }
}
