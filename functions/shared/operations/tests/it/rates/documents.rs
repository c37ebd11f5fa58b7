//! Documents of sources, in their real formats and in hostile ones.

use operations::rates::{Document, Format, Malformed};

use super::{CBR, ECB, ecb};

fn rate(document: &Document, base: &str, quote: &str) -> Option<String> {
    let of = |rate: &&operations::rates::Rate| (rate.base.code(), rate.quote.code()) == (base, quote);
    document.rates.iter().find(of).map(|rate| rate.rate.to_string())
}

/// Proves MAN-01 (the European Central Bank's daily XML).
#[test]
fn the_european_central_banks_document_is_read() {
    let document = Format::Ecb.read(ECB).unwrap();
    assert_eq!((document.day.as_str(), document.rates.len()), ("2026-11-20", 29));
    for (code, told) in [
        ("USD", "1.1551"),
        ("JPY", "180.94"),
        ("IDR", "19287.1"),
        ("ZAR", "19.999"),
    ] {
        assert_eq!(rate(&document, "EUR", code).as_deref(), Some(told));
    }
    // A byte order mark, quotes of the other kind and comments change nothing.
    let other = format!(
        "\u{feff}{}",
        ecb().replace('\'', "\"").replace("<Cube>", "<Cube><!-- \u{20ac} -->")
    );
    assert_eq!(Format::Ecb.read(other.as_bytes()).unwrap(), document);
}

/// Proves MAN-01 (the Bank of Russia's daily XML: windows-1251, nominal, comma).
#[test]
fn the_bank_of_russias_document_is_read() {
    let dollar = b"\xc4\xee\xeb\xeb\xe0\xf0";
    assert!(
        CBR.windows(6).any(|six| six == dollar),
        "the sample must be in windows-1251"
    );
    let document = Format::Cbr.read(CBR).unwrap();
    assert_eq!((document.day.as_str(), document.rates.len()), ("2026-11-21", 22));
    for (code, told) in [
        ("USD", "79.283"),
        ("EUR", "91.9011"),
        ("JPY", "0.507167"),
        ("AMD", "0.207168"),
        ("VND", "0.0031531"),
        ("UZS", "0.0066318"),
    ] {
        assert_eq!(rate(&document, code, "RUB").as_deref(), Some(told), "{code}");
    }
    // Special drawing rights are no currency.
    assert!(!document.rates.iter().any(|rate| rate.base.code() == "XDR"));
}

/// What the sample becomes where a text stands in the place of another.
fn ecb_with(from: &str, to: &str) -> Result<Document, Malformed> {
    let changed = ecb().replace(from, to);
    assert_ne!(changed, ecb(), "{from} is not in the sample");
    Format::Ecb.read(changed.as_bytes())
}

fn cbr_with(from: &str, to: &str) -> Result<Document, Malformed> {
    // Byte for byte: every byte of windows-1251 is some character of latin-1.
    let text: String = CBR.iter().map(|byte| char::from(*byte)).collect();
    let changed = text.replace(from, to);
    assert_ne!(changed, text, "{from} is not in the sample");
    let bytes: Vec<u8> = changed
        .chars()
        .map(|character| u8::try_from(character).unwrap())
        .collect();
    Format::Cbr.read(&bytes)
}

/// Proves MAN-01 (what is hostile or nonsense is refused, whole).
#[test]
fn what_is_no_rate_spoils_the_document() {
    for wrong in [
        "",
        "0",
        "0.0",
        "-1.1551",
        "+1",
        "1e3",
        "1,1551",
        "N/A",
        "NaN",
        "Infinity",
        "1.1551 ",
        "&x;",
        "&#49;",
        "99999999999999",
        "0.0000000000001",
        "1.1.1",
    ] {
        let refused = ecb_with("'1.1551'", &format!("'{wrong}'"));
        assert_eq!(refused, Err(Malformed::Rate), "{wrong:?}");
    }
    for wrong in [
        "0",
        "0,0000",
        "-79,2830",
        "79.2830",
        "1.079,2830",
        "79 283",
        "",
        "79,",
        "abc",
        "7&9;",
    ] {
        assert_eq!(
            cbr_with("<Value>79,2830<", &format!("<Value>{wrong}<")),
            Err(Malformed::Rate),
            "{wrong:?}"
        );
    }
    for wrong in ["0", "-1", "", "1,5", "x", "99999999999"] {
        assert_eq!(
            cbr_with("<Nominal>1000<", &format!("<Nominal>{wrong}<")),
            Err(Malformed::Rate),
            "{wrong:?}"
        );
    }
}

#[test]
fn what_is_told_twice_or_not_at_all_spoils_the_document() {
    assert_eq!(ecb_with("'JPY'", "'USD'"), Err(Malformed::Twice));
    assert_eq!(cbr_with("<CharCode>EUR<", "<CharCode>USD<"), Err(Malformed::Twice));
    assert_eq!(
        cbr_with("<Value>79,2830</Value>", "<Value>1</Value><Value>79,2830</Value>"),
        Err(Malformed::Twice)
    );
    assert_eq!(cbr_with("<Value>79,2830</Value>", ""), Err(Malformed::Format));
    assert_eq!(cbr_with("<CharCode>USD</CharCode>", ""), Err(Malformed::Format));
    assert_eq!(ecb_with(" rate='1.1551'", ""), Err(Malformed::Format));
    for wrong in ["usd", "US", "EUR", "US$", "", "USDX"] {
        assert_eq!(
            ecb_with("'USD'", &format!("'{wrong}'")),
            Err(Malformed::Format),
            "{wrong}"
        );
    }
    assert_eq!(cbr_with("<CharCode>USD<", "<CharCode>RUB<"), Err(Malformed::Format));
    let nothing = "<ValCurs Date=\"21.11.2026\" name=\"Foreign Currency Market\"></ValCurs>";
    assert_eq!(Format::Cbr.read(nothing.as_bytes()), Err(Malformed::Count));
    let many: String = (0_u16..400)
        .map(|number| {
            format!(
                "<Cube currency='X{}{}' rate='1'/>",
                letter(number / 20),
                letter(number % 20)
            )
        })
        .collect();
    assert_eq!(
        ecb_with("<Cube currency='USD' rate='1.1551'/>", &many),
        Err(Malformed::Count)
    );
}

fn letter(number: u16) -> char {
    char::from(b'A' + u8::try_from(number).unwrap())
}

#[test]
fn a_day_is_one_day_of_the_calendar() {
    for wrong in [
        "",
        "2026-02-30",
        "20.11.2026",
        "2026-11-20T00:00:00Z",
        "today",
        "2026-1-1",
    ] {
        assert_eq!(
            ecb_with("'2026-11-20'", &format!("'{wrong}'")),
            Err(Malformed::Day),
            "{wrong}"
        );
    }
    for wrong in ["", "30.02.2026", "2026-11-21", "21/11/2026", "21.11.26", "21.11.2026.1"] {
        assert_eq!(
            cbr_with("\"21.11.2026\"", &format!("\"{wrong}\"")),
            Err(Malformed::Day),
            "{wrong}"
        );
    }
    assert_eq!(cbr_with(" Date=\"21.11.2026\"", ""), Err(Malformed::Format));
    let another = "<Cube time='2026-11-19'><Cube currency='XAF' rate='2'/></Cube></Cube>\n</gesmes";
    assert_eq!(
        ecb_with("</Cube>\n</gesmes", another),
        Err(Malformed::Day),
        "a history is no daily document"
    );
}

#[test]
fn what_is_no_document_of_the_format_is_refused() {
    assert!(Format::Ecb.read(CBR).is_err());
    assert!(Format::Cbr.read(ECB).is_err());
    let page = "<!DOCTYPE html><html><body>Service unavailable</body></html>";
    let bomb = format!(
        "<?xml version=\"1.0\"?><!DOCTYPE lolz [<!ENTITY a \"{}\"><!ENTITY b \"&a;&a;&a;&a;\">]>{}",
        "lol".repeat(1000),
        ecb().replace("1.1551", "&b;")
    );
    let outside =
        "<?xml version=\"1.0\"?><!DOCTYPE x [<!ENTITY e SYSTEM \"file:///etc/passwd\">]><ValCurs Date=\"&e;\"/>";
    for text in ["", "{}", page, &bomb, outside] {
        for format in [Format::Ecb, Format::Cbr] {
            assert!(format.read(text.as_bytes()).is_err());
        }
    }
    for format in [Format::Ecb, Format::Cbr] {
        assert!(format.read(&vec![b'<'; 256 * 1024]).is_err());
        assert!(format.read(&"<a>".repeat(80_000).into_bytes()).is_err());
        assert!(format.read(&[0xff; 1024]).is_err());
    }
}

/// Proves MAN-01 (a document that is cut off anywhere is refused).
#[test]
fn a_document_cut_off_anywhere_is_refused() {
    for (format, sample) in [(Format::Ecb, ECB), (Format::Cbr, CBR)] {
        for length in 0..sample.trim_ascii_end().len() {
            assert!(format.read(&sample[..length]).is_err(), "{length}");
        }
    }
}
