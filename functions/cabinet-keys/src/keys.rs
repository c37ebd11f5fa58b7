//! `/api/keys`: keys of merchants' servers and of widgets.

#[cfg(feature = "openapi")]
use edge::page::Page;
use edge::{
    Problem, Response, SystemEntropy,
    cabinet::Call,
    json, operate, page,
    payment_json::{stored, time},
    settings,
};
use http::StatusCode;
use operations::{
    FieldError,
    keys::{self, Giver, KeyRequest, Shown},
};
use serde::Serialize;
use serde_json::Value;
use store::keys::{self as rows, Row};

/// A key. Its secret is kept as a hash, or sealed, and not shown.
#[derive(Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "openapi", schema(as = Key))]
pub struct KeyJson {
    /// What names it, and it begins with.
    #[cfg_attr(feature = "openapi", schema(example = "sk_test_0123456789ab"))]
    prefix: String,
    /// `secret`, of a server, or `widget`.
    kind: String,
    /// `live` or `test`.
    mode: String,
    /// What people call it.
    name: String,
    /// What it may do: `read`, `payments`, `capture`, `refund`, `postbacks`.
    #[cfg_attr(feature = "openapi", schema(value_type = Vec<String>))]
    permissions: Value,
    /// When it was made.
    created_at: String,
    /// When it ends.
    expires_at: Option<String>,
    /// When it was ended.
    revoked_at: Option<String>,
    /// When it was last used, within ten minutes.
    last_used_at: Option<String>,
    /// The key that has taken its place.
    rotated_to: Option<String>,
    /// `live`, `expiring` (replaced, or in its last week), `expired` or `revoked`.
    state: &'static str,
}

impl KeyJson {
    fn of(row: Row, now_ms: i64) -> Self {
        Self {
            state: keys::state(&row, now_ms),
            permissions: stored(&row.permissions),
            created_at: time(row.created_at_ms),
            expires_at: row.expires_at_ms.map(time),
            revoked_at: row.revoked_at_ms.map(time),
            last_used_at: row.last_used_at_ms.map(time),
            prefix: row.prefix,
            kind: row.kind,
            mode: row.mode,
            name: row.name,
            rotated_to: row.rotated_to,
        }
    }
}

/// A key just made.
#[derive(Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct KeyWithSecret {
    /// The key.
    key: KeyJson,
    /// A secret key, whole: it is not shown again.
    #[serde(skip_serializing_if = "Option::is_none")]
    secret: Option<String>,
    /// What a widget's data is signed with: it is not shown again.
    #[serde(skip_serializing_if = "Option::is_none")]
    signing_secret: Option<String>,
}

/// A key to be made or changed.
#[cfg(feature = "openapi")]
#[derive(utoipa::ToSchema)]
#[expect(dead_code, reason = "for the document")]
pub struct KeyBody {
    /// `secret` or `widget`; only when it is made.
    kind: Option<String>,
    /// `live` or `test`; only when it is made.
    mode: Option<String>,
    /// 1 to 60 characters.
    name: Option<String>,
    /// By default all of `read`, `payments`, `capture`, `refund`, `postbacks`; none for a widget.
    permissions: Option<Vec<String>>,
    /// RFC 3339; only when it is made.
    expires_at: Option<String>,
}

/// A key to be replaced.
#[cfg(feature = "openapi")]
#[derive(utoipa::ToSchema)]
#[expect(dead_code, reason = "for the document")]
pub struct RotateKeyBody {
    /// How long the old one goes on: 0 to 720, by default 24.
    overlap_hours: Option<i64>,
}

fn with_secret(call: &Call<'_>, shown: Shown) -> Result<Response, Problem> {
    let is_secret = shown.row.kind == "secret";
    let answer = KeyWithSecret {
        key: KeyJson::of(shown.row, call.context.now.ms()),
        secret: Some(shown.secret.clone()).filter(|_| is_secret),
        signing_secret: Some(shown.secret).filter(|_| !is_secret),
    };
    json::answer(StatusCode::CREATED, &answer)
}

fn read(call: &Call<'_>) -> Result<KeyRequest, Problem> {
    KeyRequest::read(&json::value(call.request)?).map_err(Problem::fields)
}

/// Keys of a mode, newest first.
#[cfg_attr(feature = "openapi", utoipa::path(
    get, path = "/api/keys", operation_id = "listKeys", tag = "Cabinet", security(("session" = [])),
    params(("mode" = Option<String>, Query, description = "`live` (default) or `test`.")),
    responses((status = 200, body = inline(Page<KeyJson>)), (status = 401, body = Problem), (status = 403, body = Problem))))]
pub(crate) async fn list(call: &Call<'_>) -> Result<Response, Problem> {
    let (mode, now_ms) = (page::mode(call.request.uri())?, call.context.now.ms());
    let rows = rows::list(&call.context.database, call.org_id()?, mode).await?;
    let items: Vec<KeyJson> = rows.into_iter().map(|row| KeyJson::of(row, now_ms)).collect();
    json::answer(StatusCode::OK, &page::Page { items, next: None })
}

/// Makes a key. Its secret is shown this once. Nobody gives a key what they may not do themselves.
#[cfg_attr(feature = "openapi", utoipa::path(
    post, path = "/api/keys", operation_id = "createKey", tag = "Cabinet", security(("session" = [])),
    params(("X-CSRF-Token" = String, Header)), request_body = KeyBody,
    responses((status = 201, body = KeyWithSecret), (status = 403, body = Problem), (status = 409, body = Problem), (status = 422, body = Problem))))]
pub(crate) async fn create(call: &Call<'_>) -> Result<Response, Problem> {
    let (actor, request, ring) = (call.person()?.actor(), read(call)?, settings::master_key(call.env)?);
    let (visitor, database) = (call.visitor()?, &call.context.database);
    let giver = |permission| visitor.may(permission);
    let shown = keys::create(
        database,
        &SystemEntropy,
        &ring,
        call.changer(&actor)?,
        Giver(&giver),
        &request,
    )
    .await?;
    with_secret(call, shown)
}

/// Changes a key's name and permissions: what is left out stays as it is.
#[cfg_attr(feature = "openapi", utoipa::path(
    post, path = "/api/keys/{prefix}", operation_id = "changeKey", tag = "Cabinet", security(("session" = [])),
    params(("prefix" = String, Path, description = "The key's prefix."), ("X-CSRF-Token" = String, Header)), request_body = KeyBody,
    responses((status = 200, body = KeyJson), (status = 403, body = Problem), (status = 404, body = Problem), (status = 409, body = Problem), (status = 422, body = Problem))))]
pub(crate) async fn change(call: &Call<'_>, prefix: &str) -> Result<Response, Problem> {
    let (actor, request, visitor) = (call.person()?.actor(), read(call)?, call.visitor()?);
    let giver = |permission| visitor.may(permission);
    let changed = keys::change(
        &call.context.database,
        call.changer(&actor)?,
        Giver(&giver),
        prefix,
        &request,
    )
    .await?;
    json::answer(StatusCode::OK, &KeyJson::of(changed, call.context.now.ms()))
}

/// Puts a new key in a key's place, shown this once. The one before goes on for some hours.
#[cfg_attr(feature = "openapi", utoipa::path(
    post, path = "/api/keys/{prefix}/rotate", operation_id = "rotateKey", tag = "Cabinet", security(("session" = [])),
    params(("prefix" = String, Path, description = "The key's prefix."), ("X-CSRF-Token" = String, Header)), request_body = Option<RotateKeyBody>,
    responses((status = 201, body = KeyWithSecret), (status = 403, body = Problem), (status = 404, body = Problem), (status = 409, body = Problem), (status = 422, body = Problem))))]
pub(crate) async fn rotate(call: &Call<'_>, prefix: &str) -> Result<Response, Problem> {
    let (actor, ring, visitor) = (call.person()?.actor(), settings::master_key(call.env)?, call.visitor()?);
    let hours = hours(&operate::body(call.request)?)?;
    let (giver, database) = (|permission| visitor.may(permission), &call.context.database);
    let shown = keys::rotate(
        database,
        &SystemEntropy,
        &ring,
        call.changer(&actor)?,
        Giver(&giver),
        prefix,
        hours,
    )
    .await?;
    with_secret(call, shown)
}

fn hours(body: &Value) -> Result<Option<i64>, Problem> {
    match body.get("overlap_hours") {
        None | Some(Value::Null) => Ok(None),
        Some(hours) => hours.as_i64().map(Some).ok_or_else(|| {
            let detail = "a whole number is expected";
            Problem::fields(vec![FieldError::new("overlap_hours", "wrong_type", detail)])
        }),
    }
}

/// Ends a key at once.
#[cfg_attr(feature = "openapi", utoipa::path(
    post, path = "/api/keys/{prefix}/revoke", operation_id = "revokeKey", tag = "Cabinet", security(("session" = [])),
    params(("prefix" = String, Path, description = "The key's prefix."), ("X-CSRF-Token" = String, Header)),
    responses((status = 200, body = KeyJson), (status = 403, body = Problem), (status = 404, body = Problem))))]
pub(crate) async fn revoke(call: &Call<'_>, prefix: &str) -> Result<Response, Problem> {
    let actor = call.person()?.actor();
    let revoked = keys::revoke(&call.context.database, call.changer(&actor)?, prefix).await?;
    json::answer(StatusCode::OK, &KeyJson::of(revoked, call.context.now.ms()))
}
