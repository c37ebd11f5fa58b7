//! What has become of an entry that its seal does not fit: whether something else stands where it stood, and where it stands now.

use domain::journal::{JournalKeys, Seal};
use store::journal::{EntryRow, verify::SealRow};

use super::entry_at;

/// What is wrong with a journal at some entry.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum What {
    /// The entry or its seal is not what was sealed.
    Altered,
    /// The entry or its seal is gone, while later ones stand.
    Missing,
    /// Nobody sealed such an entry here.
    Inserted,
    /// What was sealed here stands elsewhere.
    Reordered,
    /// The end of the journal is gone, or is not the one that was anchored.
    Truncated,
    /// It was sealed a while ago, and its head never anchored.
    Unanchored,
    /// From where the entry was done is not what was sealed, or gone before its time.
    OriginAltered,
}

impl What {
    /// Its name in answers.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Altered => "altered",
            Self::Missing => "missing",
            Self::Inserted => "inserted",
            Self::Reordered => "reordered",
            Self::Truncated => "truncated",
            Self::Unanchored => "unanchored",
            Self::OriginAltered => "origin_altered",
        }
    }
}

/// Whether a seal is that of an entry at a place, after a seal with this mac.
pub(super) fn fits(keys: &JournalKeys, org_id: i64, entry: &EntryRow, seq: i64, seal: &SealRow, before: &str) -> bool {
    let covered = Seal {
        before,
        origin_digest: &seal.origin_digest,
        sealed_at_ms: seal.sealed_at_ms,
    };
    keys.of(&seal.key_id).is_some_and(|key| {
        let mac = key.seal(&entry_at(org_id, entry, seq), &covered);
        domain::token::same(&mac, &seal.mac)
    })
}

/// What follows the place at which a chain breaks.
pub(super) struct Break<'a> {
    pub(super) keys: &'a JournalKeys,
    pub(super) org_id: i64,
    /// The first place that does not fit.
    pub(super) seq: i64,
    /// The mac before it, verified.
    pub(super) before: &'a str,
    /// Entries and seals from that place on.
    pub(super) entries: &'a [EntryRow],
    pub(super) seals: &'a [SealRow],
}

impl Break<'_> {
    /// Says what has been done, as far as the rows that follow tell; what they do not explain is an alteration.
    pub(super) fn explain(&self) -> What {
        let (Some(here), Some(seal)) = (self.entries.first(), self.seals.first()) else {
            return What::Altered;
        };
        // What is where it belongs has not come from here, even if it is the same in all else.
        let mut others = self.entries.iter().skip(1).filter(|entry| !self.is_at_home(entry));
        let belongs =
            |entry: &EntryRow, seal: &SealRow| fits(self.keys, self.org_id, entry, self.seq, seal, self.before);
        let seal_of = |seq: i64| self.seals.iter().find(|seal| seal.seq == seq);
        // What was sealed here stands further down, alone or with its seal.
        let moved = others
            .find(|entry| belongs(entry, seal) || seal_of(entry.seq).is_some_and(|beside| belongs(entry, beside)));
        // What stands here was sealed further down; or here, and its seal stands further down.
        let stray = self.belongs_elsewhere(here) || self.seals.iter().skip(1).any(|seal| belongs(here, seal));
        match (moved, stray) {
            (Some(_), false) => What::Inserted,
            (Some(_), true) => What::Reordered,
            (None, true) if self.belongs_elsewhere(here) => What::Missing,
            (None, true) => What::Reordered,
            (None, false) => What::Altered,
        }
    }

    /// Seals that follow one another, in pairs.
    fn pairs(&self) -> impl Iterator<Item = (&SealRow, &SealRow)> {
        let pairs = self.seals.iter().zip(self.seals.iter().skip(1));
        pairs.filter(|(before, seal)| before.seq.checked_add(1) == Some(seal.seq))
    }

    fn fits(&self, entry: &EntryRow, seq: i64, seal: &SealRow, before: &str) -> bool {
        fits(self.keys, self.org_id, entry, seq, seal, before)
    }

    /// Whether an entry stands where its seal says.
    fn is_at_home(&self, entry: &EntryRow) -> bool {
        self.pairs()
            .any(|(before, seal)| seal.seq == entry.seq && self.fits(entry, seal.seq, seal, &before.mac))
    }

    /// Whether an entry is the one that another seal was made of: one that stands further down and has lost its own, or the one
    /// that stands here, moved up with it.
    fn belongs_elsewhere(&self, entry: &EntryRow) -> bool {
        let bereft = |seq: i64| {
            let there = self.entries.iter().find(|entry| entry.seq == seq);
            there.is_none_or(|there| !self.is_at_home(there))
        };
        let brought = |here: &SealRow| {
            self.seals.iter().skip(1).any(|before| {
                let next = before.seq.saturating_add(1);
                self.fits(entry, next, here, &before.mac) || self.fits(entry, before.seq, here, &before.mac)
            })
        };
        self.pairs()
            .any(|(before, seal)| self.fits(entry, seal.seq, seal, &before.mac) && bereft(seal.seq))
            || self.seals.first().is_some_and(brought)
    }
}
