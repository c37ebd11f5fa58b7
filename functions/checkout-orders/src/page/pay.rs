//! The form with which a payer says to have paid by a manual system.

use edge::payer::Language;
use maud::{Markup, html};
use operations::FieldError;

use super::{
    contacts::contacts,
    field::{Field, Shown, summary},
    transfer::transfer,
};
use crate::{form::is_embedded, systems::Way, texts::wrong};

/// A form, and what it is to show.
#[derive(Debug)]
pub(crate) struct PayForm<'a> {
    /// The form.
    pub(crate) shown: Shown<'a>,
    /// Where it is sent.
    pub(crate) action: &'a str,
    /// The organisation's slug.
    pub(crate) slug: &'a str,
    /// The way chosen.
    pub(crate) way: &'a Way<'a>,
    /// Where to choose another one; empty where there is none.
    pub(crate) other: &'a str,
    /// Whether it is asked who pays.
    pub(crate) contacts: bool,
    /// Today in the organisation's zone.
    pub(crate) today: &'a str,
}

/// The system and its form.
pub(crate) fn form(pay: &PayForm<'_>) -> Markup {
    let (shown, system) = (&pay.shown, pay.way.system);
    let (language, manual) = (shown.language, system.is_manual());
    html! {
        @if manual { (transfer(language, pay.slug, pay.way)) } @else { h2 { (system.name) } }
        form method="post" enctype="multipart/form-data" action=(pay.action) {
            (summary(shown))
            input type="hidden" name="system" value=(system.terminal_id);
            input type="hidden" name="request" value=(shown.form.text("request"));
            @let price = shown.form.text("price");
            @if !price.is_empty() { input type="hidden" name="price" value=(price); }
            @if is_embedded(shown.form) { input type="hidden" name="embed" value="1"; }
            @if pay.contacts { (contacts(shown)) }
            @if manual { (said(pay)) }
            button.pay type="submit" { (language.say("Pay", "Оплатить")) }
            p.hint { (note(language, manual)) }
        }
        @if !pay.other.is_empty() { p.back { a href=(pay.other) { (language.say("Pay in another way", "Оплатить иначе")) } } }
    }
}

fn note(language: Language, manual: bool) -> &'static str {
    if manual {
        language.say(
            "Transfer the money first, then press the button: the shop checks that it has come and confirms it.",
            "Сначала переведите деньги, затем нажмите кнопку: магазин проверит, что они пришли, и подтвердит оплату.",
        )
    } else {
        language.say(
            "You enter the card on the bank's page.",
            "Данные карты вы вводите на странице банка.",
        )
    }
}

/// What the payer says: when, what besides, and a receipt.
fn said(pay: &PayForm<'_>) -> Markup {
    let shown = &pay.shown;
    let language = shown.language;
    let paid_on = Field {
        name: "paid_on",
        label: language.say("Date of payment", "Дата оплаты"),
        kind: "date",
        day_max: Some(pay.today),
        ..Field::default()
    };
    let comment = Field {
        name: "comment",
        label: language.say("Comment", "Комментарий"),
        hint: pay.way.system.comment_hint.as_deref().unwrap_or_default(),
        kind: "textarea",
        length_max: Some(2_000),
        ..Field::default()
    };
    let receipt = Field {
        name: "receipt",
        label: language.say("Receipt, if you have one", "Чек или квитанция, если есть"),
        hint: language.say(
            "PNG, JPEG, WebP, GIF or PDF, up to 5 MB",
            "PNG, JPEG, WebP, GIF или PDF, до 5 МБ",
        ),
        kind: "file",
        accept: Some("image/png,image/jpeg,image/webp,image/gif,application/pdf"),
        too_large: Some(wrong(language, &FieldError::new("receipt", "file_too_large", ""))),
        ..Field::default()
    };
    html! {
        fieldset {
            legend { (language.say("Your payment", "Ваш платёж")) }
            (paid_on.render(shown)) (comment.render(shown)) (receipt.render(shown))
        }
    }
}
