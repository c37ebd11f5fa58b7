//! The port to the database, and the plain values that cross it.

/// A database that runs batches of statements. Neither D1 nor this port has another kind of transaction.
#[expect(
    async_fn_in_trait,
    reason = "functions are single-threaded: no caller needs the future to be Send"
)]
pub trait Database {
    /// Runs all statements in order, in one transaction and one round trip: all or nothing. Answers the rows of each.
    async fn batch(&self, statements: Vec<Statement>) -> Result<Vec<Rows>, StoreError>;
}

/// Why a batch failed. Nothing of it was written, except where [`StoreError::Unavailable`] leaves it open: then the
/// batch's natural key makes trying again harmless.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// The database did not answer, or lost its connection: the outcome is open.
    #[error("the database is unavailable: {0}")]
    Unavailable(String),
    /// A named constraint or trigger of the schema refused.
    #[error("refused by the schema: {0}")]
    Constraint(String),
    /// The rows were not what the statement promises.
    #[error("unexpected rows: {0}")]
    Decode(String),
    /// A number that D1 cannot carry exactly.
    #[error("a bound number lies beyond 2^53 - 1")]
    NumberTooLarge,
    /// Anything else.
    #[error("the database failed: {0}")]
    Failed(String),
}

impl StoreError {
    /// Sorts a message of SQLite or D1.
    #[must_use]
    pub fn classify(message: String) -> Self {
        const TRANSIENT: [&str; 5] = [
            "Network connection lost",
            "storage caused object to be reset",
            "reset because its code was updated",
            "transient issue",
            "overloaded",
        ];
        if TRANSIENT.iter().any(|text| message.contains(text)) {
            Self::Unavailable(message)
        } else if message.contains("SQLITE_CONSTRAINT") || message.contains("constraint failed") {
            Self::Constraint(message)
        } else {
            Self::Failed(message)
        }
    }
}

/// A bound value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Value {
    /// NULL.
    Null,
    /// An integer of at most 2^53 - 1 in size.
    Integer(i64),
    /// A text.
    Text(String),
}

impl From<i64> for Value {
    fn from(value: i64) -> Self {
        Self::Integer(value)
    }
}
impl From<u32> for Value {
    fn from(value: u32) -> Self {
        Self::Integer(i64::from(value))
    }
}
impl From<bool> for Value {
    fn from(value: bool) -> Self {
        Self::Integer(i64::from(value))
    }
}
impl From<&str> for Value {
    fn from(value: &str) -> Self {
        Self::Text(value.to_owned())
    }
}
impl From<&String> for Value {
    fn from(value: &String) -> Self {
        Self::Text(value.clone())
    }
}
impl From<String> for Value {
    fn from(value: String) -> Self {
        Self::Text(value)
    }
}
impl<T: Into<Self>> From<Option<T>> for Value {
    fn from(value: Option<T>) -> Self {
        value.map_or(Self::Null, Into::into)
    }
}

/// One statement with what is bound to `?1`, `?2`, ...
#[derive(Debug, Clone)]
pub struct Statement {
    /// The SQL: a constant of this crate, never built from input.
    pub sql: &'static str,
    /// Bound values.
    pub values: Vec<Value>,
}

impl Statement {
    /// A statement with its bound values.
    #[must_use]
    pub fn new<const N: usize>(sql: &'static str, values: [Value; N]) -> Self {
        Self {
            sql,
            values: values.into(),
        }
    }
}

/// Builds a [`Statement`]: `statement!(SQL, org_id, &text, 5_i64)`.
#[macro_export]
macro_rules! statement {
    ($sql:expr $(, $value:expr)* $(,)?) => {
        $crate::Statement::new($sql, [$($crate::Value::from($value)),*])
    };
}

/// The rows that one statement answered, each a JSON object by column.
#[derive(Debug, Clone, Default)]
pub struct Rows(pub Vec<serde_json::Value>);

impl Rows {
    /// All rows, typed.
    pub fn all<T: FromRow>(self) -> Result<Vec<T>, StoreError> {
        self.0.into_iter().map(typed).collect()
    }

    /// The first row, if any, typed.
    pub fn first<T: FromRow>(self) -> Result<Option<T>, StoreError> {
        self.0.into_iter().next().map(typed).transpose()
    }
}

fn typed<T: FromRow>(row: serde_json::Value) -> Result<T, StoreError> {
    let serde_json::Value::Object(columns) = row else {
        return Err(StoreError::Decode("a row is an object by column".to_owned()));
    };
    let mut columns = Columns { columns, wrong: None };
    let row = T::from_row(&mut columns);
    match columns.wrong {
        None => Ok(row),
        Some(name) => Err(StoreError::Decode(name.to_owned())),
    }
}

/// The columns of a row that is being read, and the first that was not what it should be.
#[derive(Debug)]
pub struct Columns {
    columns: serde_json::Map<String, serde_json::Value>,
    wrong: Option<&'static str>,
}

impl Columns {
    /// Takes a column; one that is missing or of another type makes the whole row an error.
    pub fn take<T: Column>(&mut self, name: &'static str) -> T {
        self.columns.remove(name).and_then(T::read).unwrap_or_else(|| {
            self.wrong = self.wrong.or(Some(name));
            T::default()
        })
    }
}

/// What a row is read into: see [`row!`](crate::row).
pub trait FromRow: Sized {
    /// Takes the columns that it needs.
    fn from_row(columns: &mut Columns) -> Self;
}

/// What a column is read into.
pub trait Column: Default {
    /// Reads a value; a column that is missing is an error, and not NULL.
    fn read(value: serde_json::Value) -> Option<Self>;
}

impl Column for i64 {
    fn read(value: serde_json::Value) -> Option<Self> {
        value.as_i64()
    }
}
impl Column for u32 {
    fn read(value: serde_json::Value) -> Option<Self> {
        value.as_u64().and_then(|number| Self::try_from(number).ok())
    }
}
impl Column for String {
    fn read(value: serde_json::Value) -> Option<Self> {
        match value {
            serde_json::Value::String(text) => Some(text),
            _ => None,
        }
    }
}
impl<T: Column> Column for Option<T> {
    fn read(value: serde_json::Value) -> Option<Self> {
        if value.is_null() {
            Some(None)
        } else {
            T::read(value).map(Some)
        }
    }
}

/// Structs whose fields are a row's columns. By hand, since derived readers of JSON weigh several times as much, and every
/// function has a dozen kinds of rows.
#[macro_export]
macro_rules! row {
    ($($(#[$meta:meta])* $visibility:vis struct $name:ident { $($(#[$field_meta:meta])* $field_visibility:vis $field:ident: $type:ty),* $(,)? })*) => {
        $(
        $(#[$meta])*
        $visibility struct $name { $($(#[$field_meta])* $field_visibility $field: $type),* }
        impl $crate::FromRow for $name {
            fn from_row(columns: &mut $crate::Columns) -> Self {
                Self { $($field: columns.take(stringify!($field))),* }
            }
        }
        )*
    };
}

/// Takes the rows of the statements of a batch, in order.
pub(crate) struct Answers(std::vec::IntoIter<Rows>);

impl Answers {
    pub(crate) fn of(rows: Vec<Rows>) -> Self {
        Self(rows.into_iter())
    }

    pub(crate) fn next(&mut self) -> Result<Rows, StoreError> {
        self.0
            .next()
            .ok_or_else(|| StoreError::Decode("fewer answers than statements".to_owned()))
    }

    /// Without the answers of the first statements.
    pub(crate) fn skip(mut self, count: usize) -> Result<Self, StoreError> {
        for _ in 0..count {
            self.next()?;
        }
        Ok(self)
    }

    pub(crate) fn last(self) -> Result<Rows, StoreError> {
        self.0.last().ok_or_else(|| StoreError::Decode("no answer".to_owned()))
    }
}
