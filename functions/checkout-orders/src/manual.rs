//! `/manual/{token}`: the page of a payment that is made by a manual system, from the form to the outcome.

use domain::time::Timestamp;
use edge::{
    Context, Problem, Response,
    form::Form,
    json,
    page::parameter,
    payer::{self, Language},
    redirect,
};
use http::StatusCode;
use operations::{
    Clock,
    manual::{ManualError, Opened, open},
};
use serde_json::json;
use store::sales_pages::{self, ManualPage};

use crate::{
    Call,
    form::{self, Wrong, is_embedded},
    page::{
        field::Shown,
        manual::{self as page, Stage, View},
    },
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
    let mut form = Form::default();
    for name in ["system", "embed"] {
        form.set(name, parameter(uri, name).unwrap_or_default().to_owned());
    }
    form.set("paid_on", today(call.context, &found));
    respond(call, token, &found, &form, &Wrong::default(), StatusCode::OK).await
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
    let form = form::read(call.request).await?;
    let Some(mut found) = find(call.context, token).await? else {
        return page::not_found();
    };
    let wrong = match said(call, token, &found, &form).await? {
        Some(wrong) => wrong,
        None => {
            // As it is by now: said here, or by somebody who was faster.
            found = find(call.context, token).await?.unwrap_or(found);
            Wrong::one("order", "not_now")
        }
    };
    let status = match Stage::of(&found, call.context.now) {
        // A second submit says nothing new.
        Stage::Waiting => {
            let language = Language::of(call.request, &found.payment.language);
            let query = payer::query(language, is_embedded(&form));
            return redirect(&format!("/manual/{token}?{query}"));
        }
        Stage::Payable => wrong.status(),
        _ => StatusCode::CONFLICT,
    };
    respond(call, token, &found, &form, &wrong, status).await
}

/// Judges the form and opens the trip: what is wrong with it. Nothing: the trip is open, or may not be opened now.
async fn said(call: &Call<'_>, token: &str, found: &ManualPage, form: &Form) -> Result<Option<Wrong>, Problem> {
    let mut wrong = Wrong::default();
    if Stage::of(found, call.context.now) != Stage::Payable {
        return Ok(Some(wrong));
    }
    let chosen = form.text("system");
    if !found
        .systems
        .iter()
        .any(|system| system.is_manual() && system.terminal_id == chosen)
    {
        wrong.refuse("system", "system_unavailable");
    }
    let trip = form::trip(form);
    wrong.add(open::checked(&trip, &today(call.context, found)).map(drop));
    let receipt = wrong.add(receipt::judged(form.file.as_ref())).flatten();
    if !wrong.0.is_empty() {
        return Ok(Some(wrong));
    }
    match opened(call, token, found.payment.org_id, trip, receipt.as_ref()).await? {
        Err(ManualError::Fields(errors)) => Ok(Some(Wrong(errors))),
        Err(ManualError::Store(error)) => Err(error.into()),
        Err(ManualError::Entropy(error)) => Err(error.into()),
        _ => Ok(None),
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
    let kept = match receipt::keep(call, org_id, receipt).await? {
        Ok(kept) => kept,
        Err(refused) => return Ok(Err(ManualError::Fields(refused))),
    };
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
    context.ports().clock.local_day(&found.payment.time_zone, at)
}

fn today(context: &Context, found: &ManualPage) -> String {
    day(context, found, context.now)
}

async fn respond(
    call: &Call<'_>,
    token: &str,
    found: &ManualPage,
    form: &Form,
    wrong: &Wrong,
    status: StatusCode,
) -> Result<Response, Problem> {
    let (context, payment) = (call.context, &found.payment);
    let stage = Stage::of(found, context.now);
    let language = Language::of(call.request, &found.payment.language);
    let query = payer::query(language, is_embedded(form));
    let manual = || found.systems.iter().filter(|system| system.is_manual());
    let (chosen, only) = (form.text("system"), manual().count() == 1);
    let unclear = !only && !manual().any(|system| system.terminal_id == chosen);
    let elsewhere = if stage == Stage::Payable {
        unclear
    } else {
        found.trip.is_none()
    };
    if elsewhere && status == StatusCode::OK {
        // The pay page lists all ways, and says what became of what was paid another way.
        return redirect(&format!("/pay/{token}?{query}"));
    }
    let today = today(context, found);
    let ways = if stage == Stage::Payable {
        ways(
            &context.database,
            manual().collect(),
            (payment.amount_minor, &payment.currency),
            &today,
        )
        .await?
    } else {
        Vec::new()
    };
    let confirm_by = found.trip.as_ref().map(|trip| Timestamp::from_ms(trip.confirm_by_ms));
    let view = View {
        token,
        page: found,
        stage,
        shown: Shown { language, form, wrong },
        query: &query,
        way: ways.iter().find(|way| only || way.system.terminal_id == chosen),
        today: &today,
        confirm_by: &confirm_by.map(|at| day(context, found, at)).unwrap_or_default(),
    };
    page::render(&view, status)
}
