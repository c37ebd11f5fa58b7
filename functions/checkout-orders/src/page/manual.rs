//! The page of a payment by a manual system.

use domain::{address, time::Timestamp};
use edge::{
    Problem, Response,
    payer::{self, Frame, Language, day, money, outcome},
};
use http::StatusCode;
use maud::{Markup, html};
use store::sales_pages::{ManualPage, ManualPageTrip};

use super::{
    POLICY,
    field::{Shown, summary},
    pay::{PayForm, form},
    prose,
};
use crate::{form::is_embedded, systems::Way};

/// What the payer can do, or waits for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Stage {
    /// Say to have paid.
    Payable,
    /// A person has not confirmed it yet.
    Waiting,
    /// Done.
    Paid,
    /// Nothing any more.
    Over,
    /// The merchant takes no payments, or none of its ways to pay is open.
    Disabled,
}

impl Stage {
    /// Where a payment stands.
    pub(crate) fn of(page: &ManualPage, now: Timestamp) -> Self {
        let payment = &page.payment;
        match payment.money.as_str() {
            "created" | "awaiting" if page.trip.as_ref().is_some_and(|trip| trip.state == "open") => Self::Waiting,
            "created" | "awaiting" if payment.organisation_status != "active" => Self::Disabled,
            "created" | "awaiting" if payment.expires_at_ms <= now.ms() || payment.trips_left <= 0 => Self::Over,
            "created" | "awaiting" if !page.systems.iter().any(|system| system.is_manual()) => Self::Disabled,
            "created" | "awaiting" => Self::Payable,
            "authorised" | "captured" | "partially_refunded" => Self::Paid,
            _ => Self::Over,
        }
    }

    /// As the script and the widget know it.
    const fn word(self) -> &'static str {
        match self {
            Self::Payable => "payable",
            Self::Waiting => "waiting",
            Self::Paid => "paid",
            Self::Over => "over",
            Self::Disabled => "disabled",
        }
    }
}

/// What is to be shown.
#[derive(Debug)]
pub(crate) struct View<'a> {
    /// The payment's token.
    pub(crate) token: &'a str,
    /// The payment with its surroundings.
    pub(crate) page: &'a ManualPage,
    /// Where it stands.
    pub(crate) stage: Stage,
    /// The form.
    pub(crate) shown: Shown<'a>,
    /// What addresses carry along.
    pub(crate) query: &'a str,
    /// The way chosen.
    pub(crate) way: Option<&'a Way<'a>>,
    /// Today in the organisation's zone.
    pub(crate) today: &'a str,
    /// Until which day the trip is to be confirmed.
    pub(crate) confirm_by: &'a str,
}

/// Without JavaScript the page is loaded anew while it waits, after so many seconds.
const RELOAD_S: u32 = 30;

/// Renders the page.
pub(crate) fn render(view: &View<'_>, status: StatusCode) -> Result<Response, Problem> {
    let (payment, language) = (&view.page.payment, view.shown.language);
    let waiting = view.stage == Stage::Waiting;
    let title = title(view);
    let frame = Frame {
        language,
        title: &format!("{title} · {}", payment.organisation),
        class: if view.stage == Stage::Payable { "wide" } else { "" },
        stage: view.stage.word(),
        status: &payment.money,
        number: payment.number,
        status_url: &format!("/manual/{}/status", view.token),
        embedded: is_embedded(view.shown.form),
        sites: &payment.sites,
        leaving: None,
        reload_s: if waiting { RELOAD_S } else { 0 },
        test: payment.mode == "test",
        policy: POLICY,
    };
    let content = html! {
        header {
            p.shop { (payment.organisation) }
            h1.title { (title) }
            p.price { (money(payment.amount_minor, &payment.currency)) }
            @if view.stage == Stage::Payable { (prose(payment.description.as_deref().unwrap_or_default())) }
        }
        div.side {
            @match view.stage {
                Stage::Payable => (payable(view)),
                Stage::Waiting => (processing(language)),
                Stage::Paid => (outcome(language.say("Confirmed", "Подтверждено"), paid(view), true)),
                Stage::Over | Stage::Disabled => (over(view)),
            }
            @if let Some(trip) = view.page.trip.as_ref().filter(|trip| waiting || trip.state == "resolved" && view.stage == Stage::Paid) { (said(view, trip)) }
            @if let Some(back) = back(view) { p.back { a href=(back) { (language.say("Back to the shop", "Вернуться в магазин")) } } }
        }
    };
    payer::answer(&frame, status, content)
}

fn title<'a>(view: &View<'a>) -> &'a str {
    let own = view.page.payment.title.as_deref();
    own.unwrap_or(view.shown.language.say("Payment", "Оплата"))
}

/// Back to the merchant, where its address is still of a registered site.
fn back<'a>(view: &View<'a>) -> Option<&'a str> {
    let payment = &view.page.payment;
    let sites: Vec<String> = serde_json::from_str(&payment.sites).unwrap_or_default();
    let back = match view.stage {
        Stage::Paid => payment.success_url.as_deref(),
        _ => payment.failure_url.as_deref(),
    };
    back.filter(|back| !is_embedded(view.shown.form) && address::check_return(back, &sites).is_ok())
}

fn payable(view: &View<'_>) -> Markup {
    let language = view.shown.language;
    let other = if view.page.systems.len() > 1 {
        format!("/pay/{}?{}", view.token, view.query)
    } else {
        String::new()
    };
    html! {
        @if view.page.trip.as_ref().is_some_and(|trip| trip.state == "rejected") {
            p.alert role="alert" { (language.say("The shop has not found the transfer that you told of. Check it and tell of it again, or pay in another way.",
                "Магазин не нашёл перевод, о котором вы сообщили. Проверьте его и сообщите ещё раз или оплатите иначе.")) }
        }
        @if view.way.is_none() {
            (summary(&view.shown))
            p.back { a href=(other) { (language.say("Choose how to pay", "Выбрать способ оплаты")) } }
        }
        @if let Some(way) = view.way {
            (form(&PayForm {
                shown: view.shown, action: &format!("/manual/{}?{}", view.token, view.query), slug: &view.page.payment.slug, way, other: &other,
                contacts: false, today: view.today,
            }))
        }
    }
}

fn processing(language: Language) -> Markup {
    html! {
        section.outcome role="status" {
            div.spinner aria-hidden="true" {}
            h2 { (language.say("In processing", "В обработке")) }
            p { (language.say("The shop checks that the money has come. This page shows the outcome by itself; you may close it and come back to the same address.",
                "Магазин проверяет, что деньги пришли. Страница сама покажет результат; её можно закрыть и вернуться по тому же адресу.")) }
        }
    }
}

/// What was said of the payment, and what of it was confirmed.
fn said(view: &View<'_>, trip: &ManualPageTrip) -> Markup {
    let language = view.shown.language;
    let paid_on = trip.final_paid_on.as_deref().unwrap_or(&trip.paid_on);
    html! {
        dl.said {
            div { dt { (language.say("Way to pay", "Способ оплаты")) } dd { (trip.system) } }
            div { dt { (language.say("Date of payment", "Дата оплаты")) } dd { (day(language, paid_on)) } }
            @if trip.has_receipt == 1 { div { dt { (language.say("Receipt", "Чек")) } dd { (language.say("sent", "отправлен")) } } }
            @if trip.state == "open" { div { dt { (language.say("To be confirmed by", "Подтвердят до")) } dd { (day(language, view.confirm_by)) } } }
            div { dt { (language.say("Payment number", "Номер платежа")) } dd { (view.page.payment.number) } }
        }
    }
}

fn paid(view: &View<'_>) -> &'static str {
    if view.page.payment.money == "partially_refunded" {
        view.shown.language.say(
            "The shop has received the money and has given a part of it back.",
            "Магазин получил деньги и вернул часть из них.",
        )
    } else {
        view.shown.language.say(
            "Thank you. The shop has received the money.",
            "Спасибо. Магазин получил деньги.",
        )
    }
}

fn over(view: &View<'_>) -> Markup {
    let language = view.shown.language;
    let reason = view.page.trip.as_ref().and_then(|trip| trip.reason.as_deref());
    let (title, text) = match (view.page.payment.money.as_str(), reason) {
        ("refunded" | "refunding", _) => (
            language.say("Refunded", "Деньги возвращены"),
            language.say("The shop has given the money back.", "Магазин вернул деньги."),
        ),
        ("cancelled", Some("manager")) => (
            language.say("Not confirmed", "Не подтверждено"),
            language.say(
                "The shop has not found this payment. If you have paid, write to the shop and name the number of the payment.",
                "Магазин не нашёл этот платёж. Если вы заплатили, напишите в магазин и назовите номер платежа.",
            ),
        ),
        ("expired", Some("expired")) => (
            language.say("Not confirmed in time", "Не подтверждено вовремя"),
            language.say(
                "The time to confirm this payment is over. If you have paid, write to the shop and name the number of the payment.",
                "Время подтвердить этот платёж вышло. Если вы заплатили, напишите в магазин и назовите номер платежа.",
            ),
        ),
        ("cancelled", _) => (
            language.say("Cancelled", "Отменено"),
            language.say("The payment was cancelled.", "Платёж отменён."),
        ),
        _ if view.stage == Stage::Disabled => (
            language.say("Payment is not possible", "Оплата невозможна"),
            language.say(
                "The shop does not take this payment at the moment.",
                "Магазин сейчас не принимает этот платёж.",
            ),
        ),
        _ => (
            language.say("Not payable", "Оплата невозможна"),
            language.say(
                "The time to pay is over. Ask the shop for a new payment.",
                "Время оплаты истекло. Попросите магазин выставить платёж заново.",
            ),
        ),
    };
    html! {
        (outcome(title, text, false))
        p.hint { (language.say("Payment number", "Номер платежа")) " " (view.page.payment.number) }
    }
}

/// What a payer sees at an address that opens no payment.
pub(crate) fn not_found() -> Result<Response, Problem> {
    payer::not_found(
        "No such payment",
        "Check the link. · Такого платежа нет, проверьте ссылку.",
    )
}
