use super::*;

const OWNER: &str = "terminal:1:sandbox";

fn base64(byte: u8) -> String {
    STANDARD.encode([byte; 32])
}

fn ring(text: &str) -> KeyRing {
    KeyRing::parse(text).unwrap()
}

#[test]
fn opens_for_its_owner_alone() {
    let key = ring(&base64(7));
    let sealed = key.seal(OWNER, "secret", [1; 12]).unwrap();
    assert_eq!(key.open(OWNER, &sealed).unwrap(), "secret");
    assert!(key.open("terminal:2:sandbox", &sealed).is_err());
    assert!(ring(&base64(8)).open(OWNER, &sealed).is_err());
    assert!(key.open(OWNER, &sealed.replacen("v2", "v3", 1)).is_err());
    assert!(!sealed.contains("secret"));
}

#[test]
fn the_first_key_seals_and_every_key_opens() {
    let old = ring(&format!("a:{}", base64(7)));
    let sealed = old.seal(OWNER, "secret", [1; 12]).unwrap();
    assert_eq!(key_id(&sealed).unwrap(), "a");
    let both = ring(&format!("b2:{}, a:{}", base64(8), base64(7)));
    assert_eq!(both.open(OWNER, &sealed).unwrap(), "secret");
    let anew = both.seal(OWNER, "secret", [2; 12]).unwrap();
    assert_eq!(key_id(&anew).unwrap(), both.first_id());
    assert_eq!(key_id(&anew).unwrap(), "b2");
    assert!(old.open(OWNER, &anew).is_err(), "the new key is not in the old ring");
    assert_eq!(ring(&format!("b2:{}", base64(8))).open(OWNER, &anew).unwrap(), "secret");
    // The id alone does not make a key right.
    assert!(ring(&format!("b2:{}", base64(7))).open(OWNER, &anew).is_err());
}

#[test]
fn opens_texts_that_name_no_key_with_the_key_called_1() {
    let key = ring(&base64(7));
    let sealed = key.seal(OWNER, "secret", [1; 12]).unwrap();
    let old = sealed.replacen("v2:1:", "v1:", 1);
    assert_ne!(old, sealed);
    assert_eq!(key_id(&old).unwrap(), "1");
    assert_eq!(key.open(OWNER, &old).unwrap(), "secret");
    let later = ring(&format!("2:{},1:{}", base64(9), base64(7)));
    assert_eq!(later.open(OWNER, &old).unwrap(), "secret");
    assert!(ring(&format!("2:{}", base64(7))).open(OWNER, &old).is_err());
}

#[test]
fn refuses_malformed_keys() {
    let key = base64(7);
    let bad = [
        String::new(),
        "c2hvcnQ=".into(),
        format!(":{key}"),
        format!("ninechars:{key}"),
        format!("A:{key}"),
        format!("a b:{key}"),
        format!("a:{key},a:{key}"),
        format!("{key},{key}"),
        format!("{key},"),
        (0..17).map(|id| format!("{id}:{key}")).collect::<Vec<_>>().join(","),
    ];
    for text in bad {
        assert!(KeyRing::parse(&text).is_err(), "{text}");
    }
    assert!(
        KeyRing::parse(&format!("{key}\n")).is_ok(),
        "secrets are often put with a line's end"
    );
}

#[test]
fn refuses_malformed_texts() {
    let key = ring(&base64(7));
    for text in [
        "",
        "v1",
        "v1:",
        "v2:1:AAAA",
        "v2:1:AAAA:AAAA",
        "v2::AAAA:AAAA",
        "v1:AAAAAAAAAAAAAAAA:AA:AA",
    ] {
        assert!(key.open(OWNER, text).is_err(), "{text}");
    }
    assert!(key_id("v2:1:AAAA").is_err());
}
