//! `/offer/{token}`: where a Buy link leads. An order is opened when the form is sent, and not before.

use edge::{
    Context, Problem, Response, SystemEntropy,
    form::Form,
    page::parameter,
    payer::{self, Language},
    redirect,
};
use http::StatusCode;
use operations::{
    Clock,
    clients::Details,
    manual,
    orders::{self, ClientRef, NewTrip, OpenOrder, OpenOrderError, Opened, Source},
};
use store::sales_pages::{self, OfferPage, PageSystem};

use crate::{
    Call,
    form::{self, Wrong},
    page::{
        field::Shown,
        offer::{self as page, View},
    },
    receipt::{self, Receipt},
    systems::{price, ways},
};

/// How long an order's payment can be paid, in milliseconds.
const LIFE_MS: i64 = 24 * 3_600_000;
/// Most trips of an order's payment.
const ATTEMPTS_MAX: i64 = 5;
/// Who opens the order, as the journal names them.
const PAYER: &str = "payer";

/// `GET /offer/{token}`.
pub(crate) async fn show(call: &Call<'_>, token: &str) -> Result<Response, Problem> {
    let Some(offer) = find(call.context, token).await? else {
        return page::not_found();
    };
    let uri = call.request.uri();
    let mut form = Form::default();
    form.set("system", parameter(uri, "system").unwrap_or_default().to_owned());
    form.set("paid_on", today(call.context, &offer));
    form.set("price", shown_price(&offer));
    form::stamp(&mut form)?;
    let status = if page::is_sold(&offer) {
        StatusCode::OK
    } else {
        StatusCode::NOT_FOUND
    };
    respond(call, token, &offer, &form, &Wrong::default(), status).await
}

/// `POST /offer/{token}`: the order is opened, and the payer goes on to its payment.
pub(crate) async fn buy(call: &Call<'_>, token: &str) -> Result<Response, Problem> {
    let Some(offer) = find(call.context, token).await? else {
        return page::not_found();
    };
    let mut form = form::read(call.request).await?;
    let (wrong, status) = match bought(call, &offer, &form).await? {
        Ok(location) => return redirect(&location),
        Err(refused) => refused,
    };
    if !form::is_stamped(&form) {
        form::stamp(&mut form)?;
    }
    form.set("price", shown_price(&offer));
    respond(call, token, &offer, &form, &wrong, status).await
}

/// What is wrong, and the status of the page that says so.
type Refused = (Wrong, StatusCode);

/// Judges the form and opens the order: answers where the payer goes on.
async fn bought(call: &Call<'_>, offer: &OfferPage, form: &Form) -> Result<Result<String, Refused>, Problem> {
    if !page::is_sold(offer) {
        return Ok(Err((Wrong::default(), StatusCode::CONFLICT)));
    }
    let chosen = form.text("system");
    let system = offer.systems.iter().find(|system| system.terminal_id == chosen);
    let manual = system.is_some_and(PageSystem::is_manual);
    let today = today(call.context, offer);
    let mut wrong = contacts(form);
    if system.is_none() {
        wrong.refuse("system", "system_unavailable");
    }
    if !form::is_stamped(form) {
        wrong.refuse("request", "malformed");
    }
    // Whoever saw another price decides anew.
    if form.text("price") != shown_price(offer) {
        wrong.refuse("price", "price_changed");
    }
    let trip = manual.then(|| form::trip(form));
    let mut receipt = None;
    if let Some(trip) = &trip {
        wrong.add(manual::open::checked(trip, &today).map(drop));
        receipt = wrong.add(receipt::judged(form.file.as_ref())).flatten();
    }
    if !wrong.0.is_empty() {
        let status = wrong.status();
        return Ok(Err((wrong, status)));
    }
    let language = Language::of(call.request, &offer.offer.language);
    let buying = Buying {
        offer,
        form,
        language,
        today: &today,
        trip,
    };
    match opened(call, buying, receipt.as_ref()).await? {
        Ok(opened) => {
            let way = if manual { "manual" } else { "pay" };
            let query = payer::query(language, false);
            Ok(Ok(format!("/{way}/{}?{query}", opened.token)))
        }
        Err(error) => refused(error).map(Err),
    }
}

/// What is bought, and how.
struct Buying<'a> {
    offer: &'a OfferPage,
    form: &'a Form,
    language: Language,
    today: &'a str,
    trip: Option<NewTrip>,
}

/// Opens the order; a receipt is kept before, and taken back where it belongs to nothing.
async fn opened(
    call: &Call<'_>,
    mut buying: Buying<'_>,
    receipt: Option<&Receipt<'_>>,
) -> Result<Result<Opened, OpenOrderError>, Problem> {
    let (offer, now) = (&buying.offer.offer, call.context.now);
    let kept = match receipt::keep(call, offer.org_id, receipt).await? {
        Ok(kept) => kept,
        Err(refused) => return Ok(Err(OpenOrderError::Fields(refused))),
    };
    if let Some(trip) = &mut buying.trip {
        trip.receipt = kept.as_ref().map(|kept| kept.file.clone());
    }
    let systems: Vec<String> = serde_json::from_str(&offer.systems).unwrap_or_default();
    let order = OpenOrder {
        org_id: offer.org_id,
        mode: &offer.mode,
        actor: PAYER,
        request_key: &format!("offer:{}:{}", offer.offer_id, buying.form.text("request")),
        asked: "",
        source: Source::Offer,
        client: ClientRef::Given(details(buying.form)),
        language: buying.language.tag(),
        offer_id: Some(offer.offer_id),
        title: &offer.title,
        price: price(offer.price_minor, &offer.currency)?,
        systems: &systems,
        email: None,
        phone: None,
        cart: "[]",
        merchant_order: None,
        description: Some(&offer.title),
        expires_at_ms: now.after_ms(LIFE_MS).ms(),
        attempts_max: ATTEMPTS_MAX,
        success_url: offer.success_url.as_deref(),
        trip: buying.trip,
        confirm_days: offer.confirm_days,
        local_day: buying.today,
        now,
    };
    let opened = orders::open(&call.context.database, &SystemEntropy, &order).await;
    let nothing = match &opened {
        Ok(opened) => !opened.fresh,
        // Whether it was opened is open: better a file too many than a receipt lost.
        Err(error) => !matches!(error, OpenOrderError::Store(_)),
    };
    if nothing {
        receipt::forget(call, kept).await?;
    }
    Ok(opened)
}

/// What the page says of why there is no order.
fn refused(error: OpenOrderError) -> Result<Refused, Problem> {
    match error {
        OpenOrderError::Fields(errors) => {
            let wrong = Wrong(errors);
            let status = wrong.status();
            Ok((wrong, status))
        }
        OpenOrderError::Store(error) | OpenOrderError::Manual(manual::ManualError::Store(error)) => Err(error.into()),
        OpenOrderError::Entropy(error) => Err(error.into()),
        OpenOrderError::TooMany => Ok((Wrong::one("order", "too_many"), StatusCode::TOO_MANY_REQUESTS)),
        OpenOrderError::Again => Ok((Wrong::one("order", "again"), StatusCode::CONFLICT)),
        _ => Ok((Wrong::one("order", "not_now"), StatusCode::CONFLICT)),
    }
}

async fn find(context: &Context, token: &str) -> Result<Option<OfferPage>, Problem> {
    if !payer::is_token(token) {
        return Ok(None);
    }
    Ok(sales_pages::offer_page(&context.database, token).await?)
}

/// The price that the page shows, as its form brings it back.
fn shown_price(page: &OfferPage) -> String {
    format!("{} {}", page.offer.price_minor, page.offer.currency)
}

fn today(context: &Context, offer: &OfferPage) -> String {
    context.ports().clock.local_day(&offer.offer.time_zone, context.now)
}

fn details(form: &Form) -> Details {
    let some = |name: &str| Some(form.text(name).to_owned());
    Details {
        name: some("name"),
        email: some("email"),
        phone: some("phone"),
        ..Details::default()
    }
}

/// What is wrong with who pays.
fn contacts(form: &Form) -> Wrong {
    let mut wrong = Wrong::default();
    wrong.add(details(form).checked("").map(drop));
    if form.text("email").is_empty() && form.text("phone").is_empty() {
        wrong.refuse("contact", "required");
    }
    wrong
}

async fn respond(
    call: &Call<'_>,
    token: &str,
    offer: &OfferPage,
    form: &Form,
    wrong: &Wrong,
    status: StatusCode,
) -> Result<Response, Problem> {
    let today = today(call.context, offer);
    let price = (offer.offer.price_minor, offer.offer.currency.as_str());
    let view = View {
        token,
        offer,
        shown: Shown {
            language: Language::of(call.request, &offer.offer.language),
            form,
            wrong,
        },
        ways: &ways(&call.context.database, offer.systems.iter().collect(), price, &today).await?,
        today: &today,
    };
    page::render(&view, status)
}
