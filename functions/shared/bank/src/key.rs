//! The bank's key: opens its secrets at rest, and makes tokens of cards.

use domain::{
    sealed::{KeyRing, SealError},
    signature::hmac_hex,
};

/// 32 bytes, base64, from the secret `BANK_KEY`. Never printed.
pub struct BankKey {
    sealed: KeyRing,
    text: String,
}

impl BankKey {
    /// Reads the secret's text.
    pub(crate) fn parse(text: &str) -> Result<Self, SealError> {
        Ok(Self {
            sealed: KeyRing::parse(text)?,
            text: text.to_owned(),
        })
    }

    /// Opens a terminal's callback secret.
    pub(crate) fn callback_secret(&self, terminal_number: i64, sealed: &str) -> Result<String, SealError> {
        self.sealed.open(&format!("bank-terminal:{terminal_number}"), sealed)
    }

    /// What opens the page of a terminal's manager: the terminal's number, and a secret that only the bank can make.
    pub(crate) fn manager_token(&self, terminal_number: i64) -> String {
        let mac = hmac_hex(&self.text, format!("manager:{terminal_number}").as_bytes());
        format!("{terminal_number}-{}", mac.get(..32).unwrap_or_default())
    }

    /// The terminal whose manager's page a token opens.
    pub(crate) fn managed_by(&self, token: &str) -> Option<i64> {
        let (number, _) = token.split_once('-')?;
        let number = domain::token::number(number)?;
        domain::token::same(&self.manager_token(number), token).then_some(number)
    }

    /// Names a card without its number: the same card, the same token. Nobody without the key can try numbers against it.
    pub(crate) fn card_token(&self, number: &str) -> String {
        let mac = hmac_hex(&self.text, format!("card-token:{number}").as_bytes());
        format!("ct_{}", crate::ids::letters(mac.get(..32).unwrap_or_default()))
    }
}
