//! What currencies are worth: documents of their sources read, fetched and stored; rates that operators enter; which of them are read.

mod apart;
mod documents;
mod entering;
mod fetching;
mod reading;

use store::rates::RateRow;

use crate::kit::{Desk, run};

/// The European Central Bank's `eurofxref-daily.xml`, as it is published.
const ECB: &[u8] = include_bytes!("ecb.xml");
/// The Bank of Russia's `XML_daily.asp`, as it is published: in windows-1251.
const CBR: &[u8] = include_bytes!("cbr.xml");

/// The sample of the European Central Bank's as a text, to be changed.
fn ecb() -> String {
    String::from_utf8(ECB.to_vec()).unwrap()
}

/// The rates that hold on a day.
fn listed(desk: &Desk, day: &str) -> Vec<RateRow> {
    run(store::rates::list(&desk.database, day, None, None)).unwrap()
}

/// One rate in a line, or none.
fn found(desk: &Desk, base: &str, quote: &str, source: &str, day: &str) -> Option<String> {
    let rows = listed(desk, day);
    let row = rows
        .iter()
        .find(|row| (row.base.as_str(), row.quote.as_str(), row.source.as_str()) == (base, quote, source));
    row.map(|row| format!("{} {} by {}", row.day, row.rate, row.actor.split('/').next().unwrap()))
}
