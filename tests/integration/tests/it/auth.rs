//! Coming in, as browsers and guessers do it.

use std::{fs, time::Duration};

use domain::{time::Timestamp, token::sha256_hex, totp};
use runtime::{SqlStatement, eventually};
use serde_json::{Value, json};

use crate::kit::{Answer, DESK, SignedIn, TestMerchant, at_once, enter, entered, now_ms, post, sign_in};

/// Gives the organisation's owner an e-mail address and a phone of their own.
fn reachable(shop: &TestMerchant) -> (String, String) {
    let id = shop.merchant.org_id;
    let (email, phone) = (format!("owner{id}@shop.example"), format!("+7916{id:07}"));
    shop.execute(&format!(
        "UPDATE person SET email = '{email}', phone = '{phone}' WHERE person_id = ?1"
    ));
    (email, phone)
}

fn tries(name: &str) -> i64 {
    let subject = sha256_hex(format!("name:{name}").as_bytes());
    let rows = DESK.rows(
        "DB",
        "SELECT count FROM throttle WHERE scope = 'sign_in' AND subject = ?1",
        [json!(subject)],
    );
    rows.unwrap().first().map_or(0, |row| row["count"].as_i64().unwrap())
}

/// Proves PKM-15, EDG-11: guesses cannot beat the counter by being many at once.
#[test]
fn a_hundred_wrong_passwords_at_once() {
    let (shop, other) = (TestMerchant::open(), TestMerchant::open());
    let login = &shop.merchant.login;
    let answers = at_once(100, |_| sign_in(login, "wrong"));
    let of = |status| answers.iter().filter(|answer| answer.status == status).count();
    assert_eq!((of(401), of(429)), (5, 95));
    assert_eq!(tries(login), 5);
    let refused = sign_in(login, &shop.merchant.password);
    assert_eq!((refused.status, refused.problem().as_str()), (429, "too_many_attempts"));
    let wait_s: i64 = refused.header("retry-after").parse().unwrap();
    assert!((1_700..=1_800).contains(&wait_s), "{wait_s}");
    assert_eq!(sign_in(&other.merchant.login, &other.merchant.password).status, 200);
    // Half an hour later.
    let aged = "UPDATE throttle SET resets_at_ms = ?2 WHERE scope = 'sign_in' AND subject = ?1";
    let subject = sha256_hex(format!("name:{login}").as_bytes());
    DESK.sql("DB", &[SqlStatement::new(aged, [json!(subject), json!(now_ms())])])
        .unwrap();
    assert_eq!(sign_in(login, &shop.merchant.password).status, 200);
    assert_eq!(tries(login), 0);
    let locked = shop.rows(
        "SELECT count(*) AS n FROM journal WHERE org_id = ?1 AND action = 'sign_in_locked' AND ?2 = 0",
        json!(0),
    );
    assert_eq!(locked[0]["n"], 1);
}

/// Proves PKM-01: by any of three names.
#[test]
fn login_phone_and_e_mail_open_the_same_cabinet() {
    let shop = TestMerchant::open();
    let (email, phone) = reachable(&shop);
    let russian = format!("8 {}", phone.trim_start_matches("+7"));
    for name in [
        &shop.merchant.login.to_uppercase(),
        &email.to_uppercase(),
        &phone,
        &russian,
    ] {
        let answer = sign_in(name, &shop.merchant.password);
        assert_eq!(answer.status, 200, "{name}: {answer:?}");
        assert_eq!(answer.json()["organisation"]["slug"], shop.merchant.slug);
    }
}

/// Proves EDG-11: what is answered tells nothing, nor do its headers.
#[test]
fn known_and_unknown_names_are_answered_alike() {
    let shop = TestMerchant::open();
    reachable(&shop);
    let unknown = format!("nobody-{}", shop.merchant.org_id);
    let seen = |answer: &Answer| {
        let mut body: Value = serde_json::from_str(&answer.text).unwrap_or_default();
        if let Some(body) = body.as_object_mut() {
            body.remove("request_id");
        }
        let varying = ["x-request-id", "date", "retry-after"];
        let mut names: Vec<&(String, String)> = answer
            .headers
            .iter()
            .filter(|(name, _)| !varying.contains(&name.as_str()))
            .collect();
        names.sort();
        // Ids vary in themselves; a body's length need not.
        format!("{} {body} {names:?}", answer.status)
    };
    for round in 0..7 {
        let (left, right) = (sign_in(&shop.merchant.login, "wrong"), sign_in(&unknown, "wrong"));
        assert_eq!(left.status, if round < 5 { 401 } else { 429 });
        assert_eq!(seen(&left), seen(&right), "{round}");
    }
    let ask = |login: &str| post("/api/auth/recovery").json(&json!({ "login": login })).send();
    let (left, right) = (ask(&shop.merchant.login), ask(&unknown));
    assert_eq!(left.status, 202);
    assert_eq!(seen(&left), seen(&right));
}

fn factor_of(owner: &SignedIn) -> (Vec<u8>, Vec<String>) {
    let begun = owner.write("/api/auth/second-factor/begin", &json!({}));
    assert_eq!(begun.status, 200, "{begun:?}");
    let begun = begun.json();
    let secret = decoded(begun["secret"].as_str().unwrap());
    let code = totp::code(&secret, totp::step(Timestamp::from_ms(now_ms())));
    let confirmed = owner.write("/api/auth/second-factor/confirm", &json!({ "code": code }));
    assert_eq!(confirmed.status, 200, "{confirmed:?}");
    let codes = serde_json::from_value(confirmed.json()["recovery_codes"].clone()).unwrap();
    (secret, codes)
}

fn decoded(base32: &str) -> Vec<u8> {
    let alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
    let bits: String = base32
        .chars()
        .map(|letter| format!("{:05b}", alphabet.find(letter).unwrap()))
        .collect();
    let bytes = bits.as_bytes().chunks_exact(8);
    bytes
        .map(|byte| u8::from_str_radix(std::str::from_utf8(byte).unwrap(), 2).unwrap())
        .collect()
}

fn answers_to(shop: &TestMerchant, code: &str) -> Vec<Answer> {
    let challenges: Vec<String> = (0..2)
        .map(|_| {
            let answer = sign_in(&shop.merchant.login, &shop.merchant.password).json();
            assert_eq!(answer["second_factor"], "totp");
            answer["challenge"].as_str().unwrap().to_owned()
        })
        .collect();
    at_once(2, |at| {
        post("/api/auth/sign-in/second-factor")
            .json(&json!({ "challenge": challenges[at], "code": code }))
            .send()
    })
}

fn one_of(answers: &[Answer]) {
    let mut statuses: Vec<u16> = answers.iter().map(|answer| answer.status).collect();
    statuses.sort_unstable();
    assert_eq!(statuses, [200, 401], "{answers:?}");
    let refused = answers.iter().find(|answer| answer.status == 401).unwrap();
    assert_eq!(refused.problem(), "second_factor_wrong");
}

/// Proves PKM-15, EDG-11: a step of the second factor and a recovery code each open one session, whoever else tries at the same moment.
#[test]
fn one_of_two_at_once_wins() {
    let shop = TestMerchant::open();
    let owner = enter(&shop);
    let (secret, codes) = factor_of(&owner);
    // The code just confirmed is used: the next step's is not.
    let next = totp::code(&secret, totp::step(Timestamp::from_ms(now_ms())) + 1);
    one_of(&answers_to(&shop, &next));
    one_of(&answers_to(&shop, &codes[3]));
    // By another recovery code they prove who they are, and take the second factor away.
    assert_eq!(owner.write("/api/auth/prove", &json!({ "code": codes[4] })).status, 204);
    assert_eq!(owner.write("/api/auth/second-factor/disable", &json!({})).status, 204);
    assert_eq!(
        sign_in(&shop.merchant.login, &shop.merchant.password).json()["person"]["second_factor"],
        false
    );
    assert_eq!(
        owner.read("/api/auth/sessions")["items"].as_array().unwrap().len(),
        2,
        "the others have ended"
    );
}

/// The token of the recovery letter to an address, without the dispatcher's minute being helped along.
fn letter_token(address: &str) -> String {
    eventually("the letter", || {
        let mails = DESK.mailbox()?;
        let of = mails.iter().find(|mail| {
            mail["to"] == address && mail["text"].as_str().is_some_and(|text| text.contains("/recovery#"))
        });
        let token = of.and_then(|mail| mail["text"].as_str()?.split("/recovery#").nth(1)?.get(..64));
        Ok(token.map(str::to_owned))
    })
    .unwrap()
}

/// Proves PKM-15: by a letter, within a minute; once; all sessions end.
#[test]
fn a_forgotten_password_is_recovered_by_letter() {
    let shop = TestMerchant::open();
    let (email, _) = reachable(&shop);
    let owner = enter(&shop);
    let asked_ms = now_ms();
    assert_eq!(
        post("/api/auth/recovery")
            .json(&json!({ "login": email }))
            .send()
            .status,
        202
    );
    let token = letter_token(&email);
    assert!(now_ms() - asked_ms < 60_000);
    let reset = |new: &str| {
        post("/api/auth/recovery/password")
            .json(&json!({ "token": token, "new": new }))
            .send()
    };
    assert_eq!(reset("password12345").fields(), ["new:password_weak"]);
    assert_eq!(reset("short").fields(), ["new:password_short"]);
    assert_eq!(reset(&shop.merchant.password).fields(), ["new:password_reused"]);
    let new = "Quokka-lantern-7-orbit-velvet";
    assert_eq!(reset(new).status, 204);
    assert_eq!((reset(new).status, reset(new).problem().as_str()), (410, "token_over"));
    assert_eq!(owner.ask(crate::kit::get("/api/auth/session")).status, 401);
    assert_eq!(sign_in(&shop.merchant.login, &shop.merchant.password).status, 401);
    assert_eq!(sign_in(&shop.merchant.login, new).status, 200);
}

#[test]
fn a_password_is_changed_and_a_profile_too() {
    let shop = TestMerchant::open();
    let (owner, other) = (enter(&shop), enter(&shop));
    let change = |new: &str| {
        owner.write(
            "/api/auth/password",
            &json!({ "old": shop.merchant.password, "new": new }),
        )
    };
    // Long, and the first thing that whoever knows them would try.
    let guessable = format!("owner@{}.example", shop.merchant.slug);
    assert_eq!(change(&guessable).fields(), ["new:password_weak"]);
    assert_eq!(change("Quokka-lantern-7-orbit-velvet").status, 204);
    assert_eq!(other.ask(crate::kit::get("/api/auth/session")).status, 401);
    let profile = owner.write("/api/auth/profile", &json!({ "name": "Olga", "language": "ru" }));
    assert_eq!(profile.json()["person"]["name"], "Olga");
    let taken = owner.write("/api/auth/profile/contacts", &json!({ "login": "operator" }));
    assert_eq!((taken.status, taken.problem().as_str()), (409, "taken"));
    shop.execute("UPDATE session SET proved_at_ms = 0 WHERE person_id = ?1");
    let asked = owner.write("/api/auth/profile/contacts", &json!({ "phone": "+7 916 000 11 22" }));
    assert_eq!(asked.problem(), "step_up_required");
}

/// An invitation as an organisation writes it; its token.
fn invited(shop: &TestMerchant, email: &str) -> String {
    let token = format!("{:064x}", shop.merchant.org_id);
    let invite = "INSERT INTO invitation (org_id, invitation_id, token_hash, email, role, permissions, invited_by, created_at_ms, expires_at_ms)
        VALUES (?1, 1, ?2, ?3, 'accountant', '[\"refund\"]', 'system', 0, ?4)";
    let params = [
        json!(shop.merchant.org_id),
        json!(sha256_hex(token.as_bytes())),
        json!(email),
        json!(now_ms() + 60_000),
    ];
    DESK.sql("DB", &[SqlStatement::new(invite, params)]).unwrap();
    token
}

/// Proves PKM-01 (further accounts), SPR-09.
#[test]
fn whoever_is_invited_joins_once() {
    // The desk gives the next id after the last: the last is to be far from the other tests' own.
    let far = crate::kit::TestPerson::new("merchant");
    assert!(far.id >= 1_000_000);
    let shop = TestMerchant::open();
    let email = format!("new{}@shop.example", shop.merchant.org_id);
    let token = invited(&shop, &email);
    let shown = post("/api/auth/invitation")
        .json(&json!({ "token": token }))
        .send()
        .json();
    assert_eq!(
        (&shown["email"], &shown["role"], &shown["known"]),
        (&json!(email), &json!("accountant"), &json!(false))
    );
    let body = json!({ "token": token, "login": format!("new{}", shop.merchant.org_id), "name": "New", "password": "Quokka-lantern-7-orbit-velvet" });
    let accept = || post("/api/auth/invitation/accept").json(&body).send();
    let joined = entered(&accept());
    let session = joined.read("/api/auth/session");
    assert_eq!(
        (&session["role"], &session["permissions"]),
        (&json!("accountant"), &json!(["refund", "payout_create", "reports"]))
    );
    assert_eq!((accept().status, accept().problem().as_str()), (410, "token_over"));
}

#[test]
fn cookies_are_the_host_s_alone() {
    let shop = TestMerchant::open();
    let answer = sign_in(&shop.merchant.login, &shop.merchant.password);
    let cookies: Vec<&str> = answer
        .headers
        .iter()
        .filter(|(name, _)| name == "set-cookie")
        .map(|(_, value)| value.as_str())
        .collect();
    let [session, device] = cookies[..] else {
        panic!("{cookies:?}")
    };
    for (cookie, name, age) in [
        (session, "__Host-edgetill=", 43_200),
        (device, "__Host-edgetill-device=", 31_536_000),
    ] {
        assert!(cookie.starts_with(name), "{cookie}");
        assert!(
            cookie.ends_with(&format!("; Path=/; Secure; HttpOnly; SameSite=Lax; Max-Age={age}")),
            "{cookie}"
        );
        assert!(!cookie.to_lowercase().contains("domain"), "{cookie}");
    }
}

/// Ticks (of 10 ms) that our workerd has spent. See proc_pid_stat(5).
fn workerd_time() -> Option<Duration> {
    let stat = |pid: u32| -> Option<(u32, String, u32)> {
        let text = fs::read_to_string(format!("/proc/{pid}/stat")).ok()?;
        let (head, rest) = text.rsplit_once(')')?;
        let fields: Vec<&str> = rest.split_whitespace().collect();
        let number = |at: usize| fields.get(at)?.parse::<u32>().ok();
        Some((number(1)?, head.to_owned(), number(11)? + number(12)?))
    };
    let pids = fs::read_dir("/proc")
        .ok()?
        .flatten()
        .filter_map(|entry| entry.file_name().to_str()?.parse().ok());
    let ours = |pid: &u32| {
        let node = stat(*pid)
            .filter(|(_, name, _)| name.contains("workerd"))
            .and_then(|(parent, ..)| stat(parent));
        node.is_some_and(|(parent, ..)| parent == std::process::id())
    };
    let pid = pids.into_iter().find(ours)?;
    stat(pid).map(|(_, _, ticks)| Duration::from_millis(10) * ticks)
}

/// Each hash takes 19 MiB, and WASM gives no memory back: eight at once stay far under the isolate's 128 MB.
#[test]
fn eight_sign_ins_at_once_fit_into_the_isolate() {
    // Of eight people: one person's tries are counted before they are judged, and five at once are all there may be.
    let shops = at_once(8, |_| TestMerchant::open());
    let answers = at_once(8, |at| sign_in(&shops[at].merchant.login, &shops[at].merchant.password));
    let shop = &shops[0];
    let mut costs: Vec<Duration> = (0..9)
        .filter_map(|_| {
            let before = workerd_time()?;
            assert_eq!(sign_in(&shop.merchant.login, &shop.merchant.password).status, 200);
            workerd_time()?.checked_sub(before)
        })
        .collect();
    costs.sort_unstable();
    // Others' requests are in it while the other tests run: by itself, this test prints the truth.
    println!(
        "a sign-in takes {:?} of processor time (median of {})",
        costs.get(costs.len() / 2),
        costs.len()
    );
    let mut most = 0;
    for answer in &answers {
        assert_eq!(answer.status, 200, "{answer:?}");
        let id = answer.header("x-request-id").to_owned();
        let line = eventually("the log line", || {
            Ok(DESK
                .logs(0)?
                .into_iter()
                .find(|line| line.text.contains(&id) && line.text.contains("memory_bytes")))
        });
        let line: Value = serde_json::from_str(&line.unwrap().text).unwrap();
        most = most.max(line["memory_bytes"].as_u64().unwrap());
    }
    println!("eight at once: {most} bytes of WASM memory");
    assert!((19 << 20..96 << 20).contains(&most), "{most}");
}
