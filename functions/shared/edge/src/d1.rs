//! The `Database` port on D1, with a meter: every request logs what it cost.

use std::cell::Cell;

use crate::settings;
use serde_json::Value as Json;
use store::{Database, Rows, Statement, StoreError, Value};
use wasm_bindgen::JsValue;
use worker::{D1Database, D1PreparedStatement, D1Result};

/// A D1 database.
pub struct D1 {
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
    pub fn bound(env: &worker::Env, binding: &str) -> Result<Self, worker::Error> {
        Ok(Self {
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

    fn prepare(&self, statement: &Statement) -> Result<D1PreparedStatement, StoreError> {
        let values: Vec<JsValue> = statement.values.iter().map(bound).collect::<Result<_, _>>()?;
        self.database
            .prepare(statement.sql)
            .bind(&values)
            .map_err(|error| classify(&error))
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
        let prepared = statements
            .iter()
            .map(|statement| self.prepare(statement))
            .collect::<Result<_, _>>()?;
        let results = self.database.batch(prepared).await.map_err(|error| classify(&error))?;
        self.meter(&results);
        let rows = |result: &D1Result| {
            result
                .results::<Json>()
                .map(Rows)
                .map_err(|error| StoreError::Decode(error.to_string()))
        };
        results.iter().map(rows).collect()
    }
}

/// Every number becomes a JavaScript number, which is exact up to 2^53 - 1; an i64 would become a BigInt, which D1 refuses.
fn bound(value: &Value) -> Result<JsValue, StoreError> {
    match value {
        Value::Null => Ok(JsValue::NULL),
        Value::Text(text) => Ok(JsValue::from_str(text)),
        #[expect(clippy::cast_precision_loss, reason = "checked to be within 2^53 - 1")]
        Value::Integer(number) if number.unsigned_abs() <= domain::money::MINOR_MAX.unsigned_abs() => {
            Ok(JsValue::from_f64(*number as f64))
        }
        Value::Integer(_) => Err(StoreError::NumberTooLarge),
    }
}

fn classify(error: &worker::Error) -> StoreError {
    StoreError::classify(match error {
        worker::Error::D1(error) => error.cause(),
        other => other.to_string(),
    })
}
