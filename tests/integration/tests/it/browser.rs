//! The whole flow in Chromium: shop, widget, bank page with 3-D Secure, back to the shop, postback verified by the
//! reference library, payment in the cabinet. The walk is `tests/browser/flow.mjs`; its screenshots go to `target/screenshots`.

use runtime::browser_script;

use crate::kit::DESK;

/// Proves SPR-18, EDG-02, EDG-09, PKP-01.
#[test]
fn a_payer_pays_and_the_merchant_sees_it() {
    let output = browser_script("tests/browser/flow.mjs")
        .expect("a browser: in CI too, none is a failure")
        .env("DEMO", DESK.demo().to_string())
        .output()
        .unwrap();
    assert!(
        output.status.success(),
        "{}\n{}",
        String::from_utf8_lossy(&output.stdout),
        String::from_utf8_lossy(&output.stderr)
    );
}
