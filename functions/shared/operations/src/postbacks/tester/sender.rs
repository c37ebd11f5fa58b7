//! Sends one made-up event, signed as a case wants it, and says what came back.

use acquirers::HttpClient;
use base64::{Engine, engine::general_purpose::STANDARD};
use domain::{
    card,
    postback::{self, Acknowledgement, Format},
    sealed::KeyRing,
    token,
};
use http::Request;
use store::endpoints::ToTest;

use super::{Asked, event::Event, report::RequestReport};
use crate::{
    Clock,
    endpoint::Rules,
    postbacks::request::{self, Secrets},
};

/// How long a handler may take to answer, in milliseconds.
const TIMEOUT_MS: u32 = 10_000;
/// How much of the answer is read, in bytes: as of real postbacks, since an acknowledgement is compared whole.
const ANSWER_BYTES_MAX: usize = 4 * 1024;
/// How much of it is shown, in characters.
const ANSWER_CHARS_MAX: usize = 500;
/// How old a stale timestamp is: far beyond the five minutes that the libraries of Standard Webhooks allow.
const STALE_MS: i64 = 3_600_000;

/// How a request is signed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Signing {
    /// As real ones are: by Standard Webhooks with every live secret, by the format's own scheme with the newest.
    Good,
    /// With keys made of these random bytes, in both schemes.
    Wrong([u8; 32]),
    /// Rightly, an hour ago.
    Stale,
}

/// A request ready to be sent, again and again if need be, and what acknowledges it.
pub(super) struct Prepared {
    request: Request<Vec<u8>>,
    acknowledged_by: Acknowledgement,
}

/// What came of a request.
pub(super) struct Outcome {
    pub(super) report: RequestReport,
    pub(super) acknowledged: bool,
}

/// Sends to one endpoint.
pub(super) struct Sender<'a, H, C> {
    client: &'a H,
    clock: &'a C,
    pub(super) format: Format,
    address: &'a str,
    /// Why nothing can be sent at all.
    secrets: Result<Secrets, String>,
}

impl<'a, H: HttpClient, C: Clock> Sender<'a, H, C> {
    pub(super) fn new(
        client: &'a H,
        clock: &'a C,
        key: &KeyRing,
        rules: Rules<'_>,
        asked: &Asked<'_>,
        format: Format,
        found: &'a ToTest,
    ) -> Self {
        let allowed = request::check(&found.address, rules.own_hosts, rules.loopback_allowed);
        let secrets = allowed.and_then(|()| Secrets::open(key, asked.org_id, asked.endpoint_id, &found.secrets));
        Self {
            client,
            clock,
            format,
            address: &found.address,
            secrets,
        }
    }

    /// Writes and signs a request, now.
    pub(super) fn prepare(&self, event: &Event, signing: Signing) -> Result<Prepared, String> {
        let secrets = self.secrets.as_ref().map_err(Clone::clone)?;
        let (own, standard) = (secrets.of(self.format.name()), secrets.of(Format::Standard.name()));
        let write = |own: &[String]| {
            let letter = postback::write(self.format, &event.notice(), own, 1);
            letter.map_err(|error| error.to_string())
        };
        let good = write(&own)?;
        // A handler that checks nothing answers with its real secret: so the acknowledgement is that of the good letter.
        let acknowledged_by = good.acknowledged_by.clone();
        let now = self.clock.now();
        let (letter, standard, at) = match signing {
            Signing::Good => (good, standard, now),
            Signing::Stale => (good, standard, now.after_ms(-STALE_MS)),
            Signing::Wrong(random) => {
                let forged: Vec<String> = own.iter().map(|secret| forge(secret, random)).collect();
                let standard = standard.iter().map(|_| STANDARD.encode(random)).collect();
                (write(&forged)?, standard, now)
            }
        };
        let headers = request::headers(&letter, &standard, &event.id, at).map_err(|error| error.to_string())?;
        let request = request::build(self.address, headers, letter.body).map_err(|error| error.to_string())?;
        Ok(Prepared {
            request,
            acknowledged_by,
        })
    }

    /// Sends a request; what could not be prepared is said and not sent.
    pub(super) async fn send(&self, what: &'static str, prepared: &Result<Prepared, String>) -> Outcome {
        let mut report = RequestReport {
            what,
            status: None,
            duration_ms: 0,
            answer: String::new(),
            error: None,
        };
        let mut acknowledged = false;
        match prepared {
            Err(error) => report.error = Some(error.clone()),
            Ok(prepared) => {
                let began = self.clock.now();
                let request = prepared.request.clone();
                let answer = self.client.send(request, TIMEOUT_MS, ANSWER_BYTES_MAX).await;
                report.duration_ms = self.clock.now().ms().saturating_sub(began.ms()).max(0);
                match answer {
                    Ok(answer) => {
                        let status = answer.status().as_u16();
                        report.status = Some(status);
                        acknowledged = prepared.acknowledged_by.accepts(status, answer.body());
                        let text = card::mask(&String::from_utf8_lossy(answer.body()));
                        report.answer = text.chars().take(ANSWER_CHARS_MAX).collect();
                    }
                    Err(error) => report.error = Some(error.to_string()),
                }
            }
        }
        Outcome { report, acknowledged }
    }
}

/// A wrong secret in the form of a right one. Its last part signs; what stands before (Paykassma's access key) only names.
fn forge(secret: &str, random: [u8; 32]) -> String {
    let wrong = token::secret(random);
    match secret.rsplit_once('\n') {
        Some((named, _)) => format!("{named}\n{wrong}"),
        None => wrong,
    }
}
