//! The Bank of Russia's official rates of a day: `XML_daily.asp`, as its page on technical resources describes it. In windows-1251;
//! a value for each currency: how many roubles so many (the nominal) of it are worth, with a decimal comma.

use domain::{money::Currency, rate};

use super::{
    Document, Malformed,
    document::Draft,
    xml::{self, Path},
};

/// What one currency's element has told so far.
#[derive(Default)]
struct Valute {
    code: Option<String>,
    nominal: Option<String>,
    value: Option<String>,
}

/// Reads a document.
pub(super) fn read(bytes: &[u8]) -> Result<Document, Malformed> {
    let rouble = Currency::parse("RUB").map_err(|_| Malformed::Format)?;
    let (mut draft, mut valute) = (Draft::default(), Valute::default());
    xml::read(bytes, |path| {
        if path.is(&["ValCurs", "Valute"]) {
            let Valute { code, nominal, value } = std::mem::take(&mut valute);
            let (Some(code), Some(nominal), Some(value)) = (code, nominal, value) else {
                return Err(Malformed::Format);
            };
            let nominal = nominal.parse().map_err(|_| Malformed::Rate)?;
            // A point is no comma: the two in one number would be thousands and decimals.
            let value = if value.contains('.') {
                None
            } else {
                rate::parse(&value.replace(',', "."))
            };
            let worth = value.and_then(|value| rate::per_unit(value, nominal));
            draft.rate(&code, |currency| (currency, rouble), worth)
        } else if path.is(&["ValCurs"]) {
            let date = path.element()?.attribute("Date").ok_or(Malformed::Format)?;
            draft.day(day(date).ok_or(Malformed::Day)?)
        } else {
            valute.take(path)
        }
    })?;
    draft.finish()
}

impl Valute {
    fn take(&mut self, path: &Path<'_>) -> Result<(), Malformed> {
        for (name, place) in [
            ("CharCode", &mut self.code),
            ("Nominal", &mut self.nominal),
            ("Value", &mut self.value),
        ] {
            if path.is(&["ValCurs", "Valute", name]) && place.replace(path.element()?.text().to_owned()).is_some() {
                return Err(Malformed::Twice);
            }
        }
        Ok(())
    }
}

/// `dd.mm.yyyy` as `yyyy-mm-dd`.
fn day(text: &str) -> Option<String> {
    let mut parts = text.split('.');
    let (day, month, year) = (parts.next()?, parts.next()?, parts.next()?);
    parts.next().is_none().then(|| format!("{year}-{month}-{day}"))
}
