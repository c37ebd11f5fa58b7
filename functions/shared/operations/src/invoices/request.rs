//! What is billed, as JSON says it, and checked field by field. All that is wrong is said at once.

use domain::{
    card,
    money::{Currency, Money},
    time::Timestamp,
};
use serde_json::Value;

use super::channels::{Channels, reached};
use crate::{
    CartItem, FieldError,
    change::judge_word,
    fields::Fields,
    orders::ClientRef,
    payment_check::{DESCRIPTION_MAX, ORDER_MAX, card_refused, check_cart, free_text, identifier, money_error},
    payment_request::cart,
};

/// How far ahead an invoice's time ends, in milliseconds: from five minutes to 366 days.
const EXPIRES_AHEAD_MS: std::ops::RangeInclusive<i64> = 5 * 60_000..=366 * 86_400_000;
/// Most systems among which a payer may choose.
const SYSTEMS_MAX: usize = 50;

/// What is billed.
#[derive(Debug, Clone)]
pub struct InvoiceRequest {
    pub(super) client: Option<ClientRef>,
    /// Decimal text, and the currency's code.
    amount: (String, String),
    pub(super) lines: Vec<CartItem>,
    pub(super) description: Option<String>,
    /// RFC 3339.
    expires_at: String,
    pub(super) systems: Vec<String>,
    pub(super) send: Channels,
    email: Option<String>,
    phone: Option<String>,
    pub(super) language: Option<String>,
    pub(super) order: Option<String>,
}

/// The same, found good.
#[derive(Debug)]
pub(super) struct Checked {
    pub(super) client: ClientRef,
    pub(super) price: Money,
    pub(super) expires_at_ms: i64,
    /// Normalised.
    pub(super) email: Option<String>,
    pub(super) phone: Option<String>,
}

impl InvoiceRequest {
    /// Reads a request; says of every field that has the wrong type.
    pub fn read(value: &Value) -> Result<Self, Vec<FieldError>> {
        let mut fields = Fields::of(value, "").map_err(|error| vec![error])?;
        let request = Self {
            client: ClientRef::read(&mut fields),
            amount: amount(&mut fields),
            lines: cart(&mut fields, "lines"),
            description: fields.text("description"),
            expires_at: fields.required_text("expires_at"),
            systems: fields.texts("systems").unwrap_or_default(),
            send: Channels::read(&mut fields, "send").unwrap_or_default(),
            email: fields.text("email"),
            phone: fields.text("phone"),
            language: fields.text("language"),
            order: fields.text("order"),
        };
        fields.finish(request)
    }

    /// What its key stands for besides what becomes the order's own.
    pub(super) fn asked(&self) -> String {
        let Channels { email, sms } = self.send;
        let language = self.language.as_deref().unwrap_or_default();
        format!("{:?} {email} {sms} {language}", self.systems)
    }

    /// Checks every field that can be judged without the database.
    pub(super) fn check(&self, now: Timestamp) -> Result<Checked, Vec<FieldError>> {
        let mut errors = Vec::new();
        let price = self.price(&mut errors);
        check_cart(&mut errors, "lines", &self.lines, price);
        self.check_texts(&mut errors);
        let expires_at_ms = self.expires_at_ms(now, &mut errors);
        let (email, phone) = reached(self.email.as_deref(), self.phone.as_deref(), &mut errors);
        if self.systems.len() > SYSTEMS_MAX {
            let detail = format!("at most {SYSTEMS_MAX} systems");
            errors.push(FieldError::new("systems", "too_many", detail));
        }
        match (&self.client, price) {
            (Some(client), Some(price)) if errors.is_empty() => Ok(Checked {
                client: client.clone(),
                price,
                expires_at_ms,
                email,
                phone,
            }),
            _ => Err(errors),
        }
    }

    fn price(&self, errors: &mut Vec<FieldError>) -> Option<Money> {
        let (amount, code) = &self.amount;
        let currency = Currency::parse(code).map_err(|error| errors.push(money_error("amount.currency", error)));
        let price = Money::parse_positive(amount, currency.ok()?);
        price
            .map_err(|error| errors.push(money_error("amount.amount", error)))
            .ok()
    }

    /// Texts of people, where no account belongs.
    fn check_texts(&self, errors: &mut Vec<FieldError>) {
        identifier(errors, "order", self.order.as_ref(), ORDER_MAX);
        free_text(errors, "description", self.description.as_deref(), DESCRIPTION_MAX);
        if self.description.as_deref().is_some_and(card::contains) {
            errors.push(card_refused("description"));
        }
        for (index, line) in self.lines.iter().enumerate() {
            if card::contains(&line.name) {
                errors.push(card_refused(&format!("lines[{index}].name")));
            }
        }
        if let Some(language) = &self.language {
            judge_word(errors, "language", language, &["en", "ru"]);
        }
    }

    fn expires_at_ms(&self, now: Timestamp, errors: &mut Vec<FieldError>) -> i64 {
        let Some(at) = Timestamp::parse_rfc3339(&self.expires_at) else {
            let detail = "a time as RFC 3339 writes it is expected, e.g. 2026-12-31T21:00:00Z";
            errors.push(FieldError::new("expires_at", "time_malformed", detail));
            return 0;
        };
        if !EXPIRES_AHEAD_MS.contains(&at.ms().saturating_sub(now.ms())) {
            let detail = "from five minutes to 366 days ahead";
            errors.push(FieldError::new("expires_at", "out_of_range", detail));
        }
        at.ms()
    }

    /// What the order is called in lists: the first line of the description, else the first thing billed, else an invoice.
    pub(super) fn title(&self, language: &str) -> String {
        let described = self.description.as_deref().and_then(|text| text.lines().next());
        let bought = self.lines.first().map(|line| line.name.as_str());
        let named = [described, bought]
            .into_iter()
            .flatten()
            .map(str::trim)
            .find(|text| !text.is_empty());
        let title = named.unwrap_or(if language == "ru" { "Счёт" } else { "Invoice" });
        title
            .chars()
            .filter(|letter| !letter.is_control())
            .take(TITLE_MAX)
            .collect()
    }
}

/// Longest title of an order, in characters.
const TITLE_MAX: usize = 120;

/// Reads `amount`: an object with amount and currency.
fn amount(fields: &mut Fields<'_>) -> (String, String) {
    let Some(given) = fields.get("amount") else {
        fields.refuse("amount", "required", "this field is required");
        return (String::new(), String::new());
    };
    let read = Fields::of(given, "amount.")
        .map_err(|error| vec![error])
        .and_then(|mut amount| {
            let read = (amount.required_text("amount"), amount.required_text("currency"));
            amount.finish(read)
        });
    read.unwrap_or_else(|errors| {
        fields.refuse_part(errors);
        (String::new(), String::new())
    })
}
