//! Who pays: asked where an offer is bought.

use maud::{Markup, html};

use super::field::{Field, Shown};

/// The id of what is said of both, e-mail and phone.
const HELP: &str = "contact-help";

/// The fields.
pub(crate) fn contacts(shown: &Shown<'_>) -> Markup {
    let language = shown.language;
    let wrong = shown.wrong.with("contact").is_some();
    let name = Field {
        name: "name",
        label: language.say("Your name", "Ваше имя"),
        kind: "text",
        autocomplete: Some("name"),
        length_max: Some(200),
        ..Field::default()
    };
    let email = Field {
        name: "email",
        label: language.say("E-mail", "Электронная почта"),
        kind: "email",
        autocomplete: Some("email"),
        length_max: Some(254),
        beside: Some((HELP, wrong)),
        ..Field::default()
    };
    let phone = Field {
        name: "phone",
        label: language.say("Phone", "Телефон"),
        kind: "tel",
        autocomplete: Some("tel"),
        length_max: Some(40),
        beside: Some((HELP, wrong)),
        ..Field::default()
    };
    html! {
        fieldset {
            legend { (language.say("Who pays", "Кто платит")) }
            (name.render(shown))
            div.pair { (email.render(shown)) (phone.render(shown)) }
            p id=(HELP) class=(if wrong { "help error" } else { "help" }) {
                (language.say("One of the two is needed: the shop reaches you there.", "Нужно что-то одно: по ним магазин свяжется с вами."))
            }
        }
    }
}
