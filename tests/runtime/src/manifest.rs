//! The functions as `wrangler.toml` lists them: the one list there is.

use std::collections::BTreeMap;
use std::fs;

use anyhow::{Context, Result, ensure};
use serde::Deserialize;

use crate::paths;

#[derive(Deserialize)]
struct Manifest {
    env: BTreeMap<String, Environment>,
}

#[derive(Deserialize)]
struct Environment {
    main: String,
}

/// Names of all functions, the gateway first: it answers what no route claims.
pub(crate) fn functions() -> Result<Vec<String>> {
    let file = paths::root().join("wrangler.toml");
    let text = fs::read_to_string(&file).with_context(|| format!("reading {}", file.display()))?;
    parse(&text).with_context(|| format!("reading {}", file.display()))
}

fn parse(text: &str) -> Result<Vec<String>> {
    let manifest: Manifest = toml::from_str(text)?;
    for (name, environment) in &manifest.env {
        let expected = format!("functions/{name}/build/index.js");
        ensure!(
            environment.main == expected,
            "{name} has its entry at {}, not at {expected}",
            environment.main
        );
    }
    let mut names: Vec<String> = manifest.env.into_keys().collect();
    names.sort_by_key(|name| (name != "gateway", name.clone()));
    Ok(names)
}

#[cfg(test)]
mod tests {
    use super::parse;

    #[test]
    fn the_gateway_comes_first() {
        let text = "[env.checkout]\nmain = 'functions/checkout/build/index.js'\n[env.gateway]\nmain = 'functions/gateway/build/index.js'";
        assert_eq!(parse(text).unwrap(), ["gateway", "checkout"]);
    }

    #[test]
    fn an_entry_elsewhere_is_refused() {
        assert!(parse("[env.gateway]\nmain = 'elsewhere.js'").is_err());
    }
}
