//! Terminals as an organisation manages them: made, changed, switched, copied.

use acquirers::Description;
use domain::sealed::KeyRing;
use serde_json::Value;
use store::{
    Database, StoreError,
    terminals::{self, Row, Terminal},
};

use super::{
    credentials_owner,
    request::{Checked, Credentials, TerminalRequest, judge_id},
};
use crate::{
    Entropy, FieldError,
    change::{ChangeError, Changer, Difference, hidden, judge_word, judged, stored},
};

/// What it takes to keep credentials.
#[derive(Clone, Copy)]
pub struct Vault<'a, E> {
    /// Seals them.
    pub key: &'a KeyRing,
    /// Chance.
    pub entropy: &'a E,
    /// Whether acquirers may stand at loopback addresses: local runs alone.
    pub loopback_allowed: bool,
}

impl<E: Entropy> Vault<'_, E> {
    fn seal(&self, org_id: i64, terminal_id: &str, credentials: &Credentials) -> Result<String, ChangeError> {
        let text = Value::Object(credentials.clone()).to_string();
        let owner = credentials_owner(org_id, terminal_id);
        Ok(self.key.seal(&owner, &text, self.entropy.bytes()?)?)
    }
}

/// Opens a terminal's credentials; none where there are none yet, or they open no more.
#[must_use]
pub fn credentials(key: &KeyRing, org_id: i64, row: &Row) -> Credentials {
    let opened = key.open(&credentials_owner(org_id, &row.terminal_id), &row.credentials);
    match opened.ok().as_deref().map(stored) {
        Some(Value::Object(parts)) => parts,
        _ => Credentials::new(),
    }
}

fn subject(terminal_id: &str) -> String {
    format!("terminal:{terminal_id}")
}

async fn find(database: &impl Database, org_id: i64, terminal_id: &str) -> Result<Row, ChangeError> {
    let found = terminals::one(database, org_id, terminal_id).await?;
    found.ok_or(ChangeError::NotFound("terminal"))
}

/// A terminal that can still be changed.
pub(super) async fn find_in_use(database: &impl Database, org_id: i64, terminal_id: &str) -> Result<Row, ChangeError> {
    let row = find(database, org_id, terminal_id).await?;
    if row.status == "archived" {
        return Err(ChangeError::Conflict(
            "terminal_archived",
            "An archived terminal stays as it is.",
        ));
    }
    Ok(row)
}

async fn insert<D: Database>(
    database: &D,
    change: Changer<'_>,
    new: &Terminal<'_>,
    difference: Difference,
    action: &'static str,
) -> Result<Row, ChangeError> {
    let entry = difference.entry(action, subject(new.terminal_id));
    match terminals::create(database, change.by(), new, &entry).await {
        Ok(true) => find(database, change.org_id, new.terminal_id).await,
        Ok(false) => Err(ChangeError::Conflict(
            "too_many_terminals",
            "An organisation has at most 200 terminals, archived ones among them.",
        )),
        Err(StoreError::Constraint(text)) if text.contains("terminal.terminal_id") => Err(ChangeError::Conflict(
            "terminal_taken",
            "The organisation has a terminal of this id.",
        )),
        Err(error) => Err(error.into()),
    }
}

/// Makes a terminal. It takes payments once an operator has set its fees.
pub async fn create<D: Database, E: Entropy>(
    database: &D,
    vault: Vault<'_, E>,
    change: Changer<'_>,
    request: &TerminalRequest,
) -> Result<Row, ChangeError> {
    let (acquirer, checked) = match (request.check_new(), request.check(None)) {
        (Ok(acquirer), Ok(checked)) => (acquirer, checked),
        (acquirer, checked) => {
            let errors = acquirer.err().into_iter().chain(checked.err());
            return Err(ChangeError::Fields(errors.flatten().collect()));
        }
    };
    let credentials = request.merge_credentials(acquirer, Credentials::new(), vault.loopback_allowed)?;
    let terminal_id = request.terminal.as_deref().unwrap_or_default();
    let sealed = vault.seal(change.org_id, terminal_id, &credentials)?;
    let mode = request.mode.as_deref().unwrap_or_default();
    let kind = request.kind.as_deref().unwrap_or("ecom");
    let new = of(&checked, terminal_id, acquirer.name, mode, kind, &sealed);
    insert(database, change, &new, made(&new, &credentials), "terminal_created").await
}

fn of<'a>(
    checked: &'a Checked,
    terminal_id: &'a str,
    acquirer: &'a str,
    mode: &'a str,
    kind: &'a str,
    credentials: &'a str,
) -> Terminal<'a> {
    Terminal {
        terminal_id,
        acquirer,
        mode,
        kind,
        name: &checked.name,
        description: &checked.description,
        stages: checked.stages,
        at_deadline: &checked.at_deadline,
        deadline_hours: checked.deadline_hours,
        operations: &checked.operations,
        credentials,
        fees_of: None,
    }
}

/// What the journal says of a new terminal.
fn made(new: &Terminal<'_>, credentials: &Credentials) -> Difference {
    let mut difference = Difference::default();
    for (name, value) in [
        ("acquirer", new.acquirer),
        ("mode", new.mode),
        ("kind", new.kind),
        ("name", new.name),
        ("description", new.description),
        ("at_deadline", new.at_deadline),
    ] {
        difference.new_value(name, value);
    }
    difference
        .new_value("stages", new.stages)
        .new_value("deadline_hours", new.deadline_hours)
        .new_value("operations", stored(new.operations))
        .new_value("credentials", hidden(credentials.keys().map(String::as_str)));
    difference
}

/// Changes a terminal: what the request leaves out stays as it is. Id, acquirer, mode and kind cannot be changed.
pub async fn change<D: Database, E: Entropy>(
    database: &D,
    vault: Vault<'_, E>,
    change: Changer<'_>,
    terminal_id: &str,
    request: &TerminalRequest,
) -> Result<Row, ChangeError> {
    let row = find_in_use(database, change.org_id, terminal_id).await?;
    let checked = request.check(Some(&row)).map_err(ChangeError::Fields)?;
    let mut difference = Difference::default();
    difference
        .value("name", row.name.as_str(), checked.name.as_str())
        .value("description", row.description.as_str(), checked.description.as_str())
        .value("stages", row.stages, checked.stages)
        .value("at_deadline", row.at_deadline.as_str(), checked.at_deadline.as_str())
        .value("deadline_hours", row.deadline_hours, checked.deadline_hours)
        .value("operations", stored(&row.operations), stored(&checked.operations));
    let sealed = if request.credentials.is_empty() {
        row.credentials.clone()
    } else {
        let acquirer = Description::of(&row.acquirer).ok_or(ChangeError::NotFound("acquirer"))?;
        let kept = credentials(vault.key, change.org_id, &row);
        let merged = request.merge_credentials(acquirer, kept, vault.loopback_allowed)?;
        difference.new_value("credentials", hidden(request.credentials.keys().map(String::as_str)));
        vault.seal(change.org_id, terminal_id, &merged)?
    };
    if difference.is_empty() {
        return Ok(row);
    }
    let new = of(&checked, terminal_id, &row.acquirer, &row.mode, &row.kind, &sealed);
    let entry = difference.entry("terminal_changed", subject(terminal_id));
    terminals::change(database, change.by(), &new, &row.snapshot, &entry).await?;
    find(database, change.org_id, terminal_id).await
}

/// Enables, disables or archives a terminal. No payer goes to a disabled one; an archived one stays so.
pub async fn switch<D: Database>(
    database: &D,
    change: Changer<'_>,
    terminal_id: &str,
    status: &str,
) -> Result<Row, ChangeError> {
    let mut errors = Vec::new();
    judge_word(&mut errors, "status", status, &["active", "disabled", "archived"]);
    judged(errors, ())?;
    let row = find(database, change.org_id, terminal_id).await?;
    if row.status == status {
        return Ok(row);
    }
    let row = find_in_use(database, change.org_id, terminal_id).await?;
    let mut difference = Difference::default();
    difference.value("status", row.status.as_str(), status);
    let action = match status {
        "active" => "terminal_enabled",
        "disabled" => "terminal_disabled",
        _ => "terminal_archived",
    };
    let entry = difference.entry(action, subject(terminal_id));
    terminals::switch(database, change.by(), terminal_id, status, &row.snapshot, &entry).await?;
    find(database, change.org_id, terminal_id).await
}

/// Makes another terminal with the settings, credentials and fees of one.
pub async fn copy<D: Database, E: Entropy>(
    database: &D,
    vault: Vault<'_, E>,
    change: Changer<'_>,
    terminal_id: &str,
    request: &TerminalRequest,
) -> Result<Row, ChangeError> {
    let row = find(database, change.org_id, terminal_id).await?;
    let mut errors: Vec<FieldError> = Vec::new();
    let new_id = request.terminal.as_deref().unwrap_or_default();
    judge_id(&mut errors, new_id);
    let named = TerminalRequest {
        name: Some(request.name.clone().unwrap_or_default()),
        ..TerminalRequest::default()
    };
    let checked = match named.check(Some(&row)) {
        Ok(checked) if errors.is_empty() => checked,
        other => {
            errors.extend(other.err().into_iter().flatten());
            return Err(ChangeError::Fields(errors));
        }
    };
    let credentials = credentials(vault.key, change.org_id, &row);
    let sealed = vault.seal(change.org_id, new_id, &credentials)?;
    let new = Terminal {
        fees_of: Some(terminal_id),
        ..of(&checked, new_id, &row.acquirer, &row.mode, &row.kind, &sealed)
    };
    let mut difference = made(&new, &credentials);
    difference
        .new_value("copy_of", terminal_id)
        .new_value("fees", stored(&row.fees));
    insert(database, change, &new, difference, "terminal_created").await
}
