//! Settings of a function: variables and secrets of its environment in `wrangler.toml`.

use domain::sealed::KeyRing;

use crate::Problem;

/// A variable, without surrounding space; missing is empty.
#[must_use]
pub fn variable(env: &worker::Env, name: &str) -> String {
    env.var(name)
        .map(|value| value.to_string().trim().to_owned())
        .unwrap_or_default()
}

/// Whether every request is logged with what it cost (`LOG_REQUESTS`), and not only what failed.
#[must_use]
pub fn logs_requests(env: &worker::Env) -> bool {
    variable(env, "LOG_REQUESTS") == "1"
}

/// The address at which payers and merchants reach the desk, without a slash at the end.
pub fn public_url(env: &worker::Env) -> Result<String, Problem> {
    match variable(env, "PUBLIC_URL").trim_end_matches('/') {
        "" => Err(Problem::internal(&"PUBLIC_URL is not set")),
        url => Ok(url.to_owned()),
    }
}

/// Hosts that are ours, to which no postback goes: that of `PUBLIC_URL` and those of `OWN_HOSTS`, separated by commas.
#[must_use]
pub fn own_hosts(env: &worker::Env) -> Vec<String> {
    let public = variable(env, "PUBLIC_URL");
    let host = public.split("://").nth(1).and_then(|rest| rest.split('/').next());
    let more = variable(env, "OWN_HOSTS");
    let all = host.into_iter().chain(more.split(','));
    all.map(|host| host.trim().to_owned())
        .filter(|host| !host.is_empty())
        .collect()
}

/// Whether postbacks may go to loopback addresses. Set by the local runtime alone; production's configuration does not carry it.
#[must_use]
pub fn loopback_allowed(env: &worker::Env) -> bool {
    variable(env, "ALLOW_LOOPBACK_POSTBACKS") == "1"
}

/// A secret of the environment; it is an error not to have it.
pub fn secret(env: &worker::Env, name: &str) -> Result<String, Problem> {
    env.secret(name)
        .map(|secret| secret.to_string())
        .map_err(|_| Problem::internal(&format!("{name} is not set")))
}

/// The keys that open the secrets of endpoints: of their own, so that whoever manages endpoints cannot open a bank's.
pub fn endpoint_key(env: &worker::Env) -> Result<KeyRing, Problem> {
    key_ring(env, "ENDPOINT_KEY")
}

/// The keys that open terminals' credentials and the secrets of widget keys.
pub fn master_key(env: &worker::Env) -> Result<KeyRing, Problem> {
    key_ring(env, "MASTER_KEY")
}

/// The keys that open people's second factors.
pub fn auth_key(env: &worker::Env) -> Result<KeyRing, Problem> {
    key_ring(env, "AUTH_KEY")
}

/// The keys that open tokens in letters not yet sent.
pub fn mail_key(env: &worker::Env) -> Result<KeyRing, Problem> {
    key_ring(env, "MAIL_KEY")
}

/// The keys that sign the journal's chain: of those nothing is sealed, [`KeyRing::bytes`] makes HMACs.
pub fn journal_key(env: &worker::Env) -> Result<KeyRing, Problem> {
    key_ring(env, "JOURNAL_KEY")
}

fn key_ring(env: &worker::Env, name: &str) -> Result<KeyRing, Problem> {
    KeyRing::parse(&secret(env, name)?).map_err(|error| Problem::internal(&format!("{name}: {error}")))
}
