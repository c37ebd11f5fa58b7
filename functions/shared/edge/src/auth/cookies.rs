//! The session's cookie and the browser's.

use crate::{Problem, Response, cabinet, json};
use domain::time::Timestamp;
use http::{HeaderValue, StatusCode, header};
use operations::auth::session::Opened;

use super::session_json::session_json;

/// How long a browser is known, in seconds: a year.
const DEVICE_S: i64 = 31_536_000;

/// Answers a session just opened, with its cookies.
pub fn signed_in(opened: Opened, now: Timestamp) -> Result<Response, Problem> {
    let life_ms = opened.session.expires_at_ms.saturating_sub(now.ms());
    let life_s = life_ms.checked_div(1_000).unwrap_or_default();
    let mut response = json::answer(StatusCode::OK, &session_json(opened.session, &opened.token))?;
    set(&mut response, cabinet::COOKIE, &opened.token, life_s)?;
    set(&mut response, cabinet::DEVICE_COOKIE, &opened.device, DEVICE_S)?;
    Ok(response)
}

/// Takes the session's cookie away. The browser stays known.
pub fn signed_out(mut response: Response) -> Result<Response, Problem> {
    set(&mut response, cabinet::COOKIE, "", 0)?;
    Ok(response)
}

fn set(response: &mut Response, name: &str, token: &str, life_s: i64) -> Result<(), Problem> {
    let cookie = format!("{name}={token}; Path=/; Secure; HttpOnly; SameSite=Lax; Max-Age={life_s}");
    let value = HeaderValue::from_str(&cookie).map_err(|error| Problem::internal(&error))?;
    response.headers_mut().append(header::SET_COOKIE, value);
    Ok(())
}
