//! The journal taken away as CSV, newest first.

use domain::{csv, time::Timestamp};
use store::{
    Database, StoreError,
    journal::list::{self, Filter, Line},
};

/// Rows at most.
pub const ROWS_MAX: usize = 50_000;
/// The most bytes: the answer is made whole in memory.
const BYTES_MAX: usize = 24 * 1024 * 1024;
/// Rows read at once.
const PAGE: u32 = 2_000;
/// Pages read, at most: a rare filter looks at a million entries.
const PAGES_MAX: usize = 200;

/// An export.
#[derive(Debug)]
pub struct Export {
    /// The text.
    pub csv: String,
    /// Whether it holds all that the filter finds.
    pub complete: bool,
}

/// Who did it: the kind, and which of them.
#[must_use]
pub fn actor(actor: &str) -> (&str, &str) {
    let who = actor.split('/').next().unwrap_or_default();
    who.split_once(':').unwrap_or((who, ""))
}

/// Writes the entries that a filter finds.
pub async fn export(database: &impl Database, org_id: i64, filter: &Filter) -> Result<Export, StoreError> {
    let mut csv = String::new();
    let head = [
        "seq", "at", "actor", "id", "name", "address", "agent", "action", "subject", "detail", "sealed",
    ];
    csv::line(&mut csv, head);
    let (mut rows, mut below) = (0_usize, None);
    for _ in 0..PAGES_MAX {
        let (lines, looked_to) = list::list(database, org_id, filter, below, PAGE).await?;
        let full = lines.len() >= PAGE as usize;
        let next = if full {
            lines.last().map(|line| line.seq)
        } else {
            looked_to
        };
        for line in lines {
            if rows >= ROWS_MAX || csv.len() >= BYTES_MAX {
                return Ok(Export { csv, complete: false });
            }
            push(&mut csv, &line);
            rows = rows.saturating_add(1);
        }
        let Some(next) = next else {
            return Ok(Export { csv, complete: true });
        };
        below = Some(next);
    }
    Ok(Export { csv, complete: false })
}

fn push(out: &mut String, line: &Line) {
    let (kind, id) = actor(&line.actor);
    let (seq, at) = (line.seq.to_string(), Timestamp::from_ms(line.at_ms).rfc3339());
    let or_empty = |text: &Option<String>| text.clone().unwrap_or_default();
    let (name, address, agent) = (or_empty(&line.name), or_empty(&line.address), or_empty(&line.agent));
    let sealed = if line.is_sealed == 1 { "yes" } else { "no" };
    let cells: [&str; 11] = [
        &seq,
        &at,
        kind,
        id,
        &name,
        &address,
        &agent,
        &line.action,
        &line.subject,
        &line.detail,
        sealed,
    ];
    csv::line(out, cells);
}
