//! A real SQLite behind the port, for tests on the host: the same SQL, the same schema, the same binding of numbers as
//! REAL that D1 has. Counts round trips and shows query plans.

use std::{
    cell::{Cell, RefCell},
    fs,
    path::{Path, PathBuf},
};

use rusqlite::{Connection, ErrorCode, StatementStatus, types::ValueRef};
use serde_json::{Map, Value as Json};

use crate::{Database, Rows, Statement, StoreError, Value};

/// A database in memory, or in a file.
pub struct Sqlite {
    connection: RefCell<Connection>,
    round_trips: Cell<usize>,
    work: Cell<Work>,
    seen: RefCell<Vec<&'static str>>,
}

/// What batches have made SQLite do, triggers included: query plans do not show those.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Work {
    /// Steps of the virtual machine.
    pub steps: i64,
    /// Steps forward through a whole table or index.
    pub scanned: i64,
    /// Rows inserted, changed or deleted; what indexes hold of them is not counted.
    pub rows_written: u64,
}

impl Sqlite {
    /// A new database in memory with the desk's schema, `schema/*.sql` in order as it stands now.
    pub fn desk() -> Result<Self, StoreError> {
        let migrations = migrations(Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../../../schema")))
            .map_err(|error| StoreError::Failed(error.to_string()))?;
        Self::in_memory(&migrations.iter().map(String::as_str).collect::<Vec<_>>())
    }

    /// A new database in memory with these migrations applied.
    pub fn in_memory(migrations: &[&str]) -> Result<Self, StoreError> {
        let connection = Connection::open_in_memory().map_err(failed)?;
        connection.pragma_update(None, "foreign_keys", true).map_err(failed)?;
        for migration in migrations {
            connection.execute_batch(migration).map_err(failed)?;
        }
        Ok(Self {
            connection: RefCell::new(connection),
            round_trips: Cell::new(0),
            work: Cell::default(),
            seen: RefCell::default(),
        })
    }

    /// Batches run since the last call.
    pub fn take_round_trips(&self) -> usize {
        self.round_trips.take()
    }

    /// What batches have cost since the last call.
    pub fn take_work(&self) -> Work {
        self.work.take()
    }

    /// Every distinct statement run so far.
    pub fn statements_seen(&self) -> Vec<&'static str> {
        self.seen.borrow().clone()
    }

    /// Runs SQL that a test wants done, outside the count.
    pub fn execute(&self, sql: &str) -> Result<(), StoreError> {
        self.connection.borrow().execute_batch(sql).map_err(failed)
    }

    /// The first column of the first row of a query, outside the count.
    pub fn value(&self, sql: &str) -> Result<Json, StoreError> {
        self.connection
            .borrow()
            .query_row(sql, [], |row| Ok(json(row.get_ref(0)?)))
            .map_err(failed)
    }

    /// The lines of a statement's query plan.
    pub fn plan(&self, sql: &str) -> Result<Vec<String>, StoreError> {
        let connection = self.connection.borrow();
        let mut statement = connection
            .prepare(&format!("EXPLAIN QUERY PLAN {sql}"))
            .map_err(failed)?;
        let count = statement.parameter_count();
        let nulls = rusqlite::params_from_iter((0..count).map(|_| rusqlite::types::Null));
        statement
            .query_map(nulls, |row| row.get(3))
            .map_err(failed)?
            .collect::<Result<_, _>>()
            .map_err(failed)
    }

    fn run(&self, connection: &Connection, statement: &Statement) -> Result<Rows, StoreError> {
        let written = connection.total_changes();
        let mut prepared = connection.prepare_cached(statement.sql).map_err(failed)?;
        let names: Vec<String> = prepared.column_names().map(str::to_owned).collect();
        let mut rows = prepared
            .query(rusqlite::params_from_iter(statement.values.iter().map(bound)))
            .map_err(failed)?;
        let mut out = Vec::new();
        while let Some(row) = rows.next().map_err(failed)? {
            let mut object = Map::new();
            for (index, name) in names.iter().enumerate() {
                object.insert(name.clone(), json(row.get_ref(index).map_err(failed)?));
            }
            out.push(Json::Object(object));
        }
        drop(rows);
        let work = self.work.get();
        let spent = |status| i64::from(prepared.reset_status(status));
        self.work.set(Work {
            steps: work.steps.saturating_add(spent(StatementStatus::VmStep)),
            scanned: work.scanned.saturating_add(spent(StatementStatus::FullscanStep)),
            rows_written: work
                .rows_written
                .saturating_add(connection.total_changes().saturating_sub(written)),
        });
        Ok(Rows(out))
    }
}

impl Database for Sqlite {
    async fn batch(&self, statements: Vec<Statement>) -> Result<Vec<Rows>, StoreError> {
        self.round_trips.set(self.round_trips.get() + 1);
        let mut connection = self.connection.borrow_mut();
        let transaction = connection.transaction().map_err(failed)?;
        let mut answers = Vec::with_capacity(statements.len());
        for statement in &statements {
            let mut seen = self.seen.borrow_mut();
            if !seen.contains(&statement.sql) {
                seen.push(statement.sql);
            }
            answers.push(self.run(&transaction, statement)?);
        }
        transaction.commit().map_err(failed)?;
        Ok(answers)
    }
}

/// The texts of a folder's migrations, in order of their names.
fn migrations(folder: &Path) -> std::io::Result<Vec<String>> {
    let files = fs::read_dir(folder)?
        .map(|file| file.map(|file| file.path()))
        .collect::<Result<Vec<PathBuf>, _>>()?;
    let mut files: Vec<PathBuf> = files
        .into_iter()
        .filter(|path| path.extension().is_some_and(|extension| extension == "sql"))
        .collect();
    files.sort();
    files.iter().map(fs::read_to_string).collect()
}

fn bound(value: &Value) -> rusqlite::types::Value {
    match value {
        Value::Null => rusqlite::types::Value::Null,
        // As D1 does: every number is bound as REAL.
        #[expect(clippy::cast_precision_loss, reason = "bound numbers are at most 2^53 - 1")]
        Value::Integer(number) => rusqlite::types::Value::Real(*number as f64),
        Value::Text(text) => rusqlite::types::Value::Text(text.clone()),
    }
}

fn json(value: ValueRef<'_>) -> Json {
    match value {
        ValueRef::Null | ValueRef::Blob(_) => Json::Null,
        ValueRef::Integer(number) => number.into(),
        ValueRef::Real(number) => number.into(),
        ValueRef::Text(text) => String::from_utf8_lossy(text).into_owned().into(),
    }
}

fn failed(error: rusqlite::Error) -> StoreError {
    match &error {
        rusqlite::Error::SqliteFailure(failure, message) if failure.code == ErrorCode::ConstraintViolation => {
            StoreError::Constraint(message.clone().unwrap_or_default())
        }
        _ => StoreError::Failed(error.to_string()),
    }
}
