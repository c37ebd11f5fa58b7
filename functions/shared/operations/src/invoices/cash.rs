//! An invoice is paid by hand: somebody has taken the money, by a manual system or in cash. A manual payment of it, opened and confirmed at
//! once, so that fees, ledger and postbacks are those of any other.

use domain::money::{Currency, Money};
use serde_json::Value;
use store::{
    Database, StoreError,
    change::By,
    invoices::{self as rows, Invoice},
    manual,
};

use super::{Actor, InvoiceError, is_open};
use crate::{
    Clock, Entropy, FieldError, Ports,
    fields::Fields,
    manual::{
        ManualError,
        confirm::{Decision, confirm},
        open::{Asked, NewTrip, checked, trip},
    },
};

/// How it was paid.
#[derive(Debug, Clone, Default)]
pub struct Cash {
    /// The manual system; by default cash.
    system: Option<String>,
    /// `YYYY-MM-DD`; by default today.
    paid_on: Option<String>,
    comment: String,
}

impl Cash {
    /// Reads a request; says of every field that has the wrong type.
    pub fn read(body: &Value) -> Result<Self, Vec<FieldError>> {
        let mut fields = Fields::of(body, "").map_err(|error| vec![error])?;
        let cash = Self {
            system: fields.text("system"),
            paid_on: fields.text("paid_on"),
            comment: fields.text("comment").unwrap_or_default(),
        };
        fields.finish(cash)
    }
}

/// What came of it.
#[derive(Debug)]
pub struct Paid {
    /// The invoice as it is now.
    pub invoice: Invoice,
    /// The event that merchants are to be told, if there are postbacks to send.
    pub event_id: Option<String>,
}

/// Takes an invoice for paid by hand; `today` is the organisation's day.
///
/// # Errors
/// [`InvoiceError::NotFound`], [`InvoiceError::Over`], [`InvoiceError::ManualOpen`], [`InvoiceError::Fields`] (`system`, `paid_on`,
/// `comment`), [`InvoiceError::OrganisationDisabled`].
pub async fn accept_cash<D: Database, H, C: Clock, E: Entropy>(
    ports: Ports<'_, D, H, C, E>,
    actor: Actor<'_>,
    invoice_id: i64,
    cash: &Cash,
    today: &str,
) -> Result<Paid, InvoiceError> {
    let invoice = payable(actor.find(ports.database, invoice_id).await?)?;
    let new = NewTrip {
        terminal_id: String::new(),
        paid_on: cash.paid_on.clone(),
        comment: cash.comment.clone(),
        receipt: None,
    };
    let said = checked(&new, today).map_err(InvoiceError::Fields)?;
    let terminal_id = match &cash.system {
        Some(system) => system.clone(),
        None => cash_system(ports.database, actor, &invoice).await?,
    };
    let found = manual::payable(ports.database, &invoice.token, &terminal_id, &said.paid_on).await?;
    let Some((payment, system, rates)) = found.filter(|(_, system, _)| system.status == "active") else {
        let detail = "no such manual system is in use";
        return Err(InvoiceError::field("system", "system_unavailable", detail));
    };
    let decode = |error: domain::money::MoneyError| StoreError::Decode(error.to_string());
    let currency = Currency::parse(&payment.currency).map_err(decode)?;
    let asked = Asked {
        org_id: actor.org_id,
        token: &invoice.token,
        price: Money::from_minor(payment.amount_minor, currency).map_err(decode)?,
        confirm_days: 1,
    };
    let new = NewTrip { terminal_id, ..new };
    let trip = trip(&asked, &system, &rates, &new, said, actor.actor, actor.now)?;
    if rows::by_hand(ports.database, &trip, &invoice.systems).await?.is_none() {
        // Paid, over, or called off meanwhile.
        payable(actor.find(ports.database, invoice_id).await?)?;
        let detail = "no such manual system is in use in this mode";
        return Err(InvoiceError::field("system", "system_unavailable", detail));
    }
    let decision = Decision::default();
    let decided = confirm(
        ports,
        actor.org_id,
        actor.mode,
        invoice.number,
        &decision,
        actor.actor,
        actor.now,
    )
    .await;
    let invoice = actor.find(ports.database, invoice_id).await?;
    match decided {
        Ok(decided) => Ok(Paid {
            invoice,
            event_id: decided.event_id,
        }),
        // A bank, or somebody else, was faster: the money that came is booked, and this is said to be none of it.
        Err(ManualError::AlreadyPaid | ManualError::Decided(_)) => Err(InvoiceError::Over(invoice.status)),
        Err(error) => Err(error.into()),
    }
}

/// The invoice, where it can be paid by hand now.
fn payable(invoice: Invoice) -> Result<Invoice, InvoiceError> {
    match invoice {
        over if !is_open(&over) => Err(InvoiceError::Over(over.status)),
        Invoice { manual_open: 1.., .. } => Err(InvoiceError::ManualOpen),
        Invoice { is_active: 0, .. } => Err(InvoiceError::OrganisationDisabled),
        open => Ok(open),
    }
}

/// The system for cash of the invoice's mode, which takes its currency. Where another terminal has the name `cash`, it is called by its mode
/// besides.
async fn cash_system(database: &impl Database, actor: Actor<'_>, invoice: &Invoice) -> Result<String, InvoiceError> {
    let (mode, currency) = (invoice.mode.as_str(), invoice.currency.as_str());
    let known = rows::cash_systems(database, actor.org_id).await?;
    let is_ours = |row: &&rows::CashRow| row.kind == "manual" && row.mode == mode;
    let by_mode = format!("cash-{mode}");
    let named = |id: &str| known.iter().find(|row| row.terminal_id == id);
    let found = named("cash")
        .filter(is_ours)
        .or_else(|| named(&by_mode).filter(is_ours));
    let id = match found {
        Some(found) => found.terminal_id.clone(),
        None if named("cash").is_none() => "cash".to_owned(),
        None => by_mode,
    };
    let takes = |row: &rows::CashRow| {
        row.currencies
            .as_deref()
            .is_some_and(|list| list.contains(&format!("{currency:?}")))
    };
    if !found.is_some_and(takes) {
        let by = By {
            org_id: actor.org_id,
            actor: actor.actor,
            now_ms: actor.now.ms(),
        };
        let name = if invoice.organisation_language == "ru" {
            "Наличные"
        } else {
            "Cash"
        };
        rows::make_cash(database, by, &id, mode, name, currency).await?;
    }
    Ok(id)
}
