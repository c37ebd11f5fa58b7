//! Forms that browsers send, parsed by the platform: a parser of ours would weigh more than the page that sends the form.

use http::header;
use js_sys::{Function, Promise, Reflect, Uint8Array, futures::JsFuture};
use wasm_bindgen::{JsCast, JsValue};

use crate::{Problem, Request};

/// A form's texts and its file: what a browser sent, or what a form is first shown with. Of a name given twice, the first.
#[derive(Debug, Default)]
pub struct Form {
    texts: Vec<(&'static str, String)>,
    /// The file, where one was chosen.
    pub file: Option<Upload>,
}

/// A file that was chosen.
#[derive(Debug)]
pub struct Upload {
    /// What the sender says it is: a Content-Type.
    pub declared: String,
    /// The bytes.
    pub bytes: Vec<u8>,
}

impl Form {
    /// A text; what is not there is empty.
    #[must_use]
    pub fn text(&self, name: &str) -> &str {
        let mut texts = self.texts.iter().filter(|(given, _)| *given == name);
        texts.next().map(|(_, text)| text.as_str()).unwrap_or_default()
    }

    /// Sets a text, whatever it was.
    pub fn set(&mut self, name: &'static str, text: String) {
        self.texts.retain(|(given, _)| *given != name);
        self.texts.push((name, text));
    }
}

/// Reads the texts and the file of these names: `multipart/form-data` or `application/x-www-form-urlencoded`, as the Content-Type says.
/// Space around texts is cut off.
///
/// # Errors
/// 415 for what is neither, 400 for what is not what it says.
pub async fn read(request: &Request, texts: &[&'static str], file: &str) -> Result<Form, Problem> {
    let content_type = request.headers().get(header::CONTENT_TYPE);
    let content_type = content_type.and_then(|value| value.to_str().ok()).unwrap_or_default();
    let essence = content_type.split(';').next().unwrap_or_default().trim();
    let known = ["multipart/form-data", "application/x-www-form-urlencoded"];
    if !known.iter().any(|known| essence.eq_ignore_ascii_case(known)) {
        return Err(Problem::new(
            http::StatusCode::UNSUPPORTED_MEDIA_TYPE,
            "content_type_not_form",
            "Send a form.",
        ));
    }
    let data = parsed(request.body(), content_type).await.map_err(|_| malformed())?;
    let mut form = Form::default();
    for name in texts {
        if let Some(text) = get(&data, name)?.as_string() {
            form.set(name, text.trim().to_owned());
        }
    }
    let chosen = get(&data, file)?;
    if chosen.is_object() {
        form.file = upload(&chosen).await.map_err(|_| malformed())?;
    }
    Ok(form)
}

/// The platform's own parser is a method of what has a body and a type.
async fn parsed(body: &[u8], content_type: &str) -> Result<JsValue, JsValue> {
    let headers = web_sys::Headers::new()?;
    headers.set("content-type", content_type)?;
    let init = web_sys::ResponseInit::new();
    init.set_headers(&headers);
    let body = Uint8Array::from(body);
    let response = web_sys::Response::new_with_opt_js_u8_array_and_init(Some(&body), &init)?;
    JsFuture::from(response.form_data()?).await
}

fn get(data: &JsValue, name: &str) -> Result<JsValue, Problem> {
    let method = Reflect::get(data, &"get".into()).and_then(JsCast::dyn_into::<Function>);
    method
        .and_then(|method| method.call1(data, &name.into()))
        .map_err(|_| malformed())
}

/// A field for a file in which none was chosen is sent with an empty one.
async fn upload(file: &JsValue) -> Result<Option<Upload>, JsValue> {
    let property = |name: &str| Reflect::get(file, &name.into());
    let promise: Promise = property("arrayBuffer")?
        .dyn_into::<Function>()?
        .call0(file)?
        .dyn_into()?;
    let bytes = Uint8Array::new(&JsFuture::from(promise).await?).to_vec();
    let named = property("name")?.as_string().is_some_and(|name| !name.is_empty());
    let declared = property("type")?.as_string().unwrap_or_default();
    Ok((named || !bytes.is_empty()).then_some(Upload { declared, bytes }))
}

fn malformed() -> Problem {
    Problem::new(
        http::StatusCode::BAD_REQUEST,
        "malformed_form",
        "The form is not what its type says.",
    )
}
