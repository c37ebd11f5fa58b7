//! The password is another now.

use super::Facts;

pub(super) fn write(facts: &Facts<'_>) -> (String, String) {
    let subject = facts.say("Your password was changed", "Ваш пароль изменён");
    let text = format!(
        "{}\n\n{}\n{}\n{}/recovery\n",
        facts.say(
            "The password of your Edgetill account was changed, and your other sessions were ended.",
            "Пароль вашей учётной записи Edgetill изменён, остальные сеансы завершены."
        ),
        facts.origin(),
        facts.say(
            "If it was not you, choose a new password at once and tell your organisation's owner:",
            "Если это были не вы, сразу задайте новый пароль и сообщите владельцу организации:"
        ),
        facts.cabinet_url,
    );
    (subject.to_owned(), text)
}
