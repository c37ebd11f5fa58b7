//! `/manual/{token}`: the page of a payment that is made by a manual system, from the form to the outcome.

use domain::{
    money::{Currency, Money},
    time::Timestamp,
    token::opaque,
};
use edge::{
    Context, Problem, Response, SystemEntropy, json,
    page::parameter,
    payer::{self, Language},
    redirect,
};
use http::StatusCode;
use operations::{
    Clock, Entropy, FieldError,
    manual::{ManualError, Opened, open},
};
use serde_json::json;
use store::sales_pages::{self, ManualPage};

use crate::{
    Call,
    form::{self, Typed, Wrong},
    page::manual::{self as page, Stage, View},
    receipt::{self, Receipt},
    systems::ways,
};

/// Who opens the trip, as the journal names them.
const PAYER: &str = "payer";

/// `GET /manual/{token}`.
pub(crate) async fn show(call: &Call<'_>, token: &str) -> Result<Response, Problem> {
    let Some(found) = find(call.context, token).await? else {
        return page::not_found();
    };
    let uri = call.request.uri();
    let typed = Typed {
        system: parameter(uri, "system").unwrap_or_default().to_owned(),
        paid_on: today(call.context, &found),
        request: opaque(SystemEntropy.bytes()?),
        embedded: parameter(uri, "embed") == Some("1"),
        ..Typed::default()
    };
    respond(call, token, &found, &typed, &Wrong::default(), StatusCode::OK).await
}

/// `GET /manual/{token}/status`, polled by the page while it waits.
pub(crate) async fn status(call: &Call<'_>, token: &str) -> Result<Response, Problem> {
    let not_found = || {
        let detail = "No payment has this address.";
        Problem::new(StatusCode::NOT_FOUND, "payment_not_found", detail)
    };
    let found = find(call.context, token).await?.ok_or_else(not_found)?;
    let waiting = Stage::of(&found, call.context.now) == Stage::Waiting;
    let answer = json!({ "number": found.payment.number, "status": found.payment.money, "waiting": waiting });
    json::answer(StatusCode::OK, &answer)
}

/// `POST /manual/{token}`: the payer says to have paid.
pub(crate) async fn pay(call: &Call<'_>, token: &str) -> Result<Response, Problem> {
    let Some(found) = find(call.context, token).await? else {
        return page::not_found();
    };
    let (typed, upload) = form::read(call.request).await?;
    let language = Language::of(call.request, &found.order.language);
    let shown = format!("/manual/{token}?{}", payer::query(language, typed.embedded));
    match Stage::of(&found, call.context.now) {
        // Said before: a second submit says nothing new.
        Stage::Waiting => return redirect(&shown),
        Stage::Payable => {}
        _ => return respond(call, token, &found, &typed, &Wrong::default(), StatusCode::CONFLICT).await,
    }
    let mut wrong = Wrong::default();
    if !found.systems.iter().any(|system| system.is_manual() && system.terminal_id == typed.system) {
        wrong.0.push(FieldError::new("system", "system_unavailable", ""));
    }
    let trip = typed.trip();
    wrong.add(open::checked(&trip, &today(call.context, &found)).map(drop));
    let receipt = wrong.add(receipt::judged(upload.as_ref())).flatten();
    if !wrong.0.is_empty() {
        return respond(call, token, &found, &typed, &wrong, wrong.status()).await;
    }
    let wrong = match opened(call, token, found.payment.org_id, trip, receipt.as_ref()).await? {
        Ok(_) => return redirect(&shown),
        Err(ManualError::Fields(errors)) => Wrong(errors),
        Err(ManualError::Store(error)) => return Err(error.into()),
        Err(ManualError::Entropy(error)) => return Err(error.into()),
        Err(_) => Wrong::one("order", "not_now"),
    };
    // As it is by now: somebody may have been faster.
    let now = find(call.context, token).await?.unwrap_or(found);
    match Stage::of(&now, call.context.now) {
        Stage::Waiting => redirect(&shown),
        Stage::Payable => respond(call, token, &now, &typed, &wrong, wrong.status()).await,
        _ => respond(call, token, &now, &typed, &wrong, StatusCode::CONFLICT).await,
    }
}

/// Opens the trip; a receipt is kept before, and taken back where it belongs to nothing.
async fn opened(
    call: &Call<'_>,
    token: &str,
    org_id: i64,
    mut trip: open::NewTrip,
    receipt: Option<&Receipt<'_>>,
) -> Result<Result<Opened, ManualError>, Problem> {
    let kept = receipt::keep(call, org_id, receipt).await?;
    trip.receipt = kept.as_ref().map(|kept| kept.file.clone());
    let opened = open::open(call.context.ports(), token, &trip, PAYER, call.context.now).await;
    let nothing = match &opened {
        Ok(_) => false,
        // Whether it was opened is open: better a file too many than a receipt lost.
        Err(error) => !matches!(error, ManualError::Store(_)),
    };
    if nothing {
        receipt::forget(call, kept).await?;
    }
    Ok(opened)
}

async fn find(context: &Context, token: &str) -> Result<Option<ManualPage>, Problem> {
    if !payer::is_token(token) {
        return Ok(None);
    }
    Ok(sales_pages::manual_page(&context.database, token).await?)
}

fn day(context: &Context, found: &ManualPage, at: Timestamp) -> String {
    context.ports().clock.local_day(&found.order.time_zone, at)
}

fn today(context: &Context, found: &ManualPage) -> String {
    day(context, found, context.now)
}

async fn respond(
    call: &Call<'_>,
    token: &str,
    found: &ManualPage,
    typed: &Typed,
    wrong: &Wrong,
    status: StatusCode,
) -> Result<Response, Problem> {
    let (context, payment) = (call.context, &found.payment);
    let stage = Stage::of(found, context.now);
    let language = Language::of(call.request, &found.order.language);
    let query = payer::query(language, typed.embedded);
    let manual: Vec<_> = found.systems.iter().filter(|system| system.is_manual()).cloned().collect();
    let unclear = manual.len() != 1 && !manual.iter().any(|system| system.terminal_id == typed.system);
    if (stage == Stage::Payable && unclear) || (stage != Stage::Payable && found.trip.is_none()) {
        // The pay page lists all ways, and says what became of what was paid another way.
        return redirect(&format!("/pay/{token}?{query}"));
    }
    let currency = Currency::parse(&payment.currency);
    let price = currency.and_then(|currency| Money::from_minor(payment.amount_minor, currency));
    let today = today(context, found);
    let ways = if stage == Stage::Payable {
        let price = price.map_err(|error| Problem::internal(&error))?;
        ways(&context.database, &manual, price, &today).await?
    } else {
        Vec::new()
    };
    let confirm_by = found.trip.as_ref().map(|trip| Timestamp::from_ms(trip.confirm_by_ms));
    let view = View {
        token,
        page: found,
        stage,
        language,
        query: &query,
        way: ways.iter().find(|way| way.system.terminal_id == typed.system).or(ways.first()),
        typed,
        wrong,
        today: &today,
        confirm_by: &confirm_by.map(|at| day(context, found, at)).unwrap_or_default(),
    };
    page::render(&view, status)
}
