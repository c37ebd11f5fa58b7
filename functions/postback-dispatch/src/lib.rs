//! Signed notices to merchants. Other functions ask over the service binding for the first attempts of an event right after its
//! commit, and for what somebody wants resent; a cron sends everything that is due, every minute, and where that is much it calls
//! this very function to drain in shards. No public address leads here.

use domain::time::Timestamp;
use edge::{Problem, json, service, settings};
use http::{Method, StatusCode};
use operations::{
    mailer::HttpMailer,
    postbacks::{self, DispatchError, Fanout, Settings},
};
use serde::{Deserialize, Serialize};
use worker::{Context, Env, ScheduleContext, ScheduledEvent, event};

/// The longest request, in bytes.
const BODY_BYTES_MAX: usize = 1_024;

/// An event whose first attempts are to be sent.
#[derive(Deserialize)]
struct Dispatch {
    org_id: i64,
    event_id: String,
}

/// A postback that is to be resent.
#[derive(Deserialize)]
struct Resend {
    org_id: i64,
    endpoint_id: i64,
    event_id: String,
}

/// A shard of a tick's drain; without a run, a drain of its own.
#[derive(Serialize, Deserialize)]
struct Drain {
    due_ms: i64,
    run: String,
}

/// What was sent.
#[derive(Serialize, Deserialize)]
struct Sent {
    sent: usize,
}

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
        let (ports, mailer) = (context.ports(), with.mailer());
        let settings = with.settings(&mailer);
        let sent = match request.uri().path() {
            "/dispatch" => {
                let Dispatch { org_id, event_id } = json::read(&request)?;
                postbacks::dispatch_event(ports, &settings, org_id, &event_id).await
            }
            "/resend" => {
                let Resend {
                    org_id,
                    endpoint_id,
                    event_id,
                } = json::read(&request)?;
                postbacks::resend_one(ports, &settings, org_id, endpoint_id, &event_id).await
            }
            "/drain" => {
                let Drain { due_ms, run } = json::read(&request)?;
                postbacks::drain(ports, &settings, Timestamp::from_ms(due_ms), &run).await
            }
            _ => return Err(Problem::not_found()),
        };
        json::answer(
            StatusCode::OK,
            &Sent {
                sent: sent.map_err(problem)?,
            },
        )
    })
    .await
}

#[event(scheduled)]
async fn scheduled(event: ScheduledEvent, env: Env, _context: ScheduleContext) {
    edge::scheduled(&event, &env, "DB", async |context, at| {
        let with = With::of(&env)?;
        let mailer = with.mailer();
        postbacks::tick(context.ports(), &with.settings(&mailer), &Shards(&env), at)
            .await
            .map(drop)
            .map_err(problem)
    })
    .await;
}

/// Calls of this function to itself, over its own service binding.
struct Shards<'a>(&'a Env);

impl Fanout for Shards<'_> {
    async fn drain(&self, due: Timestamp, run: &str) -> Result<usize, DispatchError> {
        let body = Drain {
            due_ms: due.ms(),
            run: run.to_owned(),
        };
        let failed = |problem: Problem| DispatchError::Fanout(problem.code);
        let answer = service::ask(self.0, "SELF", "/drain", "", &body)
            .await
            .map_err(failed)?;
        let sent: Result<Sent, _> = serde_json::from_slice(answer.body());
        sent.map(|sent| sent.sent)
            .map_err(|error| DispatchError::Fanout(error.to_string()))
    }
}

/// The environment, read once a call.
struct With {
    key: domain::sealed::MasterKey,
    own_hosts: Vec<String>,
    loopback_allowed: bool,
    mail_url: String,
    mail_from: String,
    mail_token: String,
}

impl With {
    fn of(env: &Env) -> Result<Self, Problem> {
        Ok(Self {
            key: settings::master_key(env)?,
            own_hosts: settings::own_hosts(env),
            loopback_allowed: settings::loopback_allowed(env),
            mail_url: settings::variable(env, "MAIL_URL"),
            mail_from: settings::variable(env, "MAIL_FROM"),
            // Without one, the provider says what is missing, and the attempt shows it.
            mail_token: settings::secret(env, "MAIL_TOKEN").unwrap_or_default(),
        })
    }

    fn mailer(&self) -> HttpMailer<'_, edge::Fetcher> {
        HttpMailer {
            client: &edge::Fetcher,
            url: &self.mail_url,
            token: &self.mail_token,
            from: &self.mail_from,
        }
    }

    fn settings<'a>(
        &'a self,
        mailer: &'a HttpMailer<'a, edge::Fetcher>,
    ) -> Settings<'a, HttpMailer<'a, edge::Fetcher>> {
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
