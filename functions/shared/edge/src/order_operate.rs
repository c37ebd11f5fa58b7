//! What changes orders, and takes money by hand, is done by the function `order-operate`: the one that calls it knows who asks.

use serde_json::{Value, json};

use crate::{Problem, Response, cabinet::Call, json, service};

/// The binding of `order-operate`.
const BINDING: &str = "ORDER_OPERATE";

/// What became of it.
#[derive(Debug)]
pub enum Operated {
    /// Done: about which order or payment, and the event that the merchant is to be told.
    Done(i64, Option<String>),
    /// Refused: as it is answered.
    Refused(Response),
}

/// Has it done. `key` is the request's key, where it makes something; `number` what it is about. A merchant's key is bound to its mode.
pub async fn operate(call: &Call<'_>, path: &str, key: &str, number: i64, body: &Value) -> Result<Operated, Problem> {
    let asked = json!({
        "org_id": call.org_id()?, "mode": call.mode()?, "is_bound": call.merchant().is_some(), "actor": call.actor()?, "local_day": call.local_day()?, "key": key, "number": number, "body": body,
    });
    let answer = service::ask(call.env, BINDING, path, &call.context.request_id, &asked).await?;
    if !answer.status().is_success() {
        return Ok(Operated::Refused(answer));
    }
    let done = json::parse(answer.body())?;
    let number = done.get("number").and_then(Value::as_i64).unwrap_or_default();
    let event_id = done.get("event_id").and_then(Value::as_str).map(str::to_owned);
    Ok(Operated::Done(number, event_id))
}
