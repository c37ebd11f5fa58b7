//! Payers' pages of sales, walked as a browser without JavaScript does: an offer bought, a manual payment told of, its outcome awaited.

mod bought;
mod guarded;
mod pay_page;
mod refused;

use serde_json::{Map, Value, json};

use crate::kit::{Answer, Call, DESK, TestMerchant, get, post};

/// A receipt: what begins and ends as a PDF.
const PDF: &[u8] = b"%PDF-1.4\n1 0 obj\n<< >>\nendobj\ntrailer\n<< >>\n%%EOF\n";
/// A picture of one pixel whose bytes are all ASCII.
const GIF: &[u8] = b"GIF89a\x01\x00\x01\x00\x00\x00\x00;";

/// A shop that sells an offer by manual systems.
struct Till {
    shop: TestMerchant,
    /// The path of the Buy link.
    link: String,
}

impl Till {
    /// An offer of 12500.00 RUB, to be paid by the manual system `cash`, which takes RUB and USD.
    fn open() -> Self {
        Self::selling(&["cash"])
    }

    /// The same by these systems: `cash`, `wire` (which takes USD alone), `sandbox` (cards).
    fn selling(systems: &[&str]) -> Self {
        let shop = TestMerchant::open();
        for (id, name, currencies) in [
            ("cash", "Cash desk", r#"["RUB","USD"]"#),
            ("wire", "Wire", r#"["USD"]"#),
        ] {
            shop.execute_with(
                "INSERT INTO terminal (org_id, terminal_id, acquirer, mode, kind, name, description, operations, credentials, created_at_ms)
                 VALUES (?1, ?2, 'manual', 'test', 'manual', ?3, 'By hand', '[\"payment\",\"capture\",\"refund\"]', '', 1)",
                &[json!(id), json!(name)],
            );
            shop.execute_with(
                "INSERT INTO manual_system (org_id, terminal_id, commission_percent, fixed_fee_currency, income_currency, transaction_currency, currencies,
                   merchant_name, merchant_description, comment_hint) VALUES (?1, ?2, '1', 'USD', 'USD', 'USD', ?3, 'Leaf & Clay Ltd', 'Hall 3, from 9 to 18', 'The number of your ticket')",
                &[json!(id), json!(currencies)],
            );
        }
        let token = format!(
            "{:032x}",
            0x0ff3_0000_0000_u64 + u64::try_from(shop.merchant.org_id).unwrap()
        );
        shop.execute_with(
            "INSERT INTO offer (org_id, offer_id, mode, token, title, description, price_minor, currency, systems, confirm_days, created_at_ms)
             VALUES (?1, 1, 'test', ?2, 'A tea set', 'Six cups and a pot', 1250000, 'RUB', ?3, 30, 1)",
            &[json!(token), json!(json!(systems).to_string())],
        );
        Self {
            shop,
            link: format!("/offer/{token}"),
        }
    }

    /// The form of the offer's page as a payer fills it in: the system, an e-mail address, the day that the page proposes.
    fn form(&self, system: &str) -> Form {
        let page = get(&format!("{}?system={system}&lang=en", self.link)).send();
        assert_eq!(page.status, 200, "{page:?}");
        Form::of(&page).with("email", "anna@mail.example")
    }

    /// Buys the offer by a manual system: the path of its payment's page.
    fn buy(&self) -> String {
        let answer = self.send(&self.form("cash"));
        assert_eq!(answer.status, 303, "{answer:?}");
        path(&answer)
    }

    fn send(&self, form: &Form) -> Answer {
        form.sent_to(&format!("{}?lang=en", self.link)).send()
    }

    /// What there is of what a purchase makes: rows, and files in KV.
    fn made(&self) -> Vec<i64> {
        let tables = ["sales_order", "client", "payment", "attempt", "manual_payment", "file"];
        let rows = tables.map(|table| self.shop.count(table));
        rows.into_iter().chain([self.files()]).collect()
    }

    /// How many files of the organisation are in KV.
    fn files(&self) -> i64 {
        let prefix = format!("{}/", self.shop.merchant.org_id);
        let keys = DESK.keys("FILES", &prefix).unwrap();
        i64::try_from(keys.len()).unwrap()
    }

    /// The last trip to a manual system.
    fn trip(&self) -> Map<String, Value> {
        let mut rows = self.shop.rows(
            "SELECT m.*, p.token, p.amount_minor, p.currency, p.money FROM manual_payment m JOIN payment p ON p.org_id = m.org_id AND p.number = m.number
             WHERE m.org_id = ?1 AND ?2 = 0 ORDER BY m.number, m.attempt",
            json!(0),
        );
        rows.pop().unwrap()
    }

    /// What a person with the API key decides of a manual payment.
    fn decide(&self, number: i64, what: &str, body: &Value) -> Answer {
        self.shop.execute(
            r#"UPDATE api_key SET permissions = '["read","payments","capture","refund","manual_payments"]' WHERE org_id = ?1"#,
        );
        let path = format!("/v1/manual-payments/{number}/{what}");
        let key = domain::token::sha256_hex(format!("{path} {:?}", std::time::Instant::now()).as_bytes());
        self.shop
            .v1(post(&path))
            .header("idempotency-key", &key)
            .json(body)
            .send()
    }
}

/// A form as it is sent.
#[derive(Debug, Clone)]
struct Form {
    texts: Vec<(String, String)>,
    /// Name, declared type, bytes.
    file: Option<(String, String, Vec<u8>)>,
}

impl Form {
    /// The values that a page's form already has.
    fn of(page: &Answer) -> Self {
        let mut texts = Vec::new();
        for input in page.text.split("<input ").skip(1) {
            let input = input.split('>').next().unwrap();
            let attribute = |name: &str| input.split(&format!("{name}=\"")).nth(1)?.split('"').next();
            if let (Some(name), Some(value)) = (attribute("name"), attribute("value")) {
                texts.push((name.to_owned(), value.to_owned()));
            }
        }
        Self { texts, file: None }
    }

    /// The same with another value.
    fn with(mut self, name: &str, value: &str) -> Self {
        self.texts.retain(|(given, _)| given != name);
        self.texts.push((name.to_owned(), value.to_owned()));
        self
    }

    /// The same with a receipt.
    fn with_receipt(mut self, name: &str, declared: &str, bytes: impl Into<Vec<u8>>) -> Self {
        self.file = Some((name.to_owned(), declared.to_owned(), bytes.into()));
        self
    }

    fn text(&self, name: &str) -> &str {
        self.texts
            .iter()
            .find(|(given, _)| given == name)
            .map_or("", |(_, value)| value)
    }

    fn sent_to(&self, path: &str) -> Call {
        const BOUNDARY: &str = "----payer";
        let mut body = Vec::new();
        for (name, value) in &self.texts {
            body.extend(
                format!("--{BOUNDARY}\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n").bytes(),
            );
        }
        if let Some((name, declared, bytes)) = &self.file {
            let head = format!(
                "--{BOUNDARY}\r\nContent-Disposition: form-data; name=\"receipt\"; filename=\"{name}\"\r\nContent-Type: {declared}\r\n\r\n"
            );
            body.extend(head.bytes());
            body.extend(bytes);
            body.extend(b"\r\n");
        }
        body.extend(format!("--{BOUNDARY}--\r\n").bytes());
        post(path)
            .header("content-type", &format!("multipart/form-data; boundary={BOUNDARY}"))
            .body(body)
    }
}

/// Where an answer leads, without what it carries along.
fn path(answer: &Answer) -> String {
    answer.header("location").split('?').next().unwrap().to_owned()
}
