//! The page of an offer.

use edge::{
    Problem, Response,
    payer::{self, Frame, money, outcome},
};
use http::StatusCode;
use maud::{Markup, html};
use store::sales_pages::OfferPage;

use super::{
    POLICY,
    field::{Shown, summary},
    pay::{PayForm, form},
    prose,
    ways::ways,
};
use crate::systems::Way;

/// What is to be shown.
#[derive(Debug)]
pub(crate) struct View<'a> {
    /// The link's token.
    pub(crate) token: &'a str,
    /// The offer.
    pub(crate) offer: &'a OfferPage,
    /// The form.
    pub(crate) shown: Shown<'a>,
    /// The ways to pay.
    pub(crate) ways: &'a [Way<'a>],
    /// Today in the organisation's zone.
    pub(crate) today: &'a str,
}

/// Whether the offer is to be bought at all.
pub(crate) fn is_sold(page: &OfferPage) -> bool {
    page.offer.status == "active" && page.offer.organisation_status == "active" && !page.systems.is_empty()
}

/// Renders the page.
pub(crate) fn render(view: &View<'_>, status: StatusCode) -> Result<Response, Problem> {
    let (offer, language) = (&view.offer.offer, view.shown.language);
    let sold = is_sold(view.offer);
    let mark = if view.shown.wrong.0.is_empty() {
        ""
    } else {
        language.say("Please check: ", "Проверьте: ")
    };
    let frame = Frame {
        language,
        title: &format!("{mark}{} · {}", offer.title, offer.organisation),
        class: "wide",
        stage: if sold { "payable" } else { "over" },
        status: "",
        number: 0,
        status_url: "",
        embedded: false,
        sites: "[]",
        leaving: None,
        reload_s: 0,
        test: offer.mode == "test",
        policy: POLICY,
    };
    let content = html! {
        header {
            p.shop { (offer.organisation) }
            h1.title { (offer.title) }
            p.price { (money(offer.price_minor, &offer.currency)) }
            (prose(&offer.description))
        }
        div.side { @if sold { (buying(view)) } @else { (not_sold(view)) } }
    };
    payer::answer(&frame, status, content)
}

fn buying(view: &View<'_>) -> Markup {
    let (shown, slug) = (&view.shown, &view.offer.offer.slug);
    let query = payer::query(shown.language, false);
    let chosen = view
        .ways
        .iter()
        .find(|way| way.system.terminal_id == shown.form.text("system"));
    let only = view.ways.first().filter(|_| view.ways.len() == 1);
    let other = only.map_or_else(|| format!("?{query}"), |_| String::new());
    html! {
        @match chosen.or(only) {
            Some(way) => (form(&PayForm { shown: *shown, action: &format!("/offer/{}?{query}", view.token), slug, way, other: &other, contacts: true, today: view.today })),
            None => { (summary(shown)) (ways(shown.language, slug, view.ways, &query)) }
        }
    }
}

fn not_sold(view: &View<'_>) -> Markup {
    let language = view.shown.language;
    let (title, text) = if view.offer.offer.status == "active" {
        (
            language.say("Payment is not possible", "Оплата невозможна"),
            language.say(
                "The shop does not take payments for this at the moment.",
                "Магазин сейчас не принимает оплату за это.",
            ),
        )
    } else {
        (
            language.say("Not on sale", "Не продаётся"),
            language.say(
                "This is not sold at the moment. Ask the shop about it.",
                "Это сейчас не продаётся. Спросите о нём в магазине.",
            ),
        )
    };
    outcome(title, text, false)
}

/// What a payer sees at an address that opens no offer.
pub(crate) fn not_found() -> Result<Response, Problem> {
    payer::not_found(
        "No such offer",
        "Check the link. · Такого предложения нет, проверьте ссылку.",
    )
}
