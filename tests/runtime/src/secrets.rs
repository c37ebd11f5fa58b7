//! The secrets of one local installation, made up once and kept beside its data.

use std::fs::{self, OpenOptions};
use std::os::unix::fs::OpenOptionsExt as _;
use std::path::Path;

use anyhow::{Context, Result};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use hmac::{Hmac, KeyInit as _, Mac as _};
use serde::{Deserialize, Serialize};
use sha2::Sha256;

/// Random keys of 32 bytes, in base64 as the functions read them.
#[derive(Clone, Deserialize, Serialize)]
pub struct Secrets {
    /// Opens the secrets of terminals and widget keys (`MASTER_KEY`).
    pub master_key: String,
    /// Opens the secrets of endpoints (`ENDPOINT_KEY`).
    #[serde(default)]
    pub endpoint_key: String,
    /// Seals second factors (`AUTH_KEY`).
    pub auth_key: String,
    /// Seals tokens in letters (`MAIL_KEY`).
    pub mail_key: String,
    /// Chains the journal (`JOURNAL_KEY`).
    pub journal_key: String,
    /// The sandbox bank's own key (`BANK_KEY`).
    pub bank_key: String,
    /// What the demo data's credentials are derived from, so that they are the same on every start.
    pub demo_key: String,
}

impl Secrets {
    /// Reads them from the data folder, or makes them up there.
    pub(crate) fn load(data: &Path) -> Result<Self> {
        let file = data.join("secrets.json");
        if file.exists() {
            let text = fs::read_to_string(&file).with_context(|| format!("reading {}", file.display()))?;
            return serde_json::from_str(&text).with_context(|| format!("reading {}", file.display()));
        }
        let secrets = Self {
            master_key: random()?,
            endpoint_key: random()?,
            auth_key: random()?,
            mail_key: random()?,
            journal_key: random()?,
            bank_key: random()?,
            demo_key: random()?,
        };
        // Nobody else's to read.
        let mut writer = OpenOptions::new()
            .write(true)
            .create_new(true)
            .mode(0o600)
            .open(&file)?;
        serde_json::to_writer_pretty(&mut writer, &secrets).with_context(|| format!("writing {}", file.display()))?;
        Ok(secrets)
    }

    /// The demo data's 32 bytes of this name: unpredictable to others, the same on every start.
    #[must_use]
    pub fn derive(&self, name: &str) -> [u8; 32] {
        // A key of any length is accepted, so the fallback is never taken.
        let Ok(mut mac) = Hmac::<Sha256>::new_from_slice(self.demo_key.as_bytes()) else {
            return [0; 32];
        };
        mac.update(name.as_bytes());
        mac.finalize().into_bytes().into()
    }
}

/// Something that nobody can guess, fit for file names and headers.
pub(crate) fn token() -> Result<String> {
    Ok(hex::encode(bytes()?))
}

fn random() -> Result<String> {
    Ok(STANDARD.encode(bytes()?))
}

fn bytes() -> Result<[u8; 32]> {
    let mut bytes = [0; 32];
    getrandom::fill(&mut bytes).map_err(|error| anyhow::anyhow!("no randomness: {error}"))?;
    Ok(bytes)
}

#[cfg(test)]
mod tests {
    use super::Secrets;

    #[test]
    fn derived_values_differ_by_name_and_stay() {
        let secrets = Secrets {
            master_key: String::new(),
            endpoint_key: String::new(),
            auth_key: String::new(),
            mail_key: String::new(),
            journal_key: String::new(),
            bank_key: String::new(),
            demo_key: "k".into(),
        };
        assert_eq!(secrets.derive("a"), secrets.derive("a"));
        assert_ne!(secrets.derive("a"), secrets.derive("b"));
    }
}
