//! The judgement itself.

use serde_json::Value;
use zxcvbn::zxcvbn;

/// Characters of a password that are judged: beyond, it is long enough anyhow, and judging takes time that grows with its square.
const PASSWORD_MAX: usize = 100;
/// Texts that the password's owner is known by, at most, and their length in characters.
const INPUTS_MAX: usize = 10;
const INPUT_MAX: usize = 100;

/// How hard a password is to guess by whoever knows these texts of its owner (name, login, e-mail address): 0 (at once) to 4 (hardly).
#[must_use]
pub fn score(password: &str, inputs: &[&str]) -> u8 {
    let cut = |text: &str, characters: usize| text.chars().take(characters).collect::<String>();
    let inputs: Vec<String> = inputs
        .iter()
        .take(INPUTS_MAX)
        .map(|input| cut(input, INPUT_MAX))
        .collect();
    let inputs: Vec<&str> = inputs.iter().map(String::as_str).collect();
    zxcvbn(&cut(password, PASSWORD_MAX), &inputs).score().into()
}

/// The score that `{"password", "inputs": [..]}` asks for. `None`: no such request.
#[must_use]
pub fn answer(body: &[u8]) -> Option<u8> {
    let body: Value = serde_json::from_slice(body).ok()?;
    let inputs = match body.get("inputs") {
        None | Some(Value::Null) => Vec::new(),
        Some(Value::Array(inputs)) => inputs.iter().map(Value::as_str).collect::<Option<_>>()?,
        Some(_) => return None,
    };
    Some(score(body.get("password")?.as_str()?, &inputs))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Proves SPR-08 (a password like its owner's name is no password).
    #[test]
    fn what_is_known_of_its_owner_makes_a_password_weak() {
        assert!(score("lindqvistmargarethe", &[]) >= 3);
        assert!(score("lindqvistmargarethe", &["Margarethe", "lindqvist"]) < 3);
        assert_eq!(score("password1234", &[]), 1);
        assert_eq!(score("", &[]), 0);
        assert_eq!(score("correct horse battery staple", &[]), 4);
    }

    #[test]
    fn long_passwords_are_cut_and_odd_requests_refused() {
        assert_eq!(score(&"a".repeat(100), &[]), score(&"a".repeat(10_000), &[]));
        assert_eq!(answer(br#"{"password":"password1234"}"#), Some(1));
        assert_eq!(
            answer("{\"password\":\"пароль-ёж-и-чайник-7\",\"inputs\":[\"ann\"]}".as_bytes()),
            Some(4)
        );
        for odd in [
            &b"{}"[..],
            b"[]",
            b"x",
            br#"{"password":1}"#,
            br#"{"password":"x","inputs":[1]}"#,
            br#"{"password":"x","inputs":"ann"}"#,
        ] {
            assert_eq!(answer(odd), None);
        }
    }
}
