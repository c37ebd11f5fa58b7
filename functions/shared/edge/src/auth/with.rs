//! A request as the operations take it.

use crate::{
    D1, Problem, Response, SystemEntropy,
    cabinet::{self, Call, Person},
    json, origin,
};
use domain::token;
use http::StatusCode;
use operations::auth::{Who, With};
use store::{
    auth::By,
    sessions::{self, Origin},
};

use super::session_json::session_json;

/// What operations work with, for a request from here.
pub fn with<'a>(call: &'a Call<'_>, origin: &'a Origin) -> With<'a, D1, SystemEntropy> {
    With {
        database: &call.context.database,
        entropy: &SystemEntropy,
        origin,
        now: call.context.now,
    }
}

/// From where somebody asks who has no session; `whose` is what they are known by, of which nothing is kept but a hash.
pub fn stranger(call: &Call<'_>, whose: &str) -> Origin {
    let whose = token::sha256_hex(whose.as_bytes());
    origin::of(call.request.headers(), &whose, call.context.now)
}

/// The person let in, as operations take them.
pub struct Known {
    actor: String,
}

impl Known {
    /// The person of a call.
    #[must_use]
    pub fn of(person: &Person) -> Self {
        Self { actor: person.actor() }
    }

    /// As operations take them.
    #[must_use]
    pub fn who<'a>(&'a self, person: &'a Person) -> Who<'a> {
        Who {
            session: &person.session,
            token_hash: &person.token_hash,
            actor: &self.actor,
        }
    }
}

/// The browser's token; empty without one.
pub fn device<'a>(call: &'a Call<'_>) -> &'a str {
    cabinet::token_in(call.request.headers(), cabinet::DEVICE_COOKIE).unwrap_or_default()
}

/// Answers the caller's session as it is now.
pub async fn session_now(call: &Call<'_>, token_hash: &str) -> Result<Response, Problem> {
    let headers = call.request.headers();
    let slug = headers.get(cabinet::ORGANISATION).and_then(|value| value.to_str().ok());
    let now_ms = call.context.now.ms();
    let found = sessions::session(
        &call.context.database,
        token_hash,
        slug.unwrap_or_default(),
        None,
        now_ms,
    )
    .await?;
    let session = found.ok_or_else(|| Problem::new(StatusCode::UNAUTHORIZED, "not_signed_in", "Sign in first."))?;
    let token = cabinet::session_token(headers).unwrap_or_default();
    json::answer(StatusCode::OK, &session_json(session, token))
}

/// The person let in, as the store takes who does something.
pub fn by<'a>(call: &Call<'_>, known: &'a Known, person: &'a Person) -> By<'a> {
    By {
        person_id: person.session.person_id,
        actor: &known.actor,
        origin: &person.origin,
        now_ms: call.context.now.ms(),
    }
}
