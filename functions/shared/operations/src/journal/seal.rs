//! What is new is sealed, every minute, and the head of each chain anchored outside the database. Two sealers at once keep one chain:
//! the second one's seals stand where the first one's do, and the database refuses them whole. A chain that does not go on from
//! its anchored head is not sealed any further, so that verification names the place where it was cut.

use domain::{
    journal::{JournalKeys, Seal},
    time::Timestamp,
};
use store::{
    Database, StoreError,
    journal::seal::{self, Due, Head, NewSeal, Unsealed},
};

use super::{Anchor, Anchors, JournalError, entry_at, place};

/// Organisations that one tick seals, at most: each takes some calls to the database and to the anchors, and the platform allows a
/// thousand.
const ORGANISATIONS_MAX: usize = 100;
/// Entries that one tick seals, at most, and of one organisation.
const ENTRIES_MAX: usize = 20_000;
const ORGANISATION_ENTRIES_MAX: usize = 2_000;
/// Entries sealed in one batch.
const PAGE: u32 = 500;
/// Pages of organisations looked through.
const PAGES_MAX: usize = 200;
/// A minute, in milliseconds.
const MINUTE_MS: i64 = 60_000;

/// What a tick did.
#[derive(Debug, Default)]
pub struct Sealed {
    /// Entries sealed.
    pub entries: usize,
    /// Organisations whose chain does not go on from its anchored head.
    pub broken: Vec<i64>,
    /// What failed first; the other organisations were sealed all the same.
    pub failed: Option<JournalError>,
}

/// Seals what is new in all journals. `now` is the wall clock.
pub async fn seal_due<D: Database, A: Anchors>(
    database: &D,
    anchors: &A,
    keys: &JournalKeys,
    now: Timestamp,
) -> Result<Sealed, JournalError> {
    let mut due = all_due(database).await?;
    // Where there are more than one tick seals, each tick begins elsewhere.
    let ticks = now.ms().checked_div(MINUTE_MS).unwrap_or_default().unsigned_abs();
    let begin = ticks
        .wrapping_mul(u64::try_from(ORGANISATIONS_MAX).unwrap_or(1))
        .checked_rem(u64::try_from(due.len()).unwrap_or(1));
    due.rotate_left(usize::try_from(begin.unwrap_or_default()).unwrap_or_default());
    let mut sealed = Sealed::default();
    for one in due.into_iter().take(ORGANISATIONS_MAX) {
        if sealed.entries >= ENTRIES_MAX {
            break;
        }
        match seal_one(database, anchors, keys, one, now).await {
            Ok(Some(entries)) => sealed.entries = sealed.entries.saturating_add(entries),
            Ok(None) => sealed.broken.push(one.org_id),
            Err(error) => sealed.failed = sealed.failed.or(Some(error)),
        }
    }
    Ok(sealed)
}

async fn all_due(database: &impl Database) -> Result<Vec<Due>, StoreError> {
    let (mut due, mut after) = (Vec::new(), Some(-1));
    for _ in 0..PAGES_MAX {
        let Some(from) = after else { break };
        let (page, next) = seal::due(database, from).await?;
        due.extend(page);
        after = next;
    }
    Ok(due)
}

/// Answers the entries sealed; none where the chain is cut.
async fn seal_one(
    database: &impl Database,
    anchors: &impl Anchors,
    keys: &JournalKeys,
    due: Due,
    now: Timestamp,
) -> Result<Option<usize>, JournalError> {
    let org_id = due.org_id;
    let anchor = Anchor::read(anchors, org_id).await?;
    let at = anchor.as_ref().map_or(0, |anchor| anchor.seq);
    let mut found = seal::unsealed(database, org_id, at, PAGE).await?;
    if anchor
        .as_ref()
        .is_some_and(|anchor| found.anchored_mac.as_ref() != Some(&anchor.mac))
    {
        return Ok(None);
    }
    let mut count = 0_usize;
    let mut head = found.head.clone();
    while !found.entries.is_empty() && count < ORGANISATION_ENTRIES_MAX {
        let seals = chain(keys, org_id, &found, now);
        match seal::seal(database, org_id, keys.current().id(), now.ms(), &seals).await {
            Ok(()) => count = count.saturating_add(seals.len()),
            // Another sealer was faster: it, or the next tick, goes on from there.
            Err(StoreError::Constraint(_)) => break,
            Err(error) => return Err(error.into()),
        }
        if let Some(last) = seals.into_iter().next_back() {
            head = Head {
                seq: last.seq,
                mac: last.mac,
            };
        }
        if found.entries.len() < PAGE as usize {
            break;
        }
        found = seal::unsealed(database, org_id, at, PAGE).await?;
    }
    if head.seq > at {
        let new = Anchor {
            seq: head.seq,
            mac: head.mac,
            at_ms: now.ms(),
        };
        new.write(anchors, org_id, anchor.as_ref(), day).await?;
    }
    if head.seq > due.anchored {
        seal::anchored(database, org_id, head.seq).await?;
    }
    Ok(Some(count))
}

/// The day of UTC.
fn day(ms: i64) -> String {
    Timestamp::from_ms(ms).rfc3339().chars().take(10).collect()
}

fn chain(keys: &JournalKeys, org_id: i64, found: &Unsealed, now: Timestamp) -> Vec<NewSeal> {
    let key = keys.current();
    let mut before = found.head.mac.clone();
    let seal = |row| {
        let origin_digest = place(row).map_or_else(String::new, |place| key.origin_digest(org_id, &place));
        let seal = Seal {
            before: &before,
            origin_digest: &origin_digest,
            sealed_at_ms: now.ms(),
        };
        let mac = key.seal(&entry_at(org_id, row, row.seq), &seal);
        before.clone_from(&mac);
        NewSeal {
            seq: row.seq,
            origin_digest,
            mac,
        }
    };
    found.entries.iter().map(seal).collect()
}
