//! The money core under random sequences of what payers, banks and crons do. The test keeps the bank's own books beside the
//! desk's; after every step the two must agree, whatever went before. proptest prints the seed and the shortest sequence
//! that breaks an invariant.

mod bank;
mod invariants;
mod step;
mod world;

use proptest::prelude::*;

use self::{step::step, world::World};

/// As many as `PROPTEST_CASES` says: a nightly run has thousands, every run some.
fn cases() -> u32 {
    let cases = std::env::var("PROPTEST_CASES").ok();
    cases.and_then(|cases| cases.parse().ok()).unwrap_or(64)
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(cases()) })]

    /// Proves EDG-04, EDG-05, EDG-06: books balance after every operation, and in the end they are the bank's.
    #[test]
    fn the_books_agree_with_the_bank_after_every_step(steps in prop::collection::vec(step(), 1..50)) {
        let world = World::new();
        // Something to happen to from the start.
        world.create(0);
        for step in &steps {
            world.take(step);
            world.check();
        }
        world.finish();
        world.check();
    }
}
