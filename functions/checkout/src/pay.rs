//! The pay page's routes: shown, asked for its status, and left for the bank.

use edge::{
    Context, Problem, Request, Response, json,
    page::parameter,
    payer::{self, Language},
    redirect,
};
use http::StatusCode;
use operations::start_attempt::{Addresses, StartAttemptError, start_attempt};
use serde_json::json;
use store::{
    attempts::{self, PayPage},
    limits,
};
use worker::Env;

use crate::pay_page::{self, View};

/// Finds the payment that a token opens; what is no token is not looked up.
async fn find(context: &Context, token: &str) -> Result<PayPage, Problem> {
    let not_found = || {
        Problem::new(
            StatusCode::NOT_FOUND,
            "payment_not_found",
            "No payment has this address.",
        )
    };
    if !payer::is_token(token) {
        return Err(not_found());
    }
    attempts::pay_page(&context.database, token)
        .await?
        .ok_or_else(not_found)
}

/// `GET /pay/{token}`, and `/return` when the payer comes back from a bank.
pub(crate) async fn show(
    context: &Context,
    request: &Request,
    token: &str,
    returned: bool,
) -> Result<Response, Problem> {
    let page = match find(context, token).await {
        Ok(page) => page,
        Err(problem) if problem.status == 404 => return pay_page::not_found(),
        Err(problem) => return Err(problem),
    };
    let language = Language::of(request, &page.organisation.language);
    let embedded = parameter(request.uri(), "embed") == Some("1");
    if page.manual_open() {
        // Told of and not yet confirmed: nothing else is to be done here meanwhile.
        return redirect(&format!("/manual/{token}?{}", payer::query(language, embedded)));
    }
    if page.terminals.is_empty() && page.manual.is_empty() {
        // The payer is shown no way to pay: where that is for a limit, somebody should know.
        limits::tell_of_terminals(&context.database, token, None, context.now.ms()).await?;
    }
    pay_page::render(
        &View {
            page: &page,
            language,
            embedded,
            returned,
            notice: None,
            now_ms: context.now.ms(),
        },
        StatusCode::OK,
    )
}

/// `GET /pay/{token}/status`, polled by the page while it waits.
pub(crate) async fn status(context: &Context, token: &str) -> Result<Response, Problem> {
    let page = find(context, token).await?;
    let view = View {
        page: &page,
        language: Language::En,
        embedded: false,
        returned: true,
        notice: None,
        now_ms: context.now.ms(),
    };
    let answer = json!({ "number": page.payment.number, "status": page.payment.money, "waiting": view.waits() });
    json::answer(StatusCode::OK, &answer)
}

/// `POST /pay/{token}`: off to the bank of the terminal chosen.
pub(crate) async fn go(context: &Context, env: &Env, request: &Request, token: &str) -> Result<Response, Problem> {
    let page = find(context, token).await?;
    let form = std::str::from_utf8(request.body()).unwrap_or_default();
    let field = |name: &str| {
        let mut pairs = form.split('&').filter_map(|pair| pair.split_once('='));
        pairs.find(|(key, _)| *key == name).map(|(_, value)| value)
    };
    let language = Language::of(request, &page.organisation.language);
    let embedded = field("embed") == Some("1");
    let addresses = Addresses {
        public_url: &edge::settings::public_url(env)?,
        return_query: &format!("?{}", payer::query(language, embedded)),
        language: language.tag(),
    };
    let terminal = field("terminal").unwrap_or_default();
    match start_attempt(
        context.ports(),
        &edge::settings::master_key(env)?,
        token,
        terminal,
        &addresses,
    )
    .await
    {
        Ok(redirect_url) => redirect(&redirect_url),
        Err(StartAttemptError::Store(error)) => Err(error.into()),
        Err(error) => {
            // Why it may not go, or that the bank is out of reach: the page as it is now says it.
            let (notice, status) = match error {
                StartAttemptError::Bank(_) => (
                    Some(language.say(
                        "The bank cannot be reached right now. Try again in a moment.",
                        "Банк сейчас недоступен. Попробуйте ещё раз чуть позже.",
                    )),
                    StatusCode::BAD_GATEWAY,
                ),
                _ => (None, StatusCode::CONFLICT),
            };
            let page = find(context, token).await?;
            pay_page::render(
                &View {
                    page: &page,
                    language,
                    embedded,
                    returned: false,
                    notice,
                    now_ms: context.now.ms(),
                },
                status,
            )
        }
    }
}
