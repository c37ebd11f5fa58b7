//! What opens a page.

/// Whether a text has a token's form: what has not is never looked up.
#[must_use]
pub fn is_token(text: &str) -> bool {
    text.len() == 32 && text.bytes().all(|byte: u8| byte.is_ascii_hexdigit())
}
