//! The e-mail provider of a function's environment: `MAIL_URL`, `MAIL_FROM` and the secret `MAIL_TOKEN`.

use operations::mailer::HttpMailer;

use crate::{Fetcher, settings};

/// A mailer on Workers.
pub type Mailer<'a> = HttpMailer<'a, Fetcher>;

/// The provider, its settings read once a call.
pub struct MailProvider {
    url: String,
    from: String,
    token: String,
}

impl MailProvider {
    /// The environment's.
    #[must_use]
    pub fn of(env: &worker::Env) -> Self {
        Self {
            url: settings::variable(env, "MAIL_URL"),
            from: settings::variable(env, "MAIL_FROM"),
            // Without one, the provider refuses and says so, and what is to be sent waits.
            token: settings::secret(env, "MAIL_TOKEN").unwrap_or_default(),
        }
    }

    /// Hands e-mails over to it.
    #[must_use]
    pub fn mailer(&self) -> Mailer<'_> {
        HttpMailer {
            client: &Fetcher,
            url: &self.url,
            token: &self.token,
            from: &self.from,
        }
    }
}
