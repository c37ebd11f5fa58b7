//! What currencies are worth, made up for tests and demonstrations: in exactly the formats in which the European Central Bank and the
//! Bank of Russia publish theirs, always dated today, and the same all day.

use domain::{rounding::half_up, time::Timestamp};
use edge::{Problem, Response};
use http::header;

use crate::day::Day;

/// Code, number, the Bank of Russia's id, its nominal, its name for them; what the nominal is worth in ten-thousandths of a rouble.
const CURRENCIES: [(&str, &str, &str, i64, &str, i64); 12] = [
    ("EUR", "978", "R01239", 1, "Евро", 919_011),
    ("USD", "840", "R01235", 1, "Доллар США", 792_830),
    ("GBP", "826", "R01035", 1, "Фунт стерлингов", 1_037_801),
    ("CHF", "756", "R01775", 1, "Швейцарский франк", 987_214),
    ("CNY", "156", "R01375", 1, "Юань", 111_209),
    ("JPY", "392", "R01820", 100, "Иен", 507_167),
    ("TRY", "949", "R01700J", 10, "Турецких лир", 187_227),
    ("PLN", "985", "R01565", 1, "Злотый", 216_673),
    ("INR", "356", "R01270", 100, "Индийских рупий", 894_417),
    ("IDR", "360", "R01280", 10_000, "Рупий", 475_306),
    ("KZT", "398", "R01335", 100, "Тенге", 152_544),
    ("AMD", "051", "R01060", 100, "Армянских драмов", 207_168),
];
/// Of these the European Central Bank tells nothing.
const EAST: [&str; 2] = ["KZT", "AMD"];

/// Answers `/bank/rates/{name}`.
pub(crate) fn answer(name: &str, now: Timestamp) -> Result<Response, Problem> {
    let day = Day::of(now);
    let (content_type, body) = match name {
        "ecb.xml" => ("text/xml", ecb(day).into_bytes()),
        "cbr.xml" => ("application/xml; charset=windows-1251", windows_1251(&cbr(day))),
        _ => return Err(Problem::not_found()),
    };
    http::Response::builder()
        .header(header::CONTENT_TYPE, content_type)
        .body(body)
        .map_err(|error| Problem::internal(&error))
}

/// What a currency's nominal is worth on a day, in ten-thousandths of a rouble: within half a percent of the table.
fn worth(place: usize, day: Day) -> i64 {
    let table = CURRENCIES.get(place).map_or(0, |currency| currency.5);
    let place = i64::try_from(place).unwrap_or_default();
    let sway = (day.0 * (37 + 2 * place) + place * 11).rem_euclid(101) - 50;
    table + table * sway / 10_000
}

/// In ten-thousandths, with a point or a comma.
fn decimal(ten_thousandths: i64, point: char) -> String {
    format!("{}{point}{:04}", ten_thousandths / 10_000, ten_thousandths % 10_000)
}

fn ecb(day: Day) -> String {
    let euro = i128::from(worth(0, day));
    let mut lines = String::new();
    for (place, (code, _, _, nominal, _, _)) in CURRENCIES.iter().enumerate().skip(1) {
        let rate = half_up(euro * i128::from(*nominal) * 10_000, i128::from(worth(place, day)));
        let rate = i64::try_from(rate.unwrap_or_default()).unwrap_or_default();
        if !EAST.contains(code) {
            lines += &format!("\t\t\t<Cube currency='{code}' rate='{}'/>\n", decimal(rate, '.'));
        }
    }
    format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n\
         <gesmes:Envelope xmlns:gesmes=\"http://www.gesmes.org/xml/2002-08-01\" xmlns=\"http://www.ecb.int/vocabulary/2002-08-01/eurofxref\">\n\
         \t<gesmes:subject>Reference rates</gesmes:subject>\n\t<gesmes:Sender>\n\t\t<gesmes:name>European Central Bank</gesmes:name>\n\
         \t</gesmes:Sender>\n\t<Cube>\n\t\t<Cube time='{day}'>\n{lines}\t\t</Cube>\n\t</Cube>\n</gesmes:Envelope>"
    )
}

fn cbr(day: Day) -> String {
    let mut values = String::new();
    for (place, (code, number, id, nominal, name, _)) in CURRENCIES.iter().enumerate() {
        let worth = worth(place, day);
        // Nominals are powers of ten: the point moves, and zeros at the end go.
        let digits = format!("{worth:04}{:0>width$}", "", width = 4);
        let unit = digits.parse().map_or(0, |worth: i64| worth / nominal);
        let unit = format!("{},{:08}", unit / 100_000_000, unit % 100_000_000);
        values += &format!(
            "<Valute ID=\"{id}\"><NumCode>{number}</NumCode><CharCode>{code}</CharCode><Nominal>{nominal}</Nominal><Name>{name}</Name>\
             <Value>{}</Value><VunitRate>{}</VunitRate></Valute>",
            decimal(worth, ','),
            unit.trim_end_matches('0').trim_end_matches(',')
        );
    }
    let text = day.to_string();
    let mut parts = text.split('-');
    let (year, month, day) = (parts.next(), parts.next(), parts.next());
    let date = [day, month, year].map(Option::unwrap_or_default).join(".");
    format!(
        "<?xml version=\"1.0\" encoding=\"windows-1251\"?><ValCurs Date=\"{date}\" name=\"Foreign Currency Market\">{values}</ValCurs>"
    )
}

/// Of Russian letters and ASCII.
fn windows_1251(text: &str) -> Vec<u8> {
    let byte = |letter: char| match letter {
        'А'..='я' => u8::try_from(u32::from(letter) - u32::from('А') + 0xc0).unwrap_or(b'?'),
        'ё' => 0xb8,
        'Ё' => 0xa8,
        other => u8::try_from(other).unwrap_or(b'?'),
    };
    text.chars().map(byte).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use operations::rates::Format;

    const NOW_MS: i64 = 1_795_428_000_000;

    fn document(name: &str, now_ms: i64) -> Vec<u8> {
        answer(name, Timestamp::from_ms(now_ms)).unwrap().into_body()
    }

    /// Proves MAN-01 (sandbox rates: in the formats of the real sources, of today, the same all day, another day others).
    #[test]
    fn both_documents_are_read_as_the_real_ones_are() {
        for (format, name, count) in [(Format::Ecb, "ecb.xml", 9), (Format::Cbr, "cbr.xml", 12)] {
            let today = format.read(&document(name, NOW_MS)).unwrap();
            assert_eq!((today.day.as_str(), today.rates.len()), ("2026-11-23", count), "{name}");
            assert_eq!(format.read(&document(name, NOW_MS + 3_600_000)).unwrap(), today);
            let tomorrow = format.read(&document(name, NOW_MS + 86_400_000)).unwrap();
            assert_eq!(tomorrow.day, "2026-11-24");
            assert!(
                today
                    .rates
                    .iter()
                    .zip(&tomorrow.rates)
                    .all(|(today, tomorrow)| today.rate != tomorrow.rate)
            );
        }
    }

    #[test]
    fn names_are_in_windows_1251() {
        assert_eq!(windows_1251("Доллар США"), b"\xc4\xee\xeb\xeb\xe0\xf0 \xd1\xd8\xc0");
        assert!(
            document("cbr.xml", NOW_MS)
                .windows(4)
                .any(|four| four == b"\xc5\xe2\xf0\xee")
        );
        assert!(answer("fed.xml", Timestamp::from_ms(NOW_MS)).is_err());
    }

    #[test]
    fn units_are_written_as_the_bank_of_russia_does() {
        assert!(cbr(Day(0)).contains("<CharCode>JPY</CharCode><Nominal>100</Nominal>"));
        let text = cbr(Day::of(Timestamp::from_ms(NOW_MS)));
        for valute in text.split("<Valute ").skip(1) {
            let part = |name: &str| {
                let after = valute.split(&format!("<{name}>")).nth(1).unwrap();
                let (whole, rest) = after.split('<').next().unwrap().split_once(',').unwrap_or_default();
                format!("{whole}{rest:0<8}").parse::<i64>().unwrap()
            };
            let nominal = valute.split("<Nominal>").nth(1).unwrap().split('<').next().unwrap();
            assert_eq!(
                part("Value"),
                part("VunitRate") * nominal.parse::<i64>().unwrap(),
                "{valute}"
            );
        }
    }
}
