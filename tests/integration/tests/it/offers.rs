//! Offers and manual payment systems over HTTP: in the cabinet and for merchants' servers; their pictures.

use serde_json::{Value, json};

use crate::kit::{Answer, Call, DESK, SignedIn, TestMerchant, at_once, enter, get, post};

/// A GIF of one pixel.
const GIF: &[u8] = b"GIF89a\x01\0\x01\0\x80\0\0\0\0\0\xff\xff\xff,\0\0\0\0\x01\0\x01\0\0\x02\x02D\x01\0;";
/// The largest picture, in bytes.
const IMAGE_MAX: usize = 512 * 1024;

fn system() -> Value {
    json!({
        "name": "Card to card", "commission_percent": "2.5", "fixed_fee": { "amount": "30.00", "currency": "RUB" }, "income_currency": "RUB",
        "transaction_currency": "USD", "currencies": ["RUB", "USD"], "merchant_name": "Leaf & Clay", "merchant_description": "By phone number.",
        "comment_hint": "Your surname",
    })
}

fn offer() -> Value {
    json!({ "title": "Tea for two", "price": { "amount": "1500.00", "currency": "RUB" }, "systems": ["sandbox", "card-to-card"] })
}

fn with(mut body: Value, name: &str, value: Value) -> Value {
    body[name] = value;
    body
}

fn made(answer: Answer) -> Value {
    assert_eq!(answer.status, 201, "{answer:?}");
    answer.json()
}

fn put(person: &SignedIn, system: &str, content_type: &str, bytes: &[u8]) -> Answer {
    let call = Call::new("PUT", &format!("/api/manual-systems/{system}/image"));
    let call = call
        .header("x-csrf-token", &person.csrf)
        .header("content-type", content_type);
    person.ask(call.body(bytes))
}

fn journal(shop: &TestMerchant, subject: &str) -> String {
    let rows = shop.rows(
        "SELECT group_concat(action, ' ') AS actions FROM (SELECT action FROM journal WHERE org_id = ?1 AND subject = ?2 ORDER BY seq)",
        json!(subject),
    );
    rows[0]["actions"].as_str().unwrap_or_default().to_owned()
}

/// Proves MAN-01: made, changed, switched off and archived in the cabinet; refused clearly where its currencies lack one.
#[test]
fn a_manual_system_s_life() {
    let shop = TestMerchant::open();
    let owner = enter(&shop);
    for (currencies, code) in [
        (json!(["USD"]), "currencies:currencies_lack_income"),
        (json!(["RUB"]), "currencies:currencies_lack_transaction"),
    ] {
        let refused = owner.act(
            "/api/manual-systems?mode=test",
            "s-0",
            &with(system(), "currencies", currencies),
        );
        assert_eq!((refused.status, refused.fields()), (422, vec![code.to_owned()]));
    }
    // The refused ones have not used the key up.
    let first = made(owner.act("/api/manual-systems?mode=test", "s-0", &system()));
    assert_eq!(
        (
            &first["id"],
            &first["mode"],
            &first["status"],
            &first["fixed_fee"],
            &first["image"]
        ),
        (
            &json!("card-to-card"),
            &json!("test"),
            &json!("active"),
            &json!({ "amount": "30.00", "currency": "RUB" }),
            &json!(null)
        )
    );
    assert_eq!(
        made(owner.act("/api/manual-systems?mode=test", "s-0", &system())),
        first,
        "the same key, the same system"
    );
    assert_eq!(
        owner
            .act(
                "/api/manual-systems?mode=test",
                "s-0",
                &with(system(), "name", json!("Cash"))
            )
            .problem(),
        "idempotency_key_reused"
    );
    assert_eq!(
        owner.write("/api/manual-systems?mode=test", &system()).problem(),
        "idempotency_key_required"
    );
    let path = "/api/manual-systems/card-to-card";
    assert_eq!(owner.read(path), first);
    let changed = owner
        .write(
            path,
            &json!({ "commission_percent": "3", "comment_hint": "Order number" }),
        )
        .json();
    assert_eq!(
        (
            &changed["commission_percent"],
            &changed["comment_hint"],
            &changed["name"]
        ),
        (&json!("3"), &json!("Order number"), &json!("Card to card"))
    );
    let card = owner.write(path, &json!({ "merchant_description": "To 2200 0000 0000 0004" }));
    assert_eq!(
        (card.status, card.fields()),
        (422, vec!["merchant_description:card_number_not_allowed".to_owned()])
    );
    assert_eq!(
        owner
            .write(&format!("{path}/status"), &json!({ "status": "disabled" }))
            .json()["status"],
        "disabled"
    );
    assert_eq!(
        owner
            .write(&format!("{path}/status"), &json!({ "status": "gone" }))
            .fields(),
        ["status:out_of_range"]
    );
    assert_eq!(
        owner
            .write(&format!("{path}/status"), &json!({ "status": "archived" }))
            .json()["status"],
        "archived"
    );
    assert_eq!(
        owner.write(path, &json!({ "name": "x" })).problem(),
        "manual_system_archived"
    );
    let listed = |query: &str| {
        owner.read(&format!("/api/manual-systems?{query}"))["items"]
            .as_array()
            .unwrap()
            .len()
    };
    assert_eq!(
        (
            listed("mode=test"),
            listed("mode=test&archived=1"),
            listed("mode=live&archived=1")
        ),
        (0, 1, 0)
    );
    assert_eq!(
        journal(&shop, "manual_system:card-to-card"),
        "manual_system_created manual_system_changed manual_system_disabled manual_system_archived"
    );
    // Among terminals there is none of them.
    assert!(
        !owner
            .read("/api/terminals?mode=test")
            .to_string()
            .contains("card-to-card")
    );
    assert_eq!(
        owner
            .write("/api/terminals/card-to-card/status", &json!({ "status": "active" }))
            .problem(),
        "terminal_not_found"
    );
}

/// Proves MAN-01: pictures are what their bytes are: lying types, markup and what is too large are refused, and the bytes are in KV.
#[test]
fn pictures_of_manual_systems() {
    let (shop, stranger) = (TestMerchant::open(), TestMerchant::open());
    let owner = enter(&shop);
    made(owner.act("/api/manual-systems?mode=test", "s-1", &system()));
    let svg = b"<svg xmlns=\"http://www.w3.org/2000/svg\"><script>alert(1)</script></svg>";
    let mut large = GIF[..GIF.len() - 1].to_vec();
    large.resize(IMAGE_MAX - 1, 0);
    large.push(b';');
    for (content_type, bytes, status, code) in [
        ("image/svg+xml", svg.as_slice(), 415, "image_type_not_supported"),
        ("image/png", svg.as_slice(), 415, "image_type_differs"),
        ("image/png", GIF, 415, "image_type_differs"),
        ("image/svg+xml", GIF, 415, "image_type_differs"),
        (
            "text/html",
            b"<!doctype html><script></script>".as_slice(),
            415,
            "image_type_not_supported",
        ),
        (
            "application/pdf",
            b"%PDF-1.4\n%%EOF".as_slice(),
            415,
            "image_type_not_supported",
        ),
        ("image/gif", b"".as_slice(), 415, "image_type_differs"),
        (
            "image/gif",
            [large.as_slice(), b";"].concat().as_slice(),
            413,
            "body_too_large",
        ),
    ] {
        let answer = put(&owner, "card-to-card", content_type, bytes);
        assert_eq!(
            (answer.status, answer.problem().as_str()),
            (status, code),
            "{content_type}"
        );
    }
    assert_eq!(shop.count("file"), 0);
    let first = put(&owner, "card-to-card", "image/gif", GIF);
    assert_eq!(first.status, 200, "{first:?}");
    let picture = first.json()["image"].as_str().unwrap().to_owned();
    let (before, file) = picture.rsplit_once('/').unwrap();
    assert_eq!(
        (before, file.len()),
        (format!("/files/{}", shop.merchant.slug).as_str(), 32)
    );
    // Just as large as it may be; a new picture is a new file, and the one before is known no more.
    let second = put(&owner, "card-to-card", "image/gif", &large).json()["image"]
        .as_str()
        .unwrap()
        .to_owned();
    let known = shop.rows("SELECT '/files/' || o.slug || '/' || f.file AS path, f.size_bytes, f.media_type FROM file f JOIN organisation o USING (org_id) WHERE f.org_id = ?1 AND ?2 = 0", json!(0));
    assert_eq!(
        (
            known.len(),
            &known[0]["path"],
            &known[0]["size_bytes"],
            &known[0]["media_type"]
        ),
        (1, &json!(second), &json!(IMAGE_MAX), &json!("image/gif"))
    );
    assert_ne!(first.json()["image"], json!(second));
    // Nobody else's; a merchant's server, by its key, gives its own one.
    let other = enter(&stranger);
    assert_eq!(
        put(&other, "card-to-card", "image/gif", GIF).problem(),
        "manual_system_not_found"
    );
    let by_key = shop
        .v1(Call::new("PUT", "/v1/manual-systems/card-to-card/image"))
        .header("content-type", "image/gif")
        .body(GIF)
        .send();
    assert_eq!(by_key.status, 200, "{by_key:?}");
    assert_ne!(by_key.json()["image"], json!(second));
    let theirs = stranger
        .v1(Call::new("PUT", "/v1/manual-systems/card-to-card/image"))
        .header("content-type", "image/gif")
        .body(GIF)
        .send();
    assert_eq!(theirs.problem(), "manual_system_not_found");
    let wrong = Call::new("PUT", "/api/manual-systems/card-to-card/image")
        .header("x-csrf-token", "wrong")
        .header("content-type", "image/gif");
    assert_eq!(owner.ask(wrong.body(GIF)).problem(), "csrf_token_wrong");
    // Null takes it away.
    assert_eq!(
        owner
            .write("/api/manual-systems/card-to-card", &json!({ "image": null }))
            .json()["image"],
        json!(null)
    );
    assert_eq!(shop.count("file"), 0);
    assert_eq!(
        owner
            .write("/api/manual-systems/card-to-card", &json!({ "image": "/etc/passwd" }))
            .fields(),
        ["image:wrong_type"]
    );
    assert_eq!(
        journal(&shop, "manual_system:card-to-card"),
        "manual_system_created manual_system_image_set manual_system_image_set manual_system_image_set manual_system_changed"
    );
}

/// Proves MAN-02: made, changed, copied, switched off and archived in the cabinet, with a link and a button.
#[test]
fn an_offer_s_life() {
    let shop = TestMerchant::open();
    let owner = enter(&shop);
    made(owner.act("/api/manual-systems?mode=test", "s-1", &system()));
    let make = |key: &str, body: &Value| owner.act("/api/offers?mode=test", key, body);
    let sold = made(make(
        "o-1",
        &with(offer(), "success_url", json!(format!("{}/thanks", shop.sink.url()))),
    ));
    let link = sold["link"].as_str().unwrap();
    let token = link.strip_prefix(&format!("{}/offer/", DESK.base_url())).unwrap();
    assert!(
        token.len() == 32 && sold["button"].as_str().unwrap().contains(&format!("href=\"{link}\"")),
        "{sold}"
    );
    assert_eq!(
        (&sold["number"], &sold["status"], &sold["confirm_days"], &sold["price"]),
        (
            &json!(1),
            &json!("active"),
            &json!(30),
            &json!({ "amount": "1500.00", "currency": "RUB" })
        )
    );
    assert_eq!(
        sold["systems"],
        json!([
            { "id": "sandbox", "name": "Sandbox bank", "kind": "acquirer", "status": "active" },
            { "id": "card-to-card", "name": "Card to card", "kind": "manual", "status": "active" },
        ])
    );
    for (name, value, expected) in [
        ("confirm_days", json!(0), "confirm_days:out_of_range"),
        ("confirm_days", json!(366), "confirm_days:out_of_range"),
        (
            "title",
            json!("Pay to 4111111111111111"),
            "title:card_number_not_allowed",
        ),
        (
            "description",
            json!("4111 1111 1111 1111"),
            "description:card_number_not_allowed",
        ),
        ("systems", json!(["nothing"]), "systems:system_unknown"),
        ("systems", json!([]), "systems:required"),
        (
            "price",
            json!({ "amount": "5.00", "currency": "GBP" }),
            "systems:currency_not_supported",
        ),
        (
            "price",
            json!({ "amount": "0", "currency": "RUB" }),
            "price.amount:amount_not_positive",
        ),
        (
            "success_url",
            json!("https://elsewhere.example/"),
            "success_url:address_refused",
        ),
    ] {
        let refused = make("o-2", &with(offer(), name, value));
        assert_eq!((refused.status, refused.fields()), (422, vec![expected.to_owned()]));
    }
    // Live and test do not meet.
    assert_eq!(
        owner.act("/api/offers?mode=live", "o-2", &offer()).fields(),
        ["systems:system_of_other_mode", "systems:system_of_other_mode"]
    );
    let changed = owner.write(
        "/api/offers/1",
        &json!({ "confirm_days": 365, "description": "Two cups,\none pot." }),
    );
    assert_eq!(
        (changed.status, &changed.json()["confirm_days"], &changed.json()["link"]),
        (200, &json!(365), &sold["link"])
    );
    let copy = made(owner.act("/api/offers/1/copy", "c-1", &json!({ "title": "Tea for four" })));
    assert_eq!(
        (&copy["number"], &copy["title"], &copy["description"]),
        (&json!(2), &json!("Tea for four"), &json!("Two cups,\none pot."))
    );
    assert_ne!(copy["link"], sold["link"]);
    assert_eq!(
        owner
            .write("/api/offers/1/status", &json!({ "status": "inactive" }))
            .json()["status"],
        "inactive"
    );
    let numbers = |query: &str| {
        let list = owner.read(&format!("/api/offers?mode=test&{query}"));
        list["items"]
            .as_array()
            .unwrap()
            .iter()
            .map(|row| row["number"].as_i64().unwrap())
            .collect::<Vec<_>>()
    };
    assert_eq!(
        (
            numbers(""),
            numbers("status=inactive"),
            numbers("manual=1"),
            numbers("q=FOUR")
        ),
        (vec![2, 1], vec![1], vec![2, 1], vec![2])
    );
    let page = owner.read("/api/offers?mode=test&limit=1");
    assert_eq!(
        (page["items"].as_array().unwrap().len(), &page["next"]),
        (1, &json!("2"))
    );
    let rest = owner.read("/api/offers?mode=test&limit=1&cursor=2");
    assert_eq!((&rest["items"][0]["number"], &rest["next"]), (&json!(1), &json!(null)));
    assert_eq!(
        owner.ask(get("/api/offers?status=sold")).fields(),
        ["status:out_of_range"]
    );
    assert_eq!(owner.read("/api/offers")["items"], json!([]), "live is the default");
    assert_eq!(
        owner
            .write("/api/offers/1/status", &json!({ "status": "archived" }))
            .status,
        200
    );
    assert_eq!(
        owner.write("/api/offers/1", &json!({ "title": "x" })).problem(),
        "offer_archived"
    );
    assert_eq!((numbers(""), numbers("status=archived")), (vec![2], vec![1]));
    // A system that is archived cannot be chosen.
    assert_eq!(
        owner
            .write(
                "/api/manual-systems/card-to-card/status",
                &json!({ "status": "archived" })
            )
            .status,
        200
    );
    assert_eq!(
        owner
            .write("/api/offers/2", &json!({ "systems": ["card-to-card"] }))
            .fields(),
        ["systems:system_archived"]
    );
    assert_eq!(
        owner.write("/api/offers/2", &json!({ "title": "Tea" })).json()["title"],
        "Tea"
    );
    assert_eq!(numbers("manual=1"), [0_i64; 0]);
    assert_eq!(
        journal(&shop, "offer:1"),
        "offer_created offer_changed offer_deactivated offer_archived"
    );
    assert_eq!(journal(&shop, "offer:2"), "offer_created offer_changed");
}

/// Proves MAN-02, MAN-01 at /v1: a merchant's server does the same by its key, in the key's mode alone; a key made twice makes one.
#[test]
fn merchants_servers_sell_too() {
    let shop = TestMerchant::open();
    let send =
        |path: &str, key: &str, body: &Value| shop.v1(post(path)).header("idempotency-key", key).json(body).send();
    let first = made(send("/v1/manual-systems", "s-1", &system()));
    assert_eq!((&first["id"], &first["mode"]), (&json!("card-to-card"), &json!("test")));
    // Twins at once make one offer, or are told to wait.
    let answers = at_once(4, |_| send("/v1/offers", "o-1", &offer()));
    let links: Vec<String> = answers
        .into_iter()
        .map(|answer| made(answer)["link"].to_string())
        .collect();
    assert!(links.iter().all(|link| link == &links[0]), "{links:?}");
    assert_eq!((shop.count("offer"), shop.count("manual_system")), (1, 1));
    let get_v1 = |path: &str| shop.v1(get(path)).send();
    assert_eq!(get_v1("/v1/offers").json()["items"][0]["number"], 1);
    // The mode is the key's, whatever the address says.
    assert_eq!(get_v1("/v1/offers?mode=live").json()["items"][0]["number"], 1);
    assert_eq!(get_v1("/v1/manual-systems/card-to-card").json()["name"], "Card to card");
    assert_eq!(
        send("/v1/offers/1", "t-1", &json!({ "title": "Tea" })).json()["title"],
        "Tea"
    );
    assert_eq!(
        send("/v1/offers/1/status", "t-2", &json!({ "status": "inactive" })).json()["status"],
        "inactive"
    );
    assert_eq!(made(send("/v1/offers/1/copy", "c-1", &json!({})))["number"], 2);
    assert_eq!(
        shop.v1(post("/v1/offers")).json(&offer()).send().problem(),
        "idempotency_key_required"
    );
    shop.execute("INSERT INTO terminal (org_id, terminal_id, acquirer, mode, kind, name, credentials, created_at_ms) VALUES (?1, 'real', 'manual', 'live', 'manual', 'Real', '', 0)");
    shop.execute("INSERT INTO offer (org_id, offer_id, mode, token, title, price_minor, currency, systems, created_at_ms) VALUES (?1, 9, 'live', 'live-' || ?1, 'Live', 1, 'RUB', '[\"real\"]', 0)");
    assert_eq!(get_v1("/v1/offers/9").problem(), "offer_not_found");
    assert_eq!(
        send("/v1/offers/9", "t-3", &json!({ "title": "x" })).problem(),
        "offer_not_found"
    );
    assert_eq!(
        send("/v1/offers", "o-3", &with(offer(), "systems", json!(["real"]))).fields(),
        ["systems:system_of_other_mode"]
    );
    for wrong in ["0", "-1", "x", "99999999999999999999", "01"] {
        assert_eq!(get_v1(&format!("/v1/offers/{wrong}")).status, 404, "{wrong}");
    }
    // What a key may: read, sell, and manage systems are three things.
    for (permission, expected) in [
        ("read", [200, 403, 403]),
        ("sales", [403, 201, 403]),
        ("manual_payments", [403, 403, 201]),
    ] {
        shop.execute(&format!(
            "UPDATE api_key SET permissions = '[\"{permission}\"]' WHERE org_id = ?1 AND kind = 'secret'"
        ));
        let key = format!("p-{permission}");
        let got = [
            get_v1("/v1/offers").status,
            send("/v1/offers", &key, &offer()).status,
            send("/v1/manual-systems", &key, &system()).status,
        ];
        assert_eq!(got, expected, "{permission}");
    }
}

/// Nobody reaches another organisation's offers and systems, and only who may changes anything.
#[test]
fn what_is_not_theirs_is_not_there() {
    let (shop, stranger) = (TestMerchant::open(), TestMerchant::open());
    let owner = enter(&shop);
    made(owner.act("/api/manual-systems?mode=test", "s-1", &system()));
    made(owner.act("/api/offers?mode=test", "o-1", &offer()));
    let other = enter(&stranger);
    assert_eq!(other.ask(get("/api/offers/1")).problem(), "offer_not_found");
    assert_eq!(
        other.write("/api/offers/1", &json!({ "title": "x" })).problem(),
        "offer_not_found"
    );
    assert_eq!(
        other.act("/api/offers/1/copy", "c", &json!({})).problem(),
        "offer_not_found"
    );
    assert_eq!(
        other.ask(get("/api/manual-systems/card-to-card")).problem(),
        "manual_system_not_found"
    );
    assert_eq!(
        other.act("/api/offers?mode=test", "o", &offer()).fields(),
        ["systems:system_unknown"]
    );
    for (role, may) in [
        ("viewer", false),
        ("payments_operator", false),
        ("accountant", false),
        ("manager", true),
    ] {
        let person = shop.colleague(role, &[]).session;
        let wanted = |good: u16| if may { good } else { 403 };
        assert_eq!(person.ask(get("/api/offers/1")).status, 200, "{role}");
        assert_eq!(person.ask(get("/api/manual-systems?mode=test")).status, 200, "{role}");
        assert_eq!(
            person.act("/api/offers?mode=test", "r", &offer()).status,
            wanted(201),
            "{role}"
        );
        assert_eq!(
            person.write("/api/offers/1", &json!({ "title": role })).status,
            wanted(200),
            "{role}"
        );
        assert_eq!(
            person.act("/api/manual-systems?mode=test", "r", &system()).status,
            wanted(201),
            "{role}"
        );
        assert_eq!(
            put(&person, "card-to-card", "image/gif", GIF).status,
            wanted(200),
            "{role}"
        );
    }
}
