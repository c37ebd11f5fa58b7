//! Fees of a terminal, which operators of the platform set.

use domain::{
    fee::{percent_millionths, percent_text},
    money::{Currency, Money},
};
use serde_json::{Value, json};
use store::{
    Database,
    terminals::{self, Fee, Row, fees_of},
};

use super::manage::find_in_use;
use crate::{
    FieldError,
    change::{ChangeError, Changer, Difference},
    fields::Fields,
};

/// Most fee lines of a terminal.
const LINES_MAX: usize = 50;

/// Fees as asked for, found good.
#[derive(Debug)]
pub struct FeesRequest {
    fees: Vec<Fee>,
    fee_returned: Option<bool>,
}

impl FeesRequest {
    /// Reads and checks all lines of a terminal.
    pub fn read(value: &Value) -> Result<Self, Vec<FieldError>> {
        let mut fields = Fields::of(value, "").map_err(|error| vec![error])?;
        let mut fees: Vec<Fee> = Vec::new();
        match fields.get("fees") {
            Some(Value::Array(lines)) if lines.len() <= LINES_MAX => {
                for (place, line) in lines.iter().enumerate() {
                    match read_line(line, format!("fees[{place}].")) {
                        Ok(fee) if fees.iter().any(|other| other.0 == fee.0) => {
                            fields.refuse(
                                &format!("fees[{place}].currency"),
                                "repeated",
                                "one line for each currency",
                            );
                        }
                        Ok(fee) => fees.push(fee),
                        Err(errors) => fields.refuse_part(errors),
                    }
                }
            }
            Some(_) => fields.refuse("fees", "wrong_type", "a list of at most 50 lines is expected"),
            None => fields.refuse("fees", "required", "this field is required"),
        }
        fees.sort();
        let fee_returned = fields.flag("fee_returned");
        fields.finish(Self { fees, fee_returned })
    }
}

fn read_line(line: &Value, prefix: String) -> Result<Fee, Vec<FieldError>> {
    let mut fields = Fields::of(line, prefix).map_err(|error| vec![error])?;
    let currency = fields.required_text("currency");
    let (service, bank) = (
        fields.required_text("service_percent"),
        fields.required_text("bank_percent"),
    );
    let minimum = fields.text("minimum").unwrap_or_else(|| "0".to_owned());
    let mut percent = |name: &str, text: &str| {
        let millionths = percent_millionths(text);
        if millionths.is_none() {
            fields.refuse(
                name,
                "percent_malformed",
                "0 to 100, a decimal text with at most six decimals",
            );
        }
        millionths.unwrap_or_default()
    };
    let (service, bank) = (percent("service_percent", &service), percent("bank_percent", &bank));
    if percent_millionths("100").is_none_or(|whole| service.saturating_add(bank) > whole) {
        fields.refuse("service_percent", "percent_too_high", "both parts come to at most 100");
    }
    let minimum_minor = match Currency::parse(&currency) {
        Err(_) => {
            fields.refuse("currency", "currency_unknown", "an ISO 4217 code is expected");
            0
        }
        Ok(currency) => match Money::parse(&minimum, currency) {
            Ok(money) => money.minor(),
            Err(error) => {
                fields.refuse("minimum", "amount_malformed", &error.to_string());
                0
            }
        },
    };
    fields.finish((currency, percent_text(service), percent_text(bank), minimum_minor))
}

/// The journal's word of fees: by currency, as people read them.
fn told(fees: &[Fee]) -> Value {
    let amount = |minor: i64, code: &str| {
        let money = Currency::parse(code).and_then(|currency| Money::from_minor(minor, currency));
        money.map_or_else(|_| minor.to_string(), |money| money.to_string())
    };
    let line = |(currency, service, bank, minimum): &Fee| {
        let line = json!({ "service_percent": service, "bank_percent": bank, "minimum": amount(*minimum, currency) });
        (currency.clone(), line)
    };
    Value::Object(fees.iter().map(line).collect())
}

/// Sets all fee lines of a terminal. A currency without a line is taken no more; what is captured from now on costs what they say.
pub async fn set_fees<D: Database>(
    database: &D,
    change: Changer<'_>,
    terminal_id: &str,
    request: &FeesRequest,
) -> Result<Row, ChangeError> {
    let row = find_in_use(database, change.org_id, terminal_id).await?;
    let before = fees_of(&row.fees);
    let returned = request.fee_returned.unwrap_or(row.fee_returned == 1);
    let mut difference = Difference::default();
    difference
        .value("fees", told(&before), told(&request.fees))
        .value("fee_returned", row.fee_returned == 1, returned);
    if difference.is_empty() {
        return Ok(row);
    }
    let entry = difference.entry("terminal_fees_set", format!("terminal:{terminal_id}"));
    terminals::set_fees(
        database,
        change.by(),
        terminal_id,
        &request.fees,
        returned,
        &row.snapshot,
        &entry,
    )
    .await?;
    find_in_use(database, change.org_id, terminal_id).await
}
