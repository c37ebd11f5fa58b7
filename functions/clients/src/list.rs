//! `GET /api/clients`, `GET /v1/clients`.

use domain::{client::words, money::MINOR_MAX, token};
use edge::{
    Problem, Response,
    cabinet::Call,
    json,
    page::{self, Page},
};
use http::StatusCode;
use store::clients::list::{self, After};

use crate::client_json::ClientJson;

/// Clients of a mode, the manual account first and then the newest; or those of whom every word of `q` begins a word of the name, the e-mail address,
/// the phone's digits or the label.
#[cfg_attr(feature = "openapi", utoipa::path(
    get, path = "/api/clients", operation_id = "listClients", tag = "Cabinet", security(("session" = [])),
    params(
        ("mode" = Option<String>, Query, description = "`live` (default) or `test`."),
        ("q" = Option<String>, Query, description = "Words in any order. A page of a search may hold fewer clients than asked for, and still have a `next`."),
        ("limit" = Option<u32>, Query, description = "1 to 500, by default 50."),
        ("cursor" = Option<String>, Query, description = "`next` of the page before.")),
    responses((status = 200, body = inline(Page<ClientJson>)), (status = 401, body = Problem), (status = 422, body = Problem))))]
pub(crate) async fn list(call: &Call<'_>) -> Result<Response, Problem> {
    let (database, org_id, uri) = (&call.context.database, call.org_id()?, call.request.uri());
    let (mode, limit) = (call.mode()?, page::limit(uri)?);
    let words = page::text(uri, "q")?.map(|query| words(&query)).unwrap_or_default();
    let answer: Page<ClientJson> = if words.is_empty() {
        let below = page::cursor(uri, token::number)?;
        let clients = list::newest(database, org_id, mode, below, limit.saturating_add(1)).await?;
        // The manual account stands before all others: who follows it is below nobody.
        let key = |client: &list::Client| {
            if client.client_id == 0 {
                MINOR_MAX
            } else {
                client.client_id
            }
            .to_string()
        };
        page::page(clients, limit, key, ClientJson::of)
    } else {
        let after = page::cursor(uri, after)?.unwrap_or_default();
        let (found, looked_to) =
            list::by_words(database, org_id, mode, &words, &after, limit.saturating_add(1)).await?;
        let page = page::page(
            found,
            limit,
            |(place, _)| cursor(place),
            |(_, client)| ClientJson::of(client),
        );
        page.going_on(looked_to.map(|place| cursor(&place)))
    };
    json::answer(StatusCode::OK, &answer)
}

/// Where a page of a search begins: the word in hexadecimal, since it may be in any script, and the client.
fn cursor(after: &After) -> String {
    let word: String = after.term.bytes().map(|byte| format!("{byte:02x}")).collect();
    format!("{word}.{}", after.client_id)
}

fn after(cursor: &str) -> Option<After> {
    let (word, client) = cursor.split_once('.')?;
    let bytes: Option<Vec<u8>> = word
        .as_bytes()
        .chunks(2)
        .map(|pair| u8::from_str_radix(std::str::from_utf8(pair).ok()?, 16).ok())
        .collect();
    Some(After {
        term: String::from_utf8(bytes?).ok()?,
        client_id: token::number(client)?,
    })
}
