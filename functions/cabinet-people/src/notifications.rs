//! `/api/notifications`: what needs the person's attention, what of it they have read, and which kinds they get by e-mail.

use domain::{notification::NotificationKind, token};
use edge::{FieldError, Problem, Response, cabinet::Call, json, page, payment_json::time};
use http::StatusCode;
use serde::Serialize;
use serde_json::{Value, json};
use store::notifications::{
    list::{self, Filter, Notification},
    mail_kinds, read,
};

/// Notifications marked as read in one request.
const IDS_MAX: usize = 100;
/// The longest id, in bytes.
const ID_MAX: usize = 300;

/// Something that needs attention.
#[derive(Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "openapi", schema(as = Notification))]
pub struct NotificationJson {
    /// Its id within the organisation.
    id: String,
    /// Such as `refund_stuck`.
    kind: String,
    /// What it is about: `payment:7`, `endpoint:1`, `callback:<terminal>:<event>`, `limit:<scope>:<terminal>:<currency>:<what>`,
    /// `register:<id>`, `event:<id>` or `session:<id>`.
    subject: String,
    /// When.
    created_at: String,
    /// Whether the person has read it.
    read: bool,
}

impl NotificationJson {
    fn of(row: Notification) -> Self {
        Self {
            id: row.notification,
            kind: row.kind,
            subject: row.subject,
            created_at: time(row.created_at_ms),
            read: row.is_read == 1,
        }
    }
}

/// A page of notifications, and how many are unread of all.
#[derive(Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct NotificationPage {
    /// Newest first.
    items: Vec<NotificationJson>,
    /// Where the next page begins; empty on the last.
    next: Option<String>,
    /// Unread ones of the last 90 days; 100 stands for a hundred or more.
    unread: u32,
}

/// Which notifications were read.
#[cfg(feature = "openapi")]
#[derive(utoipa::ToSchema)]
#[expect(dead_code, reason = "for the document")]
pub struct ReadBody {
    /// At most 100 ids.
    ids: Option<Vec<String>>,
    /// True: all so far.
    all: Option<bool>,
}

/// Kinds of notifications that a person gets by e-mail.
#[derive(Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct MailKinds {
    /// Such as `refund_stuck`.
    kinds: Vec<String>,
}

/// Reads `<unix ms>~<id>`.
fn read_key(cursor: &str) -> Option<(i64, String)> {
    let (at, id) = cursor.split_once('~')?;
    Some((token::number(at)?, page::decoded(id)?))
}

/// Ids hold what banks and people have named: what a query string does not bear is written as `%..`.
fn write_key(row: &Notification) -> String {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"-_.:".contains(&byte);
    let id: String = row
        .notification
        .bytes()
        .map(|byte| {
            if plain(byte) {
                char::from(byte).to_string()
            } else {
                format!("%{byte:02X}")
            }
        })
        .collect();
    format!("{}~{id}", row.created_at_ms)
}

/// What needs attention, newest first, of the last 90 days.
#[cfg_attr(feature = "openapi", utoipa::path(
    get, path = "/api/notifications", operation_id = "listNotifications", tag = "Cabinet", security(("session" = [])),
    params(
        ("unread" = Option<bool>, Query, description = "`true`: only unread ones."),
        ("limit" = Option<u32>, Query, description = "1 to 500, by default 50."),
        ("cursor" = Option<String>, Query, description = "`next` of the page before.")),
    responses((status = 200, body = NotificationPage), (status = 401, body = Problem), (status = 403, body = Problem), (status = 422, body = Problem))))]
pub(crate) async fn list(call: &Call<'_>) -> Result<Response, Problem> {
    let (visitor, uri) = (call.visitor()?, call.request.uri());
    let limit = page::limit(uri)?;
    // The cursor is a value of the query string, so that what it bears as `%..` comes encoded once more.
    let below = page::cursor(uri, |cursor| read_key(&page::decoded(cursor)?))?;
    let filter = Filter {
        org_id: visitor.org_id,
        person_id: visitor.session.person_id,
        now_ms: call.context.now.ms(),
        below: below.as_ref().map(|(at, id)| (*at, id.as_str())),
        is_unread: page::parameter(uri, "unread") == Some("true"),
        limit: limit.saturating_add(1),
    };
    let (rows, unread) = list::list(&call.context.database, &filter).await?;
    let page = page::page(rows, limit, write_key, NotificationJson::of);
    let page = NotificationPage {
        items: page.items,
        next: page.next,
        unread,
    };
    json::answer(StatusCode::OK, &page)
}

/// Marks notifications as read by this person: those named, or all so far.
#[cfg_attr(feature = "openapi", utoipa::path(
    post, path = "/api/notifications/read", operation_id = "readNotifications", tag = "Cabinet", security(("session" = [])),
    params(("X-CSRF-Token" = String, Header)), request_body = ReadBody,
    responses((status = 204), (status = 401, body = Problem), (status = 403, body = Problem), (status = 422, body = Problem))))]
pub(crate) async fn mark_read(call: &Call<'_>) -> Result<Response, Problem> {
    let visitor = call.visitor()?;
    let (database, now_ms) = (&call.context.database, call.context.now.ms());
    let body = json::value(call.request)?;
    if body.get("all") == Some(&Value::Bool(true)) {
        read::read_all(database, visitor.org_id, visitor.session.person_id, now_ms).await?;
        return json::empty(StatusCode::NO_CONTENT);
    }
    let ids = texts(&body, "ids", IDS_MAX)?;
    let ids: Vec<&str> = ids.into_iter().filter(|id| id.len() <= ID_MAX).collect();
    let ids = json!(ids).to_string();
    read::read(database, visitor.org_id, visitor.session.person_id, &ids, now_ms).await?;
    json::empty(StatusCode::NO_CONTENT)
}

/// The kinds that this person gets by e-mail from the organisation.
#[cfg_attr(feature = "openapi", utoipa::path(
    get, path = "/api/notifications/mail", operation_id = "getNotificationMail", tag = "Cabinet", security(("session" = [])),
    responses((status = 200, body = MailKinds), (status = 401, body = Problem), (status = 403, body = Problem))))]
pub(crate) async fn mail(call: &Call<'_>) -> Result<Response, Problem> {
    let visitor = call.visitor()?;
    let kinds = mail_kinds::mail_kinds(&call.context.database, visitor.org_id, visitor.session.person_id).await?;
    // Whoever only visits gets none.
    answer(&kinds.unwrap_or_default())
}

/// Sets the kinds that this person gets by e-mail from the organisation.
#[cfg_attr(feature = "openapi", utoipa::path(
    post, path = "/api/notifications/mail", operation_id = "setNotificationMail", tag = "Cabinet", security(("session" = [])),
    params(("X-CSRF-Token" = String, Header)), request_body = MailKinds,
    responses((status = 200, body = MailKinds), (status = 401, body = Problem), (status = 403, body = Problem), (status = 409, body = Problem), (status = 422, body = Problem))))]
pub(crate) async fn set_mail(call: &Call<'_>) -> Result<Response, Problem> {
    let visitor = call.visitor()?;
    let body = json::value(call.request)?;
    let mut kinds: Vec<&str> = Vec::new();
    for name in texts(&body, "kinds", NotificationKind::ALL.len().saturating_mul(2))? {
        let kind = NotificationKind::parse(name).filter(|kind| kind.is_by_choice());
        let kind = kind.ok_or_else(|| refused("kinds", "unknown_kind", "there is no such kind to choose"))?;
        if !kinds.contains(&kind.name()) {
            kinds.push(kind.name());
        }
    }
    kinds.sort_unstable();
    let (org_id, person_id) = (visitor.org_id, visitor.session.person_id);
    let (kinds, actor, now_ms) = (json!(kinds).to_string(), visitor.actor(), call.context.now.ms());
    let database = &call.context.database;
    let changed = mail_kinds::set_mail_kinds(database, org_id, person_id, &kinds, &actor, now_ms).await?;
    let changed = changed.ok_or_else(|| {
        let detail = "Letters go to members; you visit this organisation.";
        Problem::new(StatusCode::CONFLICT, "not_a_member", detail)
    })?;
    answer(&changed)
}

fn answer(kinds: &str) -> Result<Response, Problem> {
    let kinds = serde_json::from_str(kinds).unwrap_or_default();
    json::answer(StatusCode::OK, &MailKinds { kinds })
}

/// A list of texts, as it must be there.
fn texts<'a>(body: &'a Value, name: &str, max: usize) -> Result<Vec<&'a str>, Problem> {
    let list = body.get(name).and_then(Value::as_array);
    let list = list.filter(|list| list.len() <= max);
    let texts = list.and_then(|list| list.iter().map(Value::as_str).collect::<Option<Vec<_>>>());
    texts.ok_or_else(|| refused(name, "wrong_type", "a list of texts is expected, and not a long one"))
}

fn refused(field: &str, code: &str, detail: &str) -> Problem {
    Problem::fields(vec![FieldError::new(field, code, detail)])
}
