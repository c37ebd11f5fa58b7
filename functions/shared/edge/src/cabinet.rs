//! People at the door: the session cookie, the CSRF token, the organisation that a request is about, what a role may do there. Roles
//! are checked here and nowhere else.

use std::{ops::Deref, rc::Rc};

use domain::{
    permission::{self, KeyPermission, Permission},
    time::Timestamp,
    token,
};
use http::{HeaderMap, Method, StatusCode, header};
use store::{
    Database,
    sessions::{self, Origin, Session},
};

use operations::{Clock, change::Changer};

use crate::{
    Context, Limits, Problem, Request, Response, SystemClock,
    cors::{self, cabinet_caller},
    merchant::{self, Merchant},
    origin, page,
    route::{self, Access, Route, Who},
    serve as serve_one, settings,
};

/// The session cookie. `__Host-`: this host alone, the whole path, secure connections only.
pub const COOKIE: &str = "__Host-edgetill";

/// The cookie by which a browser is known from which a person has signed in before.
pub const DEVICE_COOKIE: &str = "__Host-edgetill-device";

/// The header that names the organisation which a request is about, by its slug. Without it: the session's own. A page names
/// it always, so that two pages of one browser may show two organisations.
pub const ORGANISATION: &str = "x-organisation";

/// For how long who has proved who they are is believed, where that is asked anew, in milliseconds.
pub const PROVED_MS: i64 = 600_000;

/// A request that has passed the door, with all that it takes to do it.
pub struct Call<'a> {
    /// The request.
    pub request: &'a Request,
    /// The database and the time.
    pub context: &'a Rc<Context>,
    /// The function's settings and bindings.
    pub env: &'a worker::Env,
    /// What goes on after the answer.
    pub background: &'a worker::Context,
    /// Origins at which the cabinet stands.
    pub origins: &'a str,
    caller: Caller,
}

/// Who has been let in: as much as the route asks for.
enum Caller {
    Anyone,
    Person(Person),
    Member(Visitor),
    Merchant(Merchant),
}

impl Call<'_> {
    /// Whoever is signed in; an error where the route asks for nobody.
    pub fn person(&self) -> Result<&Person, Problem> {
        match &self.caller {
            Caller::Person(person) => Ok(person),
            Caller::Member(visitor) => Ok(&visitor.person),
            Caller::Anyone | Caller::Merchant(_) => Err(Problem::internal(&"a route without a person")),
        }
    }

    /// The member of the organisation; an error where the route asks for none.
    pub fn visitor(&self) -> Result<&Visitor, Problem> {
        match &self.caller {
            Caller::Member(visitor) => Ok(visitor),
            _ => Err(Problem::internal(&"a route without an organisation")),
        }
    }

    /// Who changes settings of the organisation, named by [`Person::actor`].
    pub fn changer<'b>(&self, actor: &'b str) -> Result<Changer<'b>, Problem> {
        Ok(Changer {
            org_id: self.org_id()?,
            actor,
            now: self.context.now,
        })
    }

    /// The organisation's zone (IANA name).
    pub fn time_zone(&self) -> Result<&str, Problem> {
        Ok(match &self.caller {
            Caller::Merchant(merchant) => &merchant.time_zone,
            _ => self.visitor()?.session.time_zone.as_deref().unwrap_or_default(),
        })
    }

    /// Today in the organisation's zone, `YYYY-MM-DD`.
    pub fn local_day(&self) -> Result<String, Problem> {
        Ok(SystemClock.local_day(self.time_zone()?, self.context.now))
    }

    /// The organisation that the request is about.
    pub fn org_id(&self) -> Result<i64, Problem> {
        match &self.caller {
            Caller::Merchant(merchant) => Ok(merchant.org_id),
            _ => Ok(self.visitor()?.org_id),
        }
    }

    /// The mode that the request is about: a key's own, or what the address says (`mode`, by default live).
    pub fn mode(&self) -> Result<&str, Problem> {
        match &self.caller {
            Caller::Merchant(merchant) => Ok(&merchant.mode),
            _ => page::mode(self.request.uri()),
        }
    }

    /// Whoever asks, as the journal names them, and from where.
    pub fn actor(&self) -> Result<String, Problem> {
        match &self.caller {
            Caller::Merchant(merchant) => Ok(merchant.actor.clone()),
            _ => Ok(self.person()?.actor()),
        }
    }

    /// The merchant's server, where one asks.
    #[must_use]
    pub fn merchant(&self) -> Option<&Merchant> {
        match &self.caller {
            Caller::Merchant(merchant) => Some(merchant),
            _ => None,
        }
    }
}

/// Serves a function of the cabinet, on `DB`, to the origins at which the cabinet stands: what a route of the table asks of its
/// caller is asked here, before anything is done.
pub async fn serve(
    request: worker::Request,
    env: &worker::Env,
    background: &worker::Context,
    body_bytes_max: usize,
    routes: &[Route],
    dispatch: impl AsyncFnOnce(&Call<'_>) -> Result<Response, Problem>,
) -> worker::Result<worker::Response> {
    // No door of merchants' servers.
    let merchants = async |_: &Request, _: &Rc<Context>, _| Err(Problem::not_found());
    serve_by(request, env, background, body_bytes_max, routes, dispatch, merchants).await
}

/// [`serve`], to merchants' servers besides (`/v1`), by their API keys: for what both do alike.
pub async fn serve_merchants_too(
    request: worker::Request,
    env: &worker::Env,
    background: &worker::Context,
    body_bytes_max: usize,
    routes: &[Route],
    dispatch: impl AsyncFnOnce(&Call<'_>) -> Result<Response, Problem>,
) -> worker::Result<worker::Response> {
    let merchants = async |request: &Request, context: &Rc<Context>, permission| {
        let let_in = merchant::let_in(&context.database, request.headers(), permission, context.now);
        Ok(Caller::Merchant(let_in.await?))
    };
    serve_by(request, env, background, body_bytes_max, routes, dispatch, merchants).await
}

async fn serve_by(
    request: worker::Request,
    env: &worker::Env,
    background: &worker::Context,
    body_bytes_max: usize,
    routes: &[Route],
    dispatch: impl AsyncFnOnce(&Call<'_>) -> Result<Response, Problem>,
    merchants: impl AsyncFnOnce(&Request, &Rc<Context>, KeyPermission) -> Result<Caller, Problem>,
) -> worker::Result<worker::Response> {
    let origins = settings::variable(env, "CABINET_ORIGINS");
    let limits = Limits { body_bytes_max };
    serve_one(request, env, "DB", limits, async |request, context| {
        cors::answering(&request, &origins, async || {
            let access = route::find(routes, request.method(), &route::segments(request.uri().path()))?;
            let caller = match access.who {
                Who::Key(permission) => merchants(&request, &context, permission).await?,
                _ => let_in(access, &context.database, &request, &origins, context.now).await?,
            };
            dispatch(&Call {
                request: &request,
                context: &context,
                env,
                background,
                origins: &origins,
                caller,
            })
            .await
        })
        .await
    })
    .await
}

async fn let_in(
    access: Access,
    database: &impl Database,
    request: &Request,
    origins: &str,
    now: Timestamp,
) -> Result<Caller, Problem> {
    let caller = match access.who {
        Who::Anyone => Caller::Anyone,
        // No door of the cabinet.
        Who::Bearer | Who::Signer | Who::Function | Who::Key(_) => return Err(Problem::not_found()),
        Who::Person => Caller::Person(admit_person(database, request, origins, now).await?),
        Who::Operator => Caller::Person(admit_operator(database, request, origins, now).await?),
        Who::Member => Caller::Member(admit(database, request, origins, now).await?),
        Who::May(permission) => {
            let visitor = admit(database, request, origins, now).await?;
            visitor.must(permission)?;
            Caller::Member(visitor)
        }
        Who::Visitor => {
            let visitor = admit(database, request, origins, now).await?;
            visitor.must(Permission::Settings)?;
            visitor.must_be_operator()?;
            Caller::Member(visitor)
        }
    };
    if let Caller::Member(visitor) = &caller
        && access.members
        && visitor.is_operator()
    {
        return Err(refused("members_only", "Only members of the organisation may do this."));
    }
    match &caller {
        Caller::Person(person) | Caller::Member(Visitor { person, .. }) if access.proved => {
            person.must_be_proved(now)?
        }
        _ => (),
    }
    Ok(caller)
}

/// A person let in.
#[derive(Debug, Clone)]
pub struct Person {
    /// The session with its person.
    pub session: Session,
    /// SHA-256 of the session's token.
    pub token_hash: String,
    /// From where.
    pub origin: Origin,
}

impl Person {
    /// As the journal names the person, and from where they work.
    #[must_use]
    pub fn actor(&self) -> String {
        let kind = if self.is_operator() { "operator" } else { "person" };
        format!("{kind}:{}/{}", self.session.person_id, self.origin.id)
    }

    /// Whether it is an operator of the platform.
    #[must_use]
    pub fn is_operator(&self) -> bool {
        self.session.kind == "operator"
    }

    /// Refuses whoever is no operator of the platform.
    pub fn must_be_operator(&self) -> Result<(), Problem> {
        if self.is_operator() {
            return Ok(());
        }
        Err(refused("operators_only", "This is for operators of the platform."))
    }

    /// Until when the person is believed to be who they are, where that is asked anew.
    #[must_use]
    pub const fn proved_until_ms(&self) -> i64 {
        self.session.proved_at_ms.saturating_add(PROVED_MS)
    }

    /// Refuses who has not lately proved who they are: before keys, people and payouts.
    pub fn must_be_proved(&self, now: Timestamp) -> Result<(), Problem> {
        if now.ms() < self.proved_until_ms() {
            return Ok(());
        }
        Err(refused("step_up_required", "Prove once more that it is you."))
    }
}

/// A person let in to an organisation.
#[derive(Debug, Clone)]
pub struct Visitor {
    /// The person.
    pub person: Person,
    /// The organisation.
    pub org_id: i64,
    /// The role in it.
    pub role: String,
}

impl Deref for Visitor {
    type Target = Person;

    fn deref(&self) -> &Person {
        &self.person
    }
}

impl Visitor {
    /// Whether the person has a permission in the organisation.
    #[must_use]
    pub fn may(&self, permission: Permission) -> bool {
        let beyond: Vec<String> = serde_json::from_str(&self.session.permissions).unwrap_or_default();
        permission::has(&self.role, &beyond, permission)
    }

    /// Refuses who has not the permission.
    pub fn must(&self, permission: Permission) -> Result<(), Problem> {
        if self.may(permission) {
            return Ok(());
        }
        let detail = format!("You need the permission {:?}.", permission.name());
        Err(refused("permission_missing", &detail))
    }
}

fn refused(code: &str, detail: &str) -> Problem {
    Problem::new(StatusCode::FORBIDDEN, code, detail.to_owned())
}

/// The token in the request's session cookie.
#[must_use]
pub fn session_token(headers: &HeaderMap) -> Option<&str> {
    token_in(headers, COOKIE)
}

/// The token (64 characters) in a cookie of this name.
#[must_use]
pub fn token_in<'a>(headers: &'a HeaderMap, name: &str) -> Option<&'a str> {
    let cookies = headers
        .get_all(header::COOKIE)
        .into_iter()
        .filter_map(|value| value.to_str().ok());
    let mut pairs = cookies
        .flat_map(|value| value.split(';'))
        .filter_map(|pair| pair.trim().split_once('='));
    pairs
        .find(|(given, _)| *given == name)
        .map(|(_, value)| value)
        .filter(|value| value.len() == 64)
}

/// The CSRF token of a session: derived from the cookie's secret, so that it needs no row of its own.
#[must_use]
pub fn csrf_token(session_token: &str) -> String {
    token::sha256_hex(format!("csrf:{session_token}").as_bytes())
}

/// Lets in a person with a live session, from a permitted origin, on unsafe methods with the session's CSRF token; whatever
/// organisation they belong to, if any.
pub async fn admit_person(
    database: &impl Database,
    request: &Request,
    origins: &str,
    now: Timestamp,
) -> Result<Person, Problem> {
    let named = request.headers().get(ORGANISATION);
    // One that cannot be read names no organisation at all, least of all the session's own.
    let slug = named.map_or("", |value| value.to_str().unwrap_or("?"));
    admit_at(slug, database, request, origins, now).await
}

async fn admit_at(
    slug: &str,
    database: &impl Database,
    request: &Request,
    origins: &str,
    now: Timestamp,
) -> Result<Person, Problem> {
    cabinet_caller(request, origins)?;
    let not_signed_in = || Problem::new(StatusCode::UNAUTHORIZED, "not_signed_in", "Sign in first.");
    let headers = request.headers();
    let session_token = session_token(headers).ok_or_else(not_signed_in)?;
    let changes = !matches!(*request.method(), Method::GET | Method::HEAD);
    if changes {
        check_csrf(request, session_token)?;
    }
    let token_hash = token::sha256_hex(session_token.as_bytes());
    let origin = origin::of(headers, &token_hash, now);
    // Reading leaves no entry in the journal, and so needs no origin there.
    let kept = changes.then_some(&origin);
    let session = sessions::session(database, &token_hash, slug, kept, now.ms());
    Ok(Person {
        session: session.await?.ok_or_else(not_signed_in)?,
        token_hash,
        origin,
    })
}

/// Lets in a person to the organisation that the request names: a member, or an operator who visits it.
pub async fn admit(
    database: &impl Database,
    request: &Request,
    origins: &str,
    now: Timestamp,
) -> Result<Visitor, Problem> {
    let person = admit_person(database, request, origins, now).await?;
    let session = &person.session;
    let (Some(org_id), Some(role)) = (session.org_id, session.role.clone()) else {
        return Err(refused(
            "organisation_refused",
            "You do not belong to this organisation.",
        ));
    };
    if session.second_factor_required == Some(1) && session.has_second_factor == 0 {
        return Err(refused(
            "second_factor_required",
            "The organisation asks for a second factor: set one up in your profile.",
        ));
    }
    Ok(Visitor { person, org_id, role })
}

/// Lets in an operator of the platform. What they do there is the platform's, whatever organisation the request names.
pub async fn admit_operator(
    database: &impl Database,
    request: &Request,
    origins: &str,
    now: Timestamp,
) -> Result<Person, Problem> {
    let person = admit_at("", database, request, origins, now).await?;
    person.must_be_operator()?;
    Ok(person)
}

fn check_csrf(request: &Request, session_token: &str) -> Result<(), Problem> {
    let given = request
        .headers()
        .get("x-csrf-token")
        .and_then(|value| value.to_str().ok())
        .unwrap_or_default();
    if token::same(given, &csrf_token(session_token)) {
        Ok(())
    } else {
        Err(Problem::new(
            StatusCode::FORBIDDEN,
            "csrf_token_wrong",
            "The page is out of date: load it again.",
        ))
    }
}
