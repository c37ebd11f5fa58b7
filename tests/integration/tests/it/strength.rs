//! The browser judges a password while it is typed, by npm's zxcvbn; the server has the last word, by its Rust port. Where they
//! differed, a page would promise what is then refused.

use std::{path::Path, process::Command};

use serde_json::{Value, json};

/// Good enough for us.
const ACCEPTED: u64 = 3;

/// Of every sort: common, keyboard rows, dates, repeats, sequences, names, words, transliterated, Cyrillic, random, long.
const PASSWORDS: &[&str] = &[
    "password",
    "password1234",
    "P@ssw0rd1234",
    "qwertyuiop[]",
    "1qaz2wsx3edc",
    "zxcvbnm,./zx",
    "123456789012",
    "098765432109",
    "aaaaaaaaaaaa",
    "abcabcabcabc",
    "abcdefghijkl",
    "lmnopqrstuvw",
    "iloveyou1234",
    "letmeinplease",
    "dragonmonkey1",
    "administrator",
    "welcome2026!!",
    "summer2026!!",
    "01.02.1990-01",
    "1990-02-01xx",
    "13/11/1985/me",
    "trustno1trustno1",
    "correcthorsebatterystaple",
    "correct horse battery staple",
    "two books on the table",
    "the quick brown fox",
    "tobeornottobe",
    "Tr0ub4dor&3xyz",
    "D0g..................",
    "neverforget13/3/1997",
    "verlineVANDERMARK",
    "briansmith4mayor",
    "rWibMFACxAUGZmxhVncy",
    "Ba9ZyWABu99[BK#6MBgbH88Tofv)vs$w",
    "coRrecth0rseba++ery9.23.2007staple$",
    "eheuczkqyq",
    "temppass22temp",
    "viking viking",
    "jA1jA1jA1jA1",
    "x7#kQ9!vLp2z",
    "kettle-orbit-7-magnet",
    "lamp river 4471 quiet",
    "ghbdtnghbdtn",
    "gfhjkmgfhjkm12",
    "privetprivet1",
    "moskva2024rossiya",
    "пароль123456",
    "приветмирпривет",
    "длинная фраза на русском",
    "ёлка-чайник-47-кит",
    "日本語のパスワード",
    "naïve café crème",
    "annpetrova1990",
    "ann.petrova.shop",
    "petrovaannpetrova",
    "shopexample2026",
    "ann@shop.example",
    "alphashop-cashier",
    "qwe123qwe123",
    "asdfghjkl;'\\",
    "7777777777777",
    "0000-0000-0000",
    "4111111111111111",
    "a",
];
/// By what their owner is known.
const INPUTS: [&str; 4] = ["Ann Petrova", "ann", "ann@shop.example", "petrova"];

/// Proves SPR-08: page and server accept the same passwords.
#[test]
fn the_browser_and_the_server_accept_the_same_passwords() {
    runtime::prepare().expect("npm packages");
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let script = "const judge = require('zxcvbn'); const { passwords, inputs } = JSON.parse(process.argv[1]);
        console.log(JSON.stringify(passwords.map((password) => judge(password.slice(0, 100), inputs).score)))";
    let output = Command::new(root.join("node_modules/.bin/node"))
        .args([
            "-e",
            script,
            &json!({ "passwords": PASSWORDS, "inputs": INPUTS }).to_string(),
        ])
        .current_dir(&root)
        .output()
        .unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let theirs: Vec<u64> = serde_json::from_slice(&output.stdout).unwrap();
    let ours: Vec<u64> = PASSWORDS
        .iter()
        .map(|password| u64::from(password_strength::score(password, &INPUTS)))
        .collect();
    let differ: Vec<Value> = PASSWORDS
        .iter()
        .zip(theirs.iter().zip(&ours))
        .filter(|(_, (theirs, ours))| (**theirs >= ACCEPTED) != (**ours >= ACCEPTED))
        .map(|(password, (theirs, ours))| json!([password, theirs, ours]))
        .collect();
    assert!(differ.is_empty(), "password, the browser's score, ours: {differ:?}");
    // Neither accepts all, nor refuses all.
    let accepted = ours.iter().filter(|score| **score >= ACCEPTED).count();
    assert!((15..=45).contains(&accepted), "{accepted} of {} accepted", ours.len());
}
