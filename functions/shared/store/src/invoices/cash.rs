//! Paid by hand: the manual system that stands for cash, made when first needed, and the trip to whichever manual system a person names.

use crate::{
    Database, StoreError,
    change::{self, By, Entry},
    manual::{self, Trip},
    port::Answers,
    row, statement,
};

row! {
    /// A terminal that has the name of one for cash.
    #[derive(Debug, Clone)]
    pub struct CashRow {
        /// The terminal.
        pub terminal_id: String,
        /// `live` or `test`.
        pub mode: String,
        /// `manual`, where it is a manual system.
        pub kind: String,
        /// Currencies that it takes, a JSON array; empty where it is no manual system.
        pub currencies: Option<String>,
    }
}

const SYSTEMS: &str = "SELECT t.terminal_id, t.mode, t.kind, m.currencies FROM terminal t
    LEFT JOIN manual_system m ON m.org_id = t.org_id AND m.terminal_id = t.terminal_id
    WHERE t.org_id = ?1 AND t.terminal_id IN ('cash', 'cash-live', 'cash-test')";

/// Terminals of an organisation that have the name of one for cash.
pub async fn cash_systems(database: &impl Database, org_id: i64) -> Result<Vec<CashRow>, StoreError> {
    Answers::of(database.batch(vec![statement!(SYSTEMS, org_id)]).await?)
        .last()?
        .all()
}

const TERMINAL: &str = "INSERT INTO terminal (org_id, terminal_id, acquirer, mode, kind, name, stages, operations, credentials, created_at_ms)
    VALUES (?1, ?2, 'manual', ?3, 'manual', ?4, 1, '[\"payment\",\"capture\",\"refund\"]', '', ?5) ON CONFLICT DO NOTHING";
const SYSTEM: &str = "INSERT INTO manual_system (org_id, terminal_id, fixed_fee_currency, income_currency, transaction_currency, currencies)
    SELECT ?1, ?2, ?3, ?3, ?3, json_array(?3) FROM terminal t WHERE t.org_id = ?1 AND t.terminal_id = ?2 AND t.kind = 'manual' ON CONFLICT DO NOTHING";
const TAKES: &str = "UPDATE manual_system SET currencies = json_insert(currencies, '$[#]', ?3)
    WHERE org_id = ?1 AND terminal_id = ?2 AND NOT EXISTS (SELECT 1 FROM json_each(currencies) AS c WHERE c.value = ?3)";

/// Makes the manual system for cash where there is none, and has it take a currency. Whoever does it at the same time does the same.
pub async fn make_cash(
    database: &impl Database,
    by: By<'_>,
    terminal_id: &str,
    mode: &str,
    name: &str,
    currency: &str,
) -> Result<(), StoreError> {
    let entry = |action| Entry {
        action,
        subject: format!("manual_system:{terminal_id}"),
        detail: serde_json::json!({ "after": { "name": name, "currency": currency } }).to_string(),
    };
    let statements = vec![
        statement!(TERMINAL, by.org_id, terminal_id, mode, name, by.now_ms),
        change::journal(by, &entry("manual_system_created")),
        statement!(SYSTEM, by.org_id, terminal_id, currency),
        statement!(TAKES, by.org_id, terminal_id, currency),
        change::journal(by, &entry("manual_system_changed")),
    ];
    database.batch(statements).await.map(drop)
}

const ALLOW: &str = "UPDATE payment SET systems = json_array(?3) WHERE org_id = ?1 AND token = ?2";
const RESTORE: &str = "UPDATE payment SET systems = ?3 WHERE org_id = ?1 AND token = ?2";

/// Opens a trip to a manual system that a person names, whether or not the payer was to choose among it: what the payer may choose stays as
/// it was (`systems`, a JSON array). Answers the trip; nothing where the payment cannot be paid now.
pub async fn by_hand(
    database: &impl Database,
    trip: &Trip,
    systems: &str,
) -> Result<Option<manual::Opened>, StoreError> {
    let mut statements = vec![statement!(ALLOW, trip.org_id, &trip.token, &trip.terminal_id)];
    statements.extend(manual::open(trip));
    let answer = statements.len().saturating_sub(1);
    statements.push(statement!(RESTORE, trip.org_id, &trip.token, systems));
    let rows = database.batch(statements).await?;
    manual::opened(rows.into_iter().nth(answer).unwrap_or_default())
}
