//! Something of an organisation needs attention.

use domain::notification::NotificationKind;
use serde_json::Value;

use super::{Facts, text::one_line};

/// Lines at most; how many more there are is said.
const LINES_MAX: usize = 20;

pub(super) fn write(facts: &Facts<'_>) -> (String, String) {
    let items: &[Value] = facts
        .params
        .get("items")
        .and_then(Value::as_array)
        .map_or(&[], Vec::as_slice);
    let lines: Vec<String> = items.iter().take(LINES_MAX).map(|item| line(facts, item)).collect();
    let organisation = facts.text("organisation");
    let subject = match lines.as_slice() {
        [only] => format!("{organisation}: {only}"),
        _ => format!(
            "{organisation}: {} ({})",
            facts.say("needs attention", "требует внимания"),
            items.len()
        ),
    };
    let more = match items.len().saturating_sub(lines.len()) {
        0 => String::new(),
        more => format!("{} {more}\n", facts.say("And more:", "И ещё:")),
    };
    let text = format!(
        "{organisation}\n\n{}\n{more}\n{}\n{}/notifications\n",
        lines.join("\n"),
        facts.say(
            "See it, and choose which letters you get:",
            "Подробности и выбор писем, которые вы получаете:"
        ),
        facts.cabinet_url,
    );
    (subject, text)
}

/// What happened, and to what.
fn line(facts: &Facts<'_>, item: &Value) -> String {
    let text = |index: usize| one_line(item.get(index).and_then(Value::as_str).unwrap_or_default());
    let happened = NotificationKind::parse(&text(0)).map_or_else(
        || facts.say("needs attention", "требует внимания"),
        |kind| happened(facts, kind),
    );
    format!("{}: {happened}", thing(facts, &text(1)))
}

/// A subject such as `payment:7`, as people call it.
fn thing(facts: &Facts<'_>, subject: &str) -> String {
    let (what, which) = subject.split_once(':').unwrap_or((subject, ""));
    let name = match what {
        "payment" => facts.say("Payment", "Платёж"),
        "endpoint" => facts.say("Endpoint", "Адрес оповещений"),
        "callback" => facts.say("Bank's notice", "Сообщение банка"),
        "register" => facts.say("Register", "Реестр"),
        "event" => facts.say("Notice", "Оповещение"),
        "session" => facts.say("Session", "Сеанс"),
        "limit" => return limit(facts, which),
        _ => return subject.to_owned(),
    };
    format!("{name} {which}")
}

/// `<scope>:<terminal>:<currency>:<what>`.
fn limit(facts: &Facts<'_>, which: &str) -> String {
    let parts: Vec<&str> = which.split(':').collect();
    let [scope, terminal, currency, what] = parts.as_slice() else {
        return facts.say("Limit", "Лимит").to_owned();
    };
    let scope = match *scope {
        "organisation" => facts.say("of the organisation", "организации"),
        "terminal" => facts.say("of the terminal", "терминала"),
        "payer" => facts.say("of a payer", "плательщика"),
        _ => facts.say("of a card", "карты"),
    };
    let what = match *what {
        "day_sum" => facts.say("sum in a day", "сумма за день"),
        "day_count" => facts.say("payments in a day", "платежей за день"),
        "month_sum" => facts.say("sum in a month", "сумма за месяц"),
        _ => facts.say("payments in a month", "платежей за месяц"),
    };
    let words = [facts.say("Limit", "Лимит"), scope, terminal, currency];
    let words: Vec<&str> = words.into_iter().filter(|word| !word.is_empty()).collect();
    format!("{} ({what})", words.join(" "))
}

const fn happened(facts: &Facts<'_>, kind: NotificationKind) -> &'static str {
    use NotificationKind as Kind;
    match kind {
        Kind::CallbackLate => facts.say("paid after its end", "оплачен после завершения"),
        Kind::CallbackSurplus => facts.say(
            "paid twice, the second goes back",
            "оплачен дважды, второй платёж возвращается",
        ),
        Kind::CallbackMismatch => facts.say("the bank names another amount", "банк назвал другую сумму"),
        Kind::CallbackContradicted => facts.say(
            "the bank tells of a failure after a success",
            "банк сообщил об отказе после успеха",
        ),
        Kind::CallbackUnmatched => facts.say("fits no payment", "не подходит ни к одному платежу"),
        Kind::BeyondBounds => facts.say("the bank has moved more than there was", "банк провёл больше, чем было"),
        Kind::DisputeOpened => facts.say("disputed by the payer", "оспорен плательщиком"),
        Kind::CaptureRefused => facts.say("the bank refused the capture", "банк отказал в списании"),
        Kind::VoidRefused => facts.say("the bank refused the release", "банк отказал в отмене"),
        Kind::RefundRefused => facts.say("the bank refused the refund", "банк отказал в возврате"),
        Kind::RefundStuck => facts.say("the refund is stuck", "возврат завис"),
        Kind::PostbackExhausted => facts.say("the notice was not delivered", "оповещение не доставлено"),
        Kind::EndpointFailing => facts.say(
            "has failed for three days, after five it is disabled",
            "не отвечает три дня, через пять будет отключён",
        ),
        Kind::EndpointBreakerOpen => facts.say("fails, and is spared for a while", "сбоит, отправка приостановлена"),
        Kind::EndpointDisabled => facts.say("was disabled", "отключён"),
        Kind::CardLimit => facts.say("its card is over the limit", "карта превысила лимит"),
        Kind::LimitReached => facts.say("reached, payments are refused", "достигнут, платежи отклоняются"),
        Kind::RegisterDiffers => facts.say("differs from the books", "расходится с учётом"),
        Kind::DeadlineNear => facts.say("its hold ends within a day", "удержание заканчивается в течение суток"),
        Kind::ManualPaymentOpened => facts.say("waits to be confirmed", "ждёт подтверждения"),
        Kind::ManualPaymentDue => facts.say(
            "is rejected by itself within three days",
            "через три дня будет отклонён автоматически",
        ),
        Kind::InvoicePaidLate => facts.say("its invoice was paid late", "счёт оплачен после срока"),
        Kind::NewSignIn => facts.say("a new sign-in", "новый вход"),
    }
}
