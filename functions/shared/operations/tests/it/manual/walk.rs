//! Whatever happens in whatever order, the books balance.

use operations::manual::{ManualError, confirm::Decision};
use proptest::prelude::*;

use super::desk::{CASH, PAYMENTS_ABROAD, Sys};
use crate::kit::{DAY_MS, Desk, HOUR_MS, Says, run};

/// Something that happens.
#[derive(Debug, Clone)]
enum Step {
    Order {
        system: usize,
        days: i64,
        is_invoice: bool,
    },
    Say {
        payment: usize,
    },
    Confirm {
        payment: usize,
        price: Option<(i64, &'static str)>,
        days_ago: i64,
    },
    Reject {
        payment: usize,
    },
    Refund {
        payment: usize,
        percent: Option<i64>,
    },
    GoToBank {
        payment: usize,
    },
    CardPays {
        payment: usize,
    },
    CardDeclines {
        payment: usize,
    },
    Tick,
    Pass {
        ms: i64,
    },
    Rate {
        base: &'static str,
        rate: i64,
    },
}

const SYSTEMS: [Sys<'static>; 3] = [
    CASH,
    PAYMENTS_ABROAD,
    Sys {
        id: "card",
        commission: "3.3",
        fixed: (77, "USD"),
        income: "RUB",
        transaction: "RUB",
        takes: r#"["RUB","USD","EUR"]"#,
    },
];

fn step() -> impl Strategy<Value = Step> {
    let payment = 0..6_usize;
    let price = prop::option::of((1..=5_000_000_i64, prop::sample::select(vec!["RUB", "USD", "EUR"])));
    prop_oneof![
        3 => (0..3_usize, prop::sample::select(vec![1_i64, 3, 30]), any::<bool>()).prop_map(|(system, days, is_invoice)| Step::Order { system, days, is_invoice }),
        4 => payment.clone().prop_map(|payment| Step::Say { payment }),
        4 => (payment.clone(), price, 0..3_i64).prop_map(|(payment, price, days_ago)| Step::Confirm { payment, price, days_ago }),
        2 => payment.clone().prop_map(|payment| Step::Reject { payment }),
        3 => (payment.clone(), prop::option::of(1..=120_i64)).prop_map(|(payment, percent)| Step::Refund { payment, percent }),
        2 => payment.clone().prop_map(|payment| Step::GoToBank { payment }),
        1 => payment.clone().prop_map(|payment| Step::CardPays { payment }),
        1 => payment.prop_map(|payment| Step::CardDeclines { payment }),
        2 => Just(Step::Tick),
        3 => prop::sample::select(vec![1, HOUR_MS, DAY_MS, 3 * DAY_MS, 28 * DAY_MS]).prop_map(|ms| Step::Pass { ms }),
        1 => (prop::sample::select(vec!["USD", "EUR"]), 1..=20_000_i64).prop_map(|(base, rate)| Step::Rate { base, rate }),
    ]
}

struct Walk {
    desk: Desk,
    payments: Vec<(i64, String)>,
    steps: usize,
}

impl Walk {
    fn new() -> Self {
        let desk = Desk::open();
        for system in &SYSTEMS {
            desk.add_system(1, system);
        }
        desk.network.always(Some(crate::kit::Answer::json(
            &serde_json::json!({ "events": [], "status": "done", "operation_id": "op" }),
        )));
        Self {
            desk,
            payments: Vec::new(),
            steps: 0,
        }
    }

    fn number(&self, payment: usize) -> Option<i64> {
        self.payments.get(payment).map(|(number, _)| *number)
    }

    fn step(&mut self, step: &Step) {
        self.steps += 1;
        let desk = &self.desk;
        match step {
            Step::Order {
                system,
                days,
                is_invoice,
            } if self.payments.len() < 6 => {
                let made = desk.ordered(&[SYSTEMS[*system].id, "main"], *days);
                if *is_invoice {
                    desk.make_invoice(made.0);
                    desk.execute(&format!(
                        "UPDATE payment SET expires_at_ms = expires_at_ms + 604800000 WHERE number = {}",
                        made.0
                    ));
                }
                self.payments.push(made);
            }
            Step::Say { payment } => {
                if let Some((number, token)) = self.payments.get(*payment) {
                    let system = desk.text(&format!(
                        "SELECT systems ->> '$[0]' FROM payment WHERE org_id = 1 AND number = {number}"
                    ));
                    assert!(matches!(
                        desk.says_paid(token, &system),
                        Ok(_) | Err(ManualError::NotNow)
                    ));
                }
            }
            Step::Confirm {
                payment,
                price,
                days_ago,
            } => {
                let Some(number) = self.number(*payment) else { return };
                let price = price.map(|(minor, code)| {
                    domain::money::Money::from_minor(minor, domain::money::Currency::parse(code).unwrap()).unwrap()
                });
                let paid_on = desk
                    .now()
                    .after_ms(-days_ago * DAY_MS)
                    .rfc3339()
                    .get(..10)
                    .map(str::to_owned);
                let outcome = desk.confirm(
                    number,
                    &Decision {
                        price,
                        paid_on,
                        comment: String::new(),
                    },
                );
                assert!(
                    !matches!(outcome, Err(ManualError::Store(_) | ManualError::Entropy(_))),
                    "{outcome:?}"
                );
            }
            Step::Reject { payment } => {
                let Some(number) = self.number(*payment) else { return };
                let outcome = desk.reject(number);
                assert!(
                    matches!(
                        outcome,
                        Ok(_) | Err(ManualError::Decided(_) | ManualError::PaymentNotFound)
                    ),
                    "{outcome:?}"
                );
            }
            Step::Refund { payment, percent } => {
                let Some(number) = self.number(*payment) else { return };
                let minor = percent.map(|percent| {
                    desk.number(&format!(
                        "SELECT max(1, captured_minor * {percent} / 100) FROM payment WHERE number = {number}"
                    ))
                });
                let request = operations::operation::OperationRequest {
                    number,
                    amount: minor.map(|minor| {
                        domain::money::format_signed(minor, domain::money::Currency::parse("RUB").unwrap())
                    }),
                    currency: minor.map(|_| desk.payment(number, "currency")),
                    reason: None,
                };
                let key = format!("refund {}", self.steps);
                let outcome = run(operations::operation::refund::refund(
                    desk.ports(),
                    &desk.key,
                    &Desk::asker(&key),
                    &request,
                    &[],
                ));
                assert!(
                    !matches!(outcome, Err(operations::operation::OperationError::Store(_))),
                    "{outcome:?}"
                );
            }
            Step::GoToBank { payment } => {
                let Some((number, token)) = self.payments.get(*payment) else {
                    return;
                };
                // The pay page refuses while a manual trip is open; that is its own test.
                if desk.number(&format!(
                    "SELECT count(*) FROM manual_payment WHERE number = {number} AND state = 'open'"
                )) == 0
                {
                    let addresses = &crate::kit::ADDRESSES;
                    let _ = run(operations::start_attempt::start_attempt(
                        desk.ports(),
                        &desk.key,
                        token,
                        "main",
                        addresses,
                    ));
                }
            }
            Step::CardPays { payment } => self.card(*payment, Says::captured),
            Step::CardDeclines { payment } => self.card(*payment, Says::declined),
            Step::Tick => {
                desk.expire();
                desk.resolve();
                desk.look_after();
            }
            Step::Pass { ms } => desk.clock.pass(*ms),
            Step::Rate { base, rate } => {
                let day: String = desk.now().rfc3339().chars().take(10).collect();
                desk.execute(&format!("INSERT INTO rate (base, quote, source, day, rate, at_ms) VALUES ('{base}', 'RUB', 'sandbox', '{}', '{rate}.5', 0) ON CONFLICT DO NOTHING", day));
            }
            Step::Order { .. } => {}
        }
    }

    /// A bank says it of the last trip to it, of the amount that was asked then (which may not be asked any more).
    fn card(&self, payment: usize, says: fn(&str, &str) -> Says) {
        let Some(number) = self.number(payment) else { return };
        let attempt = self.desk.text(&format!("SELECT COALESCE(max(attempt), 0) FROM attempt WHERE org_id = 1 AND number = {number} AND terminal_id = 'main'"));
        if attempt != "0" {
            let _ = self
                .desk
                .told(&says(&format!("e{}", self.steps), &format!("{number}-{attempt}")));
        }
    }

    fn check(&self) {
        let desk = &self.desk;
        desk.assert_balanced();
        // Of every system and currency: what was confirmed, less what was given back, less the fees, those that stand apart too.
        let differing = desk.text(
            "WITH moved (account, currency, minor) AS (
               SELECT 'manual:' || a.terminal_id, m.paid_currency, m.paid_minor - m.commission_minor - COALESCE(m.fixed_fee_paid_minor, 0)
                 FROM manual_payment m JOIN attempt a USING (org_id, number, attempt) WHERE m.state = 'resolved'
               UNION ALL SELECT 'manual:' || a.terminal_id, m.fixed_fee_currency, -m.fixed_fee_apart_minor
                 FROM manual_payment m JOIN attempt a USING (org_id, number, attempt) WHERE m.fixed_fee_apart_minor > 0
               UNION ALL SELECT 'manual:' || a.terminal_id, o.currency, -o.amount_minor
                 FROM operation o JOIN attempt a USING (org_id, number, attempt) WHERE o.kind = 'refund' AND o.state = 'done' AND o.surplus = 0 AND a.terminal_id <> 'main'),
             due AS (SELECT account, currency, sum(minor) AS minor FROM moved GROUP BY 1, 2),
             booked AS (SELECT account, currency, minor FROM balance WHERE account LIKE 'manual:%')
             SELECT COALESCE(group_concat(account || ' ' || currency, ', '), '') FROM (
               SELECT account, currency FROM due LEFT JOIN booked USING (account, currency) WHERE due.minor <> COALESCE(booked.minor, 0)
               UNION SELECT account, currency FROM booked LEFT JOIN due USING (account, currency) WHERE booked.minor <> COALESCE(due.minor, 0))",
        );
        assert_eq!(differing, "");
        for (what, sql) in [
            (
                "a trip is open of a payment that is over",
                "SELECT count(*) FROM manual_payment m JOIN payment p USING (org_id, number) WHERE m.state = 'open' AND p.closed IN ('cancelled', 'expired')",
            ),
            (
                "two trips are open of one payment",
                "SELECT count(*) - count(DISTINCT number) FROM manual_payment WHERE state = 'open'",
            ),
            (
                "a trip was confirmed, and nothing booked, or twice",
                "SELECT count(*) FROM manual_payment m WHERE (m.state = 'resolved') <> (SELECT count(*) FROM operation o WHERE o.org_id = m.org_id AND o.number = m.number AND o.attempt = m.attempt AND o.kind = 'capture')",
            ),
            (
                "a payment is not of what was confirmed",
                "SELECT count(*) FROM manual_payment m JOIN payment p USING (org_id, number) WHERE m.state = 'resolved' AND (p.amount_minor <> m.paid_minor OR p.currency <> m.paid_currency OR p.captured_minor <> m.paid_minor)",
            ),
            (
                "a payment was ended twice",
                "SELECT count(*) - count(DISTINCT number || type) FROM event WHERE type IN ('payment.captured', 'payment.cancelled', 'payment.expired')",
            ),
            (
                "what was said has changed",
                "SELECT count(*) FROM manual_payment m JOIN sales_order s ON s.org_id = m.org_id WHERE m.price_minor <> 100000 OR m.price_currency <> 'RUB'",
            ),
            (
                "an order is not as its payment",
                "SELECT count(*) FROM payment p JOIN sales_order s ON s.org_id = p.org_id AND s.order_id = p.sales_order WHERE s.status <> CASE WHEN p.money IN ('captured', 'refunding', 'partially_refunded') THEN 'completed' WHEN p.money = 'refunded' THEN 'refunded' WHEN p.money IN ('created', 'awaiting') THEN 'open' WHEN p.money = 'authorised' THEN 'resolved' ELSE 'rejected' END",
            ),
        ] {
            assert_eq!(desk.number(sql), 0, "{what}");
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, ..ProptestConfig::default() })]

    /// Proves MAN-05, MAN-06, MAN-07: the books balance, and a manual account holds what was confirmed, less refunds and fees.
    #[test]
    fn the_books_balance_whatever_happens(steps in prop::collection::vec(step(), 1..60)) {
        let mut walk = Walk::new();
        for step in &steps {
            walk.step(step);
            walk.check();
        }
    }
}
