//! People of an organisation, and one who acts while others do.

use std::{cell::Cell, sync::LazyLock};

use domain::sealed::KeyRing;
use operations::people::Sender;
use store::{Database, Rows, Statement, StoreError, changes::By, people::Actor, sessions::Origin, sqlite::Sqlite};

use super::Desk;

static HERE: LazyLock<Origin> = LazyLock::new(|| Origin {
    id: "0123456789abcdef".to_owned(),
    address: "203.0.113.7".to_owned(),
    agent: "a browser".to_owned(),
});

/// Somebody who acts, as their session has seen them.
pub(crate) struct Acting {
    pub(crate) person_id: i64,
    pub(crate) role: String,
    pub(crate) permissions: String,
    name: String,
    now_ms: i64,
}

impl Acting {
    pub(crate) fn by(&self) -> By<'_> {
        By {
            actor: &self.name,
            origin: &HERE,
            now_ms: self.now_ms,
        }
    }

    pub(crate) fn actor(&self) -> Actor<'_> {
        Actor {
            by: self.by(),
            person_id: self.person_id,
            role: &self.role,
            permissions: &self.permissions,
        }
    }

    pub(crate) fn sender<'a>(&'a self, key: &'a KeyRing) -> Sender<'a> {
        Sender {
            actor: self.actor(),
            key,
        }
    }
}

impl Desk {
    /// A person `p<number>` with a role in an organisation, and single permissions (a JSON array).
    pub(crate) fn join(&self, org_id: i64, person_id: i64, role: &str, permissions: &str) {
        self.execute(&format!(
            "INSERT INTO person (person_id, login, email, name, password_hash, created_at_ms)
               VALUES ({person_id}, 'p{person_id}', 'p{person_id}@people.example', 'P{person_id}', '', 0) ON CONFLICT DO NOTHING;
             INSERT INTO membership (person_id, org_id, role, created_at_ms) VALUES ({person_id}, {org_id}, '{role}', 0);
             INSERT INTO membership_permission (person_id, org_id, permission) SELECT {person_id}, {org_id}, value FROM json_each('{permissions}')"
        ));
    }

    /// An operator of the platform, `o<number>`.
    pub(crate) fn employ(&self, person_id: i64) {
        self.execute(&format!(
            "INSERT INTO person (person_id, kind, login, email, name, password_hash, created_at_ms)
               VALUES ({person_id}, 'operator', 'o{person_id}', 'o{person_id}@platform.example', 'O{person_id}', '', 0)"
        ));
    }

    /// A person as their session sees them now.
    pub(crate) fn acting(&self, org_id: i64, person_id: i64) -> Acting {
        let of = format!("person_id = {person_id} AND org_id = {org_id}");
        Acting {
            person_id,
            role: self.text(&format!("SELECT role FROM membership WHERE {of}")),
            permissions: self.text(&format!(
                "SELECT json_group_array(permission) FROM membership_permission WHERE {of}"
            )),
            name: format!("person:{person_id}/{}", HERE.id),
            now_ms: self.now().ms(),
        }
    }

    /// An operator as such.
    pub(crate) fn operating(&self, person_id: i64) -> Acting {
        Acting {
            person_id,
            role: String::new(),
            permissions: "[]".to_owned(),
            name: format!("operator:{person_id}/{}", HERE.id),
            now_ms: self.now().ms(),
        }
    }

    /// Actions of an organisation's journal in order, with their subjects.
    pub(crate) fn journal(&self, org_id: i64) -> String {
        self.text(&format!(
            "SELECT COALESCE(group_concat(action || ' ' || subject, ', '), '') FROM (SELECT action, subject FROM journal WHERE org_id = {org_id} ORDER BY seq)"
        ))
    }
}

/// A database on which something else happens just before a batch, counted from 1.
pub(crate) struct Meanwhile<'a, F> {
    database: &'a Sqlite,
    left: Cell<usize>,
    happens: Cell<Option<F>>,
}

impl<'a, F: FnOnce()> Meanwhile<'a, F> {
    pub(crate) fn before(database: &'a Sqlite, batch: usize, happens: F) -> Self {
        Self {
            database,
            left: Cell::new(batch),
            happens: Cell::new(Some(happens)),
        }
    }
}

impl<F: FnOnce()> Database for Meanwhile<'_, F> {
    async fn batch(&self, statements: Vec<Statement>) -> Result<Vec<Rows>, StoreError> {
        self.left.set(self.left.get().saturating_sub(1));
        if self.left.get() == 0
            && let Some(happens) = self.happens.take()
        {
            happens();
        }
        self.database.batch(statements).await
    }
}
