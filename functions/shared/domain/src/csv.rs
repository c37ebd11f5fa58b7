//! CSV as spreadsheets read it (RFC 4180), with cells that none of them takes for a formula.

/// Adds a line. A cell that begins as a formula does (`=`, `+`, `-`, `@`, tab, carriage return) gets an apostrophe before it, which
/// spreadsheets take for "text".
pub fn line<'a>(out: &mut String, cells: impl IntoIterator<Item = &'a str>) {
    for (index, cell) in cells.into_iter().enumerate() {
        if index > 0 {
            out.push(',');
        }
        push(out, cell);
    }
    out.push_str("\r\n");
}

fn push(out: &mut String, cell: &str) {
    let formula = cell.starts_with(['=', '+', '-', '@', '\t', '\r']);
    if !formula && !cell.contains(['"', ',', '\n', '\r']) {
        out.push_str(cell);
        return;
    }
    out.push('"');
    if formula {
        out.push('\'');
    }
    for character in cell.chars() {
        if character == '"' {
            out.push('"');
        }
        out.push(character);
    }
    out.push('"');
}

#[cfg(test)]
mod tests {
    use super::line;

    /// Proves SPR-02 (cells of an export are no formulas).
    #[test]
    fn cells_are_text() {
        let mut out = String::new();
        line(
            &mut out,
            [
                "1",
                "a,b",
                "say \"x\"",
                "",
                "=1+1",
                "-5",
                "+7",
                "@a",
                "\ta",
                "\ra",
                "a\nb",
                "a=b",
            ],
        );
        assert_eq!(
            out,
            "1,\"a,b\",\"say \"\"x\"\"\",,\"'=1+1\",\"'-5\",\"'+7\",\"'@a\",\"'\ta\",\"'\ra\",\"a\nb\",a=b\r\n"
        );
    }
}
