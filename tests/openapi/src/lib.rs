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
            stable `code`. Every POST of /v1 carries an `Idempotency-Key`; every answer an `X-Request-Id`.\n\n\
            **Codes.** 400 `idempotency_key_required`, `idempotency_key_too_long`, `idempotency_key_malformed`, `malformed_json`; \
            401 `api_key_wrong`; 403 `organisation_disabled`, `permission_missing`, `csrf_token_wrong`, `origin_refused`; \
            404 `payment_not_found`, `callback_not_found`, `endpoint_not_found`, `postback_not_found`; 409 `idempotency_key_in_flight`; 422 `idempotency_key_reused`, `validation_failed` \
            with `errors` by field. Creating: 422 `limit_organisation_*`, `limit_payer_*` (`minimum`, `maximum`, `day_sum`, `day_count`, \
            `month_sum`, `month_count`). Capture, cancel and refund: 409 `not_authorised`, `already_captured`, `amount_exceeds_hold`, \
            `not_captured`, `amount_exceeds_captured`, `nothing_left`, `operation_in_flight`, `dispute_open`, `operation_not_allowed`, \
            `too_many_operations`, `operation_decided`; by field 422 `currency_differs`, `lines_required`, `amount_does_not_match_lines`, \
            `line_unknown`, `line_duplicate`, `quantity_malformed`, `quantity_exceeds_bought`, `unknown_field`. Invoices: 404 `invoice_not_found`; \
            409 `invoice_over`, `sends_exhausted`, `manual_payment_open`; by field 422 `system_unavailable`, `currency_not_supported`, \
            `client_not_found`, `channel_unavailable`, `time_malformed`, `cart_sum_differs`.",
        contact(name = "Edgetill")
    ),
    tags(
        (name = "Payments", description = "For merchants' servers, with an API key."),
        (name = "Sales", description = "Offers, clients, orders and invoices, for merchants' servers: the same as in the cabinet, with an API key."),
        (name = "Sales", description = "For merchants' servers, with an API key: offers, clients, orders, invoices."),
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
    document.merge(cabinet_account::openapi());
    document.merge(cabinet_recovery::openapi());
    document.merge(cabinet_query::openapi());
    document.merge(cabinet_command::openapi());
    document.merge(cabinet_endpoints::openapi());
    document.merge(cabinet_keys::openapi());
    document.merge(cabinet_organisation::openapi());
    document.merge(cabinet_people::openapi());
    document.merge(cabinet_terminals::openapi());
    document.merge(invoices::openapi());
    document.merge(journal::openapi());
    document.merge(clients::openapi());
    document.merge(orders::openapi());
    document.merge(offers::openapi());
    document.merge(rates::openapi());
    Ok(serde_json::to_string_pretty(&document)? + "\n")
}
