//! The request that carries a letter to a merchant's endpoint: the secrets that sign it, its headers, and where it may go. Shared by
//! the attempts of real notices and by the tester of handlers, so that what is tested is what will come.

use domain::{
    address,
    postback::Letter,
    sealed::KeyRing,
    signature::{SignatureError, standard_webhooks},
    time::Timestamp,
};
use http::{Method, Request};

use super::secrets_owner;

/// A header of a request.
pub(super) type Header = (&'static str, String);

/// An endpoint's live secrets by scheme, newest first.
pub(super) struct Secrets(Vec<(String, String)>);

impl Secrets {
    /// Opens a JSON array of [scheme, sealed secret].
    pub(super) fn open(key: &KeyRing, org_id: i64, endpoint_id: i64, sealed: &str) -> Result<Self, String> {
        let owner = secrets_owner(org_id, endpoint_id);
        let rows: Vec<(String, String)> =
            serde_json::from_str(sealed).map_err(|_| "the endpoint's secrets are not readable")?;
        let open = |(scheme, sealed): (String, String)| {
            let secret = key.open(&owner, &sealed);
            secret.map(|secret| (scheme, secret)).map_err(|error| error.to_string())
        };
        rows.into_iter().map(open).collect::<Result<_, _>>().map(Self)
    }

    /// Those of one scheme: `standard`, or a format's own.
    pub(super) fn of(&self, scheme: &str) -> Vec<String> {
        let own = self.0.iter().filter(|(name, _)| name == scheme);
        own.map(|(_, secret)| secret.clone()).collect()
    }
}

/// Whether an address may be posted to. Asked again at each send: rules get stricter, and rows may have been written by older ones.
pub(super) fn check(address: &str, own_hosts: &[String], loopback_allowed: bool) -> Result<(), String> {
    address::check_postback(address, own_hosts, loopback_allowed).map_err(|error| error.to_string())
}

/// The headers of a letter: signed by Standard Webhooks with these secrets, whatever the format.
pub(super) fn headers(
    letter: &Letter,
    secrets: &[String],
    id: &str,
    at: Timestamp,
) -> Result<[Header; 5], SignatureError> {
    let signature = standard_webhooks(secrets, id, at.unix_s(), &letter.body)?;
    Ok([
        ("content-type", letter.content_type.to_owned()),
        ("user-agent", "Edgetill/1 (+postback)".to_owned()),
        ("webhook-id", id.to_owned()),
        ("webhook-timestamp", at.unix_s().to_string()),
        ("webhook-signature", signature),
    ])
}

/// The request itself.
pub(super) fn build(
    address: &str,
    headers: impl IntoIterator<Item = Header>,
    body: Vec<u8>,
) -> Result<Request<Vec<u8>>, http::Error> {
    let mut request = Request::builder().method(Method::POST).uri(address);
    for (name, value) in headers {
        request = request.header(name, value);
    }
    request.body(body)
}
