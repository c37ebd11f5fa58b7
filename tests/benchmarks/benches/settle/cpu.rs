//! Processor time of workerd: what a request costs, whatever else the machine does. Linux only; elsewhere nothing is shown.

use std::fs;
use std::time::Duration;

/// Of a kernel's clock tick: 100 a second wherever workerd runs.
const TICK: Duration = Duration::from_millis(10);

/// The workerd that this process has started.
pub(crate) struct Meter {
    pid: Option<u32>,
}

struct Stat {
    parent: u32,
    name: String,
    ticks: u32,
}

impl Meter {
    pub(crate) fn find() -> Self {
        let pids = fs::read_dir("/proc").into_iter().flatten().flatten();
        let pids = pids.filter_map(|entry| entry.file_name().to_str()?.parse().ok());
        let ours = |pid: &u32| {
            let workerd = stat(*pid).filter(|stat| stat.name.contains("workerd"));
            let node = workerd.and_then(|workerd| stat(workerd.parent));
            node.is_some_and(|node| node.parent == std::process::id())
        };
        Self {
            pid: pids.into_iter().find(ours),
        }
    }

    /// Processor time so far.
    pub(crate) fn read(&self) -> Option<Duration> {
        stat(self.pid?).map(|stat| TICK * stat.ticks)
    }
}

/// See proc_pid_stat(5): `pid (name) state parent ...`, user and system time in the 14th and 15th place.
fn stat(pid: u32) -> Option<Stat> {
    let text = fs::read_to_string(format!("/proc/{pid}/stat")).ok()?;
    let (head, rest) = text.rsplit_once(')')?;
    let fields: Vec<&str> = rest.split_whitespace().collect();
    let number = |index: usize| fields.get(index)?.parse::<u32>().ok();
    Some(Stat {
        parent: number(1)?,
        name: head.split_once('(')?.1.to_owned(),
        ticks: number(11)?.checked_add(number(12)?)?,
    })
}
