//! The terminal of a callback's address, remembered in the isolate for a minute: a warm callback costs one round trip.

use std::rc::Rc;

use domain::time::Timestamp;
use edge::{Problem, cache::Cache, settings};
use http::StatusCode;
use operations::terminal::Terminal;
use store::{Database, directory};
use worker::Env;

thread_local! {
    static TERMINALS: Cache<Rc<Terminal>> = Cache::new();
}

/// Finds the terminal, whatever its status: a disabled one still settles.
pub(crate) async fn find(
    database: &impl Database,
    env: &Env,
    acquirer: &str,
    org: &str,
    terminal: &str,
    now: Timestamp,
) -> Result<Rc<Terminal>, Problem> {
    let address = format!("{acquirer}/{org}/{terminal}");
    if let Some(known) = TERMINALS.with(|terminals| terminals.get(&address, now.ms())) {
        return Ok(known);
    }
    let unknown = || {
        Problem::new(
            StatusCode::NOT_FOUND,
            "terminal_unknown",
            "No terminal has this callback address.",
        )
    };
    if address.len() > 120 {
        return Err(unknown());
    }
    let row = directory::terminal(database, org, terminal, acquirer)
        .await?
        .ok_or_else(unknown)?;
    let opened = Rc::new(Terminal::open(&row, &settings::master_key(env)?).map_err(|error| Problem::internal(&error))?);
    TERMINALS.with(|terminals| terminals.put(&address, opened.clone(), now.ms()));
    Ok(opened)
}
