//! From nothing to a running installation with its demo data.

use anyhow::{Context, Result, bail};
use serde_json::{Value, json};

use crate::control::Control;
use crate::data::{self, Folder};
use crate::process::{PortTaken, Process, Ready};
use crate::running::Running;
use crate::seed::{self, Seed};
use crate::{Addresses, Data, Extra, Secrets, SqlStatement, bindings, manifest, paths, ports, prepare, secrets};

/// How to start.
pub struct Options {
    /// Port of the gateway, the shop's is the next one; 0 for free ones.
    pub port: u16,
    /// Where the data is.
    pub data: Data,
    /// Whether the triggers fire on their schedule.
    pub crons: bool,
    /// Whether the functions' warnings and errors are shown.
    pub echo: bool,
    /// An origin beside the desk's own at which the cabinet may stand, as on a CDN.
    pub cabinet_origin: Option<String>,
    /// Whether the functions log every request with what it cost, and not only those that fail.
    pub log_requests: bool,
    /// Functions that get an address of their own, past the entry worker (benchmarks).
    pub sockets: Vec<String>,
    /// Workers that are no functions of ours, on the same database (benchmarks).
    pub extras: Vec<Extra>,
}

impl Default for Options {
    /// As tests want it: free ports, temporary data, triggers fired by hand, quiet.
    fn default() -> Self {
        Self {
            port: 0,
            data: Data::Temporary,
            crons: false,
            echo: false,
            cabinet_origin: None,
            log_requests: true,
            sockets: Vec::new(),
            extras: Vec::new(),
        }
    }
}

/// Attempts to get ports that stay free until they are used.
const ATTEMPTS: usize = 5;

/// Prepares, starts, migrates, loads the demo data into new databases and returns when all is up.
///
/// # Errors
/// Where a build fails, a port is taken, or the data cannot be used.
pub fn start(options: &Options) -> Result<Running> {
    prepare()?;
    let folder = data::open(&options.data)?;
    let secrets = Secrets::load(&folder.path)?;
    let token = secrets::token()?;
    for _ in 0..ATTEMPTS {
        let (port, shop_port) = choose_ports(options.port)?;
        let addresses = Addresses {
            base_url: format!("http://127.0.0.1:{port}"),
            shop_url: format!("http://127.0.0.1:{shop_port}"),
        };
        let config = json!({
            "root": paths::root(), "data": folder.path, "temporary": folder.temporary, "host": "127.0.0.1",
            "port": port, "shop_port": shop_port, "base_url": addresses.base_url, "token": token,
            "log_file": folder.path.join("functions.log"), "echo": options.echo,
            "functions": functions(options, &secrets, &addresses)?,
            "extras": options.extras, "extra_bindings": bindings::of("payment-callback", &secrets, &addresses, None, false),
        });
        match Process::start(&config) {
            Ok((process, ready)) => {
                return load(options, process, ready, &token, &secrets, addresses, folder);
            }
            Err(error) if options.port == 0 && error.is::<PortTaken>() => {}
            Err(error) if error.is::<PortTaken>() => {
                bail!("port {port} or {shop_port} is taken; choose another with `-- --port N`")
            }
            Err(error) => return Err(error),
        }
    }
    bail!("no free ports in {ATTEMPTS} attempts")
}

fn choose_ports(wanted: u16) -> Result<(u16, u16)> {
    match wanted {
        0 => ports::two_free(),
        port => Ok((
            port,
            port.checked_add(1)
                .context("the shop needs the port after, and there is none")?,
        )),
    }
}

fn functions(options: &Options, secrets: &Secrets, addresses: &Addresses) -> Result<Vec<Value>> {
    let describe = |name: String| {
        let bindings = bindings::of(
            &name,
            secrets,
            addresses,
            options.cabinet_origin.as_deref(),
            options.log_requests,
        );
        // Port 0: workerd chooses.
        let socket = options.sockets.contains(&name).then_some(0);
        json!({ "function": name, "bindings": bindings, "socket": socket })
    };
    Ok(manifest::functions()?.into_iter().map(describe).collect())
}

/// Brings in the demo data and tells the shop its credentials.
fn load(
    options: &Options,
    process: Process,
    ready: Ready,
    token: &str,
    secrets: &Secrets,
    addresses: Addresses,
    folder: Folder,
) -> Result<Running> {
    let control = Control::new(ready.control_url, token);
    let Seed {
        desk,
        bank,
        moved,
        demo,
        shop,
    } = seed::statements(secrets, &addresses)?;
    for (database, statements) in [("DB", desk), ("BANK", bank)] {
        seed_once(&control, database, statements).with_context(|| format!("loading the demo data into {database}"))?;
    }
    if !moved.is_empty() {
        control
            .sql("DB", &moved)
            .context("telling the demo data its addresses")?;
    }
    control.post("/shop", &json!({ "credentials": shop }))?;
    if options.crons {
        control.post("/crons", &json!({}))?;
    }
    let file = folder.path.join("demo.json");
    std::fs::write(&file, serde_json::to_vec_pretty(&demo)?).with_context(|| format!("writing {}", file.display()))?;
    let running = Running {
        process,
        control,
        addresses,
        demo,
        sockets: ready.sockets,
        secrets: secrets.clone(),
        folder,
    };
    // Today's, at once: the trigger's own schedule is of six hours.
    running.cron("rates", None).context("fetching rates")?;
    Ok(running)
}

/// Runs the statements unless the database has had them; the mark is set in the same batch, among the migrations' own.
fn seed_once(control: &Control, database: &str, mut statements: Vec<SqlStatement>) -> Result<()> {
    const MARK: &str = "demo data";
    let known = control.sql(
        database,
        &[SqlStatement::new(
            "SELECT 1 FROM d1_migrations WHERE name = ?1",
            [json!(MARK)],
        )],
    )?;
    if known.iter().any(|result| !result.rows.is_empty()) || statements.is_empty() {
        return Ok(());
    }
    statements.push(SqlStatement::new(
        "INSERT INTO d1_migrations (name) VALUES (?1)",
        [json!(MARK)],
    ));
    control.sql(database, &statements).map(drop)
}
