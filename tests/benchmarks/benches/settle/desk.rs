//! The installation, with an organisation for each side and the payments that its callbacks will settle.

use std::net::SocketAddr;
use std::time::Duration;

use anyhow::{Context, Result};
use runtime::{Extra, Options, Running, SqlStatement, seed::Merchant};
use serde_json::{Value, json};

use crate::cpu::Meter;

/// Who settles and creates.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Side {
    Ours,
    Peer,
}

impl Side {
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Ours => "Edgetill",
            Self::Peer => "Hono peer",
        }
    }
}

/// Everything up and filled.
pub(crate) struct Bench {
    pub(crate) running: Running,
    pub(crate) cpu: Meter,
    ours: Merchant,
    peer: Merchant,
}

const CALLBACK: &str = "payment-callback";
const API: &str = "merchant-api";
const BARE: &str = "bare";
const PEER: &str = "peer";
/// Rows written by one statement.
const CHUNK: usize = 5_000;

impl Bench {
    /// Builds, starts, and opens `payments` payments on each side, each with its payer at the bank.
    pub(crate) fn open(payments: usize) -> Result<Self> {
        let extras = vec![
            Extra::rust(BARE, "tests/benchmarks/workers/bare")?,
            Extra::typescript(PEER, "tests/benchmarks/workers/peer")?,
        ];
        let sockets = vec![CALLBACK.to_owned(), API.to_owned()];
        let running = runtime::start(&Options {
            sockets,
            extras,
            log_requests: false,
            ..Options::default()
        })?;
        let open = |org_id, slug: &str| {
            let merchant = Merchant::new(org_id, slug, running.secrets());
            running.sql("DB", &merchant.desk(running.secrets(), running.addresses())?)?;
            // Nobody is told: what is measured is settling.
            let nobody = ["endpoint_secret", "endpoint"]
                .map(|table| SqlStatement::new(format!("DELETE FROM {table} WHERE org_id = ?1"), [json!(org_id)]));
            running.sql("DB", &nobody)?;
            fill(&running, org_id, payments)?;
            anyhow::Ok(merchant)
        };
        let (ours, peer) = (open(100, "ours")?, open(200, "peer")?);
        let plain = "CREATE TABLE plain (id INTEGER PRIMARY KEY, org_id INTEGER NOT NULL, text TEXT NOT NULL, minor INTEGER NOT NULL) STRICT";
        running.sql("DB", &[SqlStatement::new(plain, [])])?;
        let cpu = Meter::find();
        Ok(Self {
            running,
            cpu,
            ours,
            peer,
        })
    }

    pub(crate) fn merchant(&self, side: Side) -> &Merchant {
        match side {
            Side::Ours => &self.ours,
            Side::Peer => &self.peer,
        }
    }

    /// Where callbacks of a side go.
    pub(crate) fn callbacks_at(&self, side: Side) -> Result<SocketAddr> {
        self.address(if side == Side::Ours { CALLBACK } else { PEER })
    }

    /// Where payments of a side are created.
    pub(crate) fn creations_at(&self, side: Side) -> Result<SocketAddr> {
        self.address(if side == Side::Ours { API } else { PEER })
    }

    /// Where the bare worker is.
    pub(crate) fn bare_at(&self) -> Result<SocketAddr> {
        self.address(BARE)
    }

    fn address(&self, worker: &str) -> Result<SocketAddr> {
        let url = self
            .running
            .socket(worker)
            .with_context(|| format!("{worker} has no address"))?;
        Ok(url.trim_start_matches("http://").parse()?)
    }

    /// Lets what runs after the answers come to its end.
    pub(crate) fn settle_down(&self) {
        std::thread::sleep(Duration::from_millis(300));
    }
}

/// Payments 1 to `count`, their payers at the bank.
fn fill(running: &Running, org_id: i64, count: usize) -> Result<()> {
    const PAYMENT: &str = "INSERT INTO payment (org_id, number, mode, token, amount_minor, currency, merchant_order, created_at_ms, expires_at_ms, sent_at_ms)
        SELECT ?1, n.value, 'test', 'bench-' || CAST(?1 AS INTEGER) || '-' || n.value, 10000, 'RUB', 'A-' || n.value, 1, 2, 1 FROM json_each(?2) AS n";
    const ATTEMPT: &str =
        "INSERT INTO attempt (org_id, number, attempt, terminal_id, state, amount_minor, currency, bank_reference, created_at_ms)
        SELECT ?1, n.value, 1, 'sandbox', 'sent', 10000, 'RUB', 'bp_' || n.value, 1 FROM json_each(?2) AS n";
    let numbers: Vec<usize> = (1..=count).collect();
    for chunk in numbers.chunks(CHUNK) {
        let chunk = Value::from(json!(chunk).to_string());
        let statement = |sql: &str| SqlStatement::new(sql, [json!(org_id), chunk.clone()]);
        running.sql("DB", &[statement(PAYMENT), statement(ATTEMPT)])?;
    }
    Ok(())
}
