//! One attempt: the notice is written in the endpoint's format, signed with every live secret, sent, and judged by its answer.

use acquirers::{HttpClient, HttpError};
use domain::{
    card,
    postback::{self, ATTEMPTS_MAX, Acknowledgement, Format, Notice, pause_ms, retry_after_s},
    time::Timestamp,
};
use http::{Response, header};
use serde_json::{Value, json};
use store::postbacks::{
    claim::Claimed,
    record::{Next, Outcome},
};

use super::{
    Settings,
    request::{self, Secrets},
};
use crate::{
    Clock,
    mailer::{Mail, Mailer},
};

/// How long a merchant may take to answer, in milliseconds.
const TIMEOUT_MS: u32 = 15_000;
/// How much of the answer is kept, in bytes.
const ANSWER_BYTES_MAX: usize = 4 * 1024;

/// Makes attempts.
pub(super) struct Attempter<'a, H, C, M> {
    client: &'a H,
    clock: &'a C,
    settings: &'a Settings<'a, M>,
}

/// What came back, what was sent, and by what it is judged.
struct Exchange {
    answer: Result<Response<Vec<u8>>, Failure>,
    request: Value,
    acknowledged_by: Acknowledgement,
    /// Something was sent, to the endpoint's own address.
    is_telling: bool,
}

/// Why no answer came.
struct Failure {
    text: String,
    timed_out: bool,
}

impl<'a, H: HttpClient, C: Clock, M: Mailer> Attempter<'a, H, C, M> {
    pub(super) fn new(client: &'a H, clock: &'a C, settings: &'a Settings<'a, M>) -> Self {
        Self {
            client,
            clock,
            settings,
        }
    }

    /// Sends, and says what came of it and when the next attempt is due; `jitter` is random.
    pub(super) async fn attempt(&self, claimed: &Claimed, jitter: u64) -> Outcome {
        let began = self.clock.now();
        let exchange = match self.exchange(claimed, began).await {
            Ok(exchange) => exchange,
            Err(text) => Exchange {
                answer: Err(Failure { text, timed_out: false }),
                request: json!({}),
                acknowledged_by: Acknowledgement::Success,
                is_telling: false,
            },
        };
        let ended = self.clock.now();
        let mut outcome = Outcome {
            at_ms: began.ms(),
            duration_ms: ended.ms().saturating_sub(began.ms()).max(0),
            status: None,
            error: None,
            request: exchange.request.to_string(),
            answer: String::new(),
            next: Next::Exhausted,
            is_telling: exchange.is_telling,
        };
        let mut failed = postback::Outcome {
            status: None,
            timed_out: false,
            retry_after_s: None,
        };
        match exchange.answer {
            Ok(answer) => {
                let status = answer.status().as_u16();
                outcome.status = Some(u32::from(status));
                outcome.answer = card::mask(&String::from_utf8_lossy(answer.body()));
                if exchange.acknowledged_by.accepts(status, answer.body()) {
                    outcome.next = Next::Delivered;
                    return outcome;
                }
                failed.status = Some(status);
                let retry_after = answer.headers().get(header::RETRY_AFTER);
                failed.retry_after_s = retry_after
                    .and_then(|value| value.to_str().ok())
                    .and_then(|value| retry_after_s(value, ended));
            }
            Err(failure) => {
                failed.timed_out = failure.timed_out;
                outcome.error = Some(failure.text);
            }
        }
        // A resend is beside the schedule: whatever comes of it, the next attempt stays where it was.
        let attempt = claimed.attempt.and_then(|attempt| u32::try_from(attempt).ok());
        if let Some(attempt) = attempt.filter(|attempt| *attempt < ATTEMPTS_MAX) {
            outcome.next = Next::Again(ended.after_ms(pause_ms(attempt, failed, jitter)).ms());
        }
        outcome
    }

    async fn exchange(&self, claimed: &Claimed, now: Timestamp) -> Result<Exchange, String> {
        let format = Format::parse(&claimed.format).ok_or("the endpoint's format is unknown")?;
        let parse = |text: &str| serde_json::from_str(text).map_err(|_| "the event is not readable".to_owned());
        let event: Value = parse(&claimed.body)?;
        let payment: Value = claimed.payment.as_deref().map_or(Ok(Value::Null), parse)?;
        let notice = Notice {
            event_type: &claimed.event_type,
            event: &event,
            body: &claimed.body,
            payment: &payment,
        };
        if format == Format::Email {
            return Ok(self.mail(claimed, &notice).await);
        }
        let secrets = Secrets::open(self.settings.key, claimed.org_id, claimed.endpoint_id, &claimed.secrets)?;
        let attempt = claimed.serial.try_into().unwrap_or(u32::MAX);
        let letter =
            postback::write(format, &notice, &secrets.of(format.name()), attempt).map_err(|error| error.to_string())?;
        let named = payment.get("result_url").and_then(Value::as_str);
        let address = named.filter(|_| format == Format::Spring).unwrap_or(&claimed.address);
        request::check(address, self.settings.own_hosts, self.settings.loopback_allowed)?;
        let headers = request::headers(&letter, &secrets.of("standard"), &claimed.event_id, now)
            .map_err(|error| error.to_string())?;
        // Our own body is the event's, kept with it.
        let kept = (format != Format::Standard).then(|| String::from_utf8_lossy(&letter.body));
        let shown: serde_json::Map<String, Value> = headers
            .iter()
            .map(|(name, value)| ((*name).to_owned(), json!(value)))
            .collect();
        let shown = json!({ "url": address, "headers": shown, "body": kept });
        let request = request::build(address, headers, letter.body).map_err(|error| error.to_string())?;
        let answer = self.client.send(request, TIMEOUT_MS, ANSWER_BYTES_MAX).await;
        Ok(Exchange {
            answer: answer.map_err(failure),
            request: shown,
            acknowledged_by: letter.acknowledged_by,
            is_telling: address == claimed.address,
        })
    }

    async fn mail(&self, claimed: &Claimed, notice: &Notice<'_>) -> Exchange {
        let (subject, text) = postback::mail(notice);
        let mail = Mail {
            to: claimed.address.clone(),
            subject,
            text,
            // A resend is another letter: the provider would not send the same one again.
            id: match claimed.attempt {
                Some(_) => format!("{}:{}", claimed.event_id, claimed.endpoint_id),
                None => format!("{}:{}:{}", claimed.event_id, claimed.endpoint_id, claimed.serial),
            },
        };
        Exchange {
            answer: self.settings.mailer.send(&mail).await.map_err(failure),
            request: json!({ "to": mail.to, "subject": mail.subject, "body": mail.text }),
            acknowledged_by: Acknowledgement::Success,
            is_telling: true,
        }
    }
}

fn failure(error: HttpError) -> Failure {
    Failure {
        timed_out: matches!(error, HttpError::Timeout(_)),
        text: error.to_string(),
    }
}
