//! Any single change of what is sealed is found, wherever it is.

use proptest::prelude::*;

use super::kit::Journals;

fn change() -> impl Strategy<Value = String> {
    let at = 1..=30_i64;
    let journal = (at.clone(), 0..5_usize, "[a-z]{1,8}").prop_map(|(seq, column, text)| {
        let set = match column {
            0 => format!("at_ms = at_ms + {}", text.len()),
            1 => format!("actor = actor || '{text}'"),
            2 => format!("action = '{text}'"),
            3 => format!("subject = subject || '{text}'"),
            _ => format!("detail = json_set(detail, '$.{text}', 1)"),
        };
        format!("UPDATE journal SET {set} WHERE org_id = 1 AND seq = {seq}")
    });
    let seal = (at.clone(), 0..4_usize, "[0-9a-f]{64}").prop_map(|(seq, column, text)| {
        let set = match column {
            0 => format!("mac = '{text}'"),
            1 => format!("origin_digest = '{text}'"),
            2 => "key_id = '9'".to_owned(),
            _ => "sealed_at_ms = sealed_at_ms - 1".to_owned(),
        };
        format!("UPDATE journal_seal SET {set} WHERE org_id = 1 AND seq = {seq}")
    });
    let gone = (at.clone(), prop::sample::select(vec!["journal", "journal_seal"]))
        .prop_map(|(seq, table)| format!("DELETE FROM {table} WHERE org_id = 1 AND seq = {seq}"));
    let moved = (
        at.clone(),
        -40..60_i64,
        prop::sample::select(vec!["journal", "journal_seal"]),
    )
        .prop_filter("a place that is free", |(_, to, _)| !(1..=30).contains(to))
        .prop_map(|(seq, to, table)| format!("UPDATE {table} SET seq = {to} WHERE org_id = 1 AND seq = {seq}"));
    let copied = (at, prop::sample::select(vec![(0_i64, 6_i64), (2, 30)])).prop_map(|(seq, (org_id, last))| {
        let from = (seq - 1) % last + 1;
        format!(
            "UPDATE journal SET (at_ms, actor, action, subject, detail) =
               (SELECT at_ms + 1, actor, action, subject, detail FROM journal WHERE org_id = {org_id} AND seq = {from}) WHERE org_id = 1 AND seq = {seq}"
        )
    });
    prop_oneof![journal, seal, gone, moved, copied]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    /// Proves EDG-05 (any single change is found, and named at its place or before).
    #[test]
    fn any_single_change_is_found(sql in change()) {
        let journals = Journals::sealed();
        journals.tamper(&sql);
        let place: i64 = sql.rsplit(' ').next().unwrap().parse().unwrap();
        let (seq, what) = journals.bad(1).expect("it is found");
        prop_assert!(seq <= place, "{} found at {} as {:?}", sql, seq, what);
        // A row moved to where none can stand is named where it stands now.
        prop_assert!(seq == place || seq <= 0, "{} found at {} as {:?}", sql, seq, what);
        journals.assert_good(2);
        journals.assert_good(0);
    }
}
