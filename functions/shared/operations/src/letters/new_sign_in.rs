//! Somebody signed in from a browser not seen before.

use super::Facts;

pub(super) fn write(facts: &Facts<'_>) -> (String, String) {
    let subject = facts.say("A new sign-in to your account", "Новый вход в вашу учётную запись");
    let text = format!(
        "{}\n\n{}\n{}\n{}/recovery\n",
        facts.say(
            "Somebody signed in to your Edgetill account from a browser that we have not seen before.",
            "В вашу учётную запись Edgetill вошли из браузера, который мы раньше не видели."
        ),
        facts.origin(),
        facts.say(
            "If it was you, do nothing. If not, choose a new password at once, which ends all sessions:",
            "Если это были вы, ничего делать не нужно. Если нет, сразу задайте новый пароль, это завершит все сеансы:"
        ),
        facts.cabinet_url,
    );
    (subject.to_owned(), text)
}
