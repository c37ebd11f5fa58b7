//! Days are settled: a register lists what was booked on a day, and is told like an event, page by page. What is booked after
//! a day's register was made goes into a further one.

use acquirers::HttpClient;
use domain::time::Timestamp;
use edge::Problem;
use operations::{Clock, Entropy};
use store::Database;

use crate::{
    bank::Bank,
    books::registers::{self, Draft, Made, Register, Unsettled},
    callbacks::tell,
    day::Day,
    fee::fee_minor,
    ids,
    register_page::{Page, cut},
};

/// Registers that are made in one tick.
const REGISTERS_MAX: u32 = 20;
/// Times that a register's place is tried for.
const TRIES_MAX: u32 = 3;

/// Makes the registers of the days that are over.
pub(crate) async fn settle_days<D: Database, H, C: Clock, E: Entropy>(
    bank: Bank<'_, D, H, C, E>,
    due: Timestamp,
) -> Result<(), Problem> {
    let today = Day::of(due).start();
    for of in registers::unsettled(bank.ports.database, today.ms(), REGISTERS_MAX).await? {
        let day = Day(of.day);
        // Whoever else makes it now leaves nothing to be made; the next tick sees what is left.
        if let Some(draft) = registers::draft(bank.ports.database, of, day.start().ms(), day.end().ms()).await? {
            write(bank, of, draft, due).await?;
        }
    }
    Ok(())
}

/// Makes the register of a terminal's day now and sends it. With nothing new it is the last one; `None`: there is none.
pub(crate) async fn make<D: Database, H: HttpClient, C: Clock, E: Entropy>(
    bank: Bank<'_, D, H, C, E>,
    terminal_number: i64,
    day: Day,
) -> Result<Option<Made>, Problem> {
    let of = Unsettled {
        terminal_number,
        day: day.0,
    };
    for _ in 0..TRIES_MAX {
        let draft = registers::draft(bank.ports.database, of, day.start().ms(), day.end().ms()).await?;
        let Some(draft) = draft else { return Ok(None) };
        if draft.lines.is_empty() {
            return Ok(draft.last);
        }
        let now = bank.ports.clock.now();
        if let Some((made, events)) = write(bank, of, draft, now).await? {
            for event_id in events {
                // It is committed: if telling fails now, the cron tells.
                let _ = tell(bank, &event_id).await;
            }
            return Ok(Some(made));
        }
    }
    Err(Problem::internal(&"a register's place was taken every time"))
}

/// Writes a register with the events that tell of it. `None`: there is nothing to list, or another has taken its place.
async fn write<D: Database, H, C: Clock, E: Entropy>(
    bank: Bank<'_, D, H, C, E>,
    of: Unsettled,
    draft: Draft,
    due: Timestamp,
) -> Result<Option<(Made, Vec<String>)>, Problem> {
    let Draft {
        sequence,
        fee_percent,
        mut lines,
        ..
    } = draft;
    if lines.is_empty() {
        return Ok(None);
    }
    for line in lines.iter_mut().filter(|line| line.kind == "capture") {
        line.fee_minor = fee_minor(line.amount_minor, &fee_percent);
    }
    let day = Day(of.day).to_string();
    let register_id = match sequence {
        1 => format!("reg-{}-{day}", of.terminal_number),
        _ => format!("reg-{}-{day}-{sequence}", of.terminal_number),
    };
    let cut = cut(&lines)?;
    let mut pages = Vec::with_capacity(cut.len());
    for (place, page) in cut.iter().enumerate() {
        let event_id = ids::id("be", bank.ports.entropy.bytes()?);
        let body = Page {
            event_id: &event_id,
            kind: "settlement.register",
            register_id: &register_id,
            day: &day,
            page: place.saturating_add(1),
            pages: cut.len(),
            lines: page,
            payment_id: None,
        }
        .body()?;
        pages.push((event_id, body));
    }
    let register = Register {
        register_id: &register_id,
        of,
        sequence,
        lines: &lines,
        pages: &pages,
        due_at_ms: due.ms(),
        now_ms: bank.ports.clock.now().ms(),
    };
    if !registers::write(bank.ports.database, &register).await? {
        return Ok(None);
    }
    let made = Made {
        lines: i64::try_from(lines.len()).unwrap_or(i64::MAX),
        register_id,
    };
    Ok(Some((made, pages.into_iter().map(|(event_id, _)| event_id).collect())))
}
