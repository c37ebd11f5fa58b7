//! A tick of the cron: what was held and may go is given back, and what is due is drained; by this call alone where it is little,
//! by calls of the function to itself where it is much. Ticks may overlap, be missed or come twice: claims keep them apart.

use acquirers::HttpClient;
use domain::{time::Timestamp, token};
use futures_util::future::join_all;
use store::{Database, postbacks::queue};

use super::{DispatchError, Settings, drain};
use crate::{Clock, Entropy, Ports, mailer::Mailer};

/// Calls that a tick makes at most. The platform allows 32 invocations in a chain, the tick's own among them.
pub const SHARDS_MAX: usize = 31;
/// Due postbacks for which one more call is worth its while.
const PER_SHARD: usize = 100;

/// Calls of the function to itself, one level deep: what is called drains, and calls nobody.
#[expect(
    async_fn_in_trait,
    reason = "functions are single-threaded: no caller needs the future to be Send"
)]
pub trait Fanout {
    /// Has a call of its own drain what is due, as part of this run.
    async fn drain(&self, due: Timestamp, run: &str) -> Result<(), DispatchError>;
}

/// Sends everything due by `due`.
pub async fn tick<D: Database, H: HttpClient, C: Clock, E: Entropy, M: Mailer>(
    ports: Ports<'_, D, H, C, E>,
    settings: &Settings<'_, M>,
    fanout: &impl Fanout,
    due: Timestamp,
) -> Result<(), DispatchError> {
    let run = token::opaque(ports.entropy.bytes()?);
    let count_max = u32::try_from(SHARDS_MAX.saturating_mul(PER_SHARD)).unwrap_or(u32::MAX);
    let count = queue::release(ports.database, due.ms(), count_max).await?;
    let shards = count.div_ceil(PER_SHARD).min(SHARDS_MAX);
    if shards == 0 {
        return Ok(());
    }
    if shards == 1 {
        return drain(ports, settings, due, &run).await.map(drop);
    }
    let calls = (0..shards).map(|_| fanout.drain(due, &run));
    join_all(calls).await.into_iter().collect()
}
