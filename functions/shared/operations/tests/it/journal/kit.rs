//! Two organisations with journals, an anchor store in memory, and a way round the triggers.

use std::{cell::RefCell, collections::BTreeMap};

use domain::journal::JournalKeys;
use operations::journal::{
    AnchorError, Anchors, JournalError,
    seal::{Sealed, seal_due},
    verify::{Bad, Pace, Verified, Verifier, What},
};
use store::{Database, sqlite::Sqlite};

use crate::kit::{Desk, MINUTE_MS, run};

/// Key 1 alone, and the ring in which key 2 has taken its place.
pub(super) const KEY: &str = "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=";
pub(super) const RENEWED: &str =
    "2:AQECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=,1:AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=";

#[derive(Default, Clone)]
pub(super) struct FakeAnchors(pub(super) RefCell<BTreeMap<String, String>>);

impl Anchors for FakeAnchors {
    async fn get(&self, key: &str) -> Result<Option<String>, AnchorError> {
        Ok(self.0.borrow().get(key).cloned())
    }

    async fn put(&self, key: &str, value: &str) -> Result<(), AnchorError> {
        self.0.borrow_mut().insert(key.to_owned(), value.to_owned());
        Ok(())
    }
}

/// A store of anchors that is down.
pub(super) struct NoAnchors;

impl Anchors for NoAnchors {
    async fn get(&self, _: &str) -> Result<Option<String>, AnchorError> {
        Ok(None)
    }

    async fn put(&self, _: &str, _: &str) -> Result<(), AnchorError> {
        Err(AnchorError("down".to_owned()))
    }
}

pub(super) struct Journals {
    pub(super) desk: Desk,
    pub(super) anchors: FakeAnchors,
    pub(super) keys: JournalKeys,
}

impl Journals {
    /// Nothing but the schema, and two organisations.
    pub(super) fn empty() -> Self {
        let desk = Desk::open();
        Self {
            desk,
            anchors: FakeAnchors::default(),
            keys: JournalKeys::parse(KEY).unwrap(),
        }
    }

    /// Thirty entries in each organisation and five of the platform, sealed in two ticks.
    pub(super) fn sealed() -> Self {
        let journals = Self::empty();
        for _ in 0..2 {
            journals.write(1, 15);
            journals.write(2, 15);
            journals.write(0, 3);
            journals.tick();
        }
        for org_id in 0..3 {
            journals.assert_good(org_id);
        }
        journals
    }

    /// Writes entries: every third from an origin that is known, one more from one that never was.
    pub(super) fn write(&self, org_id: i64, count: i64) {
        let now = self.desk.now().ms();
        self.desk.execute(&format!(
            "INSERT OR IGNORE INTO origin (org_id, origin, address, agent, at_ms) VALUES ({org_id}, '00000000000000a{org_id}', '203.0.113.7', 'till', {now});
             INSERT INTO journal (org_id, seq, at_ms, actor, action, subject, detail)
             WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < {count}),
               last(seq) AS (SELECT COALESCE(max(seq), 0) FROM journal WHERE org_id = {org_id})
             SELECT {org_id}, seq + i, {now} + i, CASE (seq + i) % 3 WHEN 0 THEN 'person:7/00000000000000a{org_id}' WHEN 1 THEN 'payer/00000000000000ff' ELSE 'system' END,
               'payment_created', 'payment:' || (seq + i), json_object('n', seq + i) FROM n, last"
        ));
    }

    pub(super) fn seal(&self, database: &impl Database, anchors: &impl Anchors) -> Result<Sealed, JournalError> {
        run(seal_due(database, anchors, &self.keys, self.desk.now()))
    }

    /// The next minute's tick.
    pub(super) fn tick(&self) -> Sealed {
        self.desk.clock.pass(MINUTE_MS);
        let sealed = self.seal(&self.desk.database, &self.anchors).unwrap();
        assert!(sealed.failed.is_none(), "{:?}", sealed.failed);
        sealed
    }

    pub(super) fn verifier(&self, pace: Pace) -> Verifier<'_, Sqlite, FakeAnchors> {
        Verifier {
            database: &self.desk.database,
            anchors: &self.anchors,
            keys: &self.keys,
            now: self.desk.now(),
            pace,
        }
    }

    /// In one call, and in many small ones: both say the same, but for what only the last one knows.
    pub(super) fn verify(&self, org_id: i64) -> Verified {
        let whole = run(self.verifier(Pace::default()).verify(org_id, None)).unwrap();
        assert!(whole.next.is_none());
        let pace = Pace {
            page: 4,
            entries_max: 6,
        };
        let mut cursor = None;
        for _ in 0..10_000 {
            let piece = run(self.verifier(pace).verify(org_id, cursor.as_deref())).unwrap();
            if piece.next.is_none() {
                assert_eq!(piece, whole);
                return whole;
            }
            assert!(piece.first_bad.is_none());
            cursor = piece.next;
        }
        panic!("verification never ends");
    }

    pub(super) fn assert_good(&self, org_id: i64) {
        let found = self.verify(org_id);
        assert_eq!(found.first_bad, None, "{found:?}");
        let count = |table: &str| {
            self.desk
                .number(&format!("SELECT count(*) FROM {table} WHERE org_id = {org_id}"))
        };
        assert_eq!(found.sealed, count("journal_seal"));
        assert_eq!(found.sealed + found.unsealed, count("journal"));
    }

    /// What verification finds first.
    pub(super) fn bad(&self, org_id: i64) -> Option<(i64, What)> {
        self.verify(org_id).first_bad.map(|Bad { seq, what }| (seq, what))
    }

    /// As whoever owns the database file does it: past the triggers.
    pub(super) fn tamper(&self, sql: &str) {
        for trigger in [
            "journal_immutable_update",
            "journal_immutable_delete",
            "journal_seal_immutable_update",
            "journal_seal_immutable_delete",
            "origin_immutable",
            "origin_kept",
        ] {
            self.desk.execute(&format!("DROP TRIGGER IF EXISTS {trigger}"));
        }
        self.desk.execute(sql);
    }
}
