//! People at the door of the cabinet: known ones with their secrets, and a database that lets others in between two batches.

use std::{
    cell::Cell,
    pin::Pin,
    task::{Context, Poll, Waker},
};

use domain::{password, sealed::KeyRing, token, totp};
use operations::auth::{
    AuthError, Strength, Who, With,
    session::Opened,
    sign_in::{SignedIn, Typed, second_factor, sign_in},
    totp_owner,
};
use store::{
    Database, Rows, Statement, StoreError,
    sessions::{self, Origin, Session},
    sqlite::Sqlite,
};

use super::{Chance, Desk, run};

/// The password of everybody here.
pub(crate) const PASSWORD: &str = "correct horse battery";
/// The second factor's secret of whoever has one.
pub(crate) const SECRET: &[u8; 20] = b"12345678901234567890";

/// A desk with people: Ann (1), who owns alpha and looks on at beta; Bob (2), of no organisation; Olga (3), an operator.
pub(crate) struct Door {
    pub(crate) desk: Desk,
    pub(crate) auth_key: KeyRing,
    pub(crate) mail_key: KeyRing,
    pub(crate) origin: Origin,
}

/// From an address, with a browser.
pub(crate) fn origin(address: &str) -> Origin {
    Origin {
        id: token::sha256_hex(address.as_bytes()).chars().take(16).collect(),
        address: address.to_owned(),
        agent: "a browser".to_owned(),
    }
}

impl Door {
    pub(crate) fn open() -> Self {
        let desk = Desk::open();
        let hash = password::hash(PASSWORD, [9; 16]).unwrap();
        desk.execute(&format!(
            "INSERT INTO person (person_id, kind, login, email, phone, name, password_hash, created_at_ms) VALUES
               (1, 'merchant', 'ann', 'ann@shop.example', '+79161234567', 'Ann', '{hash}', 0),
               (2, 'merchant', 'bob', NULL, NULL, 'Bob', '{hash}', 0), (3, 'operator', 'olga', 'olga@desk.example', NULL, 'Olga', '{hash}', 0);
             INSERT INTO membership (person_id, org_id, role, created_at_ms) VALUES (1, 2, 'viewer', 5), (1, 1, 'owner', 4)"
        ));
        Self {
            desk,
            auth_key: KeyRing::parse("1:AQECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=").unwrap(),
            mail_key: KeyRing::parse("1:AgECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=").unwrap(),
            origin: origin("203.0.113.7"),
        }
    }

    pub(crate) fn with(&self) -> With<'_, Sqlite, Chance> {
        self.over(&self.desk.database)
    }

    /// The same over another database.
    pub(crate) fn over<'a, D>(&'a self, database: &'a D) -> With<'a, D, Chance> {
        With {
            database,
            entropy: &self.desk.chance,
            origin: &self.origin,
            now: self.desk.now(),
        }
    }

    pub(crate) fn try_in(&self, name: &str, password: &str, device: &str) -> Result<SignedIn, AuthError> {
        run(sign_in(self.with(), &Typed { name, password, device }))
    }

    /// What became of a try, in a word or two.
    pub(crate) fn says(&self, name: &str, password: &str) -> String {
        match self.try_in(name, password, "") {
            Ok(SignedIn::In(_)) => "in".to_owned(),
            Ok(SignedIn::Challenge(_)) => "challenge".to_owned(),
            Err(error) => format!("{error:?}"),
        }
    }

    /// Signs in with the right password.
    pub(crate) fn enter(&self, name: &str) -> Opened {
        match self.try_in(name, PASSWORD, "").unwrap() {
            SignedIn::In(opened) => *opened,
            SignedIn::Challenge(_) => panic!("a second factor is on"),
        }
    }

    pub(crate) fn challenge(&self, name: &str) -> String {
        match self.try_in(name, PASSWORD, "").unwrap() {
            SignedIn::In(_) => panic!("no second factor is on"),
            SignedIn::Challenge(challenge) => challenge,
        }
    }

    pub(crate) fn answer(&self, challenge: &str, code: &str) -> Result<Opened, AuthError> {
        run(second_factor(self.with(), &self.auth_key, challenge, code, ""))
    }

    /// Gives a person a second factor with [`SECRET`].
    pub(crate) fn give_factor(&self, person_id: i64) {
        let owner = totp_owner(person_id);
        let hex: String = SECRET.iter().map(|byte| format!("{byte:02x}")).collect();
        let sealed = self.auth_key.seal(&owner, &hex, [3; 12]).unwrap();
        self.desk.execute(&format!(
            "UPDATE person SET totp_secret = '{sealed}' WHERE person_id = {person_id}"
        ));
    }

    /// The code shown now, or so many steps from now.
    pub(crate) fn code(&self, off: i64) -> String {
        totp::code(SECRET, totp::step(self.desk.now()) + off)
    }

    pub(crate) fn session(&self, token: &str) -> Option<Session> {
        let hash = token::sha256_hex(token.as_bytes());
        run(sessions::session(
            &self.desk.database,
            &hash,
            "",
            None,
            self.desk.now().ms(),
        ))
        .unwrap()
    }

    /// Does something as the person of a session.
    pub(crate) fn as_who<T>(&self, opened: &Opened, work: impl FnOnce(Who<'_>) -> T) -> T {
        let session = self.session(&opened.token).expect("a live session");
        let kind = if session.kind == "operator" {
            "operator"
        } else {
            "person"
        };
        work(Who {
            session: &session,
            token_hash: &token::sha256_hex(opened.token.as_bytes()),
            actor: &format!("{kind}:{}/{}", session.person_id, self.origin.id),
        })
    }

    /// Actions in an organisation's journal, oldest first.
    pub(crate) fn journal(&self, org_id: i64) -> String {
        self.desk.text(&format!(
            "SELECT COALESCE(group_concat(action, ' '), '') FROM (SELECT action FROM journal WHERE org_id = {org_id} ORDER BY seq)"
        ))
    }
}

/// Judges by a word: what has `weak` in it is.
pub(crate) struct ByWord;

impl Strength for ByWord {
    async fn score(&self, password: &str, _inputs: &[&str]) -> Result<u8, AuthError> {
        Ok(if password.contains("weak") { 2 } else { 3 })
    }
}

/// Lets others in before each batch, as D1 does: whatever runs at once is interleaved batch by batch.
pub(crate) struct Interleaved<'a>(pub(crate) &'a Sqlite);

impl Database for Interleaved<'_> {
    async fn batch(&self, statements: Vec<Statement>) -> Result<Vec<Rows>, StoreError> {
        let waited = Cell::new(false);
        std::future::poll_fn(|_| {
            if waited.replace(true) {
                Poll::Ready(())
            } else {
                Poll::Pending
            }
        })
        .await;
        self.0.batch(statements).await
    }
}

/// Runs futures at once, each a step in turn, and answers all results.
pub(crate) fn all_at_once<T>(mut futures: Vec<Pin<Box<dyn Future<Output = T> + '_>>>) -> Vec<T> {
    let mut results: Vec<Option<T>> = futures.iter().map(|_| None).collect();
    let mut context = Context::from_waker(Waker::noop());
    for _ in 0..1_000 {
        for (future, result) in futures
            .iter_mut()
            .zip(&mut results)
            .filter(|(_, result)| result.is_none())
        {
            if let Poll::Ready(output) = future.as_mut().poll(&mut context) {
                *result = Some(output);
            }
        }
    }
    results.into_iter().map(|result| result.expect("an end")).collect()
}
