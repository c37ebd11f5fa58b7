//! Sends letters to people, by e-mail and SMS: those that are due each minute, and at once when another function asks over its service binding
//! (`POST /dispatch`); and writes letters about notifications to whoever wants them. No public address leads here.

use edge::{
    Problem, json,
    mail::{MailProvider, Mailer},
    settings,
    sms::{Sms, SmsProvider},
};
use http::{Method, StatusCode};
use operations::letters::{self, LettersError, Sending};
use serde_json::json;
use worker::{Context, Env, ScheduleContext, ScheduledEvent, event};

/// The longest request, in bytes.
const BODY_BYTES_MAX: usize = 1_024;

#[event(fetch)]
async fn fetch(request: worker::Request, env: Env, _background: Context) -> worker::Result<worker::Response> {
    let limits = edge::Limits {
        body_bytes_max: BODY_BYTES_MAX,
    };
    edge::serve(request, &env, "DB", limits, async |request, context| {
        if (request.method(), request.uri().path()) != (&Method::POST, "/dispatch") {
            return Err(Problem::not_found());
        }
        let with = With::of(&env)?;
        let (mailer, sms) = (with.mail.mailer(), with.sms.sender());
        let sent = letters::send_due(context.ports(), &with.sending(&mailer, &sms), context.now)
            .await
            .map_err(problem)?;
        json::answer(StatusCode::OK, &json!({ "sent": sent.sent, "not_sent": sent.not_sent }))
    })
    .await
}

#[event(scheduled)]
async fn scheduled(event: ScheduledEvent, env: Env, _background: ScheduleContext) {
    edge::scheduled(&event, &env, "DB", async |context, at| {
        let with = With::of(&env)?;
        let (mailer, sms) = (with.mail.mailer(), with.sms.sender());
        letters::tick(context.ports(), &with.sending(&mailer, &sms), at)
            .await
            .map(drop)
            .map_err(problem)
    })
    .await;
}

/// The environment, read once a call.
struct With {
    key: domain::sealed::KeyRing,
    cabinet_url: String,
    mail: MailProvider,
    sms: SmsProvider,
}

impl With {
    fn of(env: &Env) -> Result<Self, Problem> {
        let cabinet_url = settings::variable(env, "CABINET_URL");
        Ok(Self {
            key: settings::mail_key(env)?,
            cabinet_url: cabinet_url.trim_end_matches('/').to_owned(),
            mail: MailProvider::of(env),
            sms: SmsProvider::of(env),
        })
    }

    fn sending<'a>(&'a self, mailer: &'a Mailer<'a>, sms: &'a Sms<'a>) -> Sending<'a, Mailer<'a>, Sms<'a>> {
        Sending {
            key: &self.key,
            mailer,
            sms,
            cabinet_url: &self.cabinet_url,
        }
    }
}

fn problem(error: LettersError) -> Problem {
    match error {
        LettersError::Store(error) => error.into(),
        LettersError::Entropy(error) => error.into(),
    }
}
