//! Secrets that sign: made here, or the merchant's own where an older system had given it one. Shown once, then only sealed.

use std::collections::BTreeMap;

use base64::{Engine, engine::general_purpose::STANDARD};
use domain::{postback::Format, token};
use serde::Serialize;
use serde_json::Value;

use crate::{Entropy, FieldError, NoEntropy, fields::Fields};

/// Fewest and most characters of a merchant's own secret.
const OWN_CHARACTERS: std::ops::RangeInclusive<usize> = 8..=100;

/// A part of a secret, as it is shown once.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "openapi", schema(as = ShownSecret))]
pub struct Shown {
    /// `signing_secret` (Standard Webhooks), `secret_word` (PayKeeper), `access_key`, `private_key` (Paykassma) or `shared_secret`
    /// (Spring).
    pub name: &'static str,
    /// The secret: it is not shown again.
    pub value: String,
}

/// Which secret to make anew, and the merchant's own parts of it.
#[derive(Debug, Clone, Default)]
pub struct SigningRequest {
    /// `standard`, or the format's own; by default `standard`.
    pub scheme: Option<String>,
    /// Own parts by name.
    pub own: BTreeMap<String, String>,
}

impl SigningRequest {
    /// Reads a request.
    pub fn read(value: &Value) -> Result<Self, Vec<FieldError>> {
        let mut fields = Fields::of(value, "").map_err(|error| vec![error])?;
        let request = Self {
            scheme: fields.text("scheme"),
            own: own(&mut fields),
        };
        fields.finish(request)
    }
}

/// Reads own parts of a secret: an object of texts named `secrets`.
pub(super) fn own(fields: &mut Fields<'_>) -> BTreeMap<String, String> {
    let Some(Value::Object(parts)) = fields.get("secrets") else {
        if fields.get("secrets").is_some() {
            fields.refuse("secrets", "wrong_type", "an object is expected");
        }
        return BTreeMap::new();
    };
    let text = |(name, value): (&String, &Value)| {
        let text = value.as_str().unwrap_or_default().to_owned();
        (name.clone(), text)
    };
    parts.iter().map(text).collect()
}

/// What is wrong with own parts. Said without repeating them.
pub(super) fn check(own: &BTreeMap<String, String>, format: Format) -> Vec<FieldError> {
    let known = |name: &str| format.secret_parts().contains(&name);
    let good = |text: &str| OWN_CHARACTERS.contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_graphic());
    let refuse = |name: &String, code: &str, detail: &str| FieldError::new(format!("secrets.{name}"), code, detail);
    let judge = |(name, text): (&String, &String)| match (known(name), good(text)) {
        (false, _) => Some(refuse(
            name,
            "secret_unknown",
            "the format has no such secret of your own choice",
        )),
        (_, false) => Some(refuse(
            name,
            "secret_not_acceptable",
            "8 to 100 printable ASCII characters, no space",
        )),
        _ => None,
    };
    own.iter().filter_map(judge).collect()
}

/// By what an endpoint signs: always by Standard Webhooks, and by its format's own scheme.
pub(super) fn schemes(format: Format) -> impl Iterator<Item = Format> {
    let own = Some(format).filter(|format| !format.secret_parts().is_empty());
    let standard = Some(Format::Standard).filter(|_| format != Format::Email);
    standard.into_iter().chain(own)
}

/// A secret before it is sealed.
pub(super) struct Made {
    /// Its parts, separated by line feeds.
    pub(super) text: String,
    /// The same as people are shown it.
    pub(super) shown: Vec<Shown>,
}

/// Makes a secret of a scheme, with the merchant's own parts where given.
pub(super) fn make(entropy: &impl Entropy, scheme: Format, own: &BTreeMap<String, String>) -> Result<Made, NoEntropy> {
    let shown = if scheme == Format::Standard {
        vec![Shown {
            name: "signing_secret",
            value: format!("whsec_{}", STANDARD.encode(entropy.bytes::<32>()?)),
        }]
    } else {
        let part = |name: &&'static str| {
            let value = match own.get(*name) {
                Some(own) => own.clone(),
                None => token::opaque(entropy.bytes()?),
            };
            Ok(Shown { name, value })
        };
        scheme
            .secret_parts()
            .iter()
            .map(part)
            .collect::<Result<_, NoEntropy>>()?
    };
    let parts: Vec<&str> = shown.iter().map(|part| part.value.as_str()).collect();
    Ok(Made {
        text: parts.join("\n"),
        shown,
    })
}
