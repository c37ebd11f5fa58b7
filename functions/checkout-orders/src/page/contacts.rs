//! Who pays: asked where an offer is bought.

use edge::payer::Language;
use maud::{Markup, html};

use super::field::Field;
use crate::form::{Typed, Wrong};

/// The fields.
pub(crate) fn contacts(language: Language, typed: &Typed, errors: &Wrong) -> Markup {
    let name = Field {
        name: "name",
        label: language.say("Your name", "Ваше имя"),
        hint: "",
    };
    let email = Field {
        name: "email",
        label: language.say("E-mail", "Электронная почта"),
        hint: "",
    };
    let phone = Field {
        name: "phone",
        label: language.say("Phone", "Телефон"),
        hint: "",
    };
    let contact = errors.with("contact").or_else(|| errors.with("client")).is_some();
    html! {
        fieldset {
            legend { (language.say("Who pays", "Кто платит")) }
            (name.render(language, errors, |marks| html! {
                input #name name="name" type="text" autocomplete="name" maxlength="200" value=(typed.name)
                    aria-invalid=[marks.invalid] aria-describedby=[&marks.described];
            }))
            div.pair {
                (email.render(language, errors, |marks| html! {
                    input #email name="email" type="email" autocomplete="email" inputmode="email" maxlength="254" value=(typed.email)
                        aria-invalid=[marks.invalid.or(contact.then_some("true"))] aria-describedby=(describing(marks.described.as_deref()));
                }))
                (phone.render(language, errors, |marks| html! {
                    input #phone name="phone" type="tel" autocomplete="tel" inputmode="tel" maxlength="40" value=(typed.phone)
                        aria-invalid=[marks.invalid.or(contact.then_some("true"))] aria-describedby=(describing(marks.described.as_deref()));
                }))
            }
            p #contact-help class=(if contact { "help error" } else { "help" }) {
                (language.say("One of the two is needed: the shop reaches you there.", "Нужно что-то одно: по ним магазин свяжется с вами."))
            }
        }
    }
}

/// The ids of what describes a contact.
fn describing(own: Option<&str>) -> String {
    own.map_or_else(|| "contact-help".to_owned(), |own| format!("contact-help {own}"))
}
