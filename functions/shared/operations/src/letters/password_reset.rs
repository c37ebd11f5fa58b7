//! A forgotten password.

use super::Facts;

pub(super) fn write(facts: &Facts<'_>) -> (String, String) {
    let subject = facts.say("A new password for Edgetill", "Новый пароль для Edgetill");
    let text = format!(
        "{}\n{}/recovery#{}\n\n{}\n",
        facts.say(
            "To choose a new password, open this link within 30 minutes. It works once:",
            "Чтобы задать новый пароль, откройте ссылку в течение 30 минут. Она действует один раз:"
        ),
        facts.cabinet_url,
        facts.token,
        facts.say(
            "If it was not you who asked for it, do nothing: your password stays as it is.",
            "Если запрос сделали не вы, ничего делать не нужно: пароль останется прежним."
        ),
    );
    (subject.to_owned(), text)
}
