//! What the pay page says of a trip that came to nothing, in English and Russian.

use edge::payer::Language;
use store::attempts::PayPageAttempt;

/// Why a trip was declined, for the payer.
pub(crate) fn declined(language: Language, attempt: &PayPageAttempt) -> &'static str {
    if attempt.manual.is_some() {
        return language.say(
            "The shop has not confirmed your transfer.",
            "Магазин не подтвердил ваш перевод.",
        );
    }
    match attempt.decline_code.as_deref().unwrap_or_default() {
        "insufficient_funds" => language.say(
            "There is not enough money on the card.",
            "На карте недостаточно средств.",
        ),
        "authentication_failed" => language.say(
            "The bank could not confirm that it is you.",
            "Банк не смог подтвердить, что это вы.",
        ),
        _ => language.say("The bank declined the payment.", "Банк отклонил платёж."),
    }
}
