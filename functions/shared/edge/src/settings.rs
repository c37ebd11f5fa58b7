//! Settings of a function: variables and secrets of its environment in `wrangler.toml`.

use domain::sealed::MasterKey;

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

/// The key that opens the secrets of endpoints: one of its own, so that whoever manages endpoints cannot open a bank's.
pub fn endpoint_key(env: &worker::Env) -> Result<MasterKey, Problem> {
    MasterKey::parse(&secret(env, "ENDPOINT_KEY")?).map_err(|error| Problem::internal(&error))
}

/// The key that opens all other secrets at rest.
pub fn master_key(env: &worker::Env) -> Result<MasterKey, Problem> {
    MasterKey::parse(&secret(env, "MASTER_KEY")?).map_err(|error| Problem::internal(&error))
}

/// The key that opens people's second factors.
pub fn auth_key(env: &worker::Env) -> Result<MasterKey, Problem> {
    MasterKey::parse(&secret(env, "AUTH_KEY")?).map_err(|error| Problem::internal(&error))
}

/// The key that opens the tokens in letters.
pub fn mail_key(env: &worker::Env) -> Result<MasterKey, Problem> {
    MasterKey::parse(&secret(env, "MAIL_KEY")?).map_err(|error| Problem::internal(&error))
}
