//! The second factor was set up, taken away, or its recovery codes are others or fewer.

use super::Facts;

pub(super) fn write(facts: &Facts<'_>) -> (String, String) {
    let subject = match facts.text("change").as_str() {
        "enabled" => facts.say("Your second factor was set up", "Второй фактор подключён"),
        "disabled" => facts.say("Your second factor was taken away", "Второй фактор отключён"),
        "recovery_codes" => facts.say("You have new recovery codes", "Выпущены новые резервные коды"),
        "recovery_code_used" => facts.say("A recovery code was used", "Использован резервный код"),
        _ => facts.say("Your second factor was changed", "Второй фактор изменён"),
    };
    let text = format!(
        "{}: {subject}.\n\n{}\n{}\n{}/recovery\n",
        facts.say("Your Edgetill account", "Ваша учётная запись Edgetill"),
        facts.origin(),
        facts.say(
            "If it was not you, choose a new password at once and tell your organisation's owner:",
            "Если это были не вы, сразу задайте новый пароль и сообщите владельцу организации:"
        ),
        facts.cabinet_url,
    );
    (subject.to_owned(), text)
}
