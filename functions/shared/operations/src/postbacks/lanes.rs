//! Who is sent to next: a lane for each endpoint, one attempt at a time in each, so that an endpoint that hangs keeps one
//! connection busy and no more.

use std::collections::VecDeque;

use store::postbacks::claim::Claimed;

/// Connections open at once: the platform allows six.
pub(super) const CONNECTIONS_MAX: usize = 6;
/// Attempts that wait in a lane; what comes beyond is postponed.
const WAITING_MAX: usize = 48;
/// An attempt that takes longer, in milliseconds, makes its lane a slow one.
const SLOW_MS: i64 = 2_000;

#[derive(Debug)]
struct Lane {
    /// Organisation and endpoint.
    endpoint: (i64, i64),
    waiting: VecDeque<Claimed>,
    /// When the attempt that is under way began.
    sending_since_ms: Option<i64>,
}

impl Lane {
    fn is_slow(&self, now_ms: i64) -> bool {
        self.sending_since_ms
            .is_some_and(|since| now_ms.saturating_sub(since) > SLOW_MS)
    }
}

/// The lanes of one drain: few, so a list will do.
#[derive(Debug, Default)]
pub(super) struct Lanes(Vec<Lane>);

fn endpoint_of(claimed: &Claimed) -> (i64, i64) {
    (claimed.org_id, claimed.endpoint_id)
}

impl Lanes {
    /// Puts a claimed attempt into its lane.
    pub(super) fn push(&mut self, claimed: Claimed) {
        let endpoint = endpoint_of(&claimed);
        match self.0.iter_mut().find(|lane| lane.endpoint == endpoint) {
            Some(lane) => lane.waiting.push_back(claimed),
            None => self.0.push(Lane {
                endpoint,
                waiting: VecDeque::from([claimed]),
                sending_since_ms: None,
            }),
        }
    }

    /// The attempts that may begin now, and will have begun.
    pub(super) fn start(&mut self, now_ms: i64) -> Vec<Claimed> {
        let open = self.0.iter().filter(|lane| lane.sending_since_ms.is_some()).count();
        let free = self.0.iter_mut().filter(|lane| lane.sending_since_ms.is_none());
        let next = |lane: &mut Lane| {
            let claimed = lane.waiting.pop_front()?;
            lane.sending_since_ms = Some(now_ms);
            Some(claimed)
        };
        free.filter_map(next)
            .take(CONNECTIONS_MAX.saturating_sub(open))
            .collect()
    }

    /// An attempt is over: its lane is free again. Takes back what waited behind one that was slow.
    pub(super) fn end(&mut self, claimed: &Claimed, now_ms: i64) -> Vec<Claimed> {
        let stuck = self.give_up(now_ms, false);
        let endpoint = endpoint_of(claimed);
        for lane in self.0.iter_mut().filter(|lane| lane.endpoint == endpoint) {
            lane.sending_since_ms = None;
        }
        self.0
            .retain(|lane| lane.sending_since_ms.is_some() || !lane.waiting.is_empty());
        stuck
    }

    /// What waits in lanes that move.
    pub(super) fn ready(&self, now_ms: i64) -> usize {
        let moving = self.0.iter().filter(|lane| !lane.is_slow(now_ms));
        moving.fold(0, |sum: usize, lane| sum.saturating_add(lane.waiting.len()))
    }

    /// Endpoints that can take no more for now, as claims are told of them.
    pub(super) fn busy(&self, now_ms: i64) -> String {
        let full = |lane: &Lane| lane.is_slow(now_ms) || lane.waiting.len() >= WAITING_MAX;
        let busy = self.0.iter().filter(|lane| full(lane)).map(|lane| lane.endpoint);
        let names: Vec<String> = busy.map(|(org, endpoint)| format!("\"{org}:{endpoint}\"")).collect();
        format!("[{}]", names.join(","))
    }

    /// Takes back what waits behind an attempt that does not end, or all that waits.
    pub(super) fn give_up(&mut self, now_ms: i64, all: bool) -> Vec<Claimed> {
        let stuck = self.0.iter_mut().filter(|lane| all || lane.is_slow(now_ms));
        stuck.flat_map(|lane| lane.waiting.drain(..)).collect()
    }
}
