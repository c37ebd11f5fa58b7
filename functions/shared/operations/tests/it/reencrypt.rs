//! Keys of secrets at rest are replaced: nothing is lost on the way.

use domain::sealed::{KeyRing, key_id};
use operations::{
    change::Changer,
    create_payment::widget_secret_owner,
    reencrypt::{Reencrypted, reencrypt},
    terminal::{Terminal, credentials_owner},
};
use store::{directory, reencrypt::Kind};

use crate::kit::{Desk, run};

/// The desk's key, and a new one before it.
const BOTH: &str = "new:CAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAg=,1:AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=";
const NEW: &str = "new:CAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAg=";
const KINDS: [Kind; 3] = [Kind::Credentials, Kind::WidgetKeys, Kind::Endpoints];

fn again(desk: &Desk, ring: &KeyRing) -> Reencrypted {
    let change = Changer {
        org_id: 0,
        actor: "operator:1",
        now: desk.now(),
    };
    run(reencrypt(&desk.database, &desk.chance, ring, &KINDS, change)).unwrap()
}

/// Proves EDG-11: secrets name the key that seals them, and are sealed anew under another until none needs the old one.
#[test]
fn every_secret_comes_under_the_new_key_and_still_opens() {
    let mut desk = Desk::open();
    // One of old, which names no key.
    let old = desk
        .text("SELECT credentials FROM terminal WHERE org_id = 2")
        .replacen("v2:1:", "v1:", 1);
    desk.execute(&format!("UPDATE terminal SET credentials = '{old}' WHERE org_id = 2"));
    for place in 0..150 {
        let prefix = format!("wk_test_{place:012}");
        let sealed = desk
            .key
            .seal(&widget_secret_owner(&prefix), &format!("secret {place}"), [3; 12])
            .unwrap();
        desk.execute(&format!(
            "INSERT INTO api_key (prefix, org_id, kind, mode, name, signing_secret, created_at_ms) VALUES ('{prefix}', 1, 'widget', 'test', '{place}', '{sealed}', 0)"
        ));
    }
    // Three terminals, two secrets of the endpoint, 150 widget keys; 100 of a kind at a time.
    let both = KeyRing::parse(BOTH).unwrap();
    let first = again(&desk, &both);
    assert_eq!(
        first,
        Reencrypted {
            done: 3 + 2 + 100,
            left: 50
        }
    );
    let journal = "SELECT group_concat(action || ' ' || subject || ' ' || detail, '; ') FROM (SELECT * FROM journal WHERE org_id = 0 ORDER BY seq)";
    assert_eq!(
        desk.text(journal),
        r#"secrets_reencrypted terminals {"count":3,"key":"new"}; secrets_reencrypted keys {"count":100,"key":"new"}; secrets_reencrypted endpoints {"count":2,"key":"new"}"#
    );
    assert_eq!(again(&desk, &both), Reencrypted { done: 50, left: 0 });
    let before = desk.dump();
    assert_eq!(again(&desk, &both), Reencrypted::default());
    desk.assert_unchanged(&before);
    // The old key is gone.
    desk.key = KeyRing::parse(NEW).unwrap();
    for (slug, terminal) in [("alpha", "main"), ("alpha", "second"), ("beta", "main")] {
        let row = run(directory::terminal(&desk.database, slug, terminal, "sandbox-bank"))
            .unwrap()
            .unwrap();
        assert_eq!(key_id(&row.credentials).unwrap(), "new");
        Terminal::open(&row, &desk.key).unwrap();
    }
    let sealed = desk.text("SELECT signing_secret FROM api_key WHERE prefix = 'wk_test_000000000149'");
    assert_eq!(
        desk.key
            .open(&widget_secret_owner("wk_test_000000000149"), &sealed)
            .unwrap(),
        "secret 149"
    );
    assert_eq!(
        desk.number("SELECT count(*) FROM endpoint_secret WHERE secret LIKE 'v2:new:%'"),
        2
    );
    // The shop is paid and told as ever.
    let (payment, reference) = desk.awaiting("k");
    assert_eq!(payment.number, 1);
    assert_eq!(desk.outcome(&crate::kit::Says::captured("e", &reference)), "settled");
    assert_eq!(desk.dispatch(), 1);
    assert_eq!(desk.payment(1, "notice"), "delivered");
}

/// Proves EDG-11: what opens under no key is left as it is, and is seen to be left.
#[test]
fn what_does_not_open_stays() {
    let desk = Desk::open();
    let foreign = KeyRing::parse("x:CQkJCQkJCQkJCQkJCQkJCQkJCQkJCQkJCQkJCQkJCQk=").unwrap();
    let sealed = foreign.seal(&credentials_owner(1, "second"), "{}", [9; 12]).unwrap();
    desk.execute(&format!(
        "UPDATE terminal SET credentials = '{sealed}' WHERE org_id = 1 AND terminal_id = 'second'"
    ));
    let both = KeyRing::parse(BOTH).unwrap();
    assert_eq!(again(&desk, &both), Reencrypted { done: 4, left: 1 });
    assert_eq!(
        desk.text("SELECT credentials FROM terminal WHERE terminal_id = 'second'"),
        sealed
    );
    assert_eq!(again(&desk, &both), Reencrypted { done: 0, left: 1 });
}
