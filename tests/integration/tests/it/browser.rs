//! Walks in Chromium; the scripts are in `tests/browser`, screenshots go to `target/screenshots`.

use runtime::browser_script;

use crate::kit::{CDN, DESK};

fn walk(script: &str) {
    let output = browser_script(&format!("tests/browser/{script}"))
        .expect("a browser: in CI too, none is a failure")
        .env("DEMO", DESK.demo().to_string())
        .env("CDN", CDN.url())
        .output()
        .unwrap();
    let said = [output.stdout, output.stderr]
        .map(|text| String::from_utf8_lossy(&text).into_owned())
        .concat();
    assert!(output.status.success(), "{said}");
}

/// The whole flow: shop, widget, bank page with 3-D Secure, back to the shop, postback verified by the reference library,
/// payment in the cabinet.
///
/// Proves SPR-18, EDG-02 (the signature), EDG-09, EDG-12, PKP-01.
#[test]
fn a_payer_pays_and_the_merchant_sees_it() {
    walk("flow.mjs");
}

/// An operator makes an organisation; its owner comes in by the letter, sets up a second factor, makes a key, verifies the journal,
/// and signs in anew with both factors.
///
/// Proves PKM-01, SPR-07, SPR-09, SPR-12, CLK-01, EDG-05, EDG-11.
#[test]
fn an_owner_is_asked_in_and_comes_in() {
    walk("people.mjs");
}

/// A payer buys an offer and pays by hand; a manager confirms it with another price; the payer's page shows the outcome. The same in the
/// hand, in Russian, in the dark, and without JavaScript.
///
/// Proves MAN-02, MAN-03, MAN-05.
#[test]
fn a_payer_pays_by_hand_and_sees_the_outcome() {
    walk("manual.mjs");
}

#[test]
fn the_cabinet_may_stand_on_a_cdn() {
    walk("cdn.mjs");
}

/// An invoice by e-mail, opened by its link, paid at the sandbox bank.
///
/// Proves SPR-04, PKP-15 (native form).
#[test]
fn a_client_pays_an_invoice() {
    walk("invoice.mjs");
}

/// A payer pays by hand; a manager corrects the price and confirms, reads the story on the client's card, refunds; and records and confirms
/// a payment from that card. The lists in the hand and on a wide screen, in both languages.
///
/// Proves MAN-04, MAN-05, MAN-07, MAN-08, MAN-09, MAN-10.
#[test]
fn a_manager_works_with_orders_and_clients() {
    walk("sales.mjs");
}
