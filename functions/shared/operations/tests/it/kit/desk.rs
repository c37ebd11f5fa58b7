//! The desk itself with what it does all day, in few words.

use std::{cell::Cell, collections::BTreeMap};

use acquirers::HttpClient;
use domain::{
    postback::{EVENT_TYPES, Format},
    sealed::KeyRing,
    time::Timestamp,
    token,
};
use operations::{
    Clock, PaymentRequest, Ports,
    create_payment::{Asker, CreatePaymentError, create_payment},
    endpoint::{self, Change, Rules},
    mailer::HttpMailer,
    operation::{Performed, resolve::resolve_due},
    postbacks::{DispatchError, Fanout, Settings, dispatch_event, drain, secrets_owner, tick},
    settle_callback::{Booked, SettleError, settle_callback},
    start_attempt::{Addresses, StartAttemptError, start_attempt},
    terminal::{Terminal, credentials_owner},
};
use store::{directory, endpoints::Switch, payments::Payment, postbacks::list::Filter, sqlite::Sqlite};

use super::{Chance, Network, START_MS, Says, SetClock, bank::signed, dump, number, run, text};

/// The secrets of every endpoint: while they rotate, both sign.
pub(crate) const SECRETS: [&str; 2] = [
    "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw",
    "whsec_C2FVsBQIhrscChlQIMV+b5sSYspob7oD",
];
const CALLBACK_SECRET: &str = "bank-callback-secret";
const SITES: [&str; 1] = ["https://shop.example"];

pub(crate) struct Desk {
    pub(crate) database: Sqlite,
    pub(crate) network: Network,
    pub(crate) clock: SetClock,
    pub(crate) chance: Chance,
    pub(crate) key: KeyRing,
    /// Calls of the dispatcher to itself.
    pub(crate) shards: Cell<usize>,
}

/// A request for 1000.00 RUB.
pub(crate) fn request() -> PaymentRequest {
    PaymentRequest {
        amount: "1000.00".to_owned(),
        currency: "RUB".to_owned(),
        order: Some("A-1".to_owned()),
        label: Some("payer-1".to_owned()),
        description: Some("Two books".to_owned()),
        email: None,
        phone: None,
        cart: Vec::new(),
        metadata: BTreeMap::new(),
        success_url: None,
        failure_url: None,
        result_url: None,
        terminal: None,
    }
}

impl Desk {
    /// Organisations 1 (`alpha`: terminals `main` and `second`, a primary endpoint) and 2 (`beta`: terminal `main`), all
    /// in test mode, with fee lines for RUB (0.7 % + 0.45 %, at least 45.00), JPY and KWD.
    pub(crate) fn open() -> Self {
        let key = KeyRing::parse("AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=").unwrap();
        let desk = Self {
            database: Sqlite::desk().unwrap(),
            network: Network::default(),
            clock: SetClock::at(START_MS),
            chance: Chance::seeded(7),
            key,
            shards: Cell::default(),
        };
        for (org_id, slug) in [(1, "alpha"), (2, "beta")] {
            desk.execute(&format!("INSERT INTO organisation (org_id, slug, name, sites, created_at_ms) VALUES ({org_id}, '{slug}', '{slug}', '[\"{}\"]', 0)", SITES[0]));
        }
        for (org_id, terminal) in [(1, "main"), (1, "second"), (2, "main")] {
            desk.add_terminal(org_id, terminal);
        }
        desk.add_endpoint(1, "https://shop.example/hooks", true);
        desk
    }

    pub(crate) fn execute(&self, sql: &str) {
        self.database.execute(sql).unwrap();
    }

    fn add_terminal(&self, org_id: i64, terminal: &str) {
        let credentials = format!(
            r#"{{"base_url":"https://bank.example","api_key":"bank-key","callback_secret":"{CALLBACK_SECRET}"}}"#
        );
        let sealed = self
            .key
            .seal(&credentials_owner(org_id, terminal), &credentials, [1; 12])
            .unwrap();
        self.execute(&format!(
            "INSERT INTO terminal (org_id, terminal_id, acquirer, mode, name, credentials, created_at_ms)
               VALUES ({org_id}, '{terminal}', 'sandbox-bank', 'test', 'Card', '{sealed}', 0);
             INSERT INTO terminal_fee (org_id, terminal_id, currency, service_percent, bank_percent, minimum_minor)
               VALUES ({org_id}, '{terminal}', 'RUB', '0.7', '0.45', 4500), ({org_id}, '{terminal}', 'JPY', '0.7', '0.45', 45),
                      ({org_id}, '{terminal}', 'KWD', '0.7', '0.45', 450);"
        ));
    }

    pub(crate) fn add_endpoint(&self, endpoint_id: i64, url: &str, primary: bool) {
        let types = serde_json::json!(EVENT_TYPES);
        self.execute(&format!(
            "INSERT INTO endpoint (org_id, endpoint_id, mode, address, is_primary, event_types, created_at_ms)
               VALUES (1, {endpoint_id}, 'test', '{url}', {primary}, '{types}', 0)"
        ));
        for secret in SECRETS {
            self.add_secret(endpoint_id, "standard", secret);
        }
    }

    /// An endpoint of another format, with secrets of its own beside the usual ones.
    pub(crate) fn add_legacy(&self, endpoint_id: i64, format: Format, secrets: &[&str]) {
        self.add_endpoint(endpoint_id, &format!("https://{}.example/hooks", format.name()), false);
        let types = serde_json::json!(format.event_types());
        self.execute(&format!(
            "UPDATE endpoint SET format = '{}', event_types = '{types}' WHERE endpoint_id = {endpoint_id}",
            format.name()
        ));
        for secret in secrets {
            self.add_secret(endpoint_id, format.name(), secret);
        }
    }

    /// Makes an endpoint one of PayKeeper's.
    pub(crate) fn become_paykeeper(&self, endpoint_id: i64, word: &str) {
        self.execute(&format!(
            "UPDATE endpoint SET format = 'paykeeper' WHERE endpoint_id = {endpoint_id}"
        ));
        self.add_secret(endpoint_id, "paykeeper", word);
    }

    fn add_secret(&self, endpoint_id: i64, scheme: &str, secret: &str) {
        let sealed = self.key.seal(&secrets_owner(1, endpoint_id), secret, [2; 12]).unwrap();
        self.execute(&format!(
            "INSERT INTO endpoint_secret (org_id, endpoint_id, secret_id, scheme, secret, created_at_ms)
             SELECT 1, {endpoint_id}, count(*) + 1, '{scheme}', '{sealed}', 0 FROM endpoint_secret WHERE endpoint_id = {endpoint_id}"
        ));
    }

    pub(crate) fn ports(&self) -> Ports<'_, Sqlite, Network, SetClock, Chance> {
        Ports {
            database: &self.database,
            client: &self.network,
            clock: &self.clock,
            entropy: &self.chance,
        }
    }

    pub(crate) fn now(&self) -> Timestamp {
        self.clock.now()
    }

    pub(crate) fn text(&self, sql: &str) -> String {
        text(&self.database, sql)
    }

    pub(crate) fn number(&self, sql: &str) -> i64 {
        number(&self.database, sql)
    }

    pub(crate) fn dump(&self) -> String {
        dump(&self.database)
    }

    /// Nothing was written since this dump.
    pub(crate) fn assert_unchanged(&self, before: &str) {
        let after = self.dump();
        let changed: Vec<_> = before
            .lines()
            .zip(after.lines())
            .filter(|(before, after)| before != after)
            .collect();
        assert!(changed.is_empty(), "the database has changed: {changed:#?}");
    }

    /// A column of payment `number` of organisation 1.
    pub(crate) fn payment(&self, number: i64, column: &str) -> String {
        self.text(&format!(
            "SELECT {column} FROM payment WHERE org_id = 1 AND number = {number}"
        ))
    }

    /// The balance of an account of organisation 1.
    pub(crate) fn balance(&self, account: &str) -> i64 {
        self.number(&format!(
            "SELECT COALESCE(sum(minor), 0) FROM balance WHERE org_id = 1 AND account = '{account}'"
        ))
    }

    /// Creates a payment for organisation 1 through its API.
    pub(crate) fn create(&self, key: &str, request: &PaymentRequest) -> Result<Payment, CreatePaymentError> {
        run(self.create_in(1, key, request))
    }

    pub(crate) async fn create_in(
        &self,
        org_id: i64,
        key: &str,
        request: &PaymentRequest,
    ) -> Result<Payment, CreatePaymentError> {
        let sites = SITES.map(str::to_owned);
        let asker = Asker {
            org_id,
            mode: "test",
            door: "v1",
            actor: "api_key:sk_test_1".to_owned(),
            sites: &sites,
            local_day: self.clock.local_day("Europe/Moscow", self.now()),
            key,
        };
        create_payment(&self.database, &self.chance, &asker, request, self.now()).await
    }

    /// A payment of 1000.00 RUB.
    pub(crate) fn created(&self, key: &str) -> Payment {
        self.create(key, &request()).unwrap()
    }

    /// Sends the payer to the bank.
    pub(crate) fn start(&self, payment: &Payment, terminal: &str) -> Result<String, StartAttemptError> {
        run(start_attempt(
            self.ports(),
            &self.key,
            &payment.token,
            terminal,
            &ADDRESSES,
        ))
    }

    /// A payment of 1000.00 RUB whose payer is at the bank, and the trip's reference.
    pub(crate) fn awaiting(&self, key: &str) -> (Payment, String) {
        let payment = self.created(key);
        self.start(&payment, "main").unwrap();
        let reference = format!("{}-1", payment.number);
        (payment, reference)
    }

    pub(crate) fn terminal(&self, slug: &str, terminal: &str) -> Terminal {
        let row = run(directory::terminal(&self.database, slug, terminal, "sandbox-bank"))
            .unwrap()
            .unwrap();
        Terminal::open(&row, &self.key).unwrap()
    }

    /// The bank says it to organisation 1, signed now.
    pub(crate) fn told(&self, says: &Says) -> Result<Booked, SettleError> {
        let terminal = self.terminal("alpha", says.terminal);
        let body = says.body().to_string();
        run(self.told_at(
            &terminal,
            &signed(CALLBACK_SECRET, self.now().unix_s(), body.as_bytes()),
            body.as_bytes(),
        ))
    }

    /// What the bank says becomes this.
    pub(crate) fn outcome(&self, says: &Says) -> String {
        self.told(says).unwrap().settled.outcome
    }

    /// Raw headers and body at a terminal's address.
    pub(crate) async fn told_at(
        &self,
        terminal: &Terminal,
        headers: &http::HeaderMap,
        body: &[u8],
    ) -> Result<Booked, SettleError> {
        settle_callback(&self.database, &self.chance, terminal, headers, body, self.now()).await
    }

    /// Headers that sign a body at some time.
    pub(crate) fn sign(timestamp_s: i64, body: &[u8]) -> http::HeaderMap {
        signed(CALLBACK_SECRET, timestamp_s, body)
    }

    /// The cron of postbacks, now. Answers how many attempts it made.
    pub(crate) fn dispatch(&self) -> i64 {
        self.attempted(self.tick())
    }

    /// The first attempts of an event. Answers how many it made.
    pub(crate) fn dispatch_event(&self, org_id: i64, event_id: &str) -> i64 {
        self.attempted(async {
            self.with_settings(async |settings| {
                dispatch_event(self.ports(), settings, org_id, event_id).await.map(drop)
            })
            .await
        })
    }

    fn attempted(&self, work: impl Future<Output = Result<(), DispatchError>>) -> i64 {
        let attempts = || self.number("SELECT count(*) FROM postback_attempt");
        let before = attempts();
        run(work).unwrap();
        attempts() - before
    }

    /// The cron of postbacks, as it runs.
    pub(crate) async fn tick(&self) -> Result<(), DispatchError> {
        self.tick_on(&self.network).await
    }

    /// The same over another network.
    pub(crate) async fn tick_on(&self, network: &impl HttpClient) -> Result<(), DispatchError> {
        let ports = Ports {
            database: &self.database,
            client: network,
            clock: &self.clock,
            entropy: &self.chance,
        };
        self.with_settings(async |settings| tick(ports, settings, &Shards(self, network), self.now()).await)
            .await
    }

    /// A filter that lets every postback of organisation 1 through.
    pub(crate) fn every_postback(&self) -> Filter<'static> {
        Filter {
            org_id: 1,
            mode: "test",
            endpoint_id: None,
            state: None,
            event_type: None,
            number: None,
            from: String::new(),
            below: token::event_ids_from(self.now().after_ms(30 * 24 * 3_600_000)),
        }
    }

    /// Enables, disables or deletes an endpoint.
    pub(crate) fn switch(&self, endpoint_id: i64, to: Switch) {
        let own_hosts = [];
        let change = Change {
            org_id: 1,
            actor: "person:1",
            now: self.now(),
            rules: Rules {
                own_hosts: &own_hosts,
                loopback_allowed: false,
            },
        };
        run(endpoint::switch(&self.database, change, endpoint_id, to)).unwrap();
    }

    /// Runs with what dispatch needs besides its ports.
    pub(crate) async fn with_settings<T>(
        &self,
        work: impl AsyncFnOnce(&Settings<'_, HttpMailer<'_, Network>>) -> T,
    ) -> T {
        let mailer = HttpMailer {
            client: &self.network,
            url: "https://mail.example/emails",
            token: "mail-token",
            from: "notices@pay.example",
        };
        let own_hosts = [String::from("pay.example")];
        let settings = Settings {
            key: &self.key,
            mailer: &mailer,
            own_hosts: &own_hosts,
            loopback_allowed: false,
        };
        work(&settings).await
    }

    /// The cron of operations that are due, now. Answers how many were decided.
    pub(crate) fn resolve(&self) -> usize {
        let resolved = run(resolve_due(self.ports(), &self.key, self.now())).unwrap();
        let decided = |performed: &&Performed| performed.operation.decided_at_ms.is_some();
        resolved.iter().filter(decided).count()
    }
}

/// Calls of the dispatcher to itself: they run beside each other, as invocations do, and are counted.
struct Shards<'a, H>(&'a Desk, &'a H);

impl<H: HttpClient> Fanout for Shards<'_, H> {
    async fn drain(&self, due: Timestamp, run: &str) -> Result<(), DispatchError> {
        let Self(desk, network) = self;
        desk.shards.set(desk.shards.get() + 1);
        let ports = Ports {
            client: *network,
            database: &desk.database,
            clock: &desk.clock,
            entropy: &desk.chance,
        };
        desk.with_settings(async |settings| drain(ports, settings, due, run).await.map(drop))
            .await
    }
}

pub(crate) const ADDRESSES: Addresses<'_> = Addresses {
    public_url: "https://pay.example",
    return_query: "",
    language: "en",
};
