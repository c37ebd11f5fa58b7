//! The European Central Bank's euro foreign exchange reference rates of a day: `eurofxref-daily.xml`, as its page on the euro's reference rates
//! describes it. An envelope holds a cube of one day, and that a cube for each currency: how much of it one euro is worth.

use domain::{money::Currency, rate};

use super::{Document, Malformed, document::Draft, xml};

/// Reads a document.
pub(super) fn read(bytes: &[u8]) -> Result<Document, Malformed> {
    let euro = Currency::parse("EUR").map_err(|_| Malformed::Format)?;
    let mut draft = Draft::default();
    xml::read(bytes, |path| {
        let element = path.element()?;
        let attribute = |name| element.attribute(name).ok_or(Malformed::Format);
        if path.is(&["Envelope", "Cube", "Cube", "Cube"]) {
            draft.rate(
                attribute("currency")?,
                |currency| (euro, currency),
                rate::parse(attribute("rate")?),
            )
        } else if path.is(&["Envelope", "Cube", "Cube"]) {
            draft.day(attribute("time")?.to_owned())
        } else {
            Ok(())
        }
    })?;
    draft.finish()
}
