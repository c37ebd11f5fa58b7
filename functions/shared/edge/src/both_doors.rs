//! The description of routes that the cabinet and merchants' servers share. They are described once, at `/api`; what stands at `/v1`
//! besides is the same, by an API key.

use utoipa::openapi::{
    ObjectBuilder, OpenApi, PathItem, RefOr, Required,
    path::{Operation, ParameterBuilder, ParameterIn},
    schema::Type,
    security::SecurityRequirement,
};

use crate::route::Route;

/// The tag under which merchants find them.
const TAG: &str = "Sales";
/// Parameters that the cabinet alone sends: a key has its mode, and no cookie that a token must guard.
const OF_THE_CABINET: [&str; 2] = ["X-CSRF-Token", "mode"];
/// The header by which a request that is sent again is known.
const KEY: &str = "Idempotency-Key";

/// The document with every `/v1` route of the table described as its twin at `/api` is.
#[must_use]
pub fn described(mut document: OpenApi, routes: &[Route]) -> OpenApi {
    for route in routes {
        let path = route.path();
        let Some(rest) = path.strip_prefix("/v1/") else {
            continue;
        };
        let twin = document.paths.paths.get(&format!("/api/{rest}")).cloned();
        let Some(operation) = twin.and_then(|item| method(item, route.method)) else {
            continue;
        };
        let item = document.paths.paths.entry(path).or_default();
        let operation = for_merchants(operation);
        match route.method {
            "GET" => item.get = Some(operation),
            "PUT" => item.put = Some(operation),
            _ => item.post = Some(with_key(operation)),
        }
    }
    document
}

fn method(item: PathItem, method: &str) -> Option<Operation> {
    match method {
        "GET" => item.get,
        "PUT" => item.put,
        _ => item.post,
    }
}

/// `createOffer` becomes `merchantCreateOffer`.
fn for_merchants(mut operation: Operation) -> Operation {
    operation.operation_id = operation.operation_id.map(|id| {
        let (first, rest) = id.split_at_checked(1).unwrap_or((&id, ""));
        format!("merchant{}{rest}", first.to_ascii_uppercase())
    });
    operation.tags = Some(vec![TAG.to_owned()]);
    operation.security = Some(vec![SecurityRequirement::new("api_key", Vec::<String>::new())]);
    if let Some(parameters) = &mut operation.parameters {
        parameters.retain(|parameter| match parameter {
            RefOr::T(parameter) => !OF_THE_CABINET.contains(&parameter.name.as_str()),
            RefOr::Ref(_) => true,
        });
    }
    operation
}

/// With the key that every request of a merchant's server needs that does something: people's go without where what they do is harmless
/// twice.
fn with_key(mut operation: Operation) -> Operation {
    let parameters = operation.parameters.get_or_insert_default();
    let is_key = |parameter: &RefOr<utoipa::openapi::path::Parameter>| matches!(parameter, RefOr::T(parameter) if parameter.name == KEY);
    if !parameters.iter().any(is_key) {
        let key = ParameterBuilder::new()
            .name(KEY)
            .parameter_in(ParameterIn::Header)
            .required(Required::True)
            .schema(Some(ObjectBuilder::new().schema_type(Type::String)));
        parameters.push(RefOr::T(key.build()));
    }
    operation
}
