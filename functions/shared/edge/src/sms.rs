//! The provider of short messages of a function's environment: `SMS_URL`, `SMS_FROM` and the secret `SMS_TOKEN`.

use operations::sms::HttpSms;

use crate::{Fetcher, settings};

/// A sender of short messages on Workers.
pub type Sms<'a> = HttpSms<'a, Fetcher>;

/// Whether there is a provider.
#[must_use]
pub fn is_there(env: &worker::Env) -> bool {
    !settings::variable(env, "SMS_URL").is_empty()
}

/// The provider, its settings read once a call.
pub struct SmsProvider {
    url: String,
    from: String,
    token: String,
}

impl SmsProvider {
    /// The environment's.
    #[must_use]
    pub fn of(env: &worker::Env) -> Self {
        Self {
            url: settings::variable(env, "SMS_URL"),
            from: settings::variable(env, "SMS_FROM"),
            // Without one, the provider refuses and says so, and what is to be sent waits.
            token: settings::secret(env, "SMS_TOKEN").unwrap_or_default(),
        }
    }

    /// Hands messages over to it.
    #[must_use]
    pub fn sender(&self) -> Sms<'_> {
        HttpSms {
            client: &Fetcher,
            url: &self.url,
            token: &self.token,
            from: &self.from,
        }
    }
}
