//! One chain, whoever writes and seals at once, whatever dies halfway, whichever key seals.

use std::{cell::Cell, future::poll_fn, task::Poll};

use domain::journal::JournalKeys;
use futures_util::future::join_all;
use operations::journal::{
    JournalError,
    seal::seal_due,
    verify::{Pace, What},
};
use store::{Database, Rows, Statement, StoreError, journal::list, sessions::Origin, sqlite::Sqlite};

use super::kit::{Journals, NoAnchors, RENEWED};
use crate::kit::{DAY_MS, Lossy, MINUTE_MS, run};

/// A database to which everybody's turns come one after the other, as the seed says.
struct Turns<'a> {
    database: &'a Sqlite,
    seed: Cell<u64>,
}

impl Database for Turns<'_> {
    async fn batch(&self, statements: Vec<Statement>) -> Result<Vec<Rows>, StoreError> {
        let state = self.seed.get().wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
        self.seed.set(state);
        let mut waits = state >> 61;
        poll_fn(|context| {
            if waits == 0 {
                return Poll::Ready(());
            }
            waits -= 1;
            context.waker().wake_by_ref();
            Poll::Pending
        })
        .await;
        self.database.batch(statements).await
    }
}

/// Proves EDG-05 (writers and sealers at once keep one chain).
#[test]
fn fifty_writers_and_two_sealers_keep_one_chain() {
    for seed in 1..=8 {
        let journals = Journals::empty();
        let turns = Turns {
            database: &journals.desk.database,
            seed: Cell::new(seed),
        };
        let writer = async |index: i64| {
            let origin = Origin {
                id: format!("{index:016x}"),
                address: "203.0.113.7".to_owned(),
                agent: String::new(),
            };
            for _ in 0..4 {
                // One entry at the next place, in a batch of its own.
                let (actor, now_ms) = (format!("person:{index}/{}", origin.id), journals.desk.now().ms());
                let written = list::exported(&turns, 1 + index % 2, &actor, &origin, "{}", now_ms).await;
                written.unwrap();
            }
        };
        let sealer = async || {
            for _ in 0..30 {
                let sealed = seal_due(&turns, &journals.anchors, &journals.keys, journals.desk.now()).await;
                assert!(sealed.unwrap().failed.is_none());
            }
        };
        let all: Vec<std::pin::Pin<Box<dyn Future<Output = ()>>>> = (0..50)
            .map(|index| Box::pin(writer(index)) as std::pin::Pin<Box<dyn Future<Output = ()>>>)
            .chain([
                Box::pin(sealer()) as std::pin::Pin<Box<dyn Future<Output = ()>>>,
                Box::pin(sealer()),
            ])
            .collect();
        futures_executor::block_on(join_all(all));
        journals.tick();
        journals.tick();
        for org_id in [1, 2] {
            journals.assert_good(org_id);
            assert_eq!(journals.verify(org_id).unsealed, 0);
            assert!(journals.verify(org_id).sealed >= 100);
        }
    }
}

#[test]
fn a_tick_is_bounded_and_the_next_goes_on() {
    let journals = Journals::empty();
    journals.write(1, 4_500);
    assert_eq!(journals.tick().entries, 2_000);
    journals.assert_good(1);
    assert_eq!(journals.verify(1).unsealed, 2_500);
    assert_eq!(journals.tick().entries, 2_000);
    assert_eq!(journals.tick().entries, 500);
    assert_eq!(journals.tick().entries, 0);
    journals.assert_good(1);
}

/// The journal is not gone through to find what is new in it.
#[test]
fn finding_nothing_costs_the_same_however_long_the_journal() {
    let journals = Journals::empty();
    journals.write(1, 10);
    journals.tick();
    journals.desk.database.take_work();
    journals.tick();
    let short = journals.desk.database.take_work();
    journals.write(1, 4_000);
    for _ in 0..3 {
        journals.tick();
    }
    journals.desk.database.take_work();
    journals.tick();
    assert_eq!(journals.desk.database.take_work().steps, short.steps);
}

/// More organisations than a tick seals: each comes to its turn.
#[test]
fn every_organisation_has_its_turn() {
    let journals = Journals::empty();
    journals.desk.execute(
        "WITH RECURSIVE n(i) AS (SELECT 3 UNION ALL SELECT i + 1 FROM n WHERE i < 702)
         INSERT INTO organisation (org_id, slug, name, created_at_ms) SELECT i, 'org' || i, 'x', 0 FROM n;
         INSERT INTO journal SELECT org_id, 1, 1, 'system', 'made', 'organisation', '{}' FROM organisation",
    );
    for _ in 0..12 {
        journals.tick();
    }
    assert_eq!(journals.desk.number("SELECT count(*) FROM journal_seal"), 702);
    journals.assert_good(702);
}

/// Proves EDG-05 (a crash between commit and anchor is mended by the next tick).
#[test]
fn what_dies_halfway_is_mended_by_the_next_tick() {
    let journals = Journals::empty();
    journals.write(1, 5);
    let sealed = journals.seal(&journals.desk.database, &NoAnchors).unwrap();
    assert!(matches!(sealed.failed, Some(JournalError::Anchor(_))));
    assert_eq!(journals.verify(1).sealed, 5);
    assert!(journals.verify(1).anchor.is_none());
    journals.tick();
    assert_eq!(journals.verify(1).anchor.unwrap().seq, 5);
    // The connection is lost before the batch that reads what is due, or after it.
    for committed in [false, true] {
        journals.write(1, 5);
        let lossy = Lossy::once(&journals.desk.database, committed);
        assert!(journals.seal(&lossy, &journals.anchors).is_err());
        journals.tick();
        journals.assert_good(1);
    }
    assert_eq!(journals.verify(1).anchor.unwrap().seq, 15);
}

/// The first head of each day stays.
#[test]
fn heads_are_anchored_by_the_minute_and_by_the_day() {
    let journals = Journals::empty();
    let anchored = |key: &str| journals.anchors.0.borrow().get(key).cloned().unwrap_or_default();
    journals.write(1, 2);
    journals.tick();
    let first = anchored("journal:1");
    assert!(first.contains("\"seq\":2"), "{first}");
    assert_eq!(anchored("journal:1:2026-11-23"), first);
    journals.write(1, 2);
    journals.tick();
    assert!(anchored("journal:1").contains("\"seq\":4"));
    assert_eq!(anchored("journal:1:2026-11-23"), first);
    journals.desk.clock.pass(DAY_MS);
    journals.write(1, 1);
    journals.tick();
    assert_eq!(anchored("journal:1:2026-11-24"), anchored("journal:1"));
    assert_eq!(anchored("journal:2"), "");
}

/// Proves EDG-05 (a renewed key leaves the chain verifiable).
#[test]
fn a_renewed_key_seals_on() {
    let mut journals = Journals::sealed();
    journals.keys = JournalKeys::parse(RENEWED).unwrap();
    journals.write(1, 10);
    journals.tick();
    journals.assert_good(1);
    assert_eq!(
        journals.desk.text("SELECT group_concat(key_id || ':' || n) FROM (SELECT key_id, count(*) AS n FROM journal_seal WHERE org_id = 1 GROUP BY 1)"),
        "1:30,2:10"
    );
    // Without the old key nothing can be said of what it has sealed.
    journals.keys = JournalKeys::parse(RENEWED.split(',').next().unwrap()).unwrap();
    assert_eq!(journals.bad(1), Some((1, What::Altered)));
}

/// A verification of several calls goes on while entries are written and sealed.
#[test]
fn a_long_verification_goes_on_while_entries_are_sealed() {
    let journals = Journals::sealed();
    let pace = Pace {
        page: 5,
        entries_max: 10,
    };
    let mut cursor = None;
    for call in 0..20 {
        let found = run(journals.verifier(pace).verify(1, cursor.as_deref())).unwrap();
        assert_eq!(found.first_bad, None);
        if found.next.is_none() {
            assert_eq!((found.sealed, call), (50, 5));
            return;
        }
        cursor = found.next;
        if call < 2 {
            journals.write(1, 10);
            journals.tick();
        }
        journals.desk.clock.pass(MINUTE_MS);
    }
    panic!("it never ends");
}
