//! A payment's facts, and its status in the words of the systems that merchants come from.

use domain::vocabulary::{Accumulation, Facts, Language, MoneyState, Notice, click_pay, paykassma, paykeeper, spring};
use store::{cabinet::Attempt, payments::Payment, postbacks::list::Delivery};

use crate::payment::StatusJson;

/// The facts from which every vocabulary is derived.
pub(crate) fn of(payment: &Payment, postbacks: &[Delivery], attempts: &[Attempt]) -> Facts {
    let attention = payment.attention.as_deref();
    Facts {
        money: MoneyState::parse(&payment.money).unwrap_or(MoneyState::Created),
        notice: Notice::parse(&payment.notice).unwrap_or(Notice::None),
        accumulation: Accumulation::None,
        notice_failing: postbacks
            .iter()
            .any(|postback| matches!(postback.state.as_str(), "pending" | "held") && postback.last_at_ms.is_some()),
        has_unknown: payment.operations_unknown > 0,
        disputed: payment.disputes_open > 0,
        refund_refused: attention == Some("refund_refused"),
        declined: attempts.iter().any(|attempt| attempt.state == "declined"),
        contradicted: attention == Some("contradicted"),
    }
}

/// The status in each system's words.
pub(crate) fn statuses(facts: &Facts) -> Vec<StatusJson> {
    macro_rules! status {
        ($system:literal, $status:expr) => {{
            let status = $status;
            StatusJson {
                system: $system,
                status: status.name(),
                label_en: status.label(Language::En),
                label_ru: status.label(Language::Ru),
            }
        }};
    }
    vec![
        status!("paykeeper", paykeeper::status(facts)),
        status!("paykassma", paykassma::status(facts)),
        status!("spring", spring::status(facts)),
        status!("click_pay", click_pay::status(facts)),
    ]
}
