//! Looking into the database, and a connection to it that gets lost.

use std::cell::Cell;

use serde_json::Value;
use store::{Database, Rows, Statement, StoreError, sqlite::Sqlite};

/// Every row of every table, as one text: equal dumps, equal databases.
pub(crate) fn dump(database: &Sqlite) -> String {
    let tables = text(
        database,
        "SELECT json_group_array(name) FROM (SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name)",
    );
    let tables: Vec<String> = serde_json::from_str(&tables).unwrap();
    let rows = |table: &String| {
        let columns = text(
            database,
            &format!("SELECT group_concat('\"' || name || '\"', ', ') FROM pragma_table_xinfo('{table}')"),
        );
        format!(
            "{table}: {}",
            text(
                database,
                &format!("SELECT json_group_array(json_array({columns})) FROM \"{table}\"")
            )
        )
    };
    assert!(tables.len() > 15, "the schema's tables must all be in the dump");
    tables.iter().map(rows).collect::<Vec<_>>().join("\n")
}

/// The one value of a query, as a text.
pub(crate) fn text(database: &Sqlite, sql: &str) -> String {
    match database.value(sql).unwrap() {
        Value::String(text) => text,
        other => other.to_string(),
    }
}

/// The one value of a query, as a number.
pub(crate) fn number(database: &Sqlite, sql: &str) -> i64 {
    database
        .value(sql)
        .unwrap()
        .as_i64()
        .unwrap_or_else(|| panic!("no number: {sql}"))
}

/// A connection that is lost once: before the batch is run, or after it was committed. Which, the caller cannot see.
pub(crate) struct Lossy<'a> {
    database: &'a Sqlite,
    committed: bool,
    /// Batches until it is lost, that one included; 0 when it was.
    left: Cell<usize>,
}

impl<'a> Lossy<'a> {
    pub(crate) fn once(database: &'a Sqlite, committed: bool) -> Self {
        Self::at(database, 1, committed)
    }

    /// Lost with this batch, counted from 1.
    pub(crate) fn at(database: &'a Sqlite, batch: usize, committed: bool) -> Self {
        Self {
            database,
            committed,
            left: Cell::new(batch),
        }
    }
}

impl Database for Lossy<'_> {
    async fn batch(&self, statements: Vec<Statement>) -> Result<Vec<Rows>, StoreError> {
        let left = self.left.get();
        self.left.set(left.saturating_sub(1));
        if left != 1 {
            return self.database.batch(statements).await;
        }
        if self.committed {
            self.database.batch(statements).await?;
        }
        Err(StoreError::classify("Network connection lost.".to_owned()))
    }
}
