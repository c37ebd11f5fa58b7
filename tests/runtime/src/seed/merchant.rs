//! One organisation with all that it needs to be paid: a person, keys, a terminal at the sandbox bank, an endpoint.

use std::time::{SystemTime, UNIX_EPOCH};

use anyhow::{Context, Result};
use base64::{Engine as _, engine::general_purpose::STANDARD};
use domain::{password, permission::KeyPermission, postback::EVENT_TYPES, sealed::KeyRing, token::sha256_hex};
use operations::{create_payment::widget_secret_owner, postbacks::secrets_owner, terminal::credentials_owner};
use serde_json::json;

use crate::{Addresses, Secrets, SqlStatement};

/// Fees of the demo terminal: currency, service %, bank %, minimum in minor units.
const FEES: [(&str, &str, &str, i64); 7] = [
    ("RUB", "1.5", "1", 350),
    ("USD", "1.9", "1.2", 30),
    ("EUR", "1.9", "1.2", 30),
    ("KZT", "1.5", "1", 2_000),
    ("INR", "1.5", "1", 300),
    ("JPY", "1.5", "1", 30),
    ("KWD", "1.5", "1", 100),
];

/// An organisation of the local installation, its credentials derived from the installation's secrets and its slug.
pub struct Merchant {
    /// The organisation's id.
    pub org_id: i64,
    /// The organisation's slug.
    pub slug: String,
    /// The login of its owner.
    pub login: String,
    /// The owner's password.
    pub password: String,
    /// The API key's prefix, `sk_test_...`.
    pub api_key_prefix: String,
    /// The API key's secret part.
    pub api_key_secret: String,
    /// The widget key.
    pub widget_key: String,
    /// Signs the widget's data.
    pub widget_secret: String,
    /// Standard Webhooks, `whsec_...`.
    pub postback_secret: String,
    /// Signs the sandbox bank's callbacks.
    pub callback_secret: String,
    bank_api_key: String,
}

impl Merchant {
    /// The terminal's id.
    pub const TERMINAL: &'static str = "sandbox";

    /// The organisation of this id and slug.
    #[must_use]
    pub fn new(org_id: i64, slug: &str, secrets: &Secrets) -> Self {
        let secret = |name: &str| hex::encode(secrets.derive(&format!("{slug}:{name}")));
        let short = |name: &str| secret(name).chars().take(12).collect::<String>();
        Self {
            org_id,
            slug: slug.to_owned(),
            login: slug.to_owned(),
            password: format!("{}-{}", short("password"), short("password-2")),
            api_key_prefix: format!("sk_test_{}", short("api-key")),
            api_key_secret: secret("api-key-secret"),
            widget_key: format!("wk_test_{}", short("widget-key")),
            widget_secret: secret("widget-secret"),
            postback_secret: format!("whsec_{}", STANDARD.encode(secrets.derive(&format!("{slug}:postback")))),
            callback_secret: secret("callback"),
            bank_api_key: secret("bank-api-key"),
        }
    }

    /// As payers and the bank see it.
    fn name(&self) -> &str {
        match self.slug.as_str() {
            "demo" => "Leaf & Clay",
            "prints" => "Harbour Prints",
            slug => slug,
        }
    }

    /// What `Authorization: Bearer` carries on /v1.
    #[must_use]
    pub fn api_key(&self) -> String {
        format!("{}_{}", self.api_key_prefix, self.api_key_secret)
    }

    /// Rows for the desk's database.
    ///
    /// # Errors
    /// Where a secret cannot be sealed.
    pub fn desk(&self, secrets: &Secrets, addresses: &Addresses) -> Result<Vec<SqlStatement>> {
        let (org, slug, now, key) = (self.org_id, &self.slug, now_ms(), KeyRing::parse(&secrets.master_key)?);
        let salt = half(secrets.derive(&format!("{slug}:salt")));
        let password = password::hash(&self.password, salt)?;
        let widget_secret = self.seal(
            &key,
            secrets,
            &widget_secret_owner(&self.widget_key),
            &self.widget_secret,
        )?;
        let endpoint_key = KeyRing::parse(&secrets.endpoint_key)?;
        let postback_secret = self.seal(&endpoint_key, secrets, &secrets_owner(org, 1), &self.postback_secret)?;
        let name = self.name();
        let mut statements = vec![
            SqlStatement::new(
                "INSERT INTO organisation (org_id, slug, name, email, language, time_zone, created_at_ms) VALUES (?1, ?2, ?3, ?4, 'en', 'Europe/Moscow', ?5)",
                [
                    json!(org),
                    json!(slug),
                    json!(name),
                    json!(format!("till@{slug}.example")),
                    json!(now),
                ],
            ),
            SqlStatement::new(
                "INSERT INTO person (person_id, login, email, name, language, password_hash, created_at_ms) VALUES (?1, ?2, ?3, ?4, 'en', ?5, ?6)",
                [
                    json!(org),
                    json!(self.login),
                    json!(format!("owner@{slug}.example")),
                    json!(format!("Owner of {name}")),
                    json!(password),
                    json!(now),
                ],
            ),
            SqlStatement::new(
                "INSERT INTO membership (person_id, org_id, role, created_at_ms) VALUES (?1, ?1, 'owner', ?2)",
                [json!(org), json!(now)],
            ),
            SqlStatement::new(
                // It may do all that a key may.
                "INSERT INTO api_key (prefix, org_id, kind, mode, name, permissions, secret_hash, created_at_ms) VALUES (?1, ?2, 'secret', 'test', 'Demo', ?5, ?3, ?4)",
                [
                    json!(self.api_key_prefix),
                    json!(org),
                    json!(sha256_hex(self.api_key_secret.as_bytes())),
                    json!(now),
                    json!(json!(KeyPermission::ALL.iter().map(|one| one.name()).collect::<Vec<_>>()).to_string()),
                ],
            ),
            SqlStatement::new(
                "INSERT INTO api_key (prefix, org_id, kind, mode, name, signing_secret, created_at_ms) VALUES (?1, ?2, 'widget', 'test', 'Demo widget', ?3, ?4)",
                [json!(self.widget_key), json!(org), json!(widget_secret), json!(now)],
            ),
            SqlStatement::new(
                "INSERT INTO terminal (org_id, terminal_id, acquirer, mode, name, credentials, created_at_ms) VALUES (?1, ?2, 'sandbox-bank', 'test', 'Sandbox bank', 'v1:', ?3)",
                [json!(org), json!(Self::TERMINAL), json!(now)],
            ),
            SqlStatement::new(
                "INSERT INTO endpoint (org_id, endpoint_id, mode, name, address, event_types, is_primary, created_at_ms) VALUES (?1, 1, 'test', 'Shop', '', ?2, 1, ?3)",
                [json!(org), json!(json!(EVENT_TYPES).to_string()), json!(now)],
            ),
            SqlStatement::new(
                "INSERT INTO endpoint_secret (org_id, endpoint_id, secret_id, scheme, secret, created_at_ms) VALUES (?1, 1, 1, 'standard', ?2, ?3)",
                [json!(org), json!(postback_secret), json!(now)],
            ),
        ];
        statements.extend(FEES.iter().map(|(currency, service, bank, minimum)| {
            SqlStatement::new(
                "INSERT INTO terminal_fee (org_id, terminal_id, currency, service_percent, bank_percent, minimum_minor) VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
                [json!(org), json!(Self::TERMINAL), json!(currency), json!(service), json!(bank), json!(minimum)],
            )
        }));
        statements.extend(self.moved(secrets, addresses)?);
        Ok(statements)
    }

    /// Rows for the sandbox bank's database.
    ///
    /// # Errors
    /// Where a secret cannot be sealed.
    pub fn bank(&self, secrets: &Secrets) -> Result<Vec<SqlStatement>> {
        let key = KeyRing::parse(&secrets.bank_key)?;
        let sealed = self.seal(
            &key,
            secrets,
            &format!("bank-terminal:{}", self.org_id),
            &self.callback_secret,
        )?;
        Ok(vec![SqlStatement::new(
            "INSERT INTO terminal (terminal_number, terminal_id, merchant, api_key_hash, callback_secret, created_at_ms, fee_percent) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
            [
                json!(self.org_id),
                json!(Self::TERMINAL),
                json!(self.name()),
                json!(sha256_hex(self.bank_api_key.as_bytes())),
                json!(sealed),
                json!(now_ms()),
                // What the desk expects of it, so that its registers match.
                json!(FEES.first().map_or("0", |fee| fee.2)),
            ],
        )])
    }

    /// What names this installation's addresses: written at every start.
    ///
    /// # Errors
    /// Where a secret cannot be sealed.
    pub fn moved(&self, secrets: &Secrets, addresses: &Addresses) -> Result<Vec<SqlStatement>> {
        let key = KeyRing::parse(&secrets.master_key)?;
        let credentials = json!({
            "base_url": addresses.base_url, "api_key": self.bank_api_key, "callback_secret": self.callback_secret,
        });
        let owner = credentials_owner(self.org_id, Self::TERMINAL);
        let credentials = self.seal(&key, secrets, &owner, &credentials.to_string())?;
        Ok(vec![
            SqlStatement::new(
                "UPDATE organisation SET sites = ?2 WHERE org_id = ?1",
                [json!(self.org_id), json!(json!([addresses.shop_url]).to_string())],
            ),
            SqlStatement::new(
                // One that somebody has set to another address stays there.
                "UPDATE endpoint SET address = ?2 WHERE org_id = ?1 AND endpoint_id = 1 AND (address = '' OR address GLOB 'http://127.0.0.1:*/postback')",
                [json!(self.org_id), json!(format!("{}/postback", addresses.shop_url))],
            ),
            SqlStatement::new(
                "UPDATE terminal SET credentials = ?3 WHERE org_id = ?1 AND terminal_id = ?2",
                [json!(self.org_id), json!(Self::TERMINAL), json!(credentials)],
            ),
        ])
    }

    /// Seals with a nonce of what is sealed and for whom: the same text again is the same secret.
    fn seal(&self, key: &KeyRing, secrets: &Secrets, owner: &str, text: &str) -> Result<String> {
        let nonce = secrets.derive(&format!("nonce:{owner}:{text}"));
        key.seal(owner, text, half(nonce)).context("sealing a secret")
    }
}

pub(super) fn half<const N: usize>(bytes: [u8; 32]) -> [u8; N] {
    std::array::from_fn(|index| bytes.get(index).copied().unwrap_or_default())
}

pub(super) fn now_ms() -> u64 {
    let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    u64::try_from(since.as_millis()).unwrap_or_default()
}
