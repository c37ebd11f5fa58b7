//! What the journal keeps of a change: only what is another now, without personal data.

use domain::mask;
use serde_json::{Map, Value, json};

/// `{"before":{..},"after":{..}}` of the members that differ.
pub(super) fn of(before: &Value, after: &Value) -> Value {
    let empty = Map::new();
    let [before, after] = [before, after].map(|value| value.as_object().unwrap_or(&empty));
    let differs = |name: &&String| before.get(*name) != after.get(*name);
    let names: Vec<&String> = after.keys().filter(differs).collect();
    let side = |side: &Map<String, Value>| -> Map<String, Value> {
        let member = |name: &&String| ((*name).clone(), masked(name, side.get(*name)));
        names.iter().map(member).collect()
    };
    json!({ "before": side(before), "after": side(after) })
}

fn masked(name: &str, value: Option<&Value>) -> Value {
    match (name, value) {
        (_, None) => Value::Null,
        (_, Some(Value::String(text))) if text.is_empty() => json!(""),
        ("email", Some(Value::String(address))) => json!(mask::email(address)),
        // Free text: names and phones of people.
        ("contacts", Some(_)) => json!("***"),
        ("second_factor", Some(value)) => json!(value == 1),
        ("sites", Some(Value::String(sites))) => serde_json::from_str(sites).unwrap_or_default(),
        (_, Some(value)) => value.clone(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_changed_and_no_personal_data() {
        let before = json!({ "name": "A", "email": "ann@a.example", "contacts": "Ann +79161234567", "sites": "[]", "personal_days": null });
        let after = json!({ "name": "A", "email": "", "contacts": "", "sites": "[\"https://a.example\"]", "personal_days": 90 });
        assert_eq!(
            of(&before, &after),
            json!({
                "before": { "email": "a***@a.example", "contacts": "***", "sites": [], "personal_days": null },
                "after": { "email": "", "contacts": "", "sites": ["https://a.example"], "personal_days": 90 },
            })
        );
    }
}
