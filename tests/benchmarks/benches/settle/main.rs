//! Settling callbacks and creating payments under load, on workerd without the dev proxy, beside the platform's limit (a
//! bare Rust worker) and a peer (TypeScript with Hono). `cargo bench -p benchmarks`; on a machine that does nothing else.
//!
//! Every request counts only if its answer is right, and at the end the books are checked. `-- WORD` runs only the contenders
//! with that word in their name, `ROUNDS=n` so many rounds (for profiling).

mod books;
mod desk;
mod load;
mod report;
mod requests;

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
    let scale = std::env::var("ROUNDS")
        .ok()
        .and_then(|rounds| rounds.parse().ok())
        .unwrap_or(ROUNDS);
    let bench = Bench::open(WARM_UP + scale * ROUND)?;
    let statements = store::settlement::STATEMENTS;
    println!("{}", report::machine());
    println!(
        "{CONNECTIONS} connections, {scale} rounds of {ROUND} requests each, medians; settlement is {statements} statements in one batch"
    );

    let settling = contest(
        &bench,
        scale,
        &[
            ("bare", &|_| Ok((bench.bare(statements)?, Expected::ok("done")))),
            ("bare, 1 statement", &|_| Ok((bench.bare(1)?, Expected::ok("done")))),
            (Side::Peer.name(), &|range| {
                Ok((
                    bench.callbacks(Side::Peer, range)?,
                    Expected::ok("\"outcome\":\"settled\""),
                ))
            }),
            (Side::Ours.name(), &|range| {
                Ok((
                    bench.callbacks(Side::Ours, range)?,
                    Expected::ok("\"outcome\":\"settled\""),
                ))
            }),
        ],
    )?;
    report::table("settling a callback", &settling);
    let creating = contest(
        &bench,
        scale,
        &[
            ("bare, 1 statement", &|_| Ok((bench.bare(1)?, Expected::ok("done")))),
            (Side::Peer.name(), &|range| {
                Ok((
                    bench.creations(Side::Peer, range)?,
                    Expected::created("\"status\":\"created\""),
                ))
            }),
            (Side::Ours.name(), &|range| {
                Ok((
                    bench.creations(Side::Ours, range)?,
                    Expected::created("\"status\":\"created\""),
                ))
            }),
        ],
    )?;
    report::table("creating a payment", &creating);

    for side in [Side::Peer, Side::Ours] {
        let asked = if is_wanted(side.name()) {
            WARM_UP + scale * ROUND
        } else {
            0
        };
        let made = books::check(&bench, side)?;
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

type Prepare<'a> = &'a dyn Fn(std::ops::Range<usize>) -> Result<(Load, Expected)>;

/// All contenders in turn, `rounds` times after a warm-up.
fn contest(bench: &Bench, rounds: usize, contenders: &[(&'static str, Prepare<'_>)]) -> Result<Vec<Figures>> {
    let contenders: Vec<_> = contenders.iter().filter(|(name, _)| is_wanted(name)).collect();
    let mut figures: Vec<Figures> = contenders.iter().map(|(name, _)| Figures::new(name)).collect();
    for round in 0..=rounds {
        let range = if round == 0 {
            0..WARM_UP
        } else {
            WARM_UP + (round - 1) * ROUND..WARM_UP + round * ROUND
        };
        for ((_, prepare), figures) in contenders.iter().zip(&mut figures) {
            // Signed at the start of its round: a signature is good for five minutes.
            let (load, expected) = prepare(range.clone())?;
            let run = load.run(range.len(), CONNECTIONS, &expected)?;
            if round > 0 {
                figures.add(run);
            }
        }
        bench.settle_down();
    }
    Ok(figures)
}
