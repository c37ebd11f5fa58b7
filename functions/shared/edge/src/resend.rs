//! Postbacks sent again on demand, the same at /v1 and in the cabinet: one, all of a filter, all failed of an endpoint since a time.

use domain::{money::MINOR_MAX, time::Timestamp};
use operations::fields::Fields;
use serde::Serialize;
use serde_json::{Value, json};
use store::{
    Database,
    postbacks::{list::Key, resend},
};

use crate::{
    FieldError, Problem,
    postback_json::{PostbackFilter, read_key, write_key},
    service,
};

/// Which postbacks to send again. With `endpoint` and `event_id` it is one; with `endpoint`, `status` `failed` and `from` all that an
/// endpoint missed since then.
#[cfg(feature = "openapi")]
#[derive(utoipa::ToSchema)]
#[expect(dead_code, reason = "for the document")]
pub struct ResendBody {
    /// `live` (default) or `test`; at /v1 the key's mode.
    mode: Option<String>,
    /// Only those to this endpoint.
    endpoint: Option<i64>,
    /// Only those of this event.
    event_id: Option<String>,
    /// `pending`, `held`, `delivered`, `exhausted`, or `failed`: not delivered though tried.
    status: Option<String>,
    /// Only those of this type of event.
    event_type: Option<String>,
    /// Only those about this payment.
    number: Option<i64>,
    /// Only events from this time on (RFC 3339).
    from: Option<String>,
    /// Only events before this time.
    to: Option<String>,
    /// `next` of the answer before.
    cursor: Option<String>,
}

/// What is sent again.
#[derive(Debug, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Resent {
    /// How many; those that are being resent already are not counted again.
    pub resent: usize,
    /// Where to go on, where that may not be all: at most 1,000 at once.
    pub next: Option<String>,
}

/// A request, read.
#[derive(Debug)]
pub struct Resend {
    filter: PostbackFilter,
    event_id: Option<String>,
    after: Option<Key>,
}

impl Resend {
    /// Reads a request; `mode` is the asker's, where it has one.
    pub fn read(body: &Value, mode: Option<&str>) -> Result<Self, Problem> {
        let mut fields = Fields::of(body, "").map_err(|error| Problem::fields(vec![error]))?;
        let number = |fields: &mut Fields<'_>, name: &str| {
            let read = fields
                .get(name)?
                .as_i64()
                .filter(|number| (1..=MINOR_MAX).contains(number));
            if read.is_none() {
                fields.refuse(name, "wrong_type", "a number is expected");
            }
            read
        };
        let (endpoint, payment) = (number(&mut fields, "endpoint"), number(&mut fields, "number"));
        let given = fields.text("mode");
        let mut filter = PostbackFilter {
            mode: mode.or(given.as_deref()).unwrap_or("live").to_owned(),
            endpoint,
            number: payment,
            status: fields.text("status"),
            event_type: fields.text("event_type"),
            ..PostbackFilter::default()
        };
        let (from, to) = (fields.text("from"), fields.text("to"));
        let (event_id, cursor) = (fields.text("event_id"), fields.text("cursor"));
        let after = cursor.as_deref().map(read_key);
        if after == Some(None) {
            fields.refuse("cursor", "out_of_range", "not a cursor of this list");
        }
        if !matches!(filter.mode.as_str(), "live" | "test") {
            fields.refuse("mode", "out_of_range", "live or test");
        }
        let mut errors: Vec<FieldError> = fields.finish(()).err().unwrap_or_default();
        filter.span(from.as_deref(), to.as_deref(), &mut errors);
        // A misspelt filter would be none, and none would be everything.
        let narrows = event_id.is_some()
            || filter.number.is_some()
            || filter.status.is_some()
            || (filter.endpoint.is_some() && filter.from_ms.is_some());
        if errors.is_empty() && !narrows {
            let detail = "say which: event_id, number, status, or endpoint with from";
            errors.push(FieldError::new("", "filter_required", detail));
        }
        if event_id.as_deref().is_some_and(|event| !is_event(event)) {
            errors.push(FieldError::new("event_id", "out_of_range", "an event's id is expected"));
        }
        Ok(Self {
            filter: filter.judged(errors)?,
            event_id,
            after: after.flatten(),
        })
    }

    /// Marks them. Answers which, and where to go on.
    pub async fn mark(
        &self,
        database: &impl Database,
        org_id: i64,
        actor: &str,
        now: Timestamp,
    ) -> Result<(Vec<Key>, Resent), Problem> {
        let mut filter = self.filter.of(org_id);
        if let Some(event) = &self.event_id {
            // No other id begins with this one.
            filter.below = format!("{event}!");
            filter.from.clone_from(event);
        }
        let mut endpoint_after = 0;
        if let Some(after) = self.after.as_ref().filter(|_| self.event_id.is_none()) {
            filter.from.clone_from(&after.event_id);
            endpoint_after = after.endpoint_id;
        }
        let (marked, next) = resend::mark(database, &filter, endpoint_after, actor, now.ms()).await?;
        let resent = Resent {
            resent: marked.len(),
            next: next.as_ref().map(write_key),
        };
        Ok((marked, resent))
    }
}

/// Whether a text may be an event's id.
fn is_event(text: &str) -> bool {
    text.starts_with("evt_") && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_')
}

/// Has what was marked sent beside the answer: few by name, whatever the breaker says, many by a drain. Best effort: the cron finds
/// the rest.
pub fn send_marked(env: &worker::Env, background: &worker::Context, org_id: i64, marked: Vec<Key>, now: Timestamp) {
    const BINDING: &str = "POSTBACK_DISPATCH";
    const BY_NAME_MAX: usize = 6;
    let env = env.clone();
    background.wait_until(async move {
        if marked.len() > BY_NAME_MAX {
            let Ok(run) = operations::Entropy::bytes(&crate::SystemEntropy).map(domain::token::opaque) else {
                return;
            };
            let body = json!({ "due_ms": now.ms(), "run": run });
            let _ = service::post(&env, BINDING, "/drain", &body).await;
            return;
        }
        for Key { event_id, endpoint_id } in marked {
            let body = json!({ "org_id": org_id, "endpoint_id": endpoint_id, "event_id": event_id });
            let _ = service::post(&env, BINDING, "/resend", &body).await;
        }
    });
}
