//! What is known of clients, and said of manual payments and on invoices, is erased by the organisation's rule.

use super::{erasing::erase, kit::Journals};
use crate::kit::{DAY_MS, Desk, request, run};

/// Clients with all that may be known of them, in both organisations, of whom one has a rule of thirty days.
fn known() -> Journals {
    let journals = Journals::empty();
    let now = journals.desk.now().ms();
    for org_id in 1..3 {
        journals.desk.execute(&format!(
            "INSERT INTO client (org_id, client_id, mode, name, email, phone, label, created_at_ms, active_at_ms)
               VALUES ({org_id}, 1, 'test', 'Ann', 'ann@payer.example', '+79161234567', 'user-7', {now}, {now}), ({org_id}, 2, 'live', 'Bea', 'bea@payer.example', NULL, NULL, {now}, {now} + 10 * {DAY_MS});
             INSERT INTO client_term (org_id, term, client_id) VALUES ({org_id}, 'ann', 1), ({org_id}, '79161234567', 1), ({org_id}, 'bea', 2);
             INSERT INTO client_timeline (org_id, client_id, mode, entry, at_ms, kind, text, actor)
               VALUES ({org_id}, 1, 'test', 1, {now}, 'note', 'lives in Tver', 'person:1/x'), ({org_id}, 2, 'live', 1, {now}, 'note', 'calls late', 'person:1/x')"
        ));
    }
    journals
        .desk
        .execute("UPDATE organisation SET personal_days = 30 WHERE org_id = 1");
    journals
}

/// Who is known where, by what, and what is noted of them.
fn who(desk: &Desk) -> String {
    desk.text(
        "SELECT group_concat(c.org_id || ':' || c.name || ' ' || (SELECT count(*) FROM client_term t WHERE t.org_id = c.org_id AND t.client_id = c.client_id)
             || ' ' || COALESCE((SELECT l.text FROM client_timeline l WHERE l.org_id = c.org_id AND l.client_id = c.client_id), '-'), '; ' ORDER BY c.org_id, c.client_id)
           FROM client c",
    )
}

/// Proves MAN-03, SPR-12 (personal data of clients is erased so long after their last order or change).
#[test]
fn clients_are_forgotten_when_they_have_been_idle_for_so_long() {
    let journals = known();
    let desk = &journals.desk;
    erase(&journals);
    let all = "1:Ann 2 lives in Tver; 1:Bea 1 calls late; 2:Ann 2 lives in Tver; 2:Bea 1 calls late";
    assert_eq!(who(desk), all);
    desk.clock.pass(30 * DAY_MS);
    erase(&journals);
    assert_eq!(who(desk), all, "not before a whole day is over");
    desk.clock.pass(DAY_MS);
    erase(&journals);
    assert_eq!(
        who(desk),
        "1: 0 -; 1:Bea 1 calls late; 2:Ann 2 lives in Tver; 2:Bea 1 calls late"
    );
    assert_eq!(
        desk.text("SELECT json_array(name, email, phone, label, active_at_ms = created_at_ms) FROM client WHERE org_id = 1 AND client_id = 1"),
        r#"["",null,null,null,1]"#
    );
    // That something was noted stays, with who noted it.
    assert_eq!(
        desk.text("SELECT kind || ' ' || actor FROM client_timeline WHERE org_id = 1 AND client_id = 1"),
        "note person:1/x"
    );
    let told = "SELECT group_concat(json_extract(detail, '$.clients')) FROM journal WHERE org_id = 1 AND action = 'personal_data_erased'";
    assert_eq!(desk.text(told), "1");
    // What comes to be known anew is forgotten anew, when its time has come.
    desk.execute(&format!(
        "UPDATE client SET name = 'Ann again', active_at_ms = {} WHERE org_id = 1 AND client_id = 1",
        desk.now().ms()
    ));
    desk.clock.pass(15 * DAY_MS);
    erase(&journals);
    assert_eq!(
        who(desk),
        "1:Ann again 0 -; 1: 0 -; 2:Ann 2 lives in Tver; 2:Bea 1 calls late"
    );
    desk.clock.pass(16 * DAY_MS);
    erase(&journals);
    assert_eq!(who(desk), "1: 0 -; 1: 0 -; 2:Ann 2 lives in Tver; 2:Bea 1 calls late");
    journals.tick();
    journals.assert_good(1);
}

/// Piece by piece, and nothing where nothing is due; clients of the same moment together.
#[test]
fn many_clients_are_forgotten_piece_by_piece() {
    let journals = Journals::empty();
    let desk = &journals.desk;
    let old = desk.now().ms() - 50 * DAY_MS;
    desk.execute(&format!(
        "WITH RECURSIVE n(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i < 1299)
           INSERT INTO client (org_id, client_id, mode, name, created_at_ms, active_at_ms) SELECT 1, i, iif(i > 0, 'test', NULL), iif(i % 100 = 99, '', 'c' || i), 1, {old} + min(i, 1200) / 2 FROM n;
         UPDATE organisation SET personal_days = 30 WHERE org_id = 1"
    ));
    erase(&journals);
    assert_eq!(desk.number("SELECT count(*) FROM client WHERE name <> ''"), 0);
    let told =
        "SELECT group_concat(json_extract(detail, '$.clients')) FROM journal WHERE action = 'personal_data_erased'";
    assert_eq!(desk.text(told), "495,495,297");
    let before = desk.dump();
    erase(&journals);
    desk.assert_unchanged(&before);
}

/// Proves SPR-12, MAN-06 (comments and receipts of manual payments, so long after they were decided).
#[test]
fn comments_and_receipts_are_forgotten() {
    let journals = Journals::empty();
    let desk = &journals.desk;
    let now = desk.now().ms();
    for number in 1..4 {
        let payment = desk.create(&format!("k{number}"), &request()).unwrap();
        desk.start(&payment, "main").unwrap();
        let decided = if number == 3 {
            "'open', NULL, NULL".to_owned()
        } else {
            format!("'rejected', 'manager', {now}")
        };
        desk.execute(&format!(
            "INSERT INTO file (org_id, file, kind, media_type, size_bytes, created_at_ms)
               VALUES (1, '0000000000000000000000000000000{number}', 'receipt', 'image/png', 10, {now});
             INSERT INTO manual_payment (org_id, number, attempt, price_minor, price_currency, paid_on, comment, decision_comment, receipt, opened_by, opened_at_ms, confirm_by_ms, state, reason, decided_at_ms)
               VALUES (1, {number}, 1, 100, 'RUB', '2026-11-23', iif({number} = 1, '', 'from Ann'), iif({number} = 2, 'Ann called', ''),
                 '0000000000000000000000000000000{number}', 'payer', {now}, {now}, {decided})"
        ));
    }
    desk.execute("UPDATE organisation SET personal_days = 30 WHERE org_id = 1");
    let said = || {
        desk.text("SELECT group_concat(comment || '/' || decision_comment || '/' || (receipt IS NOT NULL)) FROM manual_payment")
    };
    let dropped = || -> Vec<String> {
        let dropped = run(store::files::dropped(&desk.database, 100)).unwrap();
        dropped
            .into_iter()
            .map(|file| format!("{} {}", file.org_id, file.file.trim_start_matches('0')))
            .collect()
    };
    desk.clock.pass(29 * DAY_MS);
    erase(&journals);
    assert_eq!(said(), "//1,from Ann/Ann called/1,from Ann//1");
    assert_eq!(dropped(), Vec::<String>::new());
    desk.clock.pass(2 * DAY_MS);
    erase(&journals);
    // Of a trip that is still to be decided they are needed.
    assert_eq!(said(), "//0,//0,from Ann//1");
    // Until the bytes are gone the file is known, and found by nobody else.
    assert_eq!(dropped(), ["1 1", "1 2"]);
    let told = "SELECT json_array(sum(json_extract(detail, '$.comments')), sum(json_extract(detail, '$.receipts'))) FROM journal WHERE action = 'personal_data_erased'";
    assert_eq!(desk.text(told), "[1,2]");
    desk.execute(&format!(
        "UPDATE manual_payment SET state = 'rejected', reason = 'expired', decided_at_ms = {} WHERE number = 3",
        desk.now().ms()
    ));
    desk.clock.pass(31 * DAY_MS);
    erase(&journals);
    assert_eq!(said(), "//0,//0,//0");
    assert_eq!(dropped(), ["1 1", "1 2", "1 3"]);
    journals.tick();
    journals.assert_good(1);
}

/// Proves SPR-12, SPR-04 (addresses of an invoice, so long after its end or its last sending: an open bill can be sent again).
#[test]
fn contacts_on_invoices_are_forgotten_when_they_are_over() {
    let journals = Journals::empty();
    let desk = &journals.desk;
    let now = desk.now().ms();
    desk.create("k", &request()).unwrap();
    desk.execute(&format!(
        "INSERT INTO client (org_id, client_id, mode, name, created_at_ms, active_at_ms) VALUES (1, 1, 'test', '', {now}, {now});
         INSERT INTO sales_order (org_id, order_id, mode, client_id, source, title, price_minor, currency, request_key, opened_at_ms)
           VALUES (1, 1, 'test', 1, 'invoice', 'Invoice', 100, 'RUB', 'k', {now});
         INSERT INTO invoice (org_id, invoice_id, mode, number, order_id, client_id, email, phone, language, created_by, created_at_ms, needed_until_ms)
           VALUES (1, 1, 'test', 1, 1, 1, 'ann@payer.example', '+79161234567', 'en', 'person:1/x', {now}, {now} + 100 * {DAY_MS});
         UPDATE organisation SET personal_days = 30 WHERE org_id = 1"
    ));
    let sent_to = || desk.text("SELECT COALESCE(email, '-') || COALESCE(phone, '-') FROM invoice");
    for days in [31, 98] {
        desk.clock.pass(days * DAY_MS);
        erase(&journals);
        assert_eq!(sent_to(), "ann@payer.example+79161234567");
    }
    desk.clock.pass(2 * DAY_MS);
    erase(&journals);
    assert_eq!(sent_to(), "--");
    let told = "SELECT sum(json_extract(detail, '$.invoices')) FROM journal WHERE action = 'personal_data_erased'";
    assert_eq!(desk.number(told), 1);
}
