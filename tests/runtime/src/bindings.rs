//! What each function is given beside what `wrangler.toml` says: in production these are secrets and the real address.

use serde_json::{Map, Value, json};

use crate::{Addresses, Secrets};

/// The variables and secrets of one function.
pub(crate) fn of(
    function: &str,
    secrets: &Secrets,
    addresses: &Addresses,
    cabinet_origin: Option<&str>,
    log_requests: bool,
) -> Map<String, Value> {
    let mut bindings = Map::new();
    let mut give = |name: &str, value: &str| {
        bindings.insert(name.to_owned(), json!(value));
    };
    give("PUBLIC_URL", &addresses.base_url);
    if log_requests {
        give("LOG_REQUESTS", "1");
    }
    match function {
        "checkout" | "payment-callback" | "payment-operate" | "payment-janitor" => {
            give("MASTER_KEY", &secrets.master_key);
        }
        "postback-dispatch" => {
            give("ENDPOINT_KEY", &secrets.endpoint_key);
            // The demo shop is on this machine, over plain HTTP.
            give("ALLOW_LOOPBACK_POSTBACKS", "1");
            // E-mails go to the local mailbox.
            give("MAIL_URL", &format!("{}/__local/mail", addresses.base_url));
            give("MAIL_TOKEN", "local");
        }
        "postback-tester" => {
            give("ENDPOINT_KEY", &secrets.endpoint_key);
            give("ALLOW_LOOPBACK_POSTBACKS", "1");
        }
        "cabinet-auth" | "cabinet-account" => {
            give("CABINET_ORIGINS", cabinet_origin.unwrap_or_default());
            give("AUTH_KEY", &secrets.auth_key);
        }
        "cabinet-recovery" => {
            give("CABINET_ORIGINS", cabinet_origin.unwrap_or_default());
            give("MAIL_KEY", &secrets.mail_key);
        }
        "cabinet-query" | "cabinet-command" | "clients" | "orders" | "offers" => {
            give("CABINET_ORIGINS", cabinet_origin.unwrap_or_default())
        }
        "cabinet-organisation" => {
            give("CABINET_ORIGINS", cabinet_origin.unwrap_or_default());
            give("MAIL_KEY", &secrets.mail_key);
            // Shops of this machine, over plain HTTP.
            give("ALLOW_LOOPBACK_POSTBACKS", "1");
        }
        "rates" => {
            give("CABINET_ORIGINS", cabinet_origin.unwrap_or_default());
            // The sandbox bank stands in for the sources, in their formats.
            let source = |name: &str| format!("sandbox-{name}={}/bank/rates/{name}.xml", addresses.base_url);
            give("RATE_SOURCES", &format!("{},{}", source("ecb"), source("cbr")));
        }
        "invoice-create" => give("SMS_URL", &format!("{}/__local/sms", addresses.base_url)),
        "invoices" => {
            give("CABINET_ORIGINS", cabinet_origin.unwrap_or_default());
            give("SMS_URL", &format!("{}/__local/sms", addresses.base_url));
        }
        "cabinet-people" => {
            give("CABINET_ORIGINS", cabinet_origin.unwrap_or_default());
            give("MAIL_KEY", &secrets.mail_key);
        }
        "cabinet-keys" => {
            give("CABINET_ORIGINS", cabinet_origin.unwrap_or_default());
            give("MASTER_KEY", &secrets.master_key);
        }
        "cabinet-terminals" => {
            give("CABINET_ORIGINS", cabinet_origin.unwrap_or_default());
            give("MASTER_KEY", &secrets.master_key);
            // The sandbox bank is on this machine, over plain HTTP.
            give("ALLOW_LOOPBACK_POSTBACKS", "1");
        }
        "journal" => {
            give("CABINET_ORIGINS", cabinet_origin.unwrap_or_default());
            give("JOURNAL_KEY", &secrets.journal_key);
        }
        "mail-dispatch" => {
            give("MAIL_KEY", &secrets.mail_key);
            give("MAIL_URL", &format!("{}/__local/mail", addresses.base_url));
            give("MAIL_TOKEN", "local");
            give("SMS_URL", &format!("{}/__local/sms", addresses.base_url));
            give("SMS_TOKEN", "local");
            give(
                "CABINET_URL",
                &format!("{}/cabinet", cabinet_origin.unwrap_or(&addresses.base_url)),
            );
        }
        "cabinet-endpoints" => {
            give("CABINET_ORIGINS", cabinet_origin.unwrap_or_default());
            give("ENDPOINT_KEY", &secrets.endpoint_key);
            give("ALLOW_LOOPBACK_POSTBACKS", "1");
        }
        "sandbox-bank" | "sandbox-bank-pages" | "sandbox-bank-manager" => {
            give("BANK_KEY", &secrets.bank_key);
        }
        _ => {}
    }
    bindings
}
