//! Rates: which are read for a day.

use domain::{
    money::Currency,
    rate::{Quote, Rates},
};
use store::{rates, sqlite::Sqlite};

use crate::kit::run;

fn entered(database: &Sqlite, rows: &[(&str, &str, &str, &str, &str)]) {
    for (base, quote, source, day, rate) in rows {
        database
            .execute(&format!(
                "INSERT INTO rate (base, quote, source, day, rate, at_ms) VALUES ('{base}', '{quote}', '{source}', '{day}', '{rate}', 0)"
            ))
            .unwrap();
    }
}

fn leading(database: &Sqlite, currencies: &[&str], day: &str) -> Vec<String> {
    let rows = run(rates::leading(database, currencies, day)).unwrap();
    let mut lines: Vec<String> = rows
        .iter()
        .map(|row| format!("{}/{} {} {} {}", row.base, row.quote, row.source, row.day, row.rate))
        .collect();
    lines.sort();
    lines
}

/// Proves MAN-01 (the last rate dated on or before the day, of every source and of every pair that touches a currency).
#[test]
fn the_last_rate_not_after_the_day_is_read() {
    let database = Sqlite::desk().unwrap();
    entered(
        &database,
        &[
            ("USD", "RUB", "cbr", "2026-11-18", "97"),
            ("USD", "RUB", "cbr", "2026-11-20", "98"),
            ("USD", "RUB", "cbr", "2026-11-24", "99"),
            ("USD", "RUB", "operator", "2026-11-19", "96.5"),
            ("EUR", "USD", "ecb", "2026-11-20", "1.08"),
            ("EUR", "GBP", "ecb", "2026-11-20", "0.86"),
        ],
    );
    assert_eq!(
        leading(&database, &["USD", "RUB"], "2026-11-23"),
        [
            "EUR/USD ecb 2026-11-20 1.08",
            "USD/RUB cbr 2026-11-20 98",
            "USD/RUB operator 2026-11-19 96.5"
        ]
    );
    assert_eq!(
        leading(&database, &["RUB"], "2026-11-18"),
        ["USD/RUB cbr 2026-11-18 97"]
    );
    assert!(
        leading(&database, &["RUB"], "2026-11-17").is_empty(),
        "a rate of a later day holds for none before it"
    );
    assert!(leading(&database, &[], "2026-11-23").is_empty());
}

/// Proves MAN-01 (what is read leads; a currency that is no longer one leads nowhere and harms nothing).
#[test]
fn what_is_read_leads_from_one_currency_to_another() {
    let database = Sqlite::desk().unwrap();
    entered(
        &database,
        &[
            ("EUR", "USD", "ecb", "2026-11-20", "1.25"),
            ("EUR", "RUB", "ecb", "2026-11-20", "100"),
            ("EUR", "ZZZ", "ecb", "2026-11-20", "3"),
        ],
    );
    let rows = run(rates::leading(&database, &["USD", "RUB", "ZZZ"], "2026-11-23")).unwrap();
    assert_eq!(rows.len(), 3);
    let rates = Rates::of(
        rows.into_iter()
            .filter_map(rates::QuoteRow::quote)
            .collect::<Vec<Quote>>(),
    );
    let currency = |code| Currency::parse(code).unwrap();
    let used = rates.leading(currency("USD"), currency("RUB")).unwrap();
    assert_eq!(
        (used.rate.to_string().as_str(), used.convert(12_345)),
        ("80", Ok(987_600))
    );
}

/// Reading the rates of a day costs the same however many days there are.
#[test]
fn rates_of_a_day_are_found_without_reading_the_others() {
    let database = Sqlite::desk().unwrap();
    let cost = |days: u32| {
        database
            .execute(&format!(
                "WITH RECURSIVE n(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i < {days}), c(q) AS (VALUES ('USD'), ('RUB'), ('GBP'))
                 INSERT INTO rate (base, quote, source, day, rate, at_ms)
                   SELECT 'EUR', q, 'ecb', date('2020-01-01', i || ' days'), '2', 0 FROM n, c WHERE true ON CONFLICT DO NOTHING"
            ))
            .unwrap();
        database.take_work();
        assert_eq!(leading(&database, &["USD", "RUB"], "2026-11-23").len(), 2);
        database.take_work().steps
    };
    let few = cost(10);
    assert_eq!(cost(2_000), few, "steps grow with the days");
    let sql = rates::statement(&[], "").sql;
    let plan = database.plan(sql).unwrap().join("\n");
    assert!(
        !plan.contains("SCAN r") && !plan.contains("SCAN d") && !plan.contains("SCAN p "),
        "{plan}"
    );
}
