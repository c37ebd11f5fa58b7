//! Come and join an organisation, or the platform's operators.

use domain::permission::Role;

use super::Facts;

pub(super) fn write(facts: &Facts<'_>) -> (String, String) {
    let organisation = match facts.text("organisation") {
        name if name.is_empty() => facts.say("Edgetill's operators", "операторы Edgetill").to_owned(),
        name => name,
    };
    let role = Role::parse(&facts.text("role")).map_or("", |role| role_name(facts, role));
    let role = match role {
        "" => String::new(),
        role => format!("{}: {role}\n\n", facts.say("Your role", "Ваша роль")),
    };
    let subject = format!("{}: {organisation}", facts.say("Invitation", "Приглашение"));
    let text = format!(
        "{}: {organisation}.\n\n{role}{}\n{}/invitation#{}\n\n{}\n",
        facts.say(
            "You are invited to work in Edgetill with",
            "Вас приглашают работать в Edgetill. Организация"
        ),
        facts.say(
            "To accept, open this link within 7 days:",
            "Чтобы принять приглашение, откройте ссылку в течение 7 дней:"
        ),
        facts.cabinet_url,
        facts.token,
        facts.say(
            "If you expected no invitation, do nothing.",
            "Если вы не ждали приглашения, ничего делать не нужно."
        ),
    );
    (subject, text)
}

const fn role_name(facts: &Facts<'_>, role: Role) -> &'static str {
    match role {
        Role::Owner => facts.say("owner", "владелец"),
        Role::Manager => facts.say("manager", "менеджер"),
        Role::Accountant => facts.say("accountant", "бухгалтер"),
        Role::PaymentsOperator => facts.say("payments operator", "оператор платежей"),
        Role::Viewer => facts.say("viewer", "наблюдатель"),
    }
}
