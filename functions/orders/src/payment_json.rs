//! A payment of an order as it is answered.

use domain::{
    manual::{Terms, terms},
    money::{Currency, Money},
    vocabulary::{Facts, MoneyState, manual},
};
use edge::payment_json::{amount, stored, time};
use serde::Serialize;
use serde_json::Value;
use store::orders::{
    Estimates,
    payment::{Manual, OrderPayment, PaidBy, Settled},
};

/// An amount.
#[derive(Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "openapi", schema(as = Amount))]
pub struct AmountJson {
    /// Decimal text; below zero only where fees are above what was paid.
    amount: String,
    /// ISO 4217 code.
    currency: String,
}

impl AmountJson {
    pub(crate) fn of(minor: i64, currency: &str) -> Self {
        Self {
            amount: amount(minor, currency),
            currency: currency.to_owned(),
        }
    }

    fn money(money: Money) -> Self {
        Self::of(money.minor(), money.currency().code())
    }
}

/// By which a payment is paid.
#[derive(Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "openapi", schema(as = PaidBy))]
pub struct PaidByJson {
    /// The terminal or manual system.
    id: String,
    /// What people call it.
    name: String,
    /// `manual` or `acquirer`.
    kind: &'static str,
}

impl PaidByJson {
    fn of(paid_by: &PaidBy) -> Self {
        Self {
            id: paid_by.terminal_id.clone(),
            name: paid_by.name.clone(),
            kind: if paid_by.kind == "manual" { "manual" } else { "acquirer" },
        }
    }
}

/// What a manual payment comes to.
#[derive(Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ManualTerms {
    /// What is paid, in a currency of the system.
    paid: AmountJson,
    /// What the system keeps by percent.
    commission: AmountJson,
    /// What it keeps besides: in the currency of what is paid or, where no rate leads there, in its own.
    fixed_fee: AmountJson,
    /// What reaches the account; empty where no rate leads to its currency.
    income: Option<AmountJson>,
    /// The rates by which it was computed: `[{"from","to","rate","day","source"}]`.
    #[cfg_attr(feature = "openapi", schema(value_type = Vec<Object>))]
    rates: Value,
}

impl ManualTerms {
    fn estimated(terms: &Terms) -> Self {
        let income = terms.income_minor;
        Self {
            paid: AmountJson::money(terms.paid),
            commission: AmountJson::money(terms.commission),
            fixed_fee: AmountJson::money(terms.fixed_fee_paid.unwrap_or(terms.fixed_fee)),
            income: income.map(|minor| AmountJson::of(minor, terms.income_currency.code())),
            rates: terms.rates_json(),
        }
    }

    fn settled(settled: &Settled) -> Self {
        let paid = |minor| AmountJson::of(minor, &settled.paid_currency);
        let fixed_fee = settled.fixed_fee_paid_minor.map(paid);
        let apart = || AmountJson::of(settled.fixed_fee_minor, &settled.fixed_fee_currency);
        let income = settled.income_minor;
        Self {
            paid: paid(settled.paid_minor),
            commission: paid(settled.commission_minor),
            fixed_fee: fixed_fee.unwrap_or_else(apart),
            income: income.map(|minor| AmountJson::of(minor, &settled.income_currency)),
            rates: stored(&settled.rates),
        }
    }
}

/// What a manager has confirmed.
#[derive(Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ManualFinal {
    /// The price, as corrected.
    price: AmountJson,
    /// When it was paid.
    paid_on: String,
}

/// What was said and decided of a payment by a manual system.
#[derive(Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "openapi", schema(as = ManualTrip))]
pub struct ManualJson {
    /// The trip, counted from 1.
    attempt: i64,
    /// `open`, `resolved` or `rejected`.
    state: String,
    /// The price as it was asked.
    price: AmountJson,
    /// When the payer says to have paid, `YYYY-MM-DD`.
    paid_on: String,
    /// What the payer says besides.
    comment: String,
    /// Whether the payer gave a receipt.
    has_receipt: bool,
    /// Since when it waits.
    opened_at: String,
    /// Until when it is to be confirmed.
    confirm_by: String,
    /// Why it was rejected: `manager` or `expired`.
    reason: Option<String>,
    /// Who has decided.
    decided_by: Option<String>,
    /// When.
    decided_at: Option<String>,
    /// What they said.
    decision_comment: String,
    /// What was confirmed.
    r#final: Option<ManualFinal>,
    /// What it will come to by the latest rates: only while it is open, and not in lists.
    estimate: Option<ManualTerms>,
    /// What it came to.
    settled: Option<ManualTerms>,
}

impl ManualJson {
    fn of(manual: &Manual, estimate: Option<ManualTerms>) -> Self {
        let settled = manual.settled.as_deref();
        let who = |actor: &String| actor.split('/').next().unwrap_or_default().to_owned();
        Self {
            attempt: manual.attempt,
            state: manual.state.clone(),
            price: AmountJson::of(manual.price_minor, &manual.price_currency),
            paid_on: manual.paid_on.clone(),
            comment: manual.comment.clone(),
            has_receipt: manual.receipt.is_some(),
            opened_at: time(manual.opened_at_ms),
            confirm_by: time(manual.confirm_by_ms),
            reason: manual.reason.clone(),
            decided_by: manual.decided_by.as_ref().map(who),
            decided_at: manual.decided_at_ms.map(time),
            decision_comment: manual.decision_comment.clone(),
            r#final: settled.map(|settled| ManualFinal {
                price: AmountJson::of(settled.final_price_minor, &settled.final_price_currency),
                paid_on: settled.final_paid_on.clone(),
            }),
            estimate,
            settled: settled.map(ManualTerms::settled),
        }
    }
}

/// A payment of an order.
#[derive(Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "openapi", schema(as = OrderPayment))]
pub struct OrderPaymentJson {
    /// The payment's number within the organisation.
    number: i64,
    /// Where the money is, as for every payment.
    money: String,
    /// `open`, `resolved`, `rejected` or `refunded`.
    status: &'static str,
    /// What is to be paid, or was.
    amount: AmountJson,
    /// By which it is paid, as far as that is known.
    system: Option<PaidByJson>,
    /// What was said and decided, where it was to be paid by a manual system.
    manual: Option<ManualJson>,
    /// When it was made.
    created_at: String,
}

impl OrderPaymentJson {
    pub(crate) fn of(payment: &OrderPayment, estimates: Option<&Estimates>) -> Self {
        let paid_by = payment.system.as_deref();
        let manual = payment.manual.as_deref();
        let estimate = manual.zip(paid_by).zip(estimates);
        let estimate = estimate.and_then(|((manual, paid_by), estimates)| estimated(manual, paid_by, estimates));
        Self {
            number: payment.number,
            status: status(&payment.money),
            money: payment.money.clone(),
            amount: AmountJson::of(payment.amount_minor, &payment.currency),
            system: paid_by.map(PaidByJson::of),
            manual: manual.map(|manual| ManualJson::of(manual, estimate)),
            created_at: time(payment.created_at_ms),
        }
    }
}

/// What an open trip comes to; empty where it is decided.
fn estimated(manual: &Manual, paid_by: &PaidBy, estimates: &Estimates) -> Option<ManualTerms> {
    let system = estimates
        .systems
        .iter()
        .find(|system| system.terminal_id == paid_by.terminal_id);
    let system = system.filter(|_| manual.state == "open")?.terms().ok()?;
    let price = Money::from_minor(manual.price_minor, Currency::parse(&manual.price_currency).ok()?).ok()?;
    terms(price, &system, &estimates.rates)
        .ok()
        .map(|terms| ManualTerms::estimated(&terms))
}

/// The word of a payment's status by its money.
fn status(money: &str) -> &'static str {
    MoneyState::parse(money).map_or("open", |money| manual::payment(&Facts::of(money)).name())
}

/// The money states of a status, a JSON array.
pub(crate) fn money_states(word: &str) -> String {
    let states = MoneyState::ALL.iter().map(|money| money.name());
    Value::from(states.filter(|money| status(money) == word).collect::<Vec<_>>()).to_string()
}
