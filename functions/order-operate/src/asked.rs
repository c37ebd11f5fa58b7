//! What is asked for, by whom: as `orders` and `invoices` say it.

use edge::Problem;
use operations::fields::Fields;
use serde_json::Value;

/// What is asked for, by whom.
pub(crate) struct Asked<'a> {
    /// The organisation.
    pub(crate) org_id: i64,
    /// `live` or `test`.
    pub(crate) mode: String,
    /// Whether the asker may see this mode alone, as a merchant's key does.
    pub(crate) is_bound: bool,
    /// As the journal names the asker.
    pub(crate) actor: String,
    /// The request's key; empty where it needs none.
    pub(crate) key: String,
    /// Today in the organisation's zone.
    pub(crate) local_day: String,
    /// The order, the payment or the invoice that it is about; 0 where there is none yet.
    pub(crate) number: i64,
    /// The request's body, as it was sent.
    pub(crate) body: &'a Value,
}

impl<'a> Asked<'a> {
    pub(crate) fn read(value: &'a Value) -> Result<Self, Problem> {
        let mut fields = Fields::of(value, "").map_err(|error| Problem::fields(vec![error]))?;
        let asked = Self {
            org_id: fields.whole("org_id").unwrap_or_default(),
            mode: fields.required_text("mode"),
            is_bound: fields.flag("is_bound").unwrap_or(true),
            actor: fields.required_text("actor"),
            key: fields.text("key").unwrap_or_default(),
            local_day: fields.required_text("local_day"),
            number: fields.whole("number").unwrap_or_default(),
            body: value.get("body").unwrap_or(&Value::Null),
        };
        fields.finish(asked).map_err(Problem::fields)
    }
}
