//! A register's pages: callbacks are bounded, days are not.

use edge::Problem;
use serde::Serialize;

use crate::books::registers::Line;

/// Most lines of a page.
const LINES_MAX: usize = 200;
/// Most bytes of a page's lines: a callback has 64 KiB at most.
const LINES_BYTES_MAX: usize = 60_000;

/// A page as it is told.
#[derive(Serialize)]
pub(crate) struct Page<'a> {
    pub(crate) event_id: &'a str,
    #[serde(rename = "type")]
    pub(crate) kind: &'static str,
    pub(crate) register_id: &'a str,
    /// `YYYY-MM-DD`, in UTC.
    pub(crate) day: &'a str,
    /// From 1.
    pub(crate) page: usize,
    pub(crate) pages: usize,
    pub(crate) lines: &'a [Line],
    /// Always empty: a register is of many payments.
    pub(crate) payment_id: Option<&'a str>,
}

impl Page<'_> {
    /// The JSON text, as it is kept, sent and signed.
    pub(crate) fn body(&self) -> Result<String, Problem> {
        serde_json::to_string(self).map_err(|error| Problem::internal(&error))
    }
}

/// Cuts lines into pages, none empty, none too long.
pub(crate) fn cut(lines: &[Line]) -> Result<Vec<&[Line]>, Problem> {
    let mut pages = Vec::new();
    let mut rest = lines;
    while !rest.is_empty() {
        let mut size_bytes = 0_usize;
        let mut taken = 0_usize;
        for line in rest.iter().take(LINES_MAX) {
            let text = serde_json::to_string(line).map_err(|error| Problem::internal(&error))?;
            size_bytes = size_bytes.saturating_add(text.len()).saturating_add(1);
            if size_bytes > LINES_BYTES_MAX && taken > 0 {
                break;
            }
            taken = taken.saturating_add(1);
        }
        let (page, after) = rest.split_at_checked(taken).unwrap_or((rest, &[]));
        pages.push(page);
        rest = after;
    }
    Ok(pages)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn line(key: usize) -> Line {
        Line {
            operation_id: "bo".to_owned(),
            operation_key: Some("к".repeat(key)),
            payment_id: "bp".to_owned(),
            reference: "1-1".to_owned(),
            kind: "capture".to_owned(),
            amount_minor: 1,
            currency: "RUB".to_owned(),
            fee_minor: 0,
        }
    }

    fn sizes(lines: &[Line]) -> Vec<usize> {
        cut(lines).unwrap().iter().map(|page| page.len()).collect()
    }

    #[test]
    fn pages_are_bounded_in_lines_and_bytes() {
        assert_eq!(sizes(&[]), [0_usize; 0]);
        assert_eq!(sizes(&vec![line(1); 401]), [200, 200, 1]);
        let long = sizes(&vec![line(128); 300]);
        assert!(long[0] < 200 && long.iter().sum::<usize>() == 300);
        assert_eq!(sizes(&[line(40_000), line(1)]), [1, 1]);
    }
}
