//! How guessable a password is, asked of the function with the dictionaries.

use edge::service;
use operations::auth::{AuthError, Strength};
use serde_json::{Value, json};

/// The function that judges.
const BINDING: &str = "PASSWORD_STRENGTH";

/// Asks over the service binding.
pub(crate) struct Judge<'a> {
    pub(crate) env: &'a worker::Env,
    pub(crate) request_id: &'a str,
}

impl Strength for Judge<'_> {
    async fn score(&self, password: &str, inputs: &[&str]) -> Result<u8, AuthError> {
        let asked = json!({ "password": password, "inputs": inputs });
        let answer = service::ask(self.env, BINDING, "/strength", self.request_id, &asked).await;
        let answer = answer.map_err(|problem| AuthError::Strength(problem.code))?;
        let said: Value = serde_json::from_slice(answer.body()).unwrap_or_default();
        let score = said.get("score").and_then(Value::as_u64);
        score
            .and_then(|score| u8::try_from(score).ok())
            .ok_or_else(|| AuthError::Strength(answer.status().to_string()))
    }
}
