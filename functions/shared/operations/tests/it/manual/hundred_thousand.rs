//! A hundred thousand due orders, and what they cost.

use super::desk::CASH;
use crate::kit::{DAY_MS, Desk, HOUR_MS};

/// Proves MAN-06: expired in bounded ticks. Prints what a thousand of them cost.
#[test]
fn a_hundred_thousand_due_orders_are_expired_in_bounded_ticks() {
    const COUNT: i64 = 100_000;
    let desk = Desk::open();
    desk.add_system(1, &CASH);
    desk.said_paid("cash");
    desk.copy_trips(COUNT);
    // As they are after 27 days.
    desk.execute("UPDATE manual_payment SET remind_at_ms = NULL");
    desk.clock.pass(30 * DAY_MS);
    let mut left = COUNT;
    let mut costs = Vec::new();
    while left > 0 {
        desk.database.take_work();
        desk.database.take_round_trips();
        let tick = desk.expire();
        let (work, round_trips) = (desk.database.take_work(), desk.database.take_round_trips());
        assert!((1..=25_000).contains(&tick.rejected), "{} in one tick", tick.rejected);
        assert!(round_trips <= 203, "{round_trips} round trips in one tick");
        assert!(tick.told.len() <= 10);
        left -= tick.rejected;
        let per_1000 = |count: i64| count * 1_000 / tick.rejected;
        let rows = i64::try_from(work.rows_written).unwrap();
        costs.push(per_1000(rows));
        println!(
            "{:>6} rejected, {left:>6} left: per 1,000 {:>4} round trips, {:>6} rows written, {:>8} steps, {} scanned",
            tick.rejected,
            per_1000(i64::try_from(round_trips).unwrap()),
            per_1000(rows),
            per_1000(work.steps),
            per_1000(work.scanned)
        );
        desk.clock.pass(HOUR_MS);
    }
    assert_eq!(costs.len(), 4, "ticks");
    assert!(
        costs.iter().all(|cost| cost.abs_diff(costs[0]) <= 20),
        "the last ones cost as much as the first: {costs:?}"
    );
    desk.assert_each_rejected_once(COUNT, COUNT);
}
