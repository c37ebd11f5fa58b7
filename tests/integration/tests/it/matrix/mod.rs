//! Who may do what: every route of the cabinet, by every role, in their own and a foreign organisation and in none, with a session,
//! without one, with a wrong CSRF token and without lately having proved who they are. The routes are the functions' own tables; what is
//! expected of each stands in `rules`, so that a new route without a rule fails.

mod rules;

use std::{collections::BTreeMap, sync::LazyLock};

use edge::route::{Route, Who};

use crate::kit::{Answer, Call, SignedIn, TestMerchant, TestPerson, assert_headers, at_once};
use rules::{RULES, Rule};

/// Tables of the cabinet's functions.
const TABLES: &[&[Route]] = &[
    cabinet_query::ROUTES,
    cabinet_organisation::ROUTES,
    cabinet_people::ROUTES,
    cabinet_command::ROUTES,
    cabinet_endpoints::ROUTES,
    cabinet_terminals::ROUTES,
    cabinet_keys::ROUTES,
    clients::ROUTES,
    orders::ROUTES,
    offers::ROUTES,
    invoices::ROUTES,
    journal::ROUTES,
    rates::ROUTES,
    cabinet_auth::ROUTES,
    cabinet_account::ROUTES,
    cabinet_recovery::ROUTES,
];

const ROLES: [&str; 5] = ["owner", "manager", "accountant", "payments_operator", "viewer"];

/// What ends the other sessions of whoever asks: asked last, one after the other, each with a session just opened.
const ENDS_OTHERS: [&str; 1] = ["POST /api/auth/sessions/revoke-others"];

/// Requests at once.
const THREADS: usize = 4;

/// What the organisation named is to the person.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Standing {
    Own,
    Foreign,
    None,
}

/// What the request brings.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Brings {
    Session,
    Nothing,
    WrongCsrf,
    Unproved,
}

/// A request and what must come of it: a refusal's code, or nothing where it is let in.
struct Case {
    route: &'static Route,
    standing: Standing,
    brings: Brings,
    expected: Option<&'static str>,
}

/// Merchants' servers come in by another door.
fn routes() -> impl Iterator<Item = &'static Route> {
    let routes = TABLES.iter().flat_map(|table| table.iter());
    routes.filter(|route| !matches!(route.access.who, Who::Key(_)))
}

fn name(route: &Route) -> String {
    format!("{} {}", route.method, route.path())
}

static RULES_BY_NAME: LazyLock<BTreeMap<&str, (Rule, bool)>> = LazyLock::new(|| {
    RULES
        .iter()
        .map(|(name, rule, proof)| (*name, (*rule, *proof)))
        .collect()
});

fn expected(route: &Route, role: &str, standing: Standing, brings: Brings) -> Option<&'static str> {
    let (rule, asks_proof) = RULES_BY_NAME[name(route).as_str()];
    if matches!(rule, Rule::Anyone) {
        return None;
    }
    if brings == Brings::Nothing {
        return Some("not_signed_in");
    }
    if brings == Brings::WrongCsrf && route.method != "GET" {
        return Some("csrf_token_wrong");
    }
    let refused = match rule {
        Rule::Anyone | Rule::Person => None,
        Rule::Operator => (role != "operator").then_some("operators_only"),
        _ if standing != Standing::Own => Some("organisation_refused"),
        Rule::Visitor if !["owner", "manager"].contains(&role) => Some("permission_missing"),
        Rule::Visitor => Some("operators_only"),
        Rule::Roles(roles) => (!roles.split(' ').any(|one| one == role)).then_some("permission_missing"),
    };
    refused.or((brings == Brings::Unproved && asks_proof).then_some("step_up_required"))
}

/// Refusals at the door; whatever else is answered, the caller was let in.
const REFUSALS: [&str; 7] = [
    "not_signed_in",
    "csrf_token_wrong",
    "organisation_refused",
    "permission_missing",
    "operators_only",
    "second_factor_required",
    "step_up_required",
];

fn refusal(answer: &Answer) -> Option<String> {
    if ![401, 403].contains(&answer.status) {
        return None;
    }
    let code = answer.json()["code"].as_str().unwrap_or_default().to_owned();
    REFUSALS.contains(&code.as_str()).then_some(code)
}

fn address(route: &Route) -> String {
    let segment = |segment: &&str| match *segment {
        literal if literal.starts_with('"') => literal.trim_matches('"').to_owned(),
        "number" | "endpoint" | "id" | "person" | "invitation" | "operation" => "999999".to_owned(),
        _ => "nothing".to_owned(),
    };
    let segments: Vec<String> = route.segments.iter().map(segment).collect();
    format!("/{}?mode=test", segments.join("/"))
}

fn ask(case: &Case, own: &str, foreign: &str, session: &SignedIn) -> Answer {
    let method = case.route.method;
    let mut call = Call::new(method, &address(case.route));
    match case.standing {
        Standing::Own => call = call.header("x-organisation", own),
        Standing::Foreign => call = call.header("x-organisation", foreign),
        Standing::None => (),
    }
    if method != "GET" {
        call = call.json(&serde_json::json!({}));
        call = call.header("idempotency-key", "matrix");
        let csrf = if case.brings == Brings::WrongCsrf {
            "wrong"
        } else {
            &session.csrf
        };
        call = call.header("x-csrf-token", csrf);
    }
    if case.brings == Brings::Nothing {
        call.send()
    } else {
        session.ask(call)
    }
}

/// Every case of one person: those with a role, and an operator of the platform who visits nobody.
fn cases(role: &'static str, standing: Standing) -> Vec<Case> {
    let all = [Brings::Session, Brings::Nothing, Brings::WrongCsrf, Brings::Unproved];
    let case = move |route: &'static Route, brings| Case {
        route,
        standing,
        brings,
        expected: expected(route, role, standing, brings),
    };
    routes()
        .flat_map(|route| all.map(|brings| case(route, brings)))
        .collect()
}

/// Proves SPR-09, PKP-05, EDG-11 (every route asks what it should ask).
#[test]
fn every_route_by_every_role_in_every_organisation() {
    let (ours, theirs) = (TestMerchant::open(), TestMerchant::open());
    let mut wrong = Vec::new();
    let mut asked = 0;
    let people: Vec<(&'static str, Standing, TestPerson)> = ROLES
        .into_iter()
        .flat_map(|role| {
            let member = TestPerson::of(ours.merchant.org_id, role);
            [
                (role, Standing::Own, member),
                (role, Standing::Foreign, member),
                (role, Standing::None, TestPerson::new("merchant")),
            ]
        })
        .chain([
            ("operator", Standing::Foreign, TestPerson::new("operator")),
            ("operator", Standing::None, TestPerson::new("operator")),
        ])
        .collect();
    for (role, standing, person) in people {
        let all = cases(role, standing);
        let (last, cases): (Vec<&Case>, Vec<&Case>) = all
            .iter()
            .partition(|case| ENDS_OTHERS.contains(&name(case.route).as_str()));
        // A session each: some of what they do ends it.
        let proved = person.sessions(cases.len(), true);
        let unproved = person.sessions(cases.len(), false);
        let tried = |case: &Case, session: &SignedIn| {
            let answer = ask(case, &ours.merchant.slug, &theirs.merchant.slug, session);
            assert_headers(&name(case.route), &answer);
            let (expected, got) = (case.expected, refusal(&answer));
            let is_right = answer.status < 500 && got.as_deref() == expected;
            let (name, brings) = (name(case.route), case.brings);
            (!is_right).then(|| {
                format!(
                    "{name} {role} {standing:?} {brings:?}: expected {expected:?}, got {} {got:?}",
                    answer.status
                )
            })
        };
        let found = at_once(THREADS, |thread| {
            let of_thread = cases.iter().enumerate().filter(|(at, _)| at % THREADS == thread);
            let session = |at: usize, case: &Case| match case.brings {
                Brings::Unproved => &unproved[at],
                _ => &proved[at],
            };
            of_thread
                .filter_map(|(at, case)| tried(case, session(at, case)))
                .collect::<Vec<String>>()
        });
        for case in last {
            let sessions = person.sessions(1, case.brings != Brings::Unproved);
            wrong.extend(tried(case, &sessions[0]));
        }
        asked += all.len();
        wrong.extend(found.into_iter().flatten());
    }
    println!("{asked} requests to {} routes", routes().count());
    assert!(wrong.is_empty(), "{} wrong:\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn every_route_has_a_rule_and_every_rule_a_route() {
    let mut routes: Vec<String> = routes().map(name).collect();
    let mut ruled: Vec<String> = RULES.iter().map(|(name, _, _)| (*name).to_owned()).collect();
    routes.sort();
    ruled.sort();
    assert_eq!(routes, ruled);
}
