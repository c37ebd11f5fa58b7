//! What a deployment would make public.

use toml::Table;

/// Functions that only others call: they ask nobody who they are.
const INTERNAL: [&str; 8] = [
    "invoice-create",
    "payment-operate",
    "order-operate",
    "payment-janitor",
    "postback-dispatch",
    "postback-tester",
    "mail-dispatch",
    "password-strength",
];

/// Without these settings every function would stand at an address of its own, the internal ones too.
#[test]
fn nothing_is_public_but_what_a_route_leads_to() {
    let text = std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/../../wrangler.toml")).unwrap();
    let config: Table = text.parse().unwrap();
    let is_false = |table: &Table, key: &str| table.get(key).and_then(toml::Value::as_bool) == Some(false);
    assert!(is_false(&config, "workers_dev") && is_false(&config, "preview_urls"));
    for (name, environment) in config["env"].as_table().unwrap() {
        let environment = environment.as_table().unwrap();
        for key in ["workers_dev", "preview_urls"] {
            assert!(!environment.contains_key(key), "{name} sets {key} for itself");
        }
        let routed = environment.contains_key("route") || environment.contains_key("routes");
        assert!(!(routed && INTERNAL.contains(&name.as_str())), "{name} has a route");
    }
    for name in INTERNAL {
        assert!(config["env"].as_table().unwrap().contains_key(name), "{name}");
    }
}
