//! A desk that sells: two manual systems, an offer, and a live twin of both.

use domain::money::{Currency, Money};
use operations::{
    Clock,
    clients::Details,
    manual::{
        Decided,
        confirm::{Decision, confirm},
        reject::reject,
    },
    orders::{self, ClientRef, NewTrip, OpenOrder, OpenOrderError, Opened, Source},
};

use crate::kit::{DAY_MS, Desk, run};

/// Organisation 1 has the manual systems `transfer` (roubles, 1 %) and `abroad` (dollars), the live `livecash`, offer 1 (test, all ways to
/// pay), 2 (live); organisation 2 has `transfer` too.
pub(crate) fn selling() -> Desk {
    let desk = Desk::open();
    for (org_id, terminal, mode, currency, percent) in [
        (1, "transfer", "test", "RUB", "1"),
        (1, "abroad", "test", "USD", "0"),
        (1, "livecash", "live", "RUB", "0"),
        (2, "transfer", "test", "RUB", "0"),
    ] {
        desk.execute(&format!(
            "INSERT INTO terminal (org_id, terminal_id, acquirer, mode, kind, name, operations, credentials, created_at_ms)
               VALUES ({org_id}, '{terminal}', 'manual', '{mode}', 'manual', 'By {terminal}', '[\"payment\",\"capture\",\"refund\"]', '', 0);
             INSERT INTO manual_system (org_id, terminal_id, commission_percent, fixed_fee_currency, income_currency, transaction_currency, currencies)
               VALUES ({org_id}, '{terminal}', '{percent}', '{currency}', '{currency}', '{currency}', '[\"{currency}\"]')"
        ));
    }
    for (org_id, offer, mode, systems) in [
        (1, 1, "test", r#"["main","transfer","abroad"]"#),
        (1, 2, "live", r#"["livecash"]"#),
        (2, 1, "test", r#"["transfer"]"#),
    ] {
        desk.execute(&format!(
            "INSERT INTO offer (org_id, offer_id, mode, token, title, price_minor, currency, systems, created_at_ms)
               VALUES ({org_id}, {offer}, '{mode}', 'offer-{org_id}-{offer}', 'A course', 100000, 'RUB', '{systems}', 0)"
        ));
    }
    desk
}

/// Who is known by these.
pub(crate) fn given(name: &str, email: &str) -> ClientRef {
    ClientRef::Given(details(name, email))
}

pub(crate) fn details(name: &str, email: &str) -> Details {
    let text = |text: &str| Some(text.to_owned()).filter(|text| !text.is_empty());
    Details {
        name: text(name),
        email: text(email),
        ..Details::default()
    }
}

/// A trip to a manual system, today.
pub(crate) fn by(terminal: &str) -> Option<NewTrip> {
    Some(NewTrip {
        terminal_id: terminal.to_owned(),
        ..NewTrip::default()
    })
}

/// An order of offer 1 of organisation 1, for 1000.00 RUB, recorded by a person.
pub(crate) fn order<'a>(desk: &Desk, key: &'a str, client: ClientRef, systems: &'a [String]) -> OpenOrder<'a> {
    OpenOrder {
        org_id: 1,
        mode: "test",
        actor: "person:1",
        request_key: key,
        asked: "",
        source: Source::Cabinet,
        client,
        language: "en",
        offer_id: Some(1),
        title: "A course",
        price: Money::parse("1000.00", Currency::parse("RUB").unwrap()).unwrap(),
        systems,
        email: None,
        phone: None,
        cart: "[]",
        merchant_order: None,
        description: None,
        expires_at_ms: desk.now().after_ms(DAY_MS).ms(),
        attempts_max: 5,
        success_url: None,
        trip: by("transfer"),
        confirm_days: 30,
        local_day: "2026-11-23",
        now: desk.now(),
    }
}

/// All ways to pay offer 1.
pub(crate) fn systems() -> Vec<String> {
    ["main", "transfer", "abroad"].map(str::to_owned).to_vec()
}

pub(crate) fn open(desk: &Desk, order: &OpenOrder<'_>) -> Result<Opened, OpenOrderError> {
    assert_eq!(order.local_day, desk.clock.local_day("Europe/Moscow", desk.now()));
    run(orders::open(&desk.database, &desk.chance, order))
}

/// Field and code of the first field that is not acceptable, or the refusal in words.
pub(crate) fn refusal(outcome: Result<Opened, OpenOrderError>) -> String {
    match outcome.unwrap_err() {
        OpenOrderError::Fields(errors) => format!("{} {}", errors[0].field, errors[0].code),
        error => error.to_string(),
    }
}

/// A manager decides payment `number` of organisation 1 as it was asked.
pub(crate) fn decided(desk: &Desk, number: i64, is_paid: bool) -> Decided {
    let (ports, now) = (desk.ports(), desk.now());
    let decision = Decision::default();
    let decided = if is_paid {
        run(confirm(ports, 1, Some("test"), number, &decision, "person:1", now))
    } else {
        run(reject(ports, 1, Some("test"), number, "no", "person:1", now))
    };
    decided.unwrap()
}
