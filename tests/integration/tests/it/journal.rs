//! The journal over HTTP: read, taken away, verified; sealed by its cron against the real KV and D1.

use runtime::{Options, Running, SqlStatement};
use serde_json::{Value, json};

use crate::kit::{DESK, TestMerchant, at_once, enter, get, post};

fn seal(desk: &Running) {
    desk.cron("journal", None).unwrap();
}

/// Sealing is for all organisations at once: another test's tick may be under way, so this one's is repeated until all is sealed.
fn seal_all(desk: &Running, org_id: i64) {
    let unsealed = "SELECT (SELECT max(seq) FROM journal WHERE org_id = ?1) - COALESCE((SELECT max(seq) FROM journal_seal WHERE org_id = ?1), 0) AS n";
    runtime::eventually("the journal is sealed", || {
        seal(desk);
        let left = desk.rows("DB", unsealed, [json!(org_id)])?;
        Ok((left[0]["n"] == 0).then_some(()))
    })
    .unwrap();
}

fn insert(org_id: i64, action: &str, subject: &str, detail: &Value) -> SqlStatement {
    SqlStatement::new(
        "INSERT INTO journal (org_id, seq, at_ms, actor, action, subject, detail)
         SELECT CAST(?1 AS INTEGER), COALESCE(max(seq), 0) + 1, unixepoch() * 1000, 'system', ?2, ?3, ?4 FROM journal WHERE org_id = ?1",
        [json!(org_id), json!(action), json!(subject), json!(detail.to_string())],
    )
}

/// Proves SPR-12, EDG-05 (the journal is read by who has the permission, with who did what from where).
#[test]
fn the_journal_is_read_filtered_and_paged() {
    let shop = TestMerchant::open();
    let person = enter(&shop);
    let detail = json!({ "before": { "name": "Old" }, "after": { "name": "New" }, "reason": "spring" });
    DESK.sql(
        "DB",
        &[insert(
            shop.merchant.org_id,
            "terminal_changed",
            "terminal:main",
            &detail,
        )],
    )
    .unwrap();
    let disabled = person.write("/api/endpoints/1/disable", &json!({}));
    assert_eq!(disabled.status, 200, "{disabled:?}");
    let all = person.read("/api/journal");
    let actions: Vec<&str> = all["items"]
        .as_array()
        .unwrap()
        .iter()
        .map(|row| row["action"].as_str().unwrap())
        .collect();
    assert_eq!(actions, ["endpoint_disabled", "terminal_changed", "signed_in"]);
    let newest = &all["items"][0];
    assert_eq!(newest["actor"]["kind"], "person");
    assert_eq!(newest["actor"]["id"], shop.merchant.org_id.to_string());
    assert!(newest["actor"]["name"].as_str().unwrap().starts_with("Owner of "));
    assert_eq!(newest["subject"], "endpoint:1");
    assert!(newest["address"].is_string() && newest["agent"].is_string(), "{newest}");
    let changed = &all["items"][1];
    assert_eq!(
        [&changed["before"], &changed["after"], &changed["detail"]],
        [
            &json!({ "name": "Old" }),
            &json!({ "name": "New" }),
            &json!({ "reason": "spring" })
        ]
    );
    assert_eq!(changed["actor"], json!({ "kind": "system", "id": null, "name": null }));
    let seqs = |query: &str| {
        let page = person.read(&format!("/api/journal?{query}"));
        let seqs = page["items"]
            .as_array()
            .unwrap()
            .iter()
            .map(|row| row["seq"].as_i64().unwrap());
        seqs.collect::<Vec<_>>()
    };
    assert_eq!(seqs("actor=person"), [3, 1]);
    assert_eq!(seqs("actor=system"), [2]);
    assert_eq!(seqs("action=signed_in"), [1]);
    assert_eq!(seqs("subject=endpoint:"), [3]);
    assert_eq!(seqs("q=SPRING"), [2]);
    assert_eq!(
        seqs("from=2020-01-01T00:00:00Z&to=2100-01-01T00:00:00%2B03:00"),
        [3, 2, 1]
    );
    assert_eq!(seqs("to=2020-01-01T00:00:00Z"), [0; 0]);
    let first = person.read("/api/journal?limit=2");
    let next = first["next"].as_str().unwrap();
    assert_eq!(seqs(&format!("limit=2&cursor={next}")), [1]);
    for query in ["from=yesterday", "cursor=x", "limit=0"] {
        assert_eq!(person.ask(get(&format!("/api/journal?{query}"))).status, 422, "{query}");
    }
}

/// Proves EDG-11, EDG-05 (only who may, and only one's own).
#[test]
fn the_journal_is_for_who_may() {
    let (shop, other) = (TestMerchant::open(), TestMerchant::open());
    let person = enter(&shop);
    let routes = [
        "/api/journal",
        "/api/journal/export",
        "/api/journal/platform",
        "/api/journal/platform/export",
    ];
    for path in routes {
        assert_eq!(get(path).send().problem(), "not_signed_in", "{path}");
    }
    for path in routes.iter().filter(|path| path.contains("platform")) {
        assert_eq!(person.ask(get(path)).problem(), "operators_only", "{path}");
    }
    assert_eq!(
        person.write("/api/journal/platform/verify", &json!({})).problem(),
        "operators_only"
    );
    assert_eq!(
        person.ask(post("/api/journal/verify").json(&json!({}))).problem(),
        "csrf_token_wrong"
    );
    let foreign = person.ask(get("/api/journal").header("x-organisation", &other.merchant.slug));
    assert_eq!(foreign.problem(), "organisation_refused");
    let export = person.ask(get("/api/journal/export?subject=person:"));
    assert_eq!(export.status, 200, "{export:?}");
    shop.execute("INSERT INTO person (person_id, login, name, password_hash, created_at_ms) SELECT ?1 + 50000, login || '-2', 'Second', password_hash, 0 FROM person WHERE person_id = ?1");
    shop.execute("INSERT INTO membership (person_id, org_id, role, created_at_ms) VALUES (?1 + 50000, ?1, 'owner', 0)");
    shop.execute("UPDATE membership SET role = 'accountant' WHERE org_id = ?1 AND person_id = ?1");
    for path in ["/api/journal", "/api/journal/export"] {
        assert_eq!(person.ask(get(path)).problem(), "permission_missing", "{path}");
    }
    assert_eq!(
        person.write("/api/journal/verify", &json!({})).problem(),
        "permission_missing"
    );
    shop.execute("INSERT INTO membership_permission VALUES (?1, ?1, 'journal')");
    assert_eq!(person.ask(get("/api/journal")).status, 200);
}

/// Proves SPR-02, SPR-12 (an export is told to the journal, with its filters, and from where).
#[test]
fn an_export_is_csv_and_journaled() {
    let shop = TestMerchant::open();
    let person = enter(&shop);
    DESK.sql(
        "DB",
        &[insert(shop.merchant.org_id, "=1+1", "@subject", &json!({ "a": "b,c" }))],
    )
    .unwrap();
    let answer = person.ask(get("/api/journal/export?format=csv&actor=system&q=b,c"));
    assert_eq!(answer.status, 200, "{answer:?}");
    assert_eq!(answer.header("content-type"), "text/csv; charset=utf-8");
    assert_eq!(answer.header("x-export-complete"), "true");
    assert!(answer.header("content-disposition").contains("journal.csv"));
    let lines: Vec<&str> = answer.text.trim_end().split("\r\n").collect();
    assert_eq!(lines.len(), 2, "{lines:?}");
    assert!(
        lines[1].contains(r#",system,,,,,"'=1+1","'@subject","{""a"":""b,c""}",no"#),
        "{}",
        lines[1]
    );
    let told = &person.read("/api/journal?action=journal_exported")["items"][0];
    assert_eq!(
        told["detail"],
        json!({ "format": "csv", "filters": { "actor": "system", "q": "b,c" } })
    );
    assert!(told["address"].is_string(), "{told}");
    assert_eq!(person.ask(get("/api/journal/export?format=xlsx")).status, 422);
}

/// Proves EDG-05 (50 parallel writers and two sealers at once keep one chain, in the real runtime).
#[test]
fn writers_and_sealers_at_once_keep_one_chain() {
    let shop = TestMerchant::open();
    let person = enter(&shop);
    at_once(52, |index| {
        if index < 50 {
            shop.payment(&format!("J-{index}"));
            let entry = insert(shop.merchant.org_id, "written", &format!("writer:{index}"), &json!({}));
            DESK.sql("DB", &[entry]).unwrap();
        } else {
            for _ in 0..5 {
                seal(&DESK);
            }
        }
    });
    seal_all(&DESK, shop.merchant.org_id);
    let found = person.write("/api/journal/verify", &json!({})).json();
    assert_eq!(found["ok"], true, "{found}");
    assert!(found["sealed"].as_i64().unwrap() >= 51, "{found}");
    assert_eq!(found["anchor"]["seq"], found["sealed"], "{found}");
    assert!(
        person.read("/api/journal?limit=1")["items"][0]["sealed"]
            .as_bool()
            .unwrap()
    );
    shop.execute("INSERT INTO journal (org_id, seq, at_ms, actor, action, subject) SELECT CAST(?1 AS INTEGER), max(seq) + 1, 1, 'system', 'late', 'x' FROM journal WHERE org_id = ?1");
    let found = person.write("/api/journal/verify", &json!({})).json();
    assert!(found["ok"] == true && found["next"].is_null(), "{found}");
    let wrong = person.write("/api/journal/verify", &json!({ "cursor": "1.2.3" }));
    assert_eq!(wrong.status, 422, "{wrong:?}");
}

fn person_at(desk: &Running, login: &str, password: &str) -> (String, String) {
    let answer = post(&format!("{}/api/auth/sign-in", desk.base_url()))
        .json(&json!({ "login": login, "password": password }))
        .send();
    assert_eq!(answer.status, 200, "{answer:?}");
    let cookie = answer.header("set-cookie").split(';').next().unwrap().to_owned();
    (cookie, answer.json()["csrf_token"].as_str().unwrap().to_owned())
}

/// Proves EDG-05, SPR-12 (what whoever owns the database does is found and named; the platform's own journal too). An installation of
/// its own, since triggers are dropped.
#[test]
fn tampering_is_found_and_named() {
    let desk = runtime::start(&Options::default()).unwrap();
    let of = |pointer: &str| desk.credential(pointer).unwrap();
    let merchant = person_at(&desk, of("/cabinet/login"), of("/cabinet/password"));
    let operator = person_at(&desk, of("/operator/login"), of("/operator/password"));
    let verify = |(cookie, csrf): &(String, String), path: &str| {
        let call = post(&format!("{}{path}", desk.base_url())).header("cookie", cookie);
        let answer = call.header("x-csrf-token", csrf).json(&json!({})).send();
        assert_eq!(answer.status, 200, "{answer:?}");
        answer.json()
    };
    for index in 0..20 {
        desk.sql(
            "DB",
            &[
                insert(1, "written", &format!("x:{index}"), &json!({})),
                insert(0, "written", "x", &json!({})),
            ],
        )
        .unwrap();
    }
    seal(&desk);
    let (own, platform) = ("/api/journal/verify", "/api/journal/platform/verify");
    for (who, path) in [(&merchant, own), (&operator, platform)] {
        let found = verify(who, path);
        assert_eq!(found["ok"], true, "{found}");
        assert!(
            found["sealed"].as_i64().unwrap() >= 20 && found["unsealed"] == 0,
            "{found}"
        );
    }
    let sql = |sql: &str| desk.sql("DB", &[SqlStatement::new(sql, [])]).map(drop);
    assert!(sql("UPDATE journal SET subject = 'y' WHERE org_id = 1 AND seq = 7").is_err());
    for trigger in [
        "journal_immutable_update",
        "journal_immutable_delete",
        "journal_seal_immutable_update",
        "journal_seal_immutable_delete",
    ] {
        sql(&format!("DROP TRIGGER {trigger}")).unwrap();
    }
    sql("UPDATE journal SET subject = subject || 'y' WHERE org_id = 1 AND seq = 7").unwrap();
    assert_eq!(
        verify(&merchant, own)["first_bad"],
        json!({ "seq": 7, "what": "altered" })
    );
    sql("UPDATE journal SET subject = substr(subject, 1, length(subject) - 1) WHERE org_id = 1 AND seq = 7").unwrap();
    assert_eq!(verify(&merchant, own)["ok"], true);
    sql("DELETE FROM journal WHERE org_id = 1 AND seq > 15").unwrap();
    sql("DELETE FROM journal_seal WHERE org_id = 1 AND seq > 15").unwrap();
    for _ in 0..2 {
        assert_eq!(
            verify(&merchant, own)["first_bad"],
            json!({ "seq": 16, "what": "truncated" })
        );
        // What is written and sealed after does not cover it up.
        desk.sql("DB", &[insert(1, "written", "x", &json!({}))]).unwrap();
        desk.cron("journal", None).unwrap();
    }
    assert_eq!(verify(&operator, platform)["ok"], true);
    sql("UPDATE journal_seal SET mac = '' WHERE org_id = 0 AND seq = 3").unwrap();
    assert_eq!(
        verify(&operator, platform)["first_bad"],
        json!({ "seq": 3, "what": "altered" })
    );
    let log = desk.logs(0).unwrap();
    assert!(
        log.iter()
            .any(|line| line.text.contains("does not go on from its anchored head"))
    );
}

/// Proves SPR-12, MAN-06: the bytes of a receipt go with what else is erased by rule; another one's stay, and nobody is shown what is gone.
#[test]
fn bytes_of_erased_receipts_are_deleted() {
    let shop = TestMerchant::open();
    let org_id = shop.merchant.org_id;
    let (gone, kept) = ("a".repeat(32), "b".repeat(32));
    for (file, is_dropped) in [(&gone, 1), (&kept, 0)] {
        DESK.put("FILES", &format!("{org_id}/{file}"), b"%PDF-1.7").unwrap();
        shop.execute(&format!(
            "INSERT INTO file (org_id, file, kind, media_type, size_bytes, created_at_ms, is_dropped) VALUES (?1, '{file}', 'receipt', 'application/pdf', 8, 0, {is_dropped})"
        ));
    }
    runtime::eventually("the bytes are deleted", || {
        DESK.cron("journal", None)?;
        Ok((shop.count("file") == 1).then_some(()))
    })
    .unwrap();
    assert_eq!(
        DESK.keys("FILES", &format!("{org_id}/")).unwrap(),
        [format!("{org_id}/{kept}")]
    );
}
