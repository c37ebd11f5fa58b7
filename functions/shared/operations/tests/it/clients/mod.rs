//! Clients: made, changed, found, with what happened with them.

mod editing;
mod finding;
mod timeline;

use operations::clients::{self, Changing, ClientError, Details};
use store::clients::list::Client;

use crate::kit::{Desk, run};

/// Person 1 of organisation 1, by a request.
fn by<'a>(desk: &Desk, key: &'a str) -> Changing<'a> {
    Changing {
        org_id: 1,
        mode: "test",
        actor: "person:1/0123456789abcdef",
        request_key: key,
        now: desk.now(),
    }
}

fn create(desk: &Desk, key: &str, details: &Details) -> Result<Client, ClientError> {
    run(clients::create(
        &desk.database,
        &desk.chance,
        by(desk, key),
        details,
        "ru",
    ))
}

/// Details of name, e-mail address, phone and label; what is empty is not known.
fn known(name: &str, email: &str, phone: &str, label: &str) -> Details {
    let text = |text: &str| Some(text.to_owned()).filter(|text| !text.is_empty());
    Details {
        name: text(name),
        email: text(email),
        phone: text(phone),
        label: text(label),
        language: None,
    }
}
