//! Routes as data: what a function serves and what each route asks of its caller stand in one table, and nothing outside the
//! table is reached. Tests read the tables of all functions, so that no route goes without its rule.

use domain::permission::{KeyPermission, Permission};
use http::Method;

use crate::Problem;

/// Whom a route lets in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Who {
    /// Anyone: what they bring (a password, a token of a letter) is judged by the route itself.
    Anyone,
    /// Whoever holds a token that names what the route is about: a payment's, to its payer.
    Bearer,
    /// Whoever signs what they send: a bank its callbacks, a merchant's server the widget's data.
    Signer,
    /// Functions of ours: no public address leads to the route.
    Function,
    /// A merchant's server, by an API key with this permission.
    Key(KeyPermission),
    /// Whoever is signed in.
    Person,
    /// An operator of the platform.
    Operator,
    /// A member of the organisation that the request names, or an operator who visits it.
    Member,
    /// A member with this permission.
    May(Permission),
    /// An operator who visits the organisation that the request names, with the rights to change it.
    Visitor,
}

/// What a route asks of its caller before it does anything.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Access {
    /// Whom it lets in.
    pub who: Who,
    /// Whether they must have proved lately that it is they.
    pub proved: bool,
    /// Whether members alone may: an operator's visit ends within the hour, and what this makes would stay open to them.
    pub members: bool,
}

/// Anyone.
pub const ANYONE: Access = Access::of(Who::Anyone);
/// The holder of a token.
pub const BEARER: Access = Access::of(Who::Bearer);
/// Whoever signs.
pub const SIGNER: Access = Access::of(Who::Signer);
/// Functions of ours.
pub const FUNCTION: Access = Access::of(Who::Function);
/// Whoever is signed in.
pub const PERSON: Access = Access::of(Who::Person);
/// An operator of the platform.
pub const OPERATOR: Access = Access::of(Who::Operator);
/// A member of the organisation.
pub const MEMBER: Access = Access::of(Who::Member);
/// An operator who visits the organisation.
pub const VISITOR: Access = Access::of(Who::Visitor);

/// A member with a permission.
#[must_use]
pub const fn may(permission: Permission) -> Access {
    Access::of(Who::May(permission))
}

/// A merchant's server with a permission.
#[must_use]
pub const fn key(permission: KeyPermission) -> Access {
    Access::of(Who::Key(permission))
}

impl Access {
    const fn of(who: Who) -> Self {
        Self {
            who,
            proved: false,
            members: false,
        }
    }

    /// The same, for whoever has proved lately that it is they.
    #[must_use]
    pub const fn proved(self) -> Self {
        Self { proved: true, ..self }
    }

    /// The same, for members of the organisation alone.
    #[must_use]
    pub const fn members(self) -> Self {
        Self { members: true, ..self }
    }
}

/// A route with its rule; made by [`routes!`](crate::routes).
#[derive(Debug, Clone, Copy)]
pub struct Route {
    /// The method.
    pub method: &'static str,
    /// Segments of the path: texts in quotes, and names of what varies.
    pub segments: &'static [&'static str],
    /// The rule.
    pub access: Access,
}

impl Route {
    /// The path as the API's description writes it: `/api/payments/{number}`.
    #[must_use]
    pub fn path(&self) -> String {
        let segment = |segment: &&str| match literal(segment) {
            Some(text) => format!("/{text}"),
            None => format!("/{{{segment}}}"),
        };
        self.segments.iter().map(segment).collect()
    }

    fn fits(&self, path: &[&str]) -> bool {
        let fits = |(segment, given): (&&str, &&str)| literal(segment).map_or(!given.is_empty(), |text| text == *given);
        self.segments.len() == path.len() && self.segments.iter().zip(path).all(fits)
    }
}

fn literal(segment: &str) -> Option<&str> {
    segment.strip_prefix('"')?.strip_suffix('"')
}

/// The segments of a path.
#[must_use]
pub fn segments(path: &str) -> Vec<&str> {
    path.trim_matches('/').split('/').collect()
}

/// The rule of the first route that fits; a problem where there is none.
pub fn find(routes: &[Route], method: &Method, path: &[&str]) -> Result<Access, Problem> {
    let mut fitting = routes.iter().filter(|route| route.fits(path));
    let found = fitting.find(|route| route.method == method.as_str());
    found.map(|route| route.access).ok_or_else(|| unserved(routes, path))
}

/// Why a request is served by no route: there is nothing at the address, or nothing for the method.
#[must_use]
pub fn unserved(routes: &[Route], path: &[&str]) -> Problem {
    if routes.iter().any(|route| route.fits(path)) {
        Problem::method_not_allowed()
    } else {
        Problem::not_found()
    }
}

/// The table of a function's routes and what each does:
///
/// ```text
/// edge::routes! { call: &Call<'_>;
///     GET "api"/"payments"/number => MEMBER, payment::get(call, number);
/// }
/// ```
///
/// makes the table `ROUTES` and `dispatch`, which does what the route of a call does. Of routes that fit, the first counts.
#[macro_export]
macro_rules! routes {
    ($call:ident: $type:ty; $($method:ident $($segment:tt)/+ => $access:expr, $handler:expr;)+) => {
        /// What this function serves, and to whom.
        pub const ROUTES: &[$crate::route::Route] = &[$($crate::route::Route {
            method: stringify!($method),
            segments: &[$(stringify!($segment)),+],
            access: $access,
        }),+];

        async fn dispatch($call: $type) -> Result<$crate::Response, $crate::Problem> {
            let path = $crate::route::segments($call.request.uri().path());
            match ($call.request.method(), path.as_slice()) {
                $((&http::Method::$method, [$($segment),+]) => $handler.await,)+
                _ => Err($crate::route::unserved(ROUTES, &path)),
            }
        }
    };
}

#[cfg(test)]
mod tests {
    use super::*;

    const TABLE: &[Route] = &[
        Route {
            method: "GET",
            segments: &["\"api\"", "\"keys\""],
            access: MEMBER,
        },
        Route {
            method: "POST",
            segments: &["\"api\"", "\"keys\"", "\"all\""],
            access: OPERATOR.proved(),
        },
        Route {
            method: "POST",
            segments: &["\"api\"", "\"keys\"", "prefix"],
            access: may(Permission::Settings),
        },
    ];

    #[test]
    fn the_first_that_fits_counts_and_nothing_else_is_reached() {
        let of = |method: Method, path| find(TABLE, &method, &segments(path)).map_err(|problem| problem.code);
        assert_eq!(of(Method::GET, "/api/keys"), Ok(MEMBER));
        assert_eq!(of(Method::GET, "/api/keys/"), Ok(MEMBER));
        assert_eq!(of(Method::POST, "/api/keys/all"), Ok(OPERATOR.proved()));
        assert_eq!(of(Method::POST, "/api/keys/sk_1"), Ok(may(Permission::Settings)));
        assert_eq!(of(Method::GET, "/api/keys/sk_1"), Err("method_not_allowed".into()));
        for path in ["/api", "/api/keys/a/b", "/API/keys", "/api//keys", "/"] {
            assert_eq!(of(Method::GET, path), Err("not_found".into()), "{path}");
        }
        assert_eq!(TABLE[2].path(), "/api/keys/{prefix}");
    }
}
