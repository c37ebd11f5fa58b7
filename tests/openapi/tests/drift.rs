//! What is generated is what is kept. `UPDATE_OPENAPI=1 cargo test -p openapi` writes both anew.
#![expect(clippy::unwrap_used, reason = "a test stops where it fails")]

use std::{env, fs, path::PathBuf, process::Command};

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
        .join("../..")
        .canonicalize()
        .unwrap()
}

fn same(file: &str, generated: &str) {
    let path = root().join(file);
    if env::var_os("UPDATE_OPENAPI").is_some() {
        fs::write(&path, generated).unwrap();
    }
    let kept = fs::read_to_string(&path).unwrap_or_default();
    assert!(
        kept == generated,
        "{file} has drifted from the Rust types: run UPDATE_OPENAPI=1 cargo test -p openapi"
    );
}

/// Proves EDG-12 (the description; the page that shows it is seen in the browser test).
#[test]
fn document_and_types_are_current() {
    same("web/public/openapi.json", &openapi::document().unwrap());
    runtime::prepare().expect("npm packages");
    let node = root().join("node_modules/.bin/node");
    let generator = root().join("node_modules/openapi-typescript/bin/cli.js");
    let output = Command::new(node)
        .arg(generator)
        .arg(root().join("web/public/openapi.json"))
        .output()
        .unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    same("web/src/api/schema.d.ts", &String::from_utf8(output.stdout).unwrap());
}

/// Every native route that the functions serve is described.
#[test]
fn every_route_is_described() {
    let document: serde_json::Value = serde_json::from_str(&openapi::document().unwrap()).unwrap();
    let described: Vec<String> = document["paths"].as_object().unwrap().keys().cloned().collect();
    for route in [
        "/v1/payments",
        "/v1/payments/{number}",
        "/widget/payments",
        "/api/auth/sign-in",
        "/api/auth/session",
        "/api/auth/sign-out",
        "/api/payments",
        "/api/payments/{number}",
        "/api/callbacks",
    ] {
        assert!(described.iter().any(|path| path == route), "{route} is not described");
    }
    // At both doors.
    let sales = [
        clients::ROUTES,
        invoices::ROUTES,
        offers::ROUTES,
        orders::ROUTES,
        rates::ROUTES,
    ];
    for route in sales.into_iter().flatten() {
        let operation = &document["paths"][route.path()][route.method.to_lowercase()];
        assert!(
            operation.is_object(),
            "{} {} is not described",
            route.method,
            route.path()
        );
    }
    assert_eq!(document["openapi"], "3.1.0");
}
