//! A field of a form with its label, its hint and what is wrong with it.

use edge::payer::Language;
use maud::{Markup, html};

use crate::{form::Wrong, texts::wrong};

/// A field.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Field<'a> {
    /// Its name, and the beginning of its ids.
    pub(crate) name: &'static str,
    /// What it is called.
    pub(crate) label: &'a str,
    /// What helps to fill it in; empty for nothing.
    pub(crate) hint: &'a str,
}

/// Of a field: whether it is wrong, and the ids of what describes it.
#[derive(Debug)]
pub(crate) struct Marks {
    /// `aria-invalid`.
    pub(crate) invalid: Option<&'static str>,
    /// `aria-describedby`.
    pub(crate) described: Option<String>,
}

impl Field<'_> {
    /// The field with its surroundings; `control` makes its input.
    pub(crate) fn render(&self, language: Language, errors: &Wrong, control: impl FnOnce(&Marks) -> Markup) -> Markup {
        let error = errors.with(self.name);
        let hint_id = (!self.hint.is_empty()).then(|| format!("{}-hint", self.name));
        let error_id = error.map(|_| format!("{}-error", self.name));
        let ids: Vec<&str> = hint_id.iter().chain(&error_id).map(String::as_str).collect();
        let marks = Marks {
            invalid: error.map(|_| "true"),
            described: (!ids.is_empty()).then(|| ids.join(" ")),
        };
        html! {
            div class=(if error.is_some() { "field wrong" } else { "field" }) {
                label for=(self.name) { (self.label) }
                @if let Some(id) = &hint_id { p.help id=(id) { (self.hint) } }
                (control(&marks))
                @if let (Some(id), Some(error)) = (&error_id, error) { p.error id=(id) { (wrong(language, error)) } }
            }
        }
    }
}

/// What a form says of all that is wrong with it, before its fields: what stands beside none of them by name.
pub(crate) fn summary(language: Language, errors: &Wrong) -> Markup {
    let first = errors.0.first();
    html! {
        @if let Some(first) = first {
            p.alert role="alert" {
                @if errors.0.len() == 1 { (wrong(language, first)) }
                @else { (language.say("Please check the marked fields: nothing has been sent yet.", "Проверьте отмеченные поля: пока ничего не отправлено.")) }
            }
        }
    }
}
