//! The `Database` port on D1, with a meter: every request logs what it cost.

use std::{
    cell::{Cell, RefCell},
    collections::HashMap,
};

use crate::settings;
use store::{Database, Rows, Statement, StoreError, Value};
use wasm_bindgen::JsValue;
use worker::{D1Database, D1PreparedStatement, D1Result};

/// A D1 database.
pub struct D1 {
    binding: &'static str,
    database: D1Database,
    meter: Meter,
}

/// What a request has cost so far.
#[derive(Debug, Default)]
struct Meter {
    /// Whether rows are counted: reading that from each statement's answer costs more than many a statement.
    counts_rows: bool,
    round_trips: Cell<u32>,
    rows_read: Cell<usize>,
    rows_written: Cell<usize>,
}

impl D1 {
    /// The database bound under this name.
    pub fn bound(env: &worker::Env, binding: &'static str) -> Result<Self, worker::Error> {
        Ok(Self {
            binding,
            database: env.d1(binding)?,
            meter: Meter {
                counts_rows: settings::logs_requests(env),
                ..Meter::default()
            },
        })
    }

    /// Round trips, rows read and rows written so far.
    pub fn cost(&self) -> (u32, usize, usize) {
        (
            self.meter.round_trips.get(),
            self.meter.rows_read.get(),
            self.meter.rows_written.get(),
        )
    }

    fn meter(&self, results: &[D1Result]) {
        self.meter
            .round_trips
            .set(self.meter.round_trips.get().saturating_add(1));
        if !self.meter.counts_rows {
            return;
        }
        for meta in results.iter().filter_map(|result| result.meta().ok().flatten()) {
            self.meter
                .rows_read
                .set(self.meter.rows_read.get().saturating_add(meta.rows_read.unwrap_or(0)));
            self.meter.rows_written.set(
                self.meter
                    .rows_written
                    .get()
                    .saturating_add(meta.rows_written.unwrap_or(0)),
            );
        }
    }
}

impl Database for D1 {
    async fn batch(&self, statements: Vec<Statement>) -> Result<Vec<Rows>, StoreError> {
        let mut texts = Texts::default();
        let mut bound = Vec::with_capacity(statements.len());
        for statement in &statements {
            let values: Vec<JsValue> = statement
                .values
                .iter()
                .map(|value| texts.bound(value))
                .collect::<Result<_, _>>()?;
            let statement = prepared(self.binding, &self.database, statement.sql).bind(&values);
            bound.push(statement.map_err(|error| classify(&error))?);
        }
        let results = self.database.batch(bound).await.map_err(|error| classify(&error))?;
        self.meter(&results);
        results.iter().map(rows).collect()
    }
}

/// A row, left where it is.
#[derive(serde::Deserialize)]
struct Row(#[serde(with = "serde_wasm_bindgen::preserve")] JsValue);

/// Rows come over in one text: name by name and value by value costs many times as much.
fn rows(result: &D1Result) -> Result<Rows, StoreError> {
    let decode = |error: &dyn std::fmt::Display| StoreError::Decode(error.to_string());
    let rows: Vec<Row> = result.results().map_err(|error| decode(&error))?;
    if rows.is_empty() {
        return Ok(Rows::default());
    }
    let rows: js_sys::Array = rows.into_iter().map(|row| row.0).collect();
    let text = js_sys::JSON::stringify(&rows).map_err(|_| decode(&"rows that are no JSON"))?;
    serde_json::from_str(&String::from(text))
        .map(Rows)
        .map_err(|error| decode(&error))
}

/// A statement of a binding, by where the constants lie.
type Named = (*const u8, *const u8, usize);

thread_local! {
    /// Statements as the platform has taken them, kept as long as the isolate: sending SQL across costs more than binding.
    static PREPARED: RefCell<HashMap<Named, D1PreparedStatement>> = RefCell::default();
}

/// The statement, not yet bound. `column = ?1` is sent as `column = +?1`: SQLite (3.46 to at least 3.53) peeks at what is
/// bound to the former, and so parses and plans the statement anew at every binding, which takes longer than running it.
/// Behind a plus, which does nothing, it sees an expression: rows, plan and affinity are the same.
fn prepared(binding: &'static str, database: &D1Database, sql: &'static str) -> D1PreparedStatement {
    PREPARED.with_borrow_mut(|known| {
        known
            .entry((binding.as_ptr(), sql.as_ptr(), sql.len()))
            .or_insert_with(|| database.prepare(sql.replace("= ?", "= +?")))
            .clone()
    })
}

/// The texts of one batch: one that several statements share crosses once.
#[derive(Default)]
struct Texts<'a>(Vec<(&'a str, JsValue)>);

impl<'a> Texts<'a> {
    /// Every number becomes a JavaScript number, which is exact up to 2^53 - 1; an i64 would become a BigInt, which D1 refuses.
    fn bound(&mut self, value: &'a Value) -> Result<JsValue, StoreError> {
        match value {
            Value::Null => Ok(JsValue::NULL),
            Value::Text(text) => Ok(self.text(text)),
            #[expect(clippy::cast_precision_loss, reason = "checked to be within 2^53 - 1")]
            Value::Integer(number) if number.unsigned_abs() <= domain::money::MINOR_MAX.unsigned_abs() => {
                Ok(JsValue::from_f64(*number as f64))
            }
            Value::Integer(_) => Err(StoreError::NumberTooLarge),
        }
    }

    fn text(&mut self, text: &'a str) -> JsValue {
        if let Some((_, crossed)) = self.0.iter().find(|(known, _)| *known == text) {
            return crossed.clone();
        }
        let crossed = JsValue::from_str(text);
        self.0.push((text, crossed.clone()));
        crossed
    }
}

fn classify(error: &worker::Error) -> StoreError {
    StoreError::classify(match error {
        worker::Error::D1(error) => error.cause(),
        other => other.to_string(),
    })
}
