//! An amount as requests give it: `{"amount":"100.00","currency":"RUB"}`.

use domain::money::{Currency, Money, MoneyError};

use crate::{fields::Fields, payment_check::money_error};

/// Reads an amount of at least zero; nothing where the field is absent, or refused.
pub(crate) fn any(fields: &mut Fields<'_>, name: &str) -> Option<Money> {
    read(fields, name, Money::parse)
}

/// Reads an amount above zero.
pub(crate) fn positive(fields: &mut Fields<'_>, name: &str) -> Option<Money> {
    read(fields, name, Money::parse_positive)
}

fn read(fields: &mut Fields<'_>, name: &str, parse: fn(&str, Currency) -> Result<Money, MoneyError>) -> Option<Money> {
    let given = fields.get(name)?;
    let mut parts = match Fields::of(given, format!("{name}.")) {
        Ok(parts) => parts,
        Err(error) => {
            fields.refuse_part(vec![error]);
            return None;
        }
    };
    let (amount, code) = (parts.required_text("amount"), parts.required_text("currency"));
    let read = match parts.finish(()) {
        Ok(()) => Currency::parse(&code)
            .map_err(|error| money_error(&format!("{name}.currency"), error))
            .and_then(|currency| {
                parse(&amount, currency).map_err(|error| money_error(&format!("{name}.amount"), error))
            })
            .map_err(|error| vec![error]),
        Err(errors) => Err(errors),
    };
    read.map_err(|errors| fields.refuse_part(errors)).ok()
}
