//! What a price comes to by each of the ways to pay.

use domain::{
    manual::{self, System},
    money::{Currency, Money},
    rate::{Rates, Used},
};
use edge::Problem;
use store::{Database, rates, sales_pages::PageSystem};

/// What is to be transferred by a manual system.
#[derive(Debug)]
pub(crate) struct Transfer {
    /// How much; where the system does not take the price's currency, what the price comes to.
    pub(crate) amount: Money,
    /// The rate by which it was converted.
    pub(crate) rate: Option<Used>,
    /// The system does not take the price's currency, and no rate leads to one that it takes: how much it is, the shop says.
    pub(crate) open: Option<Currency>,
}

/// A way to pay with what the price comes to.
#[derive(Debug)]
pub(crate) struct Way<'a> {
    /// The system.
    pub(crate) system: &'a PageSystem,
    /// Of a manual one.
    pub(crate) transfer: Option<Transfer>,
}

/// The ways to pay a price, in minor units of a currency. Rates of the day are read where one of them needs some.
pub(crate) async fn ways<'a>(
    database: &impl Database,
    systems: Vec<&'a PageSystem>,
    (minor, currency): (i64, &str),
    day: &str,
) -> Result<Vec<Way<'a>>, Problem> {
    let price = price(minor, currency)?;
    let terms: Vec<_> = systems.into_iter().map(|system| (system, terms(system))).collect();
    let mut currencies = vec![currency];
    for terms in terms.iter().filter_map(|(_, terms)| terms.as_ref()) {
        if !terms.takes(price.currency()) {
            currencies.push(terms.transaction_currency.code());
        }
    }
    let mut known = Rates::none();
    if currencies.len() > 1 {
        let rows = database.batch(vec![rates::statement(&currencies, day)]).await?;
        known = rates::rates(rows.into_iter().next().unwrap_or_default())?;
    }
    let way = |(system, terms): (&'a PageSystem, Option<System>)| Way {
        system,
        transfer: terms.map(|terms| transfer(price, &terms, &known)),
    };
    Ok(terms.into_iter().map(way).collect())
}

/// A price as the database has it: minor units of a currency.
pub(crate) fn price(minor: i64, currency: &str) -> Result<Money, Problem> {
    let price = Currency::parse(currency).and_then(|currency| Money::from_minor(minor, currency));
    price.map_err(|error| Problem::internal(&error))
}

fn terms(system: &PageSystem) -> Option<System> {
    let currencies: Vec<String> = serde_json::from_str(system.currencies.as_deref()?).ok()?;
    System::read(
        system.commission_percent.as_deref()?,
        (system.fixed_fee_minor?, system.fixed_fee_currency.as_deref()?),
        system.income_currency.as_deref()?,
        system.transaction_currency.as_deref()?,
        &currencies,
    )
}

fn transfer(price: Money, system: &System, rates: &Rates) -> Transfer {
    // What cannot be computed is shown as it is asked; Pay then says what is wrong.
    let amount = manual::terms(price, system, rates).map_or(price, |terms| terms.paid);
    let converted = amount.currency() != price.currency();
    Transfer {
        amount,
        rate: converted
            .then(|| rates.leading(price.currency(), amount.currency()))
            .flatten(),
        open: (!system.takes(amount.currency())).then_some(system.transaction_currency),
    }
}
