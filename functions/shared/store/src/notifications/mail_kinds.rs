//! Which notifications a person gets by e-mail, in each organisation.

use crate::{Database, StoreError, port::Answers, row, sql::next_journal, statement};

row! {
    struct MailKinds {
        mail_kinds: String,
    }
}

const MAIL_KINDS: &str = "SELECT mail_kinds FROM membership WHERE org_id = ?1 AND person_id = ?2 AND status = 'active'";
const JOURNAL: &str = concat!(
    "INSERT INTO journal (org_id, seq, at_ms, actor, action, subject, detail)
     SELECT ?1, ",
    next_journal!(),
    ", ?5, ?4, 'notification_mail_changed', 'person:' || m.person_id,
       json_object('before', json_object('kinds', json(m.mail_kinds)), 'after', json_object('kinds', json(?3)))
     FROM membership m WHERE m.org_id = ?1 AND m.person_id = ?2 AND m.status = 'active' AND m.mail_kinds <> ?3"
);
const CHANGE: &str = "UPDATE membership SET mail_kinds = ?3 WHERE org_id = ?1 AND person_id = ?2 AND status = 'active' RETURNING mail_kinds";

/// A JSON array of kinds. `None`: who visits an organisation gets no letters about it.
pub async fn mail_kinds(database: &impl Database, org_id: i64, person_id: i64) -> Result<Option<String>, StoreError> {
    let rows = database.batch(vec![statement!(MAIL_KINDS, org_id, person_id)]).await?;
    let found: Option<MailKinds> = Answers::of(rows).last()?.first()?;
    Ok(found.map(|found| found.mail_kinds))
}

/// Sets the kinds, a JSON array. `None`: the person is no member.
pub async fn set_mail_kinds(
    database: &impl Database,
    org_id: i64,
    person_id: i64,
    kinds: &str,
    actor: &str,
    now_ms: i64,
) -> Result<Option<String>, StoreError> {
    let statements = vec![
        statement!(JOURNAL, org_id, person_id, kinds, actor, now_ms),
        statement!(CHANGE, org_id, person_id, kinds),
    ];
    let changed: Option<MailKinds> = Answers::of(database.batch(statements).await?).last()?.first()?;
    Ok(changed.map(|changed| changed.mail_kinds))
}
