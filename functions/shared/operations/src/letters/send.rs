//! Letters that are due are claimed, written and sent, each by one run at a time; what was not accepted is tried again until it
//! is of no use any more.

use domain::{
    letter::{Channel, LetterKind, token_owner},
    sealed::KeyRing,
    time::Timestamp,
    token,
    vocabulary::Language,
};
use futures_util::{StreamExt, stream};
use serde_json::Value;
use store::{
    Database, StoreError,
    letters::{self, Letter},
    notifications::mail,
};

use super::{Facts, write, write_sms};
use crate::{
    Clock, Entropy, NoEntropy, Ports,
    mailer::{Mail, Mailer},
    sms::{Sms, SmsSender},
};

/// Letters claimed at once.
const LETTERS_MAX: u32 = 50;
/// Letters on their way at once: the platform lets so many connections wait.
const AT_ONCE: usize = 6;
/// How long a claimed letter is its run's, in milliseconds: all of a claim, each as slow as the provider may be, and a margin.
const LEASE_MS: i64 = 5 * 60_000;
/// Pauses after failed tries, in minutes; the last is repeated.
const PAUSES_MIN: [i64; 5] = [1, 2, 5, 15, 60];
/// Notifications of which letters are written in a tick.
const NOTIFICATIONS_MAX: u32 = 100;
/// For how long a notification is worth a letter, in milliseconds.
const NOTIFICATION_LIFE_MS: i64 = 3 * 86_400_000;
/// After how long letters are forgotten that are done with, in milliseconds, and how many in a tick.
const FORGET_AFTER_MS: i64 = 30 * 86_400_000;
const FORGET_MAX: u32 = 200;

/// What sending needs besides its ports.
pub struct Sending<'a, M, S> {
    /// Opens the tokens of links: MAIL_KEY.
    pub key: &'a KeyRing,
    /// Hands letters over that go by e-mail.
    pub mailer: &'a M,
    /// Hands letters over that go by SMS.
    pub sms: &'a S,
    /// Where the cabinet stands, without a slash at the end.
    pub cabinet_url: &'a str,
}

/// What became of the letters that were due.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
pub struct Sent {
    /// Accepted by the provider.
    pub sent: usize,
    /// Not accepted: tried again later, or given up.
    pub not_sent: usize,
}

/// Why letters were not sent, beyond what is tried again by itself.
#[derive(Debug, thiserror::Error)]
pub enum LettersError {
    /// The database failed.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// No randomness.
    #[error(transparent)]
    Entropy(#[from] NoEntropy),
}

/// A tick of the cron: letters about new notifications are written, what is due by `due` is sent, what is long done is forgotten.
pub async fn tick<D: Database, H, C: Clock, E: Entropy, M: Mailer, S: SmsSender>(
    ports: Ports<'_, D, H, C, E>,
    sending: &Sending<'_, M, S>,
    due: Timestamp,
) -> Result<Sent, LettersError> {
    let now = later(due, ports.clock.now());
    mail::write_letters(ports.database, now.ms(), NOTIFICATIONS_MAX, NOTIFICATION_LIFE_MS).await?;
    let sent = send_due(ports, sending, now).await?;
    letters::forget(ports.database, now.after_ms(-FORGET_AFTER_MS).ms(), FORGET_MAX).await?;
    Ok(sent)
}

/// Sends the letters due by `due`, at most 50.
pub async fn send_due<D: Database, H, C: Clock, E: Entropy, M: Mailer, S: SmsSender>(
    ports: Ports<'_, D, H, C, E>,
    sending: &Sending<'_, M, S>,
    due: Timestamp,
) -> Result<Sent, LettersError> {
    let now = later(due, ports.clock.now());
    let run = token::opaque(ports.entropy.bytes()?);
    let leased_until = now.after_ms(LEASE_MS).ms();
    let claimed = letters::claim(ports.database, &run, due.ms(), now.ms(), leased_until, LETTERS_MAX).await?;
    let run = &run;
    let on_their_way = claimed.iter().map(|letter| async move {
        if send(sending, letter).await {
            letters::sent(ports.database, letter.letter_id, run, now.ms()).await?;
            return Ok(true);
        }
        let again = now.after_ms(pause_ms(letter.tries)).ms();
        letters::not_sent(ports.database, letter.letter_id, run, now.ms(), again).await?;
        Ok(false)
    });
    let ended: Vec<Result<bool, StoreError>> = stream::iter(on_their_way).buffer_unordered(AT_ONCE).collect().await;
    let mut all = Sent::default();
    for accepted in ended {
        if accepted? {
            all.sent = all.sent.saturating_add(1);
        } else {
            all.not_sent = all.not_sent.saturating_add(1);
        }
    }
    Ok(all)
}

/// A tick may come late, and tests may ask for one of tomorrow: time never runs backwards for a letter.
fn later(due: Timestamp, now: Timestamp) -> Timestamp {
    if due > now { due } else { now }
}

/// How long until a letter is tried again, after so many tries.
fn pause_ms(tries: u32) -> i64 {
    let index = usize::try_from(tries.saturating_sub(1)).unwrap_or(usize::MAX);
    let pause_min = PAUSES_MIN.get(index).or(PAUSES_MIN.last()).copied().unwrap_or(60);
    pause_min.saturating_mul(60_000)
}

/// Writes a letter and hands it over. Answers whether it was accepted.
async fn send<M: Mailer, S: SmsSender>(sending: &Sending<'_, M, S>, letter: &Letter) -> bool {
    let answer = match message_of(sending, letter) {
        Some(Message::Email(mail)) => sending.mailer.send(&mail).await,
        Some(Message::Sms(sms)) => sending.sms.send(&sms).await,
        None => return false,
    };
    answer.is_ok_and(|answer| answer.status().is_success())
}

/// A letter as it goes out.
enum Message {
    Email(Mail),
    Sms(Sms),
}

/// The letter as it goes out. `None`: its token does not open with the keys we have now, or its kind is not for its channel.
fn message_of<M, S>(sending: &Sending<'_, M, S>, letter: &Letter) -> Option<Message> {
    let kind = LetterKind::parse(&letter.kind)?;
    let opened = letter
        .token
        .as_ref()
        .map(|sealed| sending.key.open(&token_owner(kind, &letter.address), sealed));
    let token = opened.transpose().ok()?.unwrap_or_default();
    let params: Value = serde_json::from_str(&letter.params).unwrap_or_default();
    let facts = Facts {
        language: if letter.language == "ru" {
            Language::Ru
        } else {
            Language::En
        },
        params: &params,
        token: &token,
        cabinet_url: sending.cabinet_url,
    };
    let to = letter.address.clone();
    // Numbers of forgotten letters come again, times do not.
    let id = format!("letter-{}-{}", letter.letter_id, letter.created_at_ms);
    Some(match Channel::parse(&letter.channel)? {
        Channel::Email => {
            let (subject, text) = write(kind, &facts);
            Message::Email(Mail { to, subject, text, id })
        }
        Channel::Sms => {
            let text = write_sms(kind, &facts)?;
            Message::Sms(Sms { to, text, id })
        }
    })
}
