//! What people do to see how their own server takes postbacks: have it tried by `postback-tester`.

use edge::{FieldError, Problem, Response, cabinet::Call, operate, service};
#[cfg(feature = "openapi")]
use operations::postbacks::tester::Report;
use serde_json::{Value, json};

use crate::endpoints::id;

/// The function that sends.
const BINDING: &str = "POSTBACK_TESTER";

/// Whether a running shop may be tried.
#[cfg(feature = "openapi")]
#[derive(utoipa::ToSchema)]
#[expect(dead_code, reason = "for the document")]
pub struct TestBody {
    /// Required to be true for a live endpoint.
    confirm_live: Option<bool>,
}

/// Tries an endpoint's handler with made-up events: a valid one, a duplicate, a reordered pair, a bad signature, a stale timestamp,
/// a huge body. Says what it answered and what a good handler would have. The events are of a payment that does not exist, with
/// `livemode` false and `metadata` `{"edgetill_test": "true"}`, so nothing ships; a live endpoint takes a confirmation all the same.
/// A disabled one may be tested.
#[cfg_attr(feature = "openapi", utoipa::path(
    post, path = "/api/endpoints/{endpoint}/test", operation_id = "testEndpoint", tag = "Cabinet", security(("session" = [])),
    params(("endpoint" = i64, Path, description = "The endpoint's id."), ("X-CSRF-Token" = String, Header)), request_body = Option<TestBody>,
    responses((status = 200, body = Report), (status = 403, body = Problem), (status = 404, body = Problem), (status = 409, body = Problem), (status = 422, body = Problem))))]
pub(crate) async fn test(call: &Call<'_>, endpoint: &str) -> Result<Response, Problem> {
    let asked = json!({
        "org_id": call.org_id()?, "endpoint_id": id(endpoint)?, "actor": call.visitor()?.actor(),
        "confirm_live": confirmed(&operate::body(call.request)?)?,
    });
    service::ask(call.env, BINDING, "/test", &call.context.request_id, &asked).await
}

/// Reads `confirm_live`: absent is false, and so is no body.
fn confirmed(body: &Value) -> Result<bool, Problem> {
    let refuse = |field: &str, detail: &str| Problem::fields(vec![FieldError::new(field, "wrong_type", detail)]);
    if !matches!(body, Value::Null | Value::Object(_)) {
        return Err(refuse("", "an object is expected"));
    }
    match body.get("confirm_live") {
        None | Some(Value::Null) => Ok(false),
        Some(Value::Bool(confirmed)) => Ok(*confirmed),
        Some(_) => Err(refuse("confirm_live", "true or false is expected")),
    }
}
