//! The desk and its surroundings, one step at a time.

use std::{cell::RefCell, collections::BTreeMap};

use operations::{Ports, operation::resolve::resolve_due};
use store::payments::Payment;

use super::{
    bank::{At, Bank, Trip},
    step::{Does, Step},
};
use crate::kit::{Answer, Desk, MINUTE_MS, Says, run};

/// Every payment is of 1000.00 RUB.
pub(super) const AMOUNT_MINOR: i64 = 100_000;
pub(super) const TERMINALS: [&str; 2] = ["main", "second"];

/// The desk and what surrounds it.
pub(super) struct World {
    pub(super) desk: Desk,
    pub(super) bank: Bank,
    payments: RefCell<Vec<Payment>>,
    /// Every event told so far.
    pub(super) events: RefCell<Vec<Says>>,
    /// Money of amounts that nobody asked for, by event.
    pub(super) unasked: RefCell<BTreeMap<String, i64>>,
}

fn chosen<T: Clone>(among: &RefCell<Vec<T>>, index: u8) -> Option<(usize, T)> {
    let among = among.borrow();
    let place = usize::from(index).checked_rem(among.len())?;
    Some((place, among[place].clone()))
}

impl World {
    pub(super) fn new() -> Self {
        Self {
            desk: Desk::open(),
            bank: Bank::default(),
            payments: RefCell::default(),
            events: RefCell::default(),
            unasked: RefCell::default(),
        }
    }

    pub(super) fn take(&self, step: &Step) {
        match step {
            Step::Create { key } => self.create(*key),
            Step::Start { payment, second, fails } => self.start(*payment, TERMINALS[usize::from(*second)], *fails),
            Step::Bank { trip, does } => self.bank_does(*trip, *does),
            Step::Replay { event } => self.replay(*event),
            Step::Repeat { trip } => self.repeat(*trip),
            Step::WrongAmount { trip, minor } => self.wrong_amount(*trip, *minor),
            Step::Unmatched { number } => {
                assert_eq!(
                    self.tell(
                        "captured",
                        &format!("{}-9", number.saturating_add(1)),
                        "main",
                        AMOUNT_MINOR
                    ),
                    "unmatched"
                );
            }
            Step::Resolve { mood } => self.resolve(*mood),
            Step::Close { payment, how } => self.close(*payment, ["expired", "cancelled"][usize::from(*how)]),
            Step::Pass { ms } => self.desk.clock.pass(*ms),
        }
    }

    pub(super) fn create(&self, key: u8) {
        let payment = self.desk.created(&format!("k{key}"));
        let mut payments = self.payments.borrow_mut();
        if !payments.iter().any(|known| known.number == payment.number) {
            payments.push(payment);
        }
    }

    fn start(&self, payment: u8, terminal: &'static str, fails: bool) {
        let Some((_, payment)) = chosen(&self.payments, payment) else {
            return;
        };
        if fails {
            self.desk.network.will([Answer::Timeout]);
        }
        let went = self.desk.start(&payment, terminal);
        if let Some(asked) = self.desk.network.take_asked().pop() {
            // Whether or not the answer came, the bank may have the trip.
            let reference = asked.json()["reference"].as_str().unwrap().to_owned();
            self.bank.trips.borrow_mut().push(Trip {
                reference,
                terminal,
                at: At::Begun,
                refunded_minor: 0,
            });
            assert_eq!(went.is_err(), fails);
        } else {
            // Not asked, so the script still holds what was meant for it.
            self.desk.network.forget();
        }
    }

    /// What a bank may do with a trip in its state; and what it has done, it says.
    fn bank_does(&self, trip: u8, does: Does) {
        let Some((place, trip)) = chosen(&self.bank.trips, trip) else {
            return;
        };
        let (at, kind) = match (does, trip.at) {
            (Does::Capture, At::Begun | At::Held | At::Declined) => (At::Captured, "captured"),
            (Does::Hold, At::Begun) => (At::Held, "authorised"),
            (Does::Decline, At::Begun) => (At::Declined, "declined"),
            // A contradiction: said, though nothing of the kind can have happened.
            (Does::Decline, At::Captured | At::Held) => (trip.at, "declined"),
            _ => return,
        };
        self.bank.trips.borrow_mut()[place].at = at;
        let outcome = self.tell(kind, &trip.reference, trip.terminal, AMOUNT_MINOR);
        let settled = ["settled", "late", "surplus"].contains(&outcome.as_str());
        assert_eq!(settled, at != trip.at, "{kind} of {trip:?} became {outcome}");
    }

    fn repeat(&self, trip: u8) {
        let Some((_, trip)) = chosen(&self.bank.trips, trip) else {
            return;
        };
        let kind = match trip.at {
            At::Captured => "captured",
            At::Held => "authorised",
            At::Declined => "declined",
            At::Begun | At::Voided => return,
        };
        assert_eq!(
            self.tell(kind, &trip.reference, trip.terminal, AMOUNT_MINOR),
            "repeated"
        );
    }

    fn wrong_amount(&self, trip: u8, minor: i64) {
        // Of a hold, a bank may capture another amount.
        let wrong = |(_, trip): &(usize, Trip)| minor != AMOUNT_MINOR && !matches!(trip.at, At::Held | At::Voided);
        let Some((_, trip)) = chosen(&self.bank.trips, trip).filter(wrong) else {
            return;
        };
        let event = format!("e{}", self.events.borrow().len());
        assert_eq!(self.tell("captured", &trip.reference, trip.terminal, minor), "mismatch");
        self.unasked.borrow_mut().insert(event, minor);
    }

    fn tell(&self, kind: &'static str, reference: &str, terminal: &'static str, minor: i64) -> String {
        let event = format!("e{}", self.events.borrow().len());
        let says = Says::of(&event, kind, reference).at(terminal).minor(minor);
        self.events.borrow_mut().push(says.clone());
        let booked = self.desk.told(&says).unwrap();
        assert_eq!(booked.settled.fresh, 1);
        booked.settled.outcome
    }

    /// Told again: what was applied changes nothing at all, what was flagged is booked no second time.
    fn replay(&self, event: u8) {
        let Some((_, says)) = chosen(&self.events, event) else {
            return;
        };
        let (before, movements) = (self.desk.dump(), self.desk.number("SELECT count(*) FROM movement"));
        let booked = self.desk.told(&says).unwrap();
        if booked.settled.fresh == 0 {
            self.desk.assert_unchanged(&before);
        }
        assert_eq!(self.desk.number("SELECT count(*) FROM movement"), movements);
        assert_eq!(booked.event_id, None);
    }

    fn resolve(&self, mood: u8) {
        self.bank.mood.set(mood);
        let ports = Ports {
            database: &self.desk.database,
            client: &self.bank,
            clock: &self.desk.clock,
            entropy: &self.desk.chance,
        };
        let mut tick = Box::pin(resolve_due(ports, &self.desk.key, self.desk.now()));
        if mood == 5 {
            // The cron dies with the first answer that does not come.
            let _ = tick
                .as_mut()
                .poll(&mut std::task::Context::from_waker(std::task::Waker::noop()));
        } else {
            run(tick).unwrap();
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

    /// A healthy bank and enough time: whatever is still due is decided.
    pub(super) fn finish(&self) {
        for _ in 0..8 {
            self.desk.clock.pass(70 * MINUTE_MS);
            self.resolve(0);
        }
        assert_eq!(
            self.desk
                .number("SELECT count(*) FROM operation WHERE due_at_ms IS NOT NULL"),
            0
        );
        // Of what came beside the sums, only what nobody asked for is left.
        assert_eq!(
            self.desk.balance("unclaimed"),
            self.unasked.borrow().values().sum::<i64>()
        );
        let returned = |trip: &Trip| {
            if trip.at == At::Captured {
                AMOUNT_MINOR - trip.refunded_minor
            } else {
                0
            }
        };
        let kept: i64 = self.bank.trips.borrow().iter().map(returned).sum();
        assert_eq!(
            self.desk.number("SELECT COALESCE(sum(captured_minor), 0) FROM payment"),
            kept,
            "the bank keeps what payments have captured"
        );
    }
}
