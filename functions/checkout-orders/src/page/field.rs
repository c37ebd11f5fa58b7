//! A field of a form with its label, its hint and what is wrong with it.

use edge::{form::Form, payer::Language};
use maud::{Markup, html};

use crate::{form::Wrong, texts::wrong};

/// A form as it is shown.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Shown<'a> {
    /// The payer's language.
    pub(crate) language: Language,
    /// What was typed.
    pub(crate) form: &'a Form,
    /// What is wrong with it.
    pub(crate) wrong: &'a Wrong,
}

/// A field. What is empty is left out.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Field<'a> {
    /// Its name, and the beginning of its ids.
    pub(crate) name: &'static str,
    /// What it is called.
    pub(crate) label: &'a str,
    /// What helps to fill it in.
    pub(crate) hint: &'a str,
    /// The input's type; `textarea` for lines.
    pub(crate) kind: &'static str,
    /// What browsers may fill in.
    pub(crate) autocomplete: Option<&'static str>,
    /// The most characters.
    pub(crate) length_max: Option<u32>,
    /// The last day.
    pub(crate) day_max: Option<&'a str>,
    /// Kinds of files.
    pub(crate) accept: Option<&'static str>,
    /// What the script says of a file that is too large.
    pub(crate) too_large: Option<&'static str>,
    /// The id of what else describes it, and whether that is wrong.
    pub(crate) beside: Option<(&'static str, bool)>,
}

impl Field<'_> {
    /// The field with its surroundings.
    pub(crate) fn render(&self, shown: &Shown<'_>) -> Markup {
        let name = self.name;
        let error = shown.wrong.with(name);
        let hint_id = (!self.hint.is_empty()).then(|| format!("{name}-hint"));
        let error_id = error.map(|_| format!("{name}-error"));
        let described = [
            self.beside.map_or("", |(id, _)| id),
            hint_id.as_deref().unwrap_or_default(),
            error_id.as_deref().unwrap_or_default(),
        ]
        .join(" ");
        let invalid = (error.is_some() || self.beside.is_some_and(|(_, wrong)| wrong)).then_some("true");
        let (text, described) = (shown.form.text(name), described.trim());
        html! {
            div class=(if error.is_some() { "field wrong" } else { "field" }) {
                label for=(name) { (self.label) }
                @if let Some(id) = &hint_id { p.help id=(id) { (self.hint) } }
                @if self.kind == "textarea" {
                    textarea id=(name) name=(name) rows="3" maxlength=[self.length_max] aria-invalid=[invalid] aria-describedby=(described) { "\n" (text) }
                } @else {
                    input id=(name) name=(name) type=(self.kind) value=(text) autocomplete=[self.autocomplete] maxlength=[self.length_max] max=[self.day_max]
                        required[self.day_max.is_some()] accept=[self.accept] data-too-large=[self.too_large]
                        data-bytes-max=[self.too_large.map(|_| domain::media::RECEIPT_BYTES_MAX)] aria-invalid=[invalid] aria-describedby=(described);
                }
                @if let (Some(id), Some(error)) = (&error_id, error) { p.error id=(id) { (wrong(shown.language, error)) } }
            }
        }
    }
}

/// What a form says before its fields: what is wrong, and that nothing was sent.
pub(crate) fn summary(shown: &Shown<'_>) -> Markup {
    let (language, errors) = (shown.language, &shown.wrong.0);
    html! {
        @if let Some(first) = errors.first() {
            p.alert role="alert" {
                @if errors.len() == 1 { (wrong(language, first)) }
                @else { (language.say("Please check the marked fields: nothing has been sent yet.", "Проверьте отмеченные поля: пока ничего не отправлено.")) }
            }
        }
    }
}
