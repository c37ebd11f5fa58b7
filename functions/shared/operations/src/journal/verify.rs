//! The whole chain recomputed, from the first entry on: no stored value is believed. A long journal takes several calls, each going on
//! from what the one before has computed and signed.

use std::{iter::Peekable, slice::Iter};

use domain::{
    journal::{JournalKeys, Progress, origin_of},
    time::Timestamp,
};
use store::{
    Database,
    journal::{
        EntryRow,
        verify::{self, Rule, SealRow},
    },
};

pub use super::compare::What;
use super::{
    Anchor, Anchors, JournalError,
    compare::{Break, fits},
    place,
};

/// Before the first place there is.
const BEGINNING: i64 = -domain::money::MINOR_MAX;
/// A day, in milliseconds: an origin is known at most so long before the entry that names it.
const DAY_MS: i64 = 86_400_000;
/// For how long what is sealed may stand without an anchor, in milliseconds: ten ticks.
const UNANCHORED_MS: i64 = 600_000;
/// Rows read to explain a break.
const EXPLAINED_BY: u32 = 1_000;

/// How much one call does.
#[derive(Debug, Clone, Copy)]
pub struct Pace {
    /// Entries read at once.
    pub page: u32,
    /// Entries verified, at most (a page more or less).
    pub entries_max: i64,
}

impl Default for Pace {
    fn default() -> Self {
        Self {
            page: 1_000,
            entries_max: 20_000,
        }
    }
}

/// The first entry with which something is wrong.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Bad {
    /// Its place.
    pub seq: i64,
    /// What.
    pub what: What,
}

/// What a call has found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Verified {
    /// Entries sealed and verified, from the first on.
    pub sealed: i64,
    /// Entries not sealed yet, counted up to 100,001; counted by the last call.
    pub unsealed: i64,
    /// What is wrong first.
    pub first_bad: Option<Bad>,
    /// Entries whose origin has been erased by rule.
    pub erased_origins: i64,
    /// The head outside the database with which the chain was compared.
    pub anchor: Option<Anchor>,
    /// Where the next call goes on; none where all is verified, or something is wrong.
    pub next: Option<String>,
}

/// Who verifies what.
pub struct Verifier<'a, D, A> {
    /// The database.
    pub database: &'a D,
    /// Where heads are anchored.
    pub anchors: &'a A,
    /// The keys.
    pub keys: &'a JournalKeys,
    /// Now.
    pub now: Timestamp,
    /// How much a call does.
    pub pace: Pace,
}

/// How a page ended.
enum Step {
    /// There may be more.
    On,
    /// No seal follows.
    End,
    /// Something is wrong.
    Bad(Bad),
}

impl<D: Database, A: Anchors> Verifier<'_, D, A> {
    /// Verifies an organisation's journal (0: the platform's) from the beginning, or from where the call before came to.
    pub async fn verify(&self, org_id: i64, cursor: Option<&str>) -> Result<Verified, JournalError> {
        let fresh = Anchor::read(self.anchors, org_id).await?;
        let mut progress = self.progress(org_id, cursor, fresh.as_ref())?;
        let rule = verify::rule(self.database, org_id).await?;
        let enough = progress.seq.saturating_add(self.pace.entries_max);
        loop {
            match self.page(org_id, &mut progress, rule).await? {
                Step::On if progress.seq < enough => {}
                Step::On => return Ok(self.found(org_id, &progress, None, 0, true)),
                Step::End => return self.end(org_id, &progress, fresh.as_ref()).await,
                Step::Bad(bad) => return Ok(self.found(org_id, &progress, Some(bad), 0, false)),
            }
        }
    }

    fn progress(&self, org_id: i64, cursor: Option<&str>, fresh: Option<&Anchor>) -> Result<Progress, JournalError> {
        let key = self.keys.current();
        let mut progress = match cursor {
            None => Progress {
                begun_at_ms: self.now.ms(),
                ..Progress::default()
            },
            Some(cursor) => Progress::read(key, org_id, cursor, self.now.ms()).ok_or(JournalError::Cursor)?,
        };
        // A later head than the one that the run began with is as good, while it is still ahead.
        let ahead = |anchor: &&Anchor| anchor.seq > progress.seq && anchor.seq >= progress.anchor_seq;
        if let Some(anchor) = fresh.filter(ahead) {
            progress.anchor_seq = anchor.seq;
            progress.anchor_mac.clone_from(&anchor.mac);
            progress.anchor_at_ms = anchor.at_ms;
        }
        Ok(progress)
    }

    async fn page(&self, org_id: i64, progress: &mut Progress, rule: Rule) -> Result<Step, JournalError> {
        // From before the first place, so that a row that stands there is seen.
        let after = if progress.seq == 0 { BEGINNING } else { progress.seq };
        let (entries, seals) = verify::page(self.database, org_id, after, self.pace.page).await?;
        let mut rows = Rows {
            entries: entries.iter().peekable(),
            seals: seals.iter().peekable(),
        };
        for _ in 0..self.pace.page {
            let seq = progress.seq.saturating_add(1);
            let step = match rows.at(seq) {
                At::Both(entry, seal) => self.one(org_id, progress, rule, entry, seal),
                At::Before(seq) => Step::Bad(Bad {
                    seq,
                    what: What::Inserted,
                }),
                // No seal follows: what entries do are not sealed yet.
                At::Entry | At::Neither if rows.seals.peek().is_none() => return Ok(Step::End),
                At::Seal if rows.entries.peek().is_none() => Step::Bad(Bad {
                    seq,
                    what: What::Truncated,
                }),
                At::Neither | At::Entry | At::Seal => Step::Bad(Bad {
                    seq,
                    what: What::Missing,
                }),
            };
            match step {
                Step::On => {}
                Step::Bad(Bad {
                    seq,
                    what: What::Altered,
                }) => {
                    let what = self.explain(org_id, progress).await?;
                    return Ok(Step::Bad(Bad { seq, what }));
                }
                other => return Ok(other),
            }
        }
        Ok(Step::On)
    }

    /// One entry with its seal.
    fn one(&self, org_id: i64, progress: &mut Progress, rule: Rule, entry: &EntryRow, seal: &SealRow) -> Step {
        let seq = entry.seq;
        let bad = |what| Step::Bad(Bad { seq, what });
        if !fits(self.keys, org_id, entry, seq, seal, &progress.mac) {
            return bad(What::Altered);
        }
        match self.origin(org_id, rule, entry, seal) {
            Origin::Stands => {}
            Origin::Erased => progress.erased_origins = progress.erased_origins.saturating_add(1),
            Origin::Altered => return bad(What::OriginAltered),
        }
        if seq == progress.anchor_seq && !domain::token::same(&seal.mac, &progress.anchor_mac) {
            return bad(What::Truncated);
        }
        progress.seq = seq;
        // Equal to what was computed just now.
        progress.mac.clone_from(&seal.mac);
        Step::On
    }

    fn origin(&self, org_id: i64, rule: Rule, entry: &EntryRow, seal: &SealRow) -> Origin {
        let digest = |place| {
            let key = self.keys.of(&seal.key_id)?;
            Some(key.origin_digest(org_id, &place))
        };
        match place(entry) {
            Some(place) if digest(place).as_ref() == Some(&seal.origin_digest) => Origin::Stands,
            Some(_) => Origin::Altered,
            None if seal.origin_digest.is_empty() => Origin::Stands,
            None if origin_of(&entry.actor).is_some() && self.is_due(rule, entry.at_ms) => Origin::Erased,
            None => Origin::Altered,
        }
    }

    /// Whether the origin of an entry of this time may have been erased.
    fn is_due(&self, rule: Rule, at_ms: i64) -> bool {
        let by_rule = rule
            .personal_days
            .map(|days| self.now.ms().saturating_sub(days.saturating_mul(DAY_MS)));
        let until = by_rule.unwrap_or_default().max(rule.erased_until_ms);
        at_ms <= until.saturating_add(DAY_MS)
    }

    async fn explain(&self, org_id: i64, progress: &Progress) -> Result<What, JournalError> {
        let (entries, seals) = verify::page(self.database, org_id, progress.seq, EXPLAINED_BY).await?;
        let found = Break {
            keys: self.keys,
            org_id,
            seq: progress.seq.saturating_add(1),
            before: &progress.mac,
            entries: &entries,
            seals: &seals,
        };
        Ok(found.explain())
    }

    /// No seal follows: is this where the chain was known to end?
    async fn end(&self, org_id: i64, progress: &Progress, fresh: Option<&Anchor>) -> Result<Verified, JournalError> {
        let anchored = fresh.map_or(0, |anchor| anchor.seq);
        let (unsealed, sealed_at_ms) = verify::tail(self.database, org_id, progress.seq, anchored).await?;
        let late = |at_ms: i64| at_ms < self.now.ms().saturating_sub(UNANCHORED_MS);
        let bad = if progress.anchor_seq > progress.seq {
            Some((progress.seq, What::Truncated))
        } else if sealed_at_ms.is_some_and(late) {
            Some((anchored, What::Unanchored))
        } else {
            None
        };
        let bad = bad.map(|(before, what)| Bad {
            seq: before.saturating_add(1),
            what,
        });
        Ok(self.found(org_id, progress, bad, unsealed, false))
    }

    fn found(&self, org_id: i64, progress: &Progress, bad: Option<Bad>, unsealed: i64, more: bool) -> Verified {
        let anchor = Anchor {
            seq: progress.anchor_seq,
            mac: progress.anchor_mac.clone(),
            at_ms: progress.anchor_at_ms,
        };
        Verified {
            sealed: progress.seq,
            unsealed,
            first_bad: bad,
            erased_origins: progress.erased_origins,
            anchor: Some(anchor).filter(|anchor| !anchor.mac.is_empty()),
            next: more.then(|| progress.write(self.keys.current(), org_id)),
        }
    }
}

/// What became of the origin of an entry.
enum Origin {
    /// It stands as it was, or there never was one.
    Stands,
    /// It was erased by rule.
    Erased,
    /// It is another, or gone before its time.
    Altered,
}

/// Entries and seals, each in order.
struct Rows<'a> {
    entries: Peekable<Iter<'a, EntryRow>>,
    seals: Peekable<Iter<'a, SealRow>>,
}

/// What stands at a place.
enum At<'a> {
    Both(&'a EntryRow, &'a SealRow),
    Entry,
    Seal,
    Neither,
    /// A row stands where none can.
    Before(i64),
}

impl<'a> Rows<'a> {
    fn at(&mut self, seq: i64) -> At<'a> {
        let first = [
            self.entries.peek().map(|entry| entry.seq),
            self.seals.peek().map(|seal| seal.seq),
        ];
        if let Some(before) = first.into_iter().flatten().filter(|first| *first < seq).min() {
            return At::Before(before);
        }
        let entry = self.entries.next_if(|entry| entry.seq == seq);
        let seal = self.seals.next_if(|seal| seal.seq == seq);
        match (entry, seal) {
            (Some(entry), Some(seal)) => At::Both(entry, seal),
            (Some(_), None) => At::Entry,
            (None, Some(_)) => At::Seal,
            (None, None) => At::Neither,
        }
    }
}
