//! Speed counts only where the money is right.

use anyhow::{Context, Result, ensure};
use serde_json::{Value, json};

use crate::desk::{Bench, Side};

/// Entries sum to zero, balances are their sums, each capture has its operation, event and journal row. Answers how many captures.
pub(crate) fn check(bench: &Bench, side: Side) -> Result<usize> {
    let org = bench.merchant(side).org_id;
    let one = |sql: &str| -> Result<i64> {
        let rows = bench.running.rows("DB", sql, [json!(org)])?;
        let value = rows.first().and_then(|row| row.get("n")).and_then(Value::as_i64);
        value.with_context(|| format!("no number from {sql}"))
    };
    ensure!(
        one(
            "SELECT count(*) AS n FROM (SELECT 1 FROM entry WHERE org_id = ?1 GROUP BY currency, mode HAVING sum(minor) <> 0)"
        )? == 0,
        "unbalanced"
    );
    let differing = one(
        "SELECT count(*) AS n FROM balance b WHERE b.org_id = ?1 AND b.minor <> (SELECT sum(e.minor) FROM entry e
        WHERE e.org_id = b.org_id AND e.mode = b.mode AND e.currency = b.currency AND e.account = b.account)",
    )?;
    ensure!(differing == 0, "{differing} balances are not the sums of their entries");
    let movements = one("SELECT count(*) AS n FROM movement WHERE org_id = ?1 AND kind = 'capture'")?;
    for (what, sql) in [
        (
            "settled callbacks",
            "SELECT count(*) AS n FROM callback WHERE org_id = ?1 AND outcome = 'settled'",
        ),
        (
            "captured payments",
            "SELECT count(*) AS n FROM payment WHERE org_id = ?1 AND money = 'captured' AND captured_minor = 10000 AND fee_minor = 350",
        ),
        (
            "captured attempts",
            "SELECT count(*) AS n FROM attempt WHERE org_id = ?1 AND state = 'captured'",
        ),
        (
            "operations",
            "SELECT count(*) AS n FROM operation WHERE org_id = ?1 AND kind = 'capture' AND state = 'done'",
        ),
        (
            "events",
            "SELECT count(*) AS n FROM event WHERE org_id = ?1 AND type = 'payment.captured'",
        ),
        (
            "journal rows",
            "SELECT count(*) AS n FROM journal WHERE org_id = ?1 AND action = 'bank_captured'",
        ),
        ("entries", "SELECT count(*) / 5 AS n FROM entry WHERE org_id = ?1"),
    ] {
        let count = one(sql)?;
        ensure!(count == movements, "{count} {what}, {movements} captures");
    }
    Ok(usize::try_from(movements)?)
}
