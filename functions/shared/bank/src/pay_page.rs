//! `/bank/pay/{token}`: the card page, and after it what has become of the payment.

use acquirers::HttpClient;
use domain::time::Timestamp;
use edge::{Problem, Request, Response, redirect};
use http::StatusCode;
use operations::{Clock, Entropy};
use store::Database;

use crate::{
    bank::Bank,
    books::payments::{self, CardFacts, Payment},
    callbacks::tell,
    card_form::{self, Errors, Typed},
    cards::{self, TestCard},
    form,
    key::BankKey,
    plan::{Plan, Told},
    settle::{DELAY_MS, Outcome, Verdict, settle},
    views::{card_page, outcome_page},
};

/// The payment that a page's token opens.
pub(crate) async fn find(database: &impl Database, token: &str) -> Result<Payment, Problem> {
    let formed = token.len() == 32 && token.bytes().all(|byte| byte.is_ascii_hexdigit());
    let found = if formed {
        payments::by_token(database, token).await?
    } else {
        None
    };
    found.ok_or_else(Problem::not_found)
}

/// Whether the card page waits for this payment's payer.
fn awaits_card(payment: &Payment, now: Timestamp) -> bool {
    payment.step == "card" && now.ms() < payment.expires_at_ms
}

/// Shows where the payment stands.
pub(crate) async fn show<D: Database, H, C: Clock, E>(
    bank: Bank<'_, D, H, C, E>,
    request: &Request,
    token: &str,
) -> Result<Response, Problem> {
    let payment = find(bank.ports.database, token).await?;
    let (language, now) = (form::language(request, &payment), bank.ports.clock.now());
    if awaits_card(&payment, now) {
        return card_page::answer(
            StatusCode::OK,
            language,
            &payment,
            &Typed::default(),
            Errors::default(),
            now,
        );
    }
    if payment.step == "challenge" {
        return redirect(&format!("/bank/pay/{token}/challenge?lang={}", language.code()));
    }
    outcome_page::answer(language, &payment)
}

/// Takes the card form. However often it is sent, the payment is settled once.
pub(crate) async fn submit<D: Database, H: HttpClient, C: Clock, E: Entropy>(
    bank: Bank<'_, D, H, C, E>,
    request: &Request,
    token: &str,
) -> Result<Response, Problem> {
    let payment = find(bank.ports.database, token).await?;
    let (language, now) = (form::language(request, &payment), bank.ports.clock.now());
    if !awaits_card(&payment, now) {
        return again(request, token);
    }
    if form::field(request.body(), "action") == "cancel" {
        return finish(
            bank,
            request,
            &payment,
            "card",
            None,
            Plan::finish(Verdict::Declined(cards::DECLINED)),
        )
        .await;
    }
    match card_form::read(request.body(), now, language) {
        Ok(card) => proceed(bank, request, &payment, card, now).await,
        Err((typed, errors)) => card_page::answer(
            StatusCode::UNPROCESSABLE_ENTITY,
            language,
            &payment,
            &typed,
            errors,
            now,
        ),
    }
}

async fn proceed<D: Database, H: HttpClient, C: Clock, E: Entropy>(
    bank: Bank<'_, D, H, C, E>,
    request: &Request,
    payment: &Payment,
    card: &TestCard,
    now: Timestamp,
) -> Result<Response, Problem> {
    let facts = facts(bank.key, card);
    let plan = Plan::of(card.behaviour, payment.stages);
    let resolve_at_ms = match plan {
        Plan::Finish { .. } => return finish(bank, request, payment, "card", Some(&facts), plan).await,
        Plan::Challenge => None,
        Plan::Process => Some(now.after_ms(DELAY_MS).ms()),
    };
    payments::leave_card(bank.ports.database, &payment.payment_id, &facts, resolve_at_ms).await?;
    again(request, &payment.token)
}

fn facts(key: &BankKey, card: &TestCard) -> CardFacts {
    CardFacts {
        mask: card.mask(),
        brand: card.brand.to_owned(),
        token: key.card_token(card.number),
        country: card.country.to_owned(),
    }
}

/// Settles, tells the merchant, and sends the payer back. Whoever was second is shown the outcome.
pub(crate) async fn finish<D: Database, H: HttpClient, C: Clock, E: Entropy>(
    bank: Bank<'_, D, H, C, E>,
    request: &Request,
    payment: &Payment,
    step: &'static str,
    card: Option<&CardFacts>,
    plan: Plan,
) -> Result<Response, Problem> {
    let Plan::Finish { verdict, told, chaos } = plan else {
        return again(request, &payment.token);
    };
    let now = bank.ports.clock.now();
    let outcome = Outcome {
        step,
        verdict,
        card,
        copies: if told == Told::Twice { 2 } else { 1 },
        tell_at: match told {
            Told::Once | Told::Twice => Some(now),
            Told::Late => Some(now.after_ms(DELAY_MS)),
            Told::Never => None,
        },
        chaos,
    };
    let Some(event_id) = settle(bank, payment, &outcome).await? else {
        return again(request, &payment.token);
    };
    if matches!(told, Told::Once | Told::Twice) {
        // The event is committed: if telling fails now, the cron tells, and the payer need not know.
        let _ = tell(bank, &event_id).await;
    }
    redirect(&payment.return_url)
}

/// The page of this payment, read anew.
pub(crate) fn again(request: &Request, token: &str) -> Result<Response, Problem> {
    let lang = form::chosen_language(request)
        .map(|language| format!("?lang={}", language.code()))
        .unwrap_or_default();
    redirect(&format!("/bank/pay/{token}{lang}"))
}
