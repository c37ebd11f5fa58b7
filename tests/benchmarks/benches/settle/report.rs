//! Figures and how they are shown.

use std::time::Duration;

use crate::load::Run;

/// One contender's rounds.
pub(crate) struct Figures {
    name: &'static str,
    /// Requests per second, p50 and p95 in milliseconds, processor milliseconds of workerd per request, of each round.
    rounds: Vec<[f64; 4]>,
}

#[expect(
    clippy::cast_precision_loss,
    clippy::float_arithmetic,
    reason = "measurements, not money"
)]
impl Figures {
    pub(crate) fn new(name: &'static str) -> Self {
        Self {
            name,
            rounds: Vec::new(),
        }
    }

    pub(crate) fn add(&mut self, mut run: Run, cpu: Option<Duration>) {
        run.latencies.sort_unstable();
        let at = |percent: usize| {
            let index = run.latencies.len() * percent / 100;
            run.latencies
                .get(index)
                .map_or(0.0, |latency| latency.as_secs_f64() * 1_000.0)
        };
        let rate = run.latencies.len() as f64 / run.took.max(Duration::from_micros(1)).as_secs_f64();
        let cpu = cpu.map_or(f64::NAN, |cpu| cpu.as_secs_f64() * 1_000.0 / run.latencies.len() as f64);
        self.rounds.push([rate, at(50), at(95), cpu]);
    }

    fn median(&self, column: usize) -> f64 {
        median(
            self.rounds
                .iter()
                .filter_map(|round| round.get(column).copied())
                .collect(),
        )
    }

    /// How fast this one is beside another: the median of the rounds' own ratios, so that a slow minute hits both.
    fn ratio(&self, other: &Self) -> f64 {
        median(
            self.rounds
                .iter()
                .zip(&other.rounds)
                .map(|([ours, ..], [theirs, ..])| ours / theirs)
                .collect(),
        )
    }
}

fn median(mut values: Vec<f64>) -> f64 {
    values.sort_by(f64::total_cmp);
    values.get(values.len() / 2).copied().unwrap_or(f64::NAN)
}

/// Prints the contenders, the last of whom is us.
pub(crate) fn table(title: &str, figures: &[Figures]) {
    println!(
        "\n{title:<24} {:>10} {:>9} {:>9} {:>9}   {:>12}",
        "requests/s", "p50 ms", "p95 ms", "CPU ms", "we reach"
    );
    let Some((ours, others)) = figures.split_last() else {
        return;
    };
    for each in others {
        row(each, &format!("{:.2} of it", ours.ratio(each)));
    }
    row(ours, "");
}

fn row(figures: &Figures, ratio: &str) {
    let [rate, p50, p95, cpu] = [0, 1, 2, 3].map(|column| figures.median(column));
    println!(
        "{:<24} {rate:>10.0} {p50:>9.1} {p95:>9.1} {cpu:>9.2}   {ratio:>12}",
        figures.name
    );
}

/// What it ran on.
pub(crate) fn machine() -> String {
    let read = |file: &str| std::fs::read_to_string(file).unwrap_or_default();
    let cpu = read("/proc/cpuinfo");
    let model = cpu
        .lines()
        .find_map(|line| line.strip_prefix("model name"))
        .unwrap_or_default();
    let load = read("/proc/loadavg");
    format!(
        "{} x {}; load {} before",
        std::thread::available_parallelism().map_or(1, usize::from),
        model.trim_start_matches([' ', '\t', ':']),
        load.split(' ').next().unwrap_or("?")
    )
}
