//! The desk and its surroundings, one step at a time.

use std::{
    cell::{Cell, RefCell},
    collections::BTreeMap,
    pin::pin,
    task::{Context, Waker},
};

use operations::{
    Ports,
    janitor::{holds::end_holds, unpaid::look_after},
    operation::{OperationError, cancel::cancel, capture::capture, refund::refund, resolve::resolve_due},
};
use serde_json::{Value, json};
use store::{payments::Payment, sqlite::Sqlite};

use super::{
    bank::{Bank, Dispute, Mood, Trip},
    step::{Does, Kind, Step},
};
use crate::kit::{Answer, Chance, Desk, HOUR_MS, MINUTE_MS, Says, SetClock, run};

/// Every payment is of 1000.00 RUB.
pub(super) const AMOUNT_MINOR: i64 = 100_000;
/// What a chargeback costs.
pub(super) const FEE_MINOR: i64 = 1_500;
pub(super) const TERMINALS: [&str; 2] = ["main", "second"];

/// The desk and what surrounds it.
pub(super) struct World {
    pub(super) desk: Desk,
    pub(super) bank: Bank,
    payments: RefCell<Vec<Payment>>,
    /// What was said and had not happened.
    lies: RefCell<Vec<Says>>,
    /// Events that the desk has heard of.
    pub(super) heard: RefCell<BTreeMap<String, String>>,
    /// Money of amounts that nobody asked for, by event.
    pub(super) unasked: RefCell<BTreeMap<String, i64>>,
    registers: Cell<u32>,
}

fn chosen<T: Clone>(among: &RefCell<Vec<T>>, index: u8) -> Option<(usize, T)> {
    let among = among.borrow();
    let place = usize::from(index).checked_rem(among.len())?;
    Some((place, among[place].clone()))
}

impl World {
    pub(super) fn new() -> Self {
        let desk = Desk::open();
        desk.execute("UPDATE terminal SET fee_returned = 1, at_deadline = 'release' WHERE terminal_id = 'second'");
        Self {
            desk,
            bank: Bank::default(),
            payments: RefCell::default(),
            lies: RefCell::default(),
            heard: RefCell::default(),
            unasked: RefCell::default(),
            registers: Cell::new(0),
        }
    }

    pub(super) fn take(&self, step: &Step) {
        match *step {
            Step::Create { key } => self.create(key),
            Step::Start {
                payment,
                second,
                fails,
                reached,
            } => self.start(payment, TERMINALS[usize::from(second)], fails, reached),
            Step::Bank {
                trip,
                does,
                minor,
                told,
            } => self.bank_does(trip, does, minor, told),
            Step::Tell { event } => self.tell_some(event),
            Step::Repeat { trip } => self.repeat(trip),
            Step::WrongAmount { trip, minor } => self.wrong_amount(trip, minor),
            Step::Unmatched { number } => {
                let reference = format!("{}-9", number.saturating_add(1));
                assert_eq!(self.lie("captured", &reference, "main", AMOUNT_MINOR), "unmatched");
            }
            Step::Ask {
                payment,
                kind,
                minor,
                key,
                mood,
            } => self.ask(payment, kind, minor, key, mood),
            Step::Decide { which, refuses } => self.decide(which, refuses),
            Step::TakeBack { which } => self.take_back(which),
            Step::Dispute { trip } => self.dispute(trip),
            Step::DecideDispute { dispute, won } => self.decide_dispute(dispute, won),
            Step::Resolve { mood } => self.with(mood, resolve_due(self.ports(), &self.desk.key, self.desk.now()), drop),
            Step::EndHolds { mood } => self.with(mood, end_holds(self.ports(), &self.desk.key, self.desk.now()), drop),
            Step::LookAfter { mood } => self.look_after(mood),
            Step::Register { second, again } => self.register(TERMINALS[usize::from(second)], again),
            Step::Close { payment, how } => self.close(payment, ["expired", "cancelled"][usize::from(how)]),
            Step::Pass { ms } => self.desk.clock.pass(ms),
        }
    }

    fn ports(&self) -> Ports<'_, Sqlite, Bank, SetClock, Chance> {
        Ports {
            database: &self.desk.database,
            client: &self.bank,
            clock: &self.desk.clock,
            entropy: &self.desk.chance,
        }
    }

    /// Runs something while the bank is in a mood; in the deadly one it may die with the first answer that does not come.
    fn with<T, E: std::fmt::Debug>(
        &self,
        mood: Mood,
        future: impl Future<Output = Result<T, E>>,
        then: impl FnOnce(T),
    ) {
        self.bank.mood.set(mood);
        if mood == Mood::Deadly {
            let _ = pin!(future).as_mut().poll(&mut Context::from_waker(Waker::noop()));
        } else {
            then(run(future).unwrap());
        }
        self.bank.mood.set(Mood::Well);
    }

    pub(super) fn create(&self, key: u8) {
        let payment = self.desk.created(&format!("k{key}"));
        let mut payments = self.payments.borrow_mut();
        if !payments.iter().any(|known| known.number == payment.number) {
            payments.push(payment);
        }
    }

    fn start(&self, payment: u8, terminal: &'static str, fails: bool, reached: bool) {
        let Some((_, payment)) = chosen(&self.payments, payment) else {
            return;
        };
        if fails {
            self.desk.network.will([Answer::Timeout]);
        }
        let went = self.desk.start(&payment, terminal);
        if let Some(asked) = self.desk.network.take_asked().pop() {
            let reference = asked.json()["reference"].as_str().unwrap().to_owned();
            if !fails || reached {
                self.bank.trips.borrow_mut().push(Trip::begun(reference, terminal));
            }
            assert_eq!(went.is_err(), fails);
        } else {
            // Not asked, so the script still holds what was meant for it.
            self.desk.network.forget();
        }
    }

    /// What a bank may do with a trip in its state; and what it has done, it says, or forgets to.
    fn bank_does(&self, trip: u8, does: Does, minor: i64, told: bool) {
        let Some((place, trip)) = chosen(&self.bank.trips, trip) else {
            return;
        };
        let change = |change: &dyn Fn(&mut Trip)| change(&mut self.bank.trips.borrow_mut()[place]);
        let says = match does {
            Does::Capture if trip.is_open() => {
                change(&|trip| trip.captured_minor = AMOUNT_MINOR);
                Some(self.bank.happened(&trip, "captured", AMOUNT_MINOR, None))
            }
            Does::Hold if trip.is_open() && !trip.declined => {
                change(&|trip| trip.held_minor = AMOUNT_MINOR);
                let until = self.desk.now().after_ms(10 * HOUR_MS).rfc3339();
                self.bank.happened(&trip, "authorised", AMOUNT_MINOR, None);
                let mut events = self.bank.events.borrow_mut();
                let says = events.pop().unwrap().with("hold_until", json!(until));
                events.push(says.clone());
                Some(says)
            }
            Does::Decline if trip.is_open() && !trip.declined => {
                change(&|trip| trip.declined = true);
                Some(self.bank.happened(&trip, "declined", AMOUNT_MINOR, None))
            }
            // A contradiction: said, though nothing of the kind can have happened.
            Does::Decline if !trip.declined && self.knows(&trip, "authorise', 'capture") => {
                assert_eq!(
                    self.lie("declined", &trip.reference, trip.terminal, AMOUNT_MINOR),
                    "contradicted"
                );
                None
            }
            Does::CaptureHold => self.bank.acts(place, "capture", minor),
            Does::Void => self.bank.acts(place, "void", minor),
            Does::Refund => self.bank.acts(place, "refund", minor),
            _ => None,
        };
        if let Some(says) = says.filter(|_| told) {
            self.tell(&says);
        }
    }

    /// Whether the desk has heard that money came of a trip.
    fn knows(&self, trip: &Trip, kinds: &str) -> bool {
        let (number, attempt) = trip.reference.split_once('-').unwrap();
        self.desk.number(&format!(
            "SELECT count(*) FROM operation WHERE org_id = 1 AND number = {number} AND attempt = {attempt} AND kind IN ('{kinds}') AND state = 'done'"
        )) > 0
    }

    fn repeat(&self, trip: u8) {
        let Some((_, trip)) = chosen(&self.bank.trips, trip) else {
            return;
        };
        if self.knows(&trip, "capture") && trip.held_minor == 0 {
            assert_eq!(
                self.lie("captured", &trip.reference, trip.terminal, AMOUNT_MINOR),
                "repeated"
            );
        }
    }

    fn wrong_amount(&self, trip: u8, minor: i64) {
        // Of a hold, a bank may capture another amount.
        let wrong = |(_, trip): &(usize, Trip)| {
            minor != AMOUNT_MINOR && trip.held_minor == 0 && (trip.captured_minor > 0 || trip.declined)
        };
        let Some((_, trip)) = chosen(&self.bank.trips, trip).filter(wrong) else {
            return;
        };
        assert_eq!(self.lie("captured", &trip.reference, trip.terminal, minor), "mismatch");
        let event = self.lies.borrow().last().unwrap().event_id.clone();
        self.unasked.borrow_mut().insert(event, minor);
    }

    fn lie(&self, kind: &'static str, reference: &str, terminal: &'static str, minor: i64) -> String {
        let event = format!("lie{}", self.lies.borrow().len());
        let says = Says::of(&event, kind, reference).at(terminal).minor(minor);
        self.lies.borrow_mut().push(says.clone());
        self.tell(&says)
    }

    /// Told, also again: what was applied before changes nothing at all.
    fn tell(&self, says: &Says) -> String {
        let before = self
            .heard
            .borrow()
            .contains_key(&says.event_id)
            .then(|| self.desk.dump());
        let booked = self.desk.told(says).unwrap();
        if booked.settled.fresh == 0 {
            self.desk
                .assert_unchanged(&before.expect("what was never told is news"));
            assert_eq!(booked.event_id, None);
        }
        self.heard
            .borrow_mut()
            .insert(says.event_id.clone(), booked.settled.outcome.clone());
        booked.settled.outcome
    }

    fn tell_some(&self, event: u8) {
        let all = self.bank.events.borrow().len() + self.lies.borrow().len();
        let Some(place) = usize::from(event).checked_rem(all) else {
            return;
        };
        let says = self
            .bank
            .events
            .borrow()
            .iter()
            .chain(self.lies.borrow().iter())
            .nth(place)
            .cloned()
            .unwrap();
        // A dispute of money that we have not heard of is booked, but to whom it belongs is not known then.
        let trip = self
            .bank
            .trips
            .borrow()
            .iter()
            .find(|trip| trip.reference == says.reference)
            .cloned();
        if says.kind != "chargeback_opened" || trip.is_some_and(|trip| self.knows(&trip, "capture")) {
            self.tell(&says);
        }
    }

    fn ask(&self, payment: u8, kind: Kind, minor: Option<i64>, key: u8, mood: Mood) {
        let Some((_, payment)) = chosen(&self.payments, payment) else {
            return;
        };
        // Mostly what may fit: what does not is refused, and soon tried enough.
        let kind = match (kind, self.desk.payment(payment.number, "money").as_str()) {
            (Kind::Refund, "authorised") => Kind::Capture,
            (Kind::Capture, "captured" | "partially_refunded" | "refunding") if key > 0 => Kind::Refund,
            _ => kind,
        };
        let amount = minor.map(|minor| format!("{}.{:02}", minor / 100, minor % 100));
        let request = Desk::of_payment(payment.number, amount.as_deref());
        let (ports, key, seal) = (
            self.ports(),
            format!("{kind:?}{}-{key}", payment.number),
            &self.desk.key,
        );
        let asker = Desk::asker(&key);
        let asking = async {
            let outcome = match kind {
                Kind::Capture => capture(ports, seal, &asker, &request).await,
                Kind::Cancel => cancel(ports, seal, &asker, &request).await,
                Kind::Refund => refund(ports, seal, &asker, &request, &[]).await,
            };
            match outcome {
                Err(
                    error @ (OperationError::Store(_) | OperationError::PaymentNotFound | OperationError::Fields(_)),
                ) => Err(error),
                _ => Ok(()),
            }
        };
        self.with(mood, asking, drop);
    }

    fn take_back(&self, which: u8) {
        let before = self.bank.events.borrow().len();
        self.bank.take_back(which.into());
        let says = self.bank.events.borrow().get(before).cloned();
        if let Some(says) = says.filter(|_| which.is_multiple_of(2)) {
            self.tell(&says);
        }
    }

    /// The bank decides what it took for later, and says so at once or not.
    fn decide(&self, which: u8, refuses: bool) {
        let before = self.bank.events.borrow().len();
        self.bank.decide_pending(which.into(), refuses);
        let says = self.bank.events.borrow().get(before).cloned();
        if let Some(says) = says.filter(|_| which.is_multiple_of(2)) {
            self.tell(&says);
        }
    }

    fn dispute(&self, trip: u8) {
        let Some((place, trip)) = chosen(&self.bank.trips, trip) else {
            return;
        };
        // Whatever was refunded of it.
        let minor = trip.captured_minor - trip.charged_back_minor;
        if minor == 0 || !self.knows(&trip, "capture") {
            return;
        }
        {
            let mut trips = self.bank.trips.borrow_mut();
            trips[place].charged_back_minor += minor;
            trips[place].chargeback_fees_minor += FEE_MINOR;
        }
        let name = format!("d{}", self.bank.events.borrow().len());
        self.disputed(&trip, "chargeback_opened", &name, minor);
        self.bank.disputes.borrow_mut().push(Dispute {
            trip: place,
            name,
            minor,
        });
    }

    fn decide_dispute(&self, dispute: u8, won: bool) {
        let Some((place, dispute)) = chosen(&self.bank.disputes, dispute) else {
            return;
        };
        self.bank.disputes.borrow_mut().remove(place);
        let trip = {
            let mut trips = self.bank.trips.borrow_mut();
            let trip = &mut trips[dispute.trip];
            if won {
                trip.charged_back_minor -= dispute.minor;
                trip.chargeback_fees_minor -= FEE_MINOR;
            }
            trip.clone()
        };
        let kind = if won { "chargeback_won" } else { "chargeback_lost" };
        self.disputed(&trip, kind, &dispute.name, dispute.minor);
    }

    /// A dispute's event: every other one is told at once.
    fn disputed(&self, trip: &Trip, kind: &'static str, dispute: &str, minor: i64) {
        self.bank.happened(trip, kind, minor, None);
        let says = {
            let mut events = self.bank.events.borrow_mut();
            let says = events
                .pop()
                .unwrap()
                .dispute(dispute)
                .with("fee_minor", json!(FEE_MINOR));
            events.push(says.clone());
            says
        };
        if self.bank.events.borrow().len().is_multiple_of(2) {
            self.tell(&says);
        }
    }

    fn look_after(&self, mood: Mood) {
        self.with(mood, look_after(self.ports(), &self.desk.key, self.desk.now()), drop);
        // What it has found among the bank's events, it has heard.
        let known: Vec<(String, String)> = serde_json::from_str(
            &self
                .desk
                .text("SELECT json_group_array(json_array(event_id, outcome)) FROM callback"),
        )
        .unwrap();
        self.heard.borrow_mut().extend(known);
    }

    fn register(&self, terminal: &'static str, again: bool) {
        let mut lines: Vec<Value> = Vec::new();
        let mut effects = self.bank.effects.borrow_mut();
        for effect in effects.iter().filter(|effect| effect.terminal == terminal) {
            lines.push(effect.line.clone());
        }
        if !again {
            effects.retain(|effect| effect.terminal != terminal);
        }
        let number = self.registers.get() + 1;
        self.registers.set(number);
        let body = json!({
            "event_id": format!("reg-{number}"), "type": "settlement.register", "register_id": format!("reg-{number}"), "day": "2026-11-23",
            "page": 1, "pages": 1, "lines": lines,
        })
        .to_string();
        for fresh in [1, 0] {
            let headers = Desk::sign(self.desk.now().unix_s(), body.as_bytes());
            let terminal = self.desk.terminal("alpha", terminal);
            let booked = run(self.desk.told_at(&terminal, &headers, body.as_bytes())).unwrap();
            assert_eq!(booked.settled.fresh, fresh);
        }
    }

    /// As a janitor or an operator ends a payment that has no money.
    fn close(&self, payment: u8, how: &str) {
        let Some((_, payment)) = chosen(&self.payments, payment) else {
            return;
        };
        let number = payment.number;
        self.desk.execute(&format!(
            "UPDATE payment SET closed = '{how}' WHERE org_id = 1 AND number = {number} AND authorised_minor = 0"
        ));
    }

    /// A healthy bank that forgets nothing, and enough time: everything is decided, and the books are the bank's.
    pub(super) fn finish(&self) {
        for _ in 0..self.bank.pending() {
            self.bank.decide_pending(0, false);
        }
        for _ in 0..6 {
            self.desk.clock.pass(70 * MINUTE_MS);
            self.take(&Step::Resolve { mood: Mood::Well });
            self.take(&Step::LookAfter { mood: Mood::Well });
            self.take(&Step::EndHolds { mood: Mood::Well });
        }
        // In order: what came too early is heard again after what it followed.
        let events = self.bank.events.borrow().clone();
        for says in &events {
            self.tell(says);
        }
        // What this brought to light is returned, captured and released too, and told.
        for _ in 0..6 {
            self.desk.clock.pass(70 * MINUTE_MS);
            self.take(&Step::Resolve { mood: Mood::Well });
            self.take(&Step::EndHolds { mood: Mood::Well });
        }
        let events = self.bank.events.borrow().clone();
        for says in &events {
            self.tell(says);
        }
        self.agree();
    }
}
