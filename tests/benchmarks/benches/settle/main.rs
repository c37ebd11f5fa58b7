//! Settling callbacks and creating payments under load, on workerd without the dev proxy, beside the platform's limit (a
//! bare Rust worker) and a peer (TypeScript with Hono). `cargo bench -p benchmarks`; on a machine that does nothing else.
//!
//! Every request counts only if its answer is right, and at the end the books are checked. `-- WORD` runs only the contenders
//! with that word in their name, `ROUNDS=n` so many rounds (for profiling).

mod books;
mod cpu;
mod desk;
mod load;
mod report;
mod requests;

use std::ops::Range;

use anyhow::{Result, ensure};

use desk::{Bench, Side};
use load::{Expected, Load};
use report::Figures;

/// Connections, each with one request in flight.
const CONNECTIONS: usize = 16;
/// Requests of one contender in one round.
const ROUND: usize = 2_000;
/// Rounds that count; contenders take turns within each.
const ROUNDS: usize = 5;
/// Requests of one contender before the first round.
const WARM_UP: usize = 600;

fn main() -> Result<()> {
    // `cargo test --benches` only asks whether it starts.
    if std::env::args().any(|argument| argument == "--test") {
        return Ok(());
    }
    let rounds = std::env::var("ROUNDS").ok().and_then(|rounds| rounds.parse().ok());
    let rounds = rounds.unwrap_or(ROUNDS);
    let requests = WARM_UP + rounds * ROUND;
    let bench = &Bench::open(requests)?;
    let statements = store::settlement::STATEMENTS;
    println!("{}", report::machine());
    println!("{CONNECTIONS} connections, {rounds} rounds of {ROUND} requests each, medians");
    println!("settlement is one batch of {statements} statements");

    let bare = |name, count| Contender::new(name, Expected::ok("done"), move |_| bench.bare(count));
    let settles = |side: Side| {
        let settled = Expected::ok("\"outcome\":\"settled\"");
        Contender::new(side.name(), settled, move |range| bench.callbacks(side, range))
    };
    let creates = |side: Side| {
        let created = Expected::created("\"status\":\"created\"");
        Contender::new(side.name(), created, move |range| bench.creations(side, range))
    };
    let mut settling = vec![bare("bare, as many", statements), bare("bare, 1 statement", 1)];
    let mut creating = vec![bare("bare, 1 statement", 1)];
    settling.extend([Side::Peer, Side::Ours].map(settles));
    creating.extend([Side::Peer, Side::Ours].map(creates));
    report::table("settling a callback", &contest(bench, rounds, settling)?);
    report::table("creating a payment", &contest(bench, rounds, creating)?);

    for side in [Side::Peer, Side::Ours] {
        let asked = if is_wanted(side.name()) { requests } else { 0 };
        let made = books::check(bench, side)?;
        ensure!(made == asked, "{made} captures of {asked} by {}", side.name());
    }
    println!("\nbooks: every callback settled once, entries sum to zero, balances are their sums");
    Ok(())
}

fn is_wanted(contender: &str) -> bool {
    let words: Vec<String> = std::env::args()
        .skip(1)
        .filter(|argument| !argument.starts_with("--"))
        .collect();
    words.is_empty() || words.iter().any(|word| contender.contains(word))
}

/// Who takes part, what it is asked and what a right answer is.
struct Contender<'a> {
    name: &'static str,
    expected: Expected,
    prepare: Box<dyn Fn(Range<usize>) -> Result<Load> + 'a>,
}

impl<'a> Contender<'a> {
    fn new(name: &'static str, expected: Expected, prepare: impl Fn(Range<usize>) -> Result<Load> + 'a) -> Self {
        let prepare = Box::new(prepare);
        Self {
            name,
            expected,
            prepare,
        }
    }
}

/// All contenders in turn, `rounds` times after a warm-up.
fn contest(bench: &Bench, rounds: usize, mut contenders: Vec<Contender<'_>>) -> Result<Vec<Figures>> {
    contenders.retain(|contender| is_wanted(contender.name));
    let mut figures: Vec<Figures> = contenders
        .iter()
        .map(|contender| Figures::new(contender.name))
        .collect();
    for round in 0..=rounds {
        let range = match round {
            0 => 0..WARM_UP,
            _ => WARM_UP + (round - 1) * ROUND..WARM_UP + round * ROUND,
        };
        for (contender, figures) in contenders.iter().zip(&mut figures) {
            // Signed at the start of its round: a signature is good for five minutes.
            let load = (contender.prepare)(range.clone())?;
            let before = bench.cpu.read();
            let run = load.run(range.len(), CONNECTIONS, &contender.expected)?;
            // What runs after the answers is part of the cost.
            bench.settle_down();
            let cpu = bench.cpu.read().zip(before);
            let cpu = cpu.map(|(after, before)| after.saturating_sub(before));
            if round > 0 {
                figures.add(run, cpu);
            }
        }
    }
    Ok(figures)
}
