//! Personal data is erased by rule, told to the journal, and the chain stays whole.

use operations::journal::{erase::erase_due, verify::What};

use super::kit::Journals;
use crate::kit::{DAY_MS, request, run};

pub(super) fn erase(journals: &Journals) {
    for _ in 0..10 {
        if run(erase_due(&journals.desk.database, journals.desk.now()))
            .unwrap()
            .is_empty()
        {
            return;
        }
    }
    panic!("it never ends");
}

/// Entries of fifty days ago with an origin, and of now, in both organisations; the first has a rule of thirty days.
fn aged() -> Journals {
    let journals = Journals::empty();
    let old = journals.desk.now().ms() - 50 * DAY_MS;
    for org_id in 0..3 {
        journals.desk.execute(&format!(
            "INSERT INTO origin VALUES ({org_id}, 'aaaaaaaaaaaaaaaa', '203.0.113.1', 'old', {old});
             INSERT INTO journal VALUES ({org_id}, 1, {old} + 5, 'person:7/aaaaaaaaaaaaaaaa', 'signed_in', 'person:7', '{{}}')"
        ));
        journals.write(org_id, 5);
    }
    journals
        .desk
        .execute("UPDATE organisation SET personal_days = 30 WHERE org_id = 1");
    journals.tick();
    journals
}

/// Proves SPR-12, EDG-05 (retention and erasure by rule leave the chain verifiable).
#[test]
fn origins_are_erased_and_the_chain_stays_whole() {
    let journals = aged();
    erase(&journals);
    assert_eq!(
        journals
            .desk
            .text("SELECT group_concat(org_id || ':' || n) FROM (SELECT org_id, count(*) AS n FROM origin GROUP BY 1)"),
        "0:2,1:1,2:2",
        "only where there is a rule, and only what is old"
    );
    journals.tick();
    journals.assert_good(1);
    assert_eq!(journals.verify(1).erased_origins, 1);
    assert_eq!(journals.verify(2).erased_origins, 0);
    let told = journals
        .desk
        .text("SELECT actor || ' ' || subject || ' ' || detail FROM journal WHERE action = 'personal_data_erased'");
    assert_eq!(
        told,
        r#"system organisation {"origins":1,"payments":0,"invoices":0,"clients":0,"comments":0,"receipts":0,"until":"2026-10-24T00:00:00.000Z"}"#
    );
    // Once a day, and nothing where nothing is due.
    erase(&journals);
    assert_eq!(
        journals
            .desk
            .number("SELECT count(*) FROM journal WHERE action = 'personal_data_erased'"),
        1
    );
    // The rule may change after: what was erased by it stays explained.
    journals
        .desk
        .execute("UPDATE organisation SET personal_days = NULL WHERE org_id = 1");
    journals.assert_good(1);
    // What the rule does not cover is missed.
    journals.tamper("DELETE FROM origin WHERE org_id = 1");
    assert_eq!(journals.bad(1).map(|bad| bad.1), Some(What::OriginAltered));
}

#[test]
fn payers_are_forgotten_page_by_page() {
    let journals = Journals::empty();
    let desk = &journals.desk;
    let mut payer = request();
    payer.email = Some("ann@payer.example".to_owned());
    payer.phone = Some("+79161234567".to_owned());
    desk.create("first", &payer).unwrap();
    let old = desk.now().ms() - 40 * DAY_MS;
    // 1,200 old payments after it, a young one last; every second has no e-mail address.
    let columns = desk.text("SELECT group_concat(name, ', ') FROM pragma_table_info('payment') WHERE name NOT IN ('number', 'token', 'email', 'created_at_ms')");
    desk.execute(&format!(
        "WITH RECURSIVE n(i) AS (SELECT 2 UNION ALL SELECT i + 1 FROM n WHERE i < 1201)
         INSERT INTO payment (number, token, email, created_at_ms, {columns})
           SELECT i, 't' || i, iif(i % 2, email, NULL), {old}, {columns} FROM payment, n WHERE org_id = 1 AND number = 1;
         UPDATE payment SET created_at_ms = {old} WHERE number = 1;
         UPDATE organisation SET personal_days = 30 WHERE org_id = 1;"
    ));
    desk.create("last", &payer).unwrap();
    erase(&journals);
    let known = "SELECT group_concat(number) FROM payment WHERE email IS NOT NULL OR phone IS NOT NULL";
    assert_eq!(desk.text(known), "1202");
    assert_eq!(
        desk.number("SELECT erased_number FROM organisation WHERE org_id = 1"),
        1201
    );
    let told =
        "SELECT group_concat(json_extract(detail, '$.payments')) FROM journal WHERE action = 'personal_data_erased'";
    assert_eq!(desk.text(told), "500,500,201");
    desk.clock.pass(29 * DAY_MS);
    erase(&journals);
    assert_eq!(desk.text(known), "1202", "not before its time");
    desk.clock.pass(3 * DAY_MS);
    erase(&journals);
    assert_eq!(desk.text(known), "null");
    journals.tick();
    journals.tick();
    journals.assert_good(1);
}
