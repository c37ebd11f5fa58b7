//! Limits as people set them.

mod request;

use serde_json::Value;
use store::{
    Database,
    limit_settings::{self, LIMITS_MAX, Place},
};

pub use request::LimitRequest;

use crate::change::{ChangeError, Changer, Difference, stored};

/// What a limit bounds, in the order in which the database keeps it: two amounts, then a sum and a number of a day, and of a month.
const BOUNDS: [&str; 6] = ["minimum", "maximum", "day_sum", "day_count", "month_sum", "month_count"];

fn place<'a>(request: &'a LimitRequest, set_by: &'a str) -> Place<'a> {
    Place {
        mode: &request.mode,
        scope: &request.scope,
        terminal_id: &request.terminal,
        currency: request.currency.code(),
        set_by,
    }
}

/// Sets a limit of `operator` or `organisation`, whole: a bound that is left out is none. One is no substitute for the other, both
/// hold.
pub async fn set(
    database: &impl Database,
    change: Changer<'_>,
    set_by: &str,
    request: &LimitRequest,
) -> Result<(), ChangeError> {
    let place = place(request, set_by);
    let found = limit_settings::find(database, change.org_id, place).await?;
    if found.has_terminal == 0 {
        let detail = "the organisation has no such terminal in this mode";
        return Err(ChangeError::field("terminal", "terminal_unknown", detail));
    }
    if found.snapshot.is_none() && found.count >= LIMITS_MAX {
        return Err(ChangeError::Conflict(
            "too_many_limits",
            "An organisation has at most 500 limits.",
        ));
    }
    let bounds = request.bounds()?;
    write(
        database,
        change,
        request,
        place,
        Some(bounds),
        found.snapshot.as_deref(),
        "limit_set",
    )
    .await
}

/// Deletes a limit; one that is not there is an error.
pub async fn delete(
    database: &impl Database,
    change: Changer<'_>,
    set_by: &str,
    request: &LimitRequest,
) -> Result<(), ChangeError> {
    let place = place(request, set_by);
    let found = limit_settings::find(database, change.org_id, place).await?;
    if found.snapshot.is_none() {
        return Err(ChangeError::NotFound("limit"));
    }
    write(
        database,
        change,
        request,
        place,
        None,
        found.snapshot.as_deref(),
        "limit_deleted",
    )
    .await
}

async fn write(
    database: &impl Database,
    change: Changer<'_>,
    request: &LimitRequest,
    place: Place<'_>,
    bounds: Option<limit_settings::Bounds>,
    snapshot: Option<&str>,
    action: &'static str,
) -> Result<(), ChangeError> {
    let before = snapshot.map(stored).unwrap_or_default();
    let before = BOUNDS
        .iter()
        .enumerate()
        .map(|(at, _)| before.get(at).and_then(Value::as_i64));
    let mut difference = Difference::default();
    for ((name, before), after) in BOUNDS.iter().zip(before).zip(bounds.unwrap_or_default()) {
        let told = |bound: Option<i64>| bound.map_or(Value::Null, |bound| request.told(name, bound));
        difference.value(name, told(before), told(after));
    }
    if difference.is_empty() {
        return Ok(());
    }
    let subject = format!("limit:{}:{}:{}", place.scope, place.terminal_id, place.currency);
    difference
        .new_value("mode", place.mode)
        .new_value("set_by", place.set_by);
    let entry = difference.entry(action, subject);
    limit_settings::set(database, change.by(), place, bounds, snapshot, &entry).await?;
    Ok(())
}
