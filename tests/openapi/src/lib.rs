//! The OpenAPI 3.1 document of every native route, generated from the Rust types. `web/public/openapi.json` is its copy for
//! the docs page, and `web/src/api/schema.d.ts` the cabinet's types made of that; tests fail when either drifts.

use utoipa::{
    Modify, OpenApi,
    openapi::security::{ApiKey, ApiKeyValue, Http, HttpAuthScheme, SecurityScheme},
};

#[derive(OpenApi)]
#[openapi(
    info(
        title = "Edgetill",
        version = "1",
        description = "A payment desk. `/v1` is for merchants' servers, `/widget` for the checkout widget, `/api` for the cabinet.\n\n\
            Amounts are decimal texts beside a currency, times RFC 3339 in UTC. Errors are `application/problem+json` (RFC 9457) with a \
            stable `code`. Every POST of /v1 carries an `Idempotency-Key`; every answer an `X-Request-Id`.",
        contact(name = "Edgetill")
    ),
    tags(
        (name = "Payments", description = "For merchants' servers, with an API key."),
        (name = "Widget", description = "What the checkout widget asks, with data that the merchant's server has signed."),
        (name = "Cabinet", description = "For the cabinet, with a session.")
    ),
    modifiers(&Keys)
)]
struct Whole;

struct Keys;

impl Modify for Keys {
    fn modify(&self, document: &mut utoipa::openapi::OpenApi) {
        document.info.license = None;
        let components = document.components.get_or_insert_default();
        components.add_security_scheme("api_key", SecurityScheme::Http(Http::new(HttpAuthScheme::Bearer)));
        let cookie = ApiKeyValue::new("__Host-edgetill");
        components.add_security_scheme("session", SecurityScheme::ApiKey(ApiKey::Cookie(cookie)));
    }
}

/// The document, as pretty JSON with a final newline.
///
/// # Errors
/// Never in practice: the document is plain data.
pub fn document() -> Result<String, serde_json::Error> {
    let mut document = Whole::openapi();
    document.merge(merchant_api::openapi());
    document.merge(checkout::openapi());
    document.merge(cabinet_auth::openapi());
    document.merge(cabinet_query::openapi());
    document.merge(cabinet_command::openapi());
    Ok(serde_json::to_string_pretty(&document)? + "\n")
}
