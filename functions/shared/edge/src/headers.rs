//! Headers across the border between WASM and the platform: all in one text each way, since every single text that crosses
//! costs about as much as parsing them all.

use http::{HeaderMap, HeaderName, HeaderValue};
use js_sys::JSON;
use wasm_bindgen::JsValue;

/// What came with a request. Names and values that HTTP does not allow are left out.
pub(crate) fn incoming(headers: &worker::Headers) -> worker::Result<HeaderMap> {
    let pairs = js_sys::Array::from(headers.as_ref());
    let text = JSON::stringify(&pairs)?.as_string().unwrap_or_default();
    let pairs: Vec<(String, String)> = serde_json::from_str(&text)?;
    let header = |(name, value): (String, String)| Some((name.parse().ok()?, value.parse().ok()?));
    Ok(pairs.into_iter().filter_map(header).collect::<HeaderMap>())
}

/// What goes with an answer. Values that are no text are left out.
pub(crate) fn outgoing(headers: &HeaderMap) -> worker::Result<worker::Headers> {
    let pair =
        |(name, value): (&HeaderName, &HeaderValue)| Some((name.as_str().to_owned(), value.to_str().ok()?.to_owned()));
    let pairs: Vec<(String, String)> = headers.iter().filter_map(pair).collect();
    let pairs: JsValue = JSON::parse(&serde_json::to_string(&pairs)?)?;
    Ok(worker::Headers(web_sys::Headers::new_with_str_sequence_sequence(
        &pairs,
    )?))
}
