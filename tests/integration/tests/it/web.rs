//! The pages' own checks: types, complete languages, sizes, unit tests. Each is an npm script, run here so that one command
//! tests all.

use std::{path::Path, process::Command};

use crate::kit::DESK;

fn npm(script: &str) {
    // The installation has installed the packages and built the pages.
    assert!(DESK.base_url().starts_with("http"));
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let output = Command::new("npm")
        .args(["run", "--silent", script])
        .current_dir(root)
        .output()
        .unwrap();
    let said = [output.stdout, output.stderr]
        .map(|text| String::from_utf8_lossy(&text).into_owned())
        .concat();
    println!("{said}");
    assert!(output.status.success(), "npm run {script}\n{said}");
}

/// The types agree with the API's, and English and Russian are complete.
#[test]
fn types_and_languages() {
    npm("web:check");
}

/// The first view stays under 300 KB gzip, the widget under 8 KB.
#[test]
fn sizes() {
    npm("web:size");
}

#[test]
fn units() {
    npm("web:test");
}
