//! The pay page, rendered. It works without JavaScript; the script only spares the payer a reload and tells the widget.

use domain::address;
use edge::{
    Problem, Response,
    payer::{self, Frame, Language, money, outcome},
    payment_json::stored,
};
use http::StatusCode;
use maud::{Markup, html};
use store::attempts::{PayPage, PayPageAttempt};

use crate::texts::declined;

/// What is to be shown, and how.
pub(crate) struct View<'a> {
    /// The payment with its surroundings.
    pub(crate) page: &'a PayPage,
    /// The payer's language.
    pub(crate) language: Language,
    /// Whether the page stands in the widget's frame.
    pub(crate) embedded: bool,
    /// Whether the payer comes back from a bank.
    pub(crate) returned: bool,
    /// Something that just went wrong.
    pub(crate) notice: Option<&'static str>,
    /// Now.
    pub(crate) now_ms: i64,
}

/// What the payer can do.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Stage {
    /// Choose a way to pay.
    Payable,
    /// The bank has not said yet.
    Waiting,
    /// Done.
    Paid,
    /// Nothing any more.
    Over,
    /// The merchant takes no payments, or none of its ways to pay takes this one.
    Disabled,
}

impl Stage {
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

impl View<'_> {
    fn stage(&self) -> Stage {
        let page = self.page;
        let open = |attempt: &PayPageAttempt| matches!(attempt.state.as_str(), "intended" | "sent" | "unknown");
        // Back from the bank, its last trip counts; when no further trip is to be had, any that may still bring money.
        let undecided = if self.exhausted() {
            page.attempts.iter().any(open)
        } else {
            self.returned && page.attempts.last().is_some_and(open)
        };
        match page.payment.money.as_str() {
            "created" | "awaiting" if undecided => Stage::Waiting,
            "created" | "awaiting" if page.organisation.status != "active" => Stage::Disabled,
            "created" | "awaiting" if self.expired() || self.exhausted() => Stage::Over,
            "created" | "awaiting" if page.terminals.is_empty() && page.manual.is_empty() => Stage::Disabled,
            "created" | "awaiting" => Stage::Payable,
            "authorised" | "captured" | "partially_refunded" => Stage::Paid,
            _ => Stage::Over,
        }
    }

    /// Whether the page waits for a bank's word.
    pub(crate) fn waits(&self) -> bool {
        self.stage() == Stage::Waiting
    }

    /// What an address of the same page carries along.
    pub(crate) fn query(&self) -> String {
        payer::query(self.language, self.embedded)
    }

    fn expired(&self) -> bool {
        self.page.payment.expires_at_ms <= self.now_ms
    }

    fn exhausted(&self) -> bool {
        i64::try_from(self.page.attempts.len()).unwrap_or(i64::MAX) >= self.page.organisation.attempts_max
    }
}

/// Renders the page.
pub(crate) fn render(view: &View<'_>, status: StatusCode) -> Result<Response, Problem> {
    let (payment, language, stage) = (&view.page.payment, view.language, view.stage());
    let organisation = &view.page.organisation;
    let sites: Vec<String> = serde_json::from_str(&organisation.sites).unwrap_or_default();
    let back = if stage == Stage::Paid {
        &payment.success_url
    } else {
        &payment.failure_url
    };
    let back = back
        .as_deref()
        .filter(|back| !view.embedded && address::check_return(back, &sites).is_ok());
    let frame = Frame {
        language,
        title: &format!("{} · {}", organisation.name, language.say("Payment", "Оплата")),
        class: "",
        stage: stage.word(),
        status: &payment.money,
        number: payment.number,
        status_url: &format!("/pay/{}/status", payment.token),
        embedded: view.embedded,
        sites: &organisation.sites,
        leaving: back.filter(|_| stage == Stage::Paid),
        reload_s: if stage == Stage::Waiting { 5 } else { 0 },
        test: payment.mode == "test",
        policy: "",
    };
    let content = html! {
        (head(view))
        @if let Some(notice) = view.notice { p.alert role="alert" { (notice) } }
        @match stage {
            Stage::Payable => (ways(view)),
            Stage::Waiting => (waiting(view)),
            Stage::Paid => (outcome(language.say("Paid", "Оплачено"), language.say("Thank you. The payment has gone through.", "Спасибо. Платёж прошёл."), true)),
            Stage::Disabled => (disabled(view)),
            Stage::Over => (over(view)),
        }
        @if let Some(back) = back {
            p.back { a href=(back) { (language.say("Back to the shop", "Вернуться в магазин")) } }
        }
    };
    payer::answer(&frame, status, content)
}

fn head(view: &View<'_>) -> Markup {
    let payment = &view.page.payment;
    let cart = stored(&payment.cart);
    let lines = cart.as_array().map(Vec::as_slice).unwrap_or_default();
    html! {
        header {
            p.shop { (view.page.organisation.name) }
            h1 { (money(payment.amount_minor, &payment.currency)) }
            @if let Some(description) = &payment.description { p.description { (description) } }
            @if let Some(order) = &payment.merchant_order { p.order { (view.language.say("Order", "Заказ")) " " (order) } }
        }
        @if !lines.is_empty() {
            details {
                summary { (view.language.say("What you pay for", "Состав заказа")) }
                table {
                    @for line in lines {
                        tr {
                            td { (text(line, "name")) }
                            td.number { (text(line, "quantity")) " × " (text(line, "price")) }
                            td.number { (text(line, "sum")) }
                        }
                    }
                }
            }
        }
    }
}

fn text(line: &serde_json::Value, field: &str) -> String {
    line.get(field)
        .map(|value| value.as_str().map_or_else(|| value.to_string(), str::to_owned))
        .unwrap_or_default()
}

fn ways(view: &View<'_>) -> Markup {
    let (language, page) = (view.language, view.page);
    let last = page.attempts.last().filter(|attempt| attempt.state == "declined");
    let many = page.terminals.len() > 1;
    html! {
        @if let Some(attempt) = last {
            p.alert role="alert" { (declined(language, attempt)) " " (language.say("You can try another card or another way.", "Попробуйте другую карту или другой способ.")) }
        }
        @for terminal in &page.terminals {
            form method="post" action=(format!("/pay/{}?lang={}", page.payment.token, language.tag())) {
                input type="hidden" name="terminal" value=(terminal.terminal_id);
                @if view.embedded { input type="hidden" name="embed" value="1"; }
                button.pay type="submit" {
                    (language.say("Pay by card", "Оплатить картой"))
                    @if many { small { (terminal.name) } }
                }
            }
        }
        @if !page.terminals.is_empty() {
            p.hint { (language.say("You enter the card on the bank's page.", "Данные карты вы вводите на странице банка.")) }
        }
        @for system in &page.manual {
            a.way href=(format!("/manual/{}?system={}&{}", page.payment.token, system.terminal_id, view.query())) { (system.name) }
        }
    }
}

fn waiting(view: &View<'_>) -> Markup {
    let language = view.language;
    html! {
        section.outcome role="status" {
            div.spinner aria-hidden="true" {}
            h2 { (language.say("Waiting for the bank", "Ждём ответа банка")) }
            p { (language.say("This page will show the outcome by itself. You may close it: the shop will be told.", "Страница сама покажет результат. Её можно закрыть: магазин узнает об оплате.")) }
            @if !view.exhausted() {
                p.back { a href=(format!("/pay/{}?{}", view.page.payment.token, view.query())) {
                    (language.say("Pay in another way", "Оплатить иначе")) } }
            }
        }
    }
}

fn disabled(view: &View<'_>) -> Markup {
    let language = view.language;
    let text = if view.page.organisation.status == "active" {
        language.say(
            "The shop does not take this payment at the moment.",
            "Магазин сейчас не принимает этот платёж.",
        )
    } else {
        language.say(
            "The shop does not take payments at the moment.",
            "Магазин сейчас не принимает платежи.",
        )
    };
    outcome(
        language.say("Payment is not possible", "Оплата невозможна"),
        text,
        false,
    )
}

fn over(view: &View<'_>) -> Markup {
    let language = view.language;
    let text = match view.page.payment.money.as_str() {
        "refunded" | "refunding" => language.say("The money has been returned.", "Деньги возвращены."),
        "cancelled" => language.say("The payment was cancelled.", "Платёж отменён."),
        "expired" => language.say(
            "The time to pay is over. Ask the shop for a new payment.",
            "Время оплаты истекло. Попросите магазин выставить платёж заново.",
        ),
        "created" | "awaiting" if view.expired() => language.say(
            "The time to pay is over. Ask the shop for a new payment.",
            "Время оплаты истекло. Попросите магазин выставить платёж заново.",
        ),
        _ => language.say(
            "All attempts have failed. Ask the shop for a new payment.",
            "Все попытки не удались. Попросите магазин выставить платёж заново.",
        ),
    };
    outcome(language.say("Not payable", "Оплата невозможна"), text, false)
}

/// What a payer sees at an address that opens no payment.
pub(crate) fn not_found() -> Result<Response, Problem> {
    payer::not_found(
        "No such payment",
        "Check the link. · Такого платежа нет, проверьте ссылку.",
    )
}
