//! The money core under random sequences of what payers, banks and crons do. The test keeps the bank's own books beside the
//! desk's; after every step the two must agree, whatever went before. proptest prints the seed and the shortest sequence
//! that breaks an invariant.

mod bank;
mod invariants;
mod step;
mod world;

use std::collections::BTreeSet;

use proptest::{prelude::*, strategy::ValueTree, test_runner::TestRunner};

use self::{
    step::{Step, step},
    world::World,
};

/// As many as `PROPTEST_CASES` says: a nightly run has thousands, every run some.
fn cases() -> u32 {
    let cases = std::env::var("PROPTEST_CASES").ok();
    cases.and_then(|cases| cases.parse().ok()).unwrap_or(24)
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(cases()) })]

    /// Proves EDG-04, EDG-05, EDG-06: books balance after every operation, and in the end they are the bank's.
    #[test]
    fn the_books_agree_with_the_bank_after_every_step(steps in prop::collection::vec(step(), 1..50)) {
        walk(&steps, World::check);
    }
}

fn walk(steps: &[Step], check: impl Fn(&World)) -> World {
    let world = World::new();
    // Something to happen to from the start.
    world.create(0);
    for step in steps {
        world.take(step);
        check(&world);
    }
    world.finish();
    world.check();
    world
}

/// What the walk rests on: it gets about. The same sequences every time.
#[test]
fn the_walk_comes_to_everything_that_can_happen() {
    let mut runner = TestRunner::deterministic();
    let steps = prop::collection::vec(step(), 40..50);
    let mut seen: BTreeSet<String> = BTreeSet::new();
    for _ in 0..150 {
        if EVERYTHING.iter().all(|thing| seen.contains(*thing)) {
            break;
        }
        let world = walk(&steps.new_tree(&mut runner).unwrap().current(), |_| {});
        let things: Vec<String> = serde_json::from_str(&world.desk.text(
            "SELECT json_group_array(COALESCE(thing, '')) FROM (SELECT 'callback ' || kind || ' ' || outcome AS thing FROM callback
               UNION SELECT iif(surplus = 1, 'surplus ', '') || origin || ' ' || kind || ' ' || state FROM operation UNION SELECT 'register ' || outcome FROM register_line
               UNION SELECT 'money ' || money FROM payment UNION SELECT 'told people ' || kind FROM notification UNION SELECT 'overrun' FROM payment WHERE overrun = 1
               UNION SELECT action FROM journal UNION SELECT 'part of a hold' FROM operation WHERE reason = 'rest_of_hold'
               UNION SELECT 'fee returned' FROM payment WHERE fee_returned_minor > 0 UNION SELECT 'asked again' FROM operation WHERE asked > 2)",
        ))
        .unwrap();
        seen.extend(things);
    }
    let missing: Vec<&str> = EVERYTHING.into_iter().filter(|thing| !seen.contains(*thing)).collect();
    assert!(missing.is_empty(), "never: {missing:?}, but: {seen:#?}");
}

const EVERYTHING: [&str; 52] = [
    "callback captured settled",
    "callback captured late",
    "callback captured surplus",
    "callback captured repeated",
    "callback captured mismatch",
    "callback captured unmatched",
    "callback authorised settled",
    "callback authorised surplus",
    "callback declined settled",
    "callback declined contradicted",
    "callback voided settled",
    "callback refunded settled",
    "callback refunded repeated",
    "callback refund_refused settled",
    "callback chargeback_opened settled",
    "callback chargeback_won settled",
    "callback chargeback_lost settled",
    "desk capture done",
    "desk capture refused",
    "desk void done",
    "desk void refused",
    "desk refund done",
    "desk refund refused",
    "bank refund done",
    "bank void done",
    "bank chargeback done",
    "bank chargeback reversed",
    "surplus bank capture done",
    "surplus bank authorise done",
    "surplus desk refund done",
    "surplus desk void done",
    "register matched",
    "register fee_differs",
    "register repeated",
    "register unknown",
    "money captured",
    "money refunded",
    "money partially_refunded",
    "money cancelled",
    "money expired",
    "told people dispute_opened",
    "told people beyond_bounds",
    "told people refund_refused",
    "told people callback_surplus",
    "told people callback_mismatch",
    "overrun",
    "payment_expired",
    "capture_unknown",
    "refund_unknown",
    "refund_sent",
    "part of a hold",
    "fee returned",
];
