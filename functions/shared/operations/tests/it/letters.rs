//! Letters to people: each sent once, tried again while it is of use, in its reader's language; its token erased.

use domain::{letter::LetterKind, vocabulary::Language};
use futures_util::future::join_all;
use operations::{
    letters::{Facts, LettersError, Sending, Sent, seal_token, send_due, tick, write, write_sms},
    mailer::HttpMailer,
    sms::HttpSms,
};
use serde_json::{Value, json};
use store::{
    Database,
    letters::{NewLetter, queue},
};

use crate::kit::{Answer, DAY_MS, Desk, HOUR_MS, MINUTE_MS, Network, Request, START_MS, dies, run};

const CABINET: &str = "https://desk.example/cabinet";
const TOKEN: &str = "5e0c8f0a";

/// The cron of letters, now.
pub(crate) async fn ticking(desk: &Desk) -> Result<Sent, LettersError> {
    let (mailer, sms) = (mailer(desk), sms(desk));
    let sending = Sending {
        key: &desk.key,
        mailer: &mailer,
        sms: &sms,
        cabinet_url: CABINET,
    };
    tick(desk.ports(), &sending, desk.now()).await
}

fn mailer(desk: &Desk) -> HttpMailer<'_, Network> {
    HttpMailer {
        client: &desk.network,
        url: "https://mail.example/emails",
        token: "mail-token",
        from: "notices@pay.example",
    }
}

fn sms(desk: &Desk) -> HttpSms<'_, Network> {
    HttpSms {
        client: &desk.network,
        url: "https://sms.example/messages",
        token: "sms-token",
        from: "Edgetill",
    }
}

fn sent(sent: usize, not_sent: usize) -> Sent {
    Sent { sent, not_sent }
}

/// The letters that went out since the last call: to, subject, text.
pub(crate) fn mails(desk: &Desk) -> Vec<(String, String, String)> {
    let text = |mail: &Value, name: &str| mail[name].as_str().unwrap().to_owned();
    let mail = |asked: Request| {
        let mail = asked.json();
        (text(&mail, "to"), text(&mail, "subject"), text(&mail, "text"))
    };
    desk.network.take_asked().into_iter().map(mail).collect()
}

fn queued(desk: &Desk, kind: LetterKind, address: &str, params: &Value, life_ms: i64) {
    let token = seal_token(&desk.key, &desk.chance, kind, address, TOKEN).unwrap();
    let has_token = matches!(kind, LetterKind::Invitation | LetterKind::PasswordReset);
    let letter = NewLetter {
        kind: kind.name(),
        address,
        language: "en",
        params: &params.to_string(),
        token: has_token.then_some(token.as_str()),
        now_ms: desk.now().ms(),
        expires_at_ms: desk.now().ms() + life_ms,
    };
    run(desk.database.batch(vec![queue(&letter)])).unwrap();
}

fn reset(desk: &Desk, address: &str) {
    queued(desk, LetterKind::PasswordReset, address, &json!({}), 30 * MINUTE_MS);
}

fn states(desk: &Desk) -> String {
    desk.text("SELECT group_concat(state || ' ' || tries || ' ' || (token IS NULL), ', ') FROM letter")
}

/// Proves SPR-08 (the letter of a recovery): its link carries the token, which is nowhere once it has gone out.
#[test]
fn a_letter_is_sent_once_and_its_token_erased() {
    let desk = Desk::open();
    reset(&desk, "ann@shop.example");
    assert!(!desk.dump().contains(TOKEN), "a token is kept sealed");
    assert_eq!(run(ticking(&desk)).unwrap(), sent(1, 0));
    let asked = desk.network.take_asked();
    assert_eq!(asked.len(), 1);
    assert_eq!(asked[0].url, "https://mail.example/emails");
    assert_eq!(asked[0].header("authorization"), "Bearer mail-token");
    let mail = asked[0].json();
    assert_eq!(mail["to"], "ann@shop.example");
    assert!(
        mail["text"]
            .as_str()
            .unwrap()
            .contains(&format!("{CABINET}/recovery#{TOKEN}\n")),
        "{mail}"
    );
    assert_eq!(states(&desk), "sent 1 1");
    for _ in 0..3 {
        desk.clock.pass(HOUR_MS);
        assert_eq!(run(ticking(&desk)).unwrap(), sent(0, 0));
    }
    assert_eq!(desk.network.take_asked().len(), 0);
}

/// Ticks at once, and another function that asks for what is due: whoever claims a letter sends it, alone.
#[test]
fn many_at_once_send_each_letter_once() {
    let desk = Desk::open();
    for reader in 0..120 {
        reset(&desk, &format!("reader-{reader}@shop.example"));
    }
    desk.network.slow();
    let (mailer, sms) = (mailer(&desk), sms(&desk));
    let sending = Sending {
        key: &desk.key,
        mailer: &mailer,
        sms: &sms,
        cabinet_url: CABINET,
    };
    let ticks = join_all((0..8).map(|at| {
        let (desk, sending) = (&desk, &sending);
        async move {
            if at % 2 == 0 {
                tick(desk.ports(), sending, desk.now()).await
            } else {
                send_due(desk.ports(), sending, desk.now()).await
            }
        }
    }));
    let all: usize = run(ticks).into_iter().map(|sent| sent.unwrap().sent).sum();
    let mut readers: Vec<String> = mails(&desk).into_iter().map(|(to, ..)| to).collect();
    assert_eq!((all, readers.len()), (120, 120));
    readers.sort();
    readers.dedup();
    assert_eq!(readers.len(), 120);
}

/// No more than fifty in a tick, however many are due.
#[test]
fn a_tick_takes_so_many() {
    let desk = Desk::open();
    for reader in 0..70 {
        reset(&desk, &format!("reader-{reader}@shop.example"));
    }
    assert_eq!(run(ticking(&desk)).unwrap(), sent(50, 0));
    assert_eq!(run(ticking(&desk)).unwrap(), sent(20, 0));
}

/// Tried again after 1, 2, 5, 15 and 60 minutes, with the same key, so that a provider that took it in silence sends it once.
#[test]
fn what_is_not_accepted_is_tried_again() {
    let desk = Desk::open();
    queued(
        &desk,
        LetterKind::PasswordChanged,
        "ann@shop.example",
        &json!({}),
        DAY_MS,
    );
    let answers = [
        Answer::Status(500, String::new()),
        Answer::Timeout,
        Answer::Broken,
        Answer::Status(429, String::new()),
        Answer::Status(422, String::new()),
        Answer::Status(503, String::new()),
    ];
    desk.network.will(answers);
    assert_eq!(run(ticking(&desk)).unwrap(), sent(0, 1));
    for pause_min in [1, 2, 5, 15, 60, 60] {
        desk.clock.pass(pause_min * MINUTE_MS - 1);
        assert_eq!(run(ticking(&desk)).unwrap(), sent(0, 0), "{pause_min}");
        desk.clock.pass(1);
        let tried = run(ticking(&desk)).unwrap();
        assert_eq!(tried.sent + tried.not_sent, 1, "{pause_min}");
    }
    assert_eq!(states(&desk), "sent 7 1");
    let keys: Vec<String> = desk
        .network
        .take_asked()
        .iter()
        .map(|asked| asked.header("idempotency-key").to_owned())
        .collect();
    assert_eq!(keys.len(), 7);
    assert!(keys.iter().all(|key| *key == keys[0] && !key.is_empty()), "{keys:?}");
}

/// A link that is over is not sent: given up when its time is, or when the next try would come too late; the token is erased.
#[test]
fn what_is_of_no_use_any_more_is_given_up() {
    let desk = Desk::open();
    reset(&desk, "ann@shop.example");
    desk.clock.pass(30 * MINUTE_MS);
    assert_eq!(run(ticking(&desk)).unwrap(), sent(0, 0));
    assert_eq!(states(&desk), "failed 0 1");
    assert_eq!(desk.network.take_asked().len(), 0);

    let desk = Desk::open();
    reset(&desk, "ann@shop.example");
    desk.network.always(Some(Answer::Status(500, String::new())));
    for _ in 0..60 {
        run(ticking(&desk)).unwrap();
        desk.clock.pass(MINUTE_MS);
    }
    // At 0, 1, 3, 8 and 23 minutes; the next would be at 83.
    assert_eq!(states(&desk), "failed 5 1");
    assert_eq!(desk.network.take_asked().len(), 5);
}

/// A function that dies with a letter in its hands: it goes out when the lease is over, under the same key.
#[test]
fn a_dead_run_loses_nothing() {
    let desk = Desk::open();
    reset(&desk, "ann@shop.example");
    desk.network.will([Answer::Silence]);
    dies(ticking(&desk));
    desk.clock.pass(4 * MINUTE_MS);
    assert_eq!(run(ticking(&desk)).unwrap(), sent(0, 0));
    desk.clock.pass(MINUTE_MS);
    assert_eq!(run(ticking(&desk)).unwrap(), sent(1, 0));
    let asked = desk.network.take_asked();
    assert_eq!(asked.len(), 2);
    assert_eq!(asked[0].header("idempotency-key"), asked[1].header("idempotency-key"));
}

/// A token sealed for another letter, or under another key, is sent to nobody; others do not wait for it.
#[test]
fn a_token_opens_in_its_own_letter_alone() {
    let desk = Desk::open();
    reset(&desk, "ann@shop.example");
    desk.execute("UPDATE letter SET address = 'eve@evil.example'");
    reset(&desk, "bob@shop.example");
    assert_eq!(run(ticking(&desk)).unwrap(), sent(1, 1));
    let to: Vec<String> = mails(&desk).into_iter().map(|(to, ..)| to).collect();
    assert_eq!(to, ["bob@shop.example"]);
}

/// What is done with is forgotten after a month, addresses and all.
#[test]
fn letters_are_forgotten() {
    let desk = Desk::open();
    reset(&desk, "ann@shop.example");
    run(ticking(&desk)).unwrap();
    desk.clock.pass(30 * DAY_MS - 1);
    reset(&desk, "bob@shop.example");
    run(ticking(&desk)).unwrap();
    assert_eq!(desk.number("SELECT count(*) FROM letter"), 2);
    desk.clock.pass(1);
    run(ticking(&desk)).unwrap();
    assert_eq!(
        desk.text("SELECT group_concat(address) FROM letter"),
        "bob@shop.example"
    );
}

fn written(kind: LetterKind, language: Language, params: &Value) -> (String, String) {
    let facts = Facts {
        language,
        params,
        token: TOKEN,
        cabinet_url: CABINET,
    };
    write(kind, &facts)
}

fn has_cyrillic(text: &str) -> bool {
    text.chars().any(|letter| ('а'..='я').contains(&letter))
}

/// Proves SPR-03, SPR-08: every letter in both languages, with its facts and its link.
#[test]
fn every_letter_speaks_both_languages() {
    let params = json!({
        "organisation": "Alpha", "role": "manager", "change": "enabled", "at_ms": 1_795_428_000_000_i64, "address": "203.0.113.7", "agent": "Firefox on Linux",
        "items": [["refund_stuck", "payment:7"], ["limit_reached", "limit:terminal:main:RUB:day_sum"]],
        "number": 12, "amount": "1000.00", "currency": "RUB", "link": "https://pay.example/pay/0a1b", "expires_at_ms": 1_795_428_000_000_i64,
    });
    for kind in LetterKind::ALL {
        let (subject, text) = written(*kind, Language::En, &params);
        let (subject_ru, text_ru) = written(*kind, Language::Ru, &params);
        assert!(!has_cyrillic(&subject) && !has_cyrillic(&text), "{subject}\n{text}");
        assert!(
            has_cyrillic(&subject_ru) && has_cyrillic(&text_ru),
            "{subject_ru}\n{text_ru}"
        );
        for (subject, text) in [(&subject, &text), (&subject_ru, &text_ru)] {
            assert!(!subject.is_empty() && !subject.contains('\n'), "{subject}");
            // Clients have no cabinet.
            let link = if *kind == LetterKind::Invoice {
                "https://pay.example/pay/0a1b"
            } else {
                CABINET
            };
            assert!(text.contains(link), "{text}");
        }
        let has_token = matches!(kind, LetterKind::Invitation | LetterKind::PasswordReset);
        assert_eq!(text.contains(TOKEN), has_token, "{text}");
    }
    let (_, text) = written(LetterKind::NewSignIn, Language::En, &params);
    assert!(
        text.contains("When: 2026-11-23 10:00:00 UTC\nAddress: 203.0.113.7\nBrowser: Firefox on Linux\n"),
        "{text}"
    );
    let (subject, text) = written(LetterKind::Invitation, Language::Ru, &params);
    assert_eq!(subject, "Приглашение: Alpha");
    assert!(
        text.contains("Ваша роль: менеджер") && text.contains(&format!("{CABINET}/invitation#{TOKEN}")),
        "{text}"
    );
    let (subject, text) = written(LetterKind::Notification, Language::En, &params);
    assert_eq!(subject, "Alpha: needs attention (2)");
    assert!(text.contains("Payment 7: the refund is stuck\n"), "{text}");
    assert!(
        text.contains("Limit of the terminal main RUB (sum in a day): reached, payments are refused\n"),
        "{text}"
    );
}

/// What comes from outside makes no lines of its own, and no book.
#[test]
fn what_comes_from_outside_stays_in_its_line() {
    let long = "x".repeat(5_000);
    let params = json!({ "organisation": "Alpha\r\nBcc: eve@evil.example\u{2028}y", "at_ms": 0, "address": "1.1.1.1", "agent": format!("a\nb{long}") });
    for kind in [LetterKind::Invitation, LetterKind::NewSignIn, LetterKind::Notification] {
        let (subject, text) = written(kind, Language::En, &params);
        assert!(!subject.contains(['\r', '\n', '\u{2028}']), "{subject}");
        assert!(
            !text.contains("\nBcc") && !text.contains("\nb") && text.len() < 1_500,
            "{text}"
        );
    }
}

/// Everything that people outside have a hand in, hostile: an organisation's name, and what an invoice is for.
fn hostile() -> Value {
    let evil = "Shop\r\nBcc: eve@evil.example\r\n\r\n<script>x</script>\u{202e}gro.live\u{2066}\u{200b}\u{2028}\u{85}\u{0}\u{e0041}<img src=x>";
    json!({
        "organisation": evil, "number": 12, "amount": "1000.00", "currency": "RUB", "description": format!("{evil}{}", "y".repeat(5_000)),
        "link": "https://pay.example/pay/0123456789abcdef0123456789abcdef?lang=ru", "expires_at_ms": 1_795_428_000_000_i64,
    })
}

/// Proves SPR-04 (letters): what an organisation writes makes no header, no line of its own and nothing that reads otherwise than it
/// is written; markup stays the text that it is, in a plain letter.
#[test]
fn an_invoice_letter_keeps_what_is_hostile_in_its_line() {
    let link = "https://pay.example/pay/0123456789abcdef0123456789abcdef?lang=ru";
    for language in [Language::En, Language::Ru] {
        let params = hostile();
        let (subject, text) = written(LetterKind::Invoice, language, &params);
        assert!(!subject.chars().any(char::is_control), "{subject:?}");
        let lines: Vec<&str> = text.lines().collect();
        assert_eq!(lines.len(), 11, "{text}");
        assert!(lines.contains(&link), "the link stands alone: {text}");
        assert!(text.len() < 2_500, "{}", text.len());
        let facts = Facts {
            language,
            params: &params,
            token: "",
            cabinet_url: CABINET,
        };
        let sms = write_sms(LetterKind::Invoice, &facts).unwrap();
        assert!(!sms.chars().any(char::is_control) && sms.ends_with(link), "{sms:?}");
        assert!(
            sms.chars().count() <= 201,
            "an SMS of Cyrillic letters has 67 a part: {sms}"
        );
        for written in [&subject, &text, &sms] {
            let bad = |letter: char| "\u{202e}\u{2066}\u{200b}\u{2028}\u{e0041}\r\0".contains(letter);
            assert!(!written.contains(bad), "{written:?}");
        }
    }
}

/// Proves SPR-04: the letter and the SMS say whose invoice it is, how much, until when and where it is paid.
#[test]
fn an_invoice_letter_says_what_is_asked() {
    let params = json!({
        "organisation": "Alpha", "number": 12, "amount": "1000.00", "currency": "RUB", "description": "Two books\nand a lamp",
        "link": "https://pay.example/pay/0a1b", "expires_at_ms": 1_795_428_000_000_i64,
    });
    let (subject, text) = written(LetterKind::Invoice, Language::En, &params);
    assert_eq!(subject, "Invoice 12 from Alpha: 1000.00 RUB");
    assert!(
        text.contains("Amount: 1000.00 RUB\nFor: Two books and a lamp\nPay by: 2026-11-23 10:00 UTC\n"),
        "{text}"
    );
    assert_eq!(
        written(LetterKind::Invoice, Language::Ru, &params).0,
        "Счёт 12 от Alpha: 1000.00 RUB"
    );
    let facts = |language| Facts {
        language,
        params: &params,
        token: "",
        cabinet_url: CABINET,
    };
    assert_eq!(
        write_sms(LetterKind::Invoice, &facts(Language::Ru)).unwrap(),
        "Alpha: счёт 12, 1000.00 RUB, оплатить до 2026-11-23 10:00 UTC: https://pay.example/pay/0a1b"
    );
    assert_eq!(write_sms(LetterKind::PasswordReset, &facts(Language::En)), None);
}

/// Proves SPR-04 (SMS): a letter goes by its channel, to a provider of its own, under the same key at every try.
#[test]
fn a_letter_goes_by_its_channel() {
    let desk = Desk::open();
    queued(&desk, LetterKind::Invoice, "+79161234567", &hostile(), DAY_MS);
    queued(&desk, LetterKind::PasswordChanged, "+79161234568", &json!({}), DAY_MS);
    desk.execute("UPDATE letter SET channel = 'sms'");
    desk.network.will([Answer::Status(500, String::new())]);
    assert_eq!(
        run(ticking(&desk)).unwrap(),
        sent(0, 2),
        "what does not go by SMS goes to nobody"
    );
    desk.clock.pass(MINUTE_MS);
    assert_eq!(run(ticking(&desk)).unwrap(), sent(1, 1));
    let asked = desk.network.take_asked();
    assert_eq!(asked.len(), 2);
    for asked in &asked {
        assert_eq!(asked.url, "https://sms.example/messages");
        assert_eq!(asked.header("authorization"), "Bearer sms-token");
        assert_eq!(asked.header("idempotency-key"), format!("letter-1-{START_MS}"));
        let sms = asked.json();
        assert_eq!((&sms["to"], &sms["from"]), (&json!("+79161234567"), &json!("Edgetill")));
        assert_eq!(sms.get("subject"), None);
    }
}
