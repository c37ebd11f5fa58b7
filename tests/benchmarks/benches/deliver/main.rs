//! Postbacks on workerd: how fast a full outbox is drained, what that costs on D1, and what a merchant that hangs does to the
//! others. `cargo bench -p benchmarks --bench deliver`; on a machine that does nothing else. Every delivery is reconciled by id.

mod sink;

use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

use anyhow::{Context, Result, anyhow, ensure};
use runtime::{Options, Running, SqlStatement, seed::outbox};
use serde_json::{Value, json};

use sink::Sink;

const ORG: i64 = 1;
const FUNCTION: &str = "postback-dispatch";
/// Postbacks of one round of draining.
const DRAINED: usize = 10_000;
/// Events of one round beside a merchant that hangs, each for ten endpoints.
const EVENTS: usize = 200;
const ROUNDS: usize = 3;
/// Rounds beside a merchant that hangs, and as many without.
const TURNS: usize = 7;

#[expect(clippy::float_arithmetic, reason = "measurements, not money")]
fn main() -> Result<()> {
    // `cargo test --benches` only asks whether it starts.
    if std::env::args().any(|argument| argument == "--test") {
        return Ok(());
    }
    for endpoints in [1, 10] {
        let mut rates = Vec::new();
        for _ in 0..ROUNDS {
            let drained = drain(endpoints)?;
            println!(
                "{DRAINED} due at {endpoints:>2} endpoints: {:>5.0} deliveries/s, {:.1} D1 round trips per 100, {} ticks, {} came twice",
                drained.rate, drained.round_trips, drained.ticks, drained.twice
            );
            rates.push(drained.rate);
        }
        println!("  median {:.0} deliveries/s", median(rates));
    }
    // Side by side, in turns: the same load with ten healthy endpoints and with one of them hanging on every request.
    let mut nine = Nine::open()?;
    nine.delay(false)?;
    let mut ratios = Vec::new();
    for turn in 1..=TURNS {
        let (healthy, hanging) = (nine.delay(false)?, nine.delay(true)?);
        println!(
            "turn {turn}: the nine wait {healthy:.1} ms with ten healthy, {hanging:.1} ms with one that hangs (medians)"
        );
        ratios.push(hanging / healthy);
    }
    println!(
        "  the nine's median delay with one that hangs: {:.2} of that without (median of the turns)",
        median(ratios)
    );
    Ok(())
}

struct Drained {
    rate: f64,
    round_trips: f64,
    ticks: usize,
    twice: usize,
}

/// An installation of its own, so that each round begins alike.
fn open(sinks: &[Sink]) -> Result<Running> {
    let desk = runtime::start(&Options::default())?;
    let addresses: Vec<String> = sinks.iter().map(Sink::url).collect();
    let secret = desk.credential("/postback/standard_secret")?;
    desk.sql("DB", &outbox::endpoints(ORG, &addresses, secret, desk.secrets())?)?;
    // Warm: every statement has been prepared once.
    desk.sql("DB", &outbox::events(ORG, 1_000_000, 1, now_ms()))?;
    desk.cron(FUNCTION, None)?;
    sinks.iter().for_each(Sink::forget);
    Ok(desk)
}

#[expect(
    clippy::cast_precision_loss,
    clippy::float_arithmetic,
    reason = "measurements, not money"
)]
fn drain(endpoints: usize) -> Result<Drained> {
    let sinks: Vec<Sink> = (0..endpoints).map(|_| Sink::open(false)).collect::<Result<_>>()?;
    let desk = open(&sinks)?;
    desk.sql("DB", &outbox::events(ORG, 1, DRAINED / endpoints, now_ms()))?;
    let since = desk.logs(0)?.last().map_or(0, |line| line.seq);
    let began = Instant::now();
    let mut ticks = 0;
    while undelivered(&desk)? > 0 {
        desk.cron(FUNCTION, None)?;
        ticks += 1;
        ensure!(ticks < 100, "the outbox is not drained");
    }
    let seconds = began.elapsed().as_secs_f64();
    let mut received = 0;
    for sink in &sinks {
        let ids = sink.ids();
        ensure!(
            ids.len() == DRAINED / endpoints,
            "{} of {} arrived",
            ids.len(),
            DRAINED / endpoints
        );
        received += sink.count();
    }
    let trips: i64 = desk
        .logs(since)?
        .iter()
        .filter_map(|line| round_trips(&line.text))
        .sum();
    Ok(Drained {
        rate: DRAINED as f64 / seconds,
        round_trips: trips as f64 * 100.0 / DRAINED as f64,
        ticks,
        twice: received - DRAINED,
    })
}

/// What a call of the dispatcher cost, by its log.
fn round_trips(line: &str) -> Option<i64> {
    let line: Value = serde_json::from_str(line).ok()?;
    line.get("d1_round_trips")?.as_i64()
}

/// Nine healthy endpoints, and a tenth that is healthy or hangs.
struct Nine {
    desk: Running,
    sinks: Vec<Sink>,
    hangs: Sink,
    next: usize,
}

impl Nine {
    fn open() -> Result<Self> {
        let sinks: Vec<Sink> = (0..10).map(|_| Sink::open(false)).collect::<Result<_>>()?;
        Ok(Self {
            desk: open(&sinks)?,
            sinks,
            hangs: Sink::open(true)?,
            next: 1,
        })
    }

    /// The median time from the tick's start to the arrival of a postback at the nine, in milliseconds.
    #[expect(clippy::float_arithmetic, reason = "measurements, not money")]
    fn delay(&mut self, hangs: bool) -> Result<f64> {
        let (desk, tenth) = (&self.desk, self.sinks.last().context("ten sinks")?);
        let address = if hangs { &self.hangs } else { tenth }.url();
        // As if nothing had been sent before.
        let anew = ["DELETE FROM postback_attempt", "DELETE FROM postback"].map(|sql| SqlStatement::new(sql, []));
        desk.sql("DB", &anew)?;
        let well = "UPDATE endpoint SET breaker = 'closed', breaker_until_ms = NULL, breaker_opened = 0, window_from_ms = NULL, failing_since_ms = NULL,
            failed_at_ms = NULL, holding = 0, address = iif(endpoint_id = 10, ?1, address)";
        desk.sql("DB", &[SqlStatement::new(well, [json!(address)])])?;
        desk.sql("DB", &outbox::events(ORG, self.next, EVENTS, now_ms()))?;
        self.next += EVENTS;
        self.sinks.iter().for_each(Sink::forget);
        let nine = self.sinks.get(..9).context("nine sinks")?;
        let began = Instant::now();
        std::thread::scope(|scope| {
            let tick = scope.spawn(|| desk.cron(FUNCTION, None));
            while nine.iter().any(|sink| sink.count() < EVENTS) {
                ensure!(began.elapsed() < Duration::from_secs(60), "the nine are not told");
                std::thread::sleep(Duration::from_millis(5));
            }
            tick.join().map_err(|_| anyhow!("the tick's thread died"))??;
            let mut delays: Vec<f64> = Vec::new();
            for sink in nine {
                let arrivals = sink.arrivals();
                delays.extend(
                    arrivals
                        .iter()
                        .map(|at| at.duration_since(began).as_secs_f64() * 1_000.0),
                );
            }
            Ok(median(delays))
        })
    }
}

fn undelivered(desk: &Running) -> Result<i64> {
    let rows = desk.rows(
        "DB",
        "SELECT count(*) AS n FROM postback WHERE state <> 'delivered'",
        [],
    )?;
    rows.first().and_then(|row| row.get("n")?.as_i64()).context("a count")
}

fn median(mut values: Vec<f64>) -> f64 {
    values.sort_by(f64::total_cmp);
    values.get(values.len() / 2).copied().unwrap_or(f64::NAN)
}

fn now_ms() -> i64 {
    let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    i64::try_from(since.as_millis()).unwrap_or_default()
}
