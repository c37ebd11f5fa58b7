//! An organisation bills its client: by e-mail, or in short by SMS. Both carry the link to the page where it is paid.

use serde_json::Value;

use super::Facts;

/// The longest description, in characters: what is longer stands whole on the page.
const DESCRIPTION_MAX: usize = 500;
/// The longest name of an organisation in an SMS, in characters: with a longer one it would go out as four and more.
const SMS_ORGANISATION_MAX: usize = 24;
/// The longest link, in characters; ours are far shorter, and a cut one leads nowhere.
const LINK_MAX: usize = 400;

pub(super) fn write(facts: &Facts<'_>) -> (String, String) {
    let Said {
        number, amount, link, ..
    } = Said::of(facts);
    let organisation = facts.text("organisation");
    let description = match facts.longer_text("description", DESCRIPTION_MAX) {
        none if none.trim().is_empty() => String::new(),
        text => format!("{}: {text}\n", facts.say("For", "За что")),
    };
    let subject = format!(
        "{} {number} {} {organisation}: {amount}",
        facts.say("Invoice", "Счёт"),
        facts.say("from", "от"),
    );
    let text = format!(
        "{}: {organisation}.\n\n{}: {number}\n{}: {amount}\n{description}{}: {}\n\n{}\n{link}\n\n{}\n",
        facts.say("You have an invoice from", "Вам выставлен счёт. Отправитель"),
        facts.say("Invoice", "Счёт"),
        facts.say("Amount", "Сумма"),
        facts.say("Pay by", "Оплатить до"),
        facts.minute("expires_at_ms"),
        facts.say(
            "To see it and pay, open this link:",
            "Чтобы посмотреть и оплатить счёт, откройте ссылку:"
        ),
        facts.say(
            "If you expected no invoice, do nothing.",
            "Если вы не ждали счёта, ничего делать не нужно."
        ),
    );
    (subject, text)
}

/// One line: whose, how much, until when, where.
pub(super) fn write_sms(facts: &Facts<'_>) -> String {
    let Said { number, amount, link } = Said::of(facts);
    format!(
        "{}: {} {number}, {amount}, {} {}: {link}",
        facts.longer_text("organisation", SMS_ORGANISATION_MAX),
        facts.say("invoice", "счёт"),
        facts.say("pay by", "оплатить до"),
        facts.minute("expires_at_ms"),
    )
}

/// What both say.
struct Said {
    number: i64,
    /// `1000.00 RUB`.
    amount: String,
    link: String,
}

impl Said {
    fn of(facts: &Facts<'_>) -> Self {
        Self {
            number: facts.params.get("number").and_then(Value::as_i64).unwrap_or_default(),
            amount: format!("{} {}", facts.text("amount"), facts.text("currency")),
            link: facts.longer_text("link", LINK_MAX),
        }
    }
}
