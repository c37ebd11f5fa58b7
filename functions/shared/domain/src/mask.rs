//! Personal data as the journal may keep it: enough to recognise, too little to use.

/// `ivan@shop.example` as `i***@shop.example`; what is no address as `***`.
#[must_use]
pub fn email(address: &str) -> String {
    match address.split_once('@') {
        Some((name, host)) => {
            let first: String = name.chars().take(1).collect();
            format!("{first}***@{host}")
        }
        None => "***".to_owned(),
    }
}

/// `+79161234567` as `+7******4567`; a short one whole as `***`.
#[must_use]
pub fn phone(number: &str) -> String {
    let digits: Vec<char> = number.chars().collect();
    if digits.len() < 9 {
        return "***".to_owned();
    }
    let hidden = digits.len().saturating_sub(6);
    let shown = |(at, digit): (usize, &char)| {
        if at < 2 || at >= hidden.saturating_add(2) {
            *digit
        } else {
            '*'
        }
    };
    digits.iter().enumerate().map(shown).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn enough_to_recognise() {
        assert_eq!(email("ivan@shop.example"), "i***@shop.example");
        assert_eq!(email("и@пример.рф"), "и***@пример.рф");
        assert_eq!(email("nothing"), "***");
        assert_eq!(phone("+79161234567"), "+7******4567");
        assert_eq!(phone("+791612"), "***");
    }
}
