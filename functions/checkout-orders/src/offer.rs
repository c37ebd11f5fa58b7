//! `/offer/{token}`: where a Buy link leads. An order is opened when the form is sent, and not before.

use domain::{
    money::{Currency, Money},
    time::Timestamp,
};
use edge::{
    Context, Problem, Response, SystemEntropy,
    form::Form,
    page::parameter,
    payer::{self, Language},
    redirect,
};
use http::StatusCode;
use operations::{
    Clock, FieldError,
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
    systems::ways,
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
    if !page::is_sold(&offer) {
        return respond(call, token, &offer, &form, &Wrong::default(), StatusCode::CONFLICT).await;
    }
    let language = Language::of(call.request, &offer.offer.language);
    let system = offer
        .systems
        .iter()
        .find(|system| system.terminal_id == form.text("system"));
    let mut wrong = contacts(&form);
    if system.is_none() {
        wrong.0.push(FieldError::new("system", "system_unavailable", ""));
    }
    if !form::is_stamped(&form) {
        wrong.0.push(FieldError::new("request", "malformed", ""));
        form::stamp(&mut form)?;
    }
    let today = today(call.context, &offer);
    let trip = system.filter(|system| system.is_manual()).map(|_| form::trip(&form));
    let mut receipt = None;
    if let Some(trip) = &trip {
        wrong.add(manual::open::checked(trip, &today).map(drop));
        receipt = wrong.add(receipt::judged(form.file.as_ref())).flatten();
    }
    if !wrong.0.is_empty() {
        return respond(call, token, &offer, &form, &wrong, wrong.status()).await;
    }
    let buying = Buying {
        offer: &offer,
        form: &form,
        language,
        today: &today,
        trip,
    };
    match open(call, buying, receipt.as_ref()).await {
        Ok(opened) => {
            let way = if system.is_some_and(PageSystem::is_manual) {
                "manual"
            } else {
                "pay"
            };
            redirect(&format!("/{way}/{}?{}", opened.token, payer::query(language, false)))
        }
        Err(error) => refused(call, token, &form, error).await,
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
async fn open(call: &Call<'_>, mut buying: Buying<'_>, receipt: Option<&Receipt<'_>>) -> Result<Opened, Refused> {
    let kept = receipt::keep(call, buying.offer.offer.org_id, receipt).await?;
    if let Some(trip) = &mut buying.trip {
        trip.receipt = kept.as_ref().map(|kept| kept.file.clone());
    }
    let opened = opened(call.context, buying).await;
    let nothing = match &opened {
        Ok(opened) => !opened.fresh,
        // Whether it was opened is open: better a file too many than a receipt lost.
        Err(error) => !matches!(error, Refused::Order(OpenOrderError::Store(_))),
    };
    if nothing {
        receipt::forget(call, kept).await?;
    }
    opened
}

async fn opened(context: &Context, buying: Buying<'_>) -> Result<Opened, Refused> {
    let offer = &buying.offer.offer;
    let now: Timestamp = context.now;
    let systems: Vec<String> = serde_json::from_str(&offer.systems).unwrap_or_default();
    let order = OpenOrder {
        org_id: offer.org_id,
        mode: &offer.mode,
        actor: PAYER,
        request_key: &format!("offer:{}", buying.form.text("request")),
        source: Source::Offer,
        client: ClientRef::Given(details(buying.form)),
        language: buying.language.tag(),
        offer_id: Some(offer.offer_id),
        title: &offer.title,
        price: price(buying.offer)?,
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
    orders::open(&context.database, &SystemEntropy, &order)
        .await
        .map_err(Refused::Order)
}

/// Why there is no order.
enum Refused {
    /// Said on the page.
    Order(OpenOrderError),
    /// Something failed.
    Problem(Problem),
}

impl From<Problem> for Refused {
    fn from(problem: Problem) -> Self {
        Self::Problem(problem)
    }
}

/// The page again, with what is wrong; or that it is not to be bought now.
async fn refused(call: &Call<'_>, token: &str, form: &Form, refused: Refused) -> Result<Response, Problem> {
    let error = match refused {
        Refused::Problem(problem) => return Err(problem),
        Refused::Order(error) => error,
    };
    let (wrong, status) = match error {
        OpenOrderError::Fields(errors) => {
            let wrong = Wrong(errors);
            let status = wrong.status();
            (wrong, status)
        }
        OpenOrderError::Store(error) => return Err(error.into()),
        OpenOrderError::Entropy(error) => return Err(error.into()),
        OpenOrderError::Manual(manual::ManualError::Store(error)) => return Err(error.into()),
        OpenOrderError::Again => (Wrong::one("order", "again"), StatusCode::CONFLICT),
        _ => (Wrong::one("order", "not_now"), StatusCode::CONFLICT),
    };
    // As it is by now: it may have been taken off sale meanwhile.
    match find(call.context, token).await? {
        Some(offer) => respond(call, token, &offer, form, &wrong, status).await,
        None => page::not_found(),
    }
}

async fn find(context: &Context, token: &str) -> Result<Option<OfferPage>, Problem> {
    if !payer::is_token(token) {
        return Ok(None);
    }
    Ok(sales_pages::offer_page(&context.database, token).await?)
}

fn today(context: &Context, offer: &OfferPage) -> String {
    context.ports().clock.local_day(&offer.offer.time_zone, context.now)
}

fn price(offer: &OfferPage) -> Result<Money, Problem> {
    let currency = Currency::parse(&offer.offer.currency);
    let price = currency.and_then(|currency| Money::from_minor(offer.offer.price_minor, currency));
    price.map_err(|error| Problem::internal(&error))
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
        wrong.0.push(FieldError::new("contact", "required", ""));
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
