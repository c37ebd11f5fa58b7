//! What operators enter and what is fetched never mix, in whatever order and however they meet.

use std::collections::BTreeMap;

use domain::{money::Currency, rate::Rates};
use operations::rates::{EnterRequest, enter, fetch::fetch, source};
use proptest::prelude::*;
use serde_json::json;
use store::rates::{QuoteRow, leading};

use super::ecb;
use crate::kit::{Answer, Desk, Interleaved, all_at_once, run};

/// A day of November and a rate: what the source publishes, and what an operator enters at the same time.
#[derive(Debug, Clone)]
struct Step {
    published: (u8, u8),
    entered: (u8, u8),
}

fn step() -> impl Strategy<Value = Step> {
    let told = || (20_u8..24, 1_u8..4);
    (told(), told()).prop_map(|(published, entered)| Step { published, entered })
}

fn day(number: u8) -> String {
    format!("2026-11-{number}")
}

/// Both at once, statement by statement in turn.
fn meet(desk: &Desk, step: &Step) {
    let database = Interleaved(&desk.database);
    let (published, worth) = step.published;
    let document = ecb()
        .replace("2026-11-20", &day(published))
        .replace("'1.1551'", &format!("'{worth}'"));
    desk.network.will([Answer::Status(200, document)]);
    let (entered, rate) = step.entered;
    let body = json!({ "base": "EUR", "quote": "USD", "day": day(entered), "rate": rate.to_string() });
    let request = EnterRequest::read(&body, desk.now()).unwrap();
    let who = desk.operating(11);
    let fetching = async {
        let sources = source::read("ecb=https://ecb.example/").unwrap();
        let outcomes = fetch(&database, &desk.network, sources, desk.now()).await.unwrap();
        assert!(outcomes.iter().all(|outcome| outcome.changed.is_ok()), "{outcomes:?}");
    };
    let entering = async {
        let row = enter(&database, who.by(), &request).await.unwrap();
        assert_eq!((row.source.as_str(), row.rate), ("operator", rate.to_string()));
    };
    all_at_once(vec![Box::pin(fetching), Box::pin(entering)]);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(40))]

    /// Proves MAN-01 (an operator's entry and a fetched rate of the same day stand beside each other; the newest leads, and of a day
    /// the operator's).
    #[test]
    fn entered_and_fetched_rates_never_mix(steps in prop::collection::vec(step(), 1..12)) {
        let desk = Desk::open();
        desk.employ(11);
        // By day: what was published and what was entered last.
        let (mut published, mut entered) = (BTreeMap::new(), BTreeMap::new());
        for step in &steps {
            meet(&desk, step);
            published.insert(step.published.0, step.published.1);
            entered.insert(step.entered.0, step.entered.1);
            for (source, actor, expected) in [("ecb", "system", &published), ("operator", "operator:11", &entered)] {
                let rows = desk.text(&format!(
                    "SELECT json_group_object(substr(day, 9), rate) FROM rate WHERE base = 'EUR' AND quote = 'USD' AND source = '{source}' AND actor LIKE '{actor}%'"
                ));
                let expected: BTreeMap<String, String> = expected.iter().map(|(day, rate)| (day.to_string(), rate.to_string())).collect();
                prop_assert_eq!(serde_json::from_str::<BTreeMap<String, String>>(&rows).unwrap(), expected);
            }
        }
        prop_assert_eq!(
            desk.number("SELECT count(*) FROM rate WHERE (source = 'operator') <> (actor LIKE 'operator:%')"), 0
        );
        for today in 19..25 {
            let latest = |told: &BTreeMap<u8, u8>, source: &'static str| {
                told.range(..=today).next_back().map(|(day, rate)| (*day, source == "operator", *rate))
            };
            let expected = latest(&published, "ecb").max(latest(&entered, "operator"));
            let rows = run(leading(&desk.database, &["EUR", "USD"], &day(today))).unwrap();
            let rates = Rates::of(rows.into_iter().filter_map(QuoteRow::quote).collect());
            let used = rates.leading(Currency::parse("EUR").unwrap(), Currency::parse("USD").unwrap());
            let found = used.map(|used| (used.day, used.source == "operator", used.rate.to_string()));
            prop_assert_eq!(found, expected.map(|(number, is_operators, rate)| (day(number), is_operators, rate.to_string())));
        }
    }
}
