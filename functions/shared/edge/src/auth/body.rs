//! Bodies of a few texts.

use crate::{Problem, Request, json};
use operations::fields::Fields;

/// Reads texts that must be there.
pub fn texts<const N: usize>(request: &Request, names: [&str; N]) -> Result<[String; N], Problem> {
    let value = json::value(request)?;
    let mut fields = Fields::of(&value, "").map_err(|error| Problem::fields(vec![error]))?;
    let texts = names.map(|name| fields.required_text(name));
    fields.finish(texts).map_err(Problem::fields)
}
