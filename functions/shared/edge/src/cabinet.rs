//! People at the door: the session cookie, the CSRF token, what a role may do. Roles are checked here and nowhere else.

use domain::{
    permission::{self, Permission},
    time::Timestamp,
    token,
};
use http::{HeaderMap, Method, StatusCode, header};
use store::{
    Database,
    sessions::{self, Session},
};

use crate::{
    Problem, Request,
    cors::{Caller, cabinet_caller},
};

/// The session cookie. `__Host-`: this host alone, the whole path, secure connections only.
pub const COOKIE: &str = "__Host-edgetill";

/// A person let in.
#[derive(Debug, Clone)]
pub struct Visitor {
    /// The session with its person and organisation.
    pub session: Session,
    /// SHA-256 of the session's token.
    pub token_hash: String,
    /// From where.
    pub caller: Caller,
}

impl Visitor {
    /// Whether the person has a permission in the organisation.
    #[must_use]
    pub fn may(&self, permission: Permission) -> bool {
        let beyond: Vec<String> = serde_json::from_str(&self.session.permissions).unwrap_or_default();
        permission::has(&self.session.role, &beyond, permission)
    }

    /// Refuses who has not the permission.
    pub fn must(&self, permission: Permission) -> Result<(), Problem> {
        if self.may(permission) {
            return Ok(());
        }
        let detail = format!("You need the permission {:?}.", permission.name());
        Err(Problem::new(StatusCode::FORBIDDEN, "permission_missing", detail))
    }

    /// As the journal names the person.
    #[must_use]
    pub fn actor(&self) -> String {
        format!("person:{}", self.session.person_id)
    }
}

/// The token in the request's cookie.
#[must_use]
pub fn session_token(headers: &HeaderMap) -> Option<&str> {
    let cookies = headers
        .get_all(header::COOKIE)
        .into_iter()
        .filter_map(|value| value.to_str().ok());
    let mut pairs = cookies
        .flat_map(|value| value.split(';'))
        .filter_map(|pair| pair.trim().split_once('='));
    pairs
        .find(|(name, _)| *name == COOKIE)
        .map(|(_, value)| value)
        .filter(|value| value.len() == 64)
}

/// The CSRF token of a session: derived from the cookie's secret, so that it needs no row of its own.
#[must_use]
pub fn csrf_token(session_token: &str) -> String {
    token::sha256_hex(format!("csrf:{session_token}").as_bytes())
}

/// Lets in a person with a live session, from a permitted origin; on unsafe methods with the session's CSRF token.
pub async fn admit(
    database: &impl Database,
    request: &Request,
    origins: &str,
    now: Timestamp,
) -> Result<Visitor, Problem> {
    let caller = cabinet_caller(request, origins)?;
    let not_signed_in = || Problem::new(StatusCode::UNAUTHORIZED, "not_signed_in", "Sign in first.");
    let session_token = session_token(request.headers()).ok_or_else(not_signed_in)?;
    if !matches!(*request.method(), Method::GET | Method::HEAD) {
        check_csrf(request, session_token)?;
    }
    let token_hash = token::sha256_hex(session_token.as_bytes());
    let session = sessions::session(database, &token_hash, now.ms())
        .await?
        .ok_or_else(not_signed_in)?;
    Ok(Visitor {
        session,
        token_hash,
        caller,
    })
}

fn check_csrf(request: &Request, session_token: &str) -> Result<(), Problem> {
    let given = request
        .headers()
        .get("x-csrf-token")
        .and_then(|value| value.to_str().ok())
        .unwrap_or_default();
    if token::same(given, &csrf_token(session_token)) {
        Ok(())
    } else {
        Err(Problem::new(
            StatusCode::FORBIDDEN,
            "csrf_token_wrong",
            "The page is out of date: load it again.",
        ))
    }
}
