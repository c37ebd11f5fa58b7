//! The form with which a payer says to have paid by a manual system.

use edge::payer::Language;
use maud::{Markup, html};

use super::{
    contacts::contacts,
    field::{Field, summary},
    transfer::transfer,
};
use crate::{
    form::{Typed, Wrong},
    systems::Way,
};

/// A form, and what it is to show.
#[derive(Debug)]
pub(crate) struct PayForm<'a> {
    /// The payer's language.
    pub(crate) language: Language,
    /// Where it is sent.
    pub(crate) action: &'a str,
    /// The organisation's slug.
    pub(crate) slug: &'a str,
    /// The way chosen.
    pub(crate) way: &'a Way<'a>,
    /// Where to choose another one; empty where there is none.
    pub(crate) other: &'a str,
    /// What was typed.
    pub(crate) typed: &'a Typed,
    /// What is wrong with it.
    pub(crate) wrong: &'a Wrong,
    /// Whether it is asked who pays.
    pub(crate) contacts: bool,
    /// Today in the organisation's zone.
    pub(crate) today: &'a str,
}

/// The system and its form.
pub(crate) fn form(form: &PayForm<'_>) -> Markup {
    let (language, typed) = (form.language, form.typed);
    let manual = form.way.system.is_manual();
    html! {
        @if manual { (transfer(language, form.slug, form.way)) } @else { h2 { (form.way.system.name) } }
        form.pay-form method="post" enctype="multipart/form-data" action=(form.action) {
            (summary(language, form.wrong))
            input type="hidden" name="system" value=(form.way.system.terminal_id);
            input type="hidden" name="request" value=(typed.request);
            @if typed.embedded { input type="hidden" name="embed" value="1"; }
            @if form.contacts { (contacts(language, typed, form.wrong)) }
            @if manual { (said(form)) }
            button.pay type="submit" { (language.say("Pay", "Оплатить")) }
            p.hint { (note(language, manual)) }
        }
        @if !form.other.is_empty() { p.back { a href=(form.other) { (language.say("Pay in another way", "Оплатить иначе")) } } }
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
fn said(form: &PayForm<'_>) -> Markup {
    let (language, typed) = (form.language, form.typed);
    let hint = form.way.system.comment_hint.as_deref().unwrap_or_default();
    let paid_on = Field {
        name: "paid_on",
        label: language.say("Date of payment", "Дата оплаты"),
        hint: "",
    };
    let comment = Field {
        name: "comment",
        label: language.say("Comment", "Комментарий"),
        hint,
    };
    let receipt = Field {
        name: "receipt",
        label: language.say("Receipt, if you have one", "Чек или квитанция, если есть"),
        hint: language.say("PNG, JPEG, WebP, GIF or PDF, up to 5 MB", "PNG, JPEG, WebP, GIF или PDF, до 5 МБ"),
    };
    let too_large = language.say(
        "The file is larger than 5 MB. Choose a smaller one, or pay without it.",
        "Файл больше 5 МБ. Выберите файл поменьше или отправьте без него.",
    );
    html! {
        fieldset {
            legend { (language.say("Your payment", "Ваш платёж")) }
            (paid_on.render(language, form.wrong, |marks| html! {
                input #paid_on name="paid_on" type="date" required value=(typed.paid_on) max=(form.today)
                    aria-invalid=[marks.invalid] aria-describedby=[&marks.described];
            }))
            (comment.render(language, form.wrong, |marks| html! {
                textarea #comment name="comment" rows="3" maxlength="2000"
                    aria-invalid=[marks.invalid] aria-describedby=[&marks.described] { "\n" (typed.comment) }
            }))
            (receipt.render(language, form.wrong, |marks| html! {
                input #receipt name="receipt" type="file" accept="image/png,image/jpeg,image/webp,image/gif,application/pdf"
                    data-bytes-max=(domain::media::RECEIPT_BYTES_MAX) data-too-large=(too_large)
                    aria-invalid=[marks.invalid] aria-describedby=[&marks.described];
            }))
        }
    }
}
