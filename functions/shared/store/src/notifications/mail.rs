//! Notifications by e-mail, to those who want their kind.

use crate::{Database, StoreError, letters::letter_columns, statement};

/// The oldest notifications of which no letters were written yet (at most `?2`).
macro_rules! to_mail {
    () => {
        "SELECT org_id, notification, kind, subject, person_id, created_at_ms FROM notification INDEXED BY notification_to_mail WHERE mailed_at_ms IS NULL
          ORDER BY created_at_ms, org_id, notification LIMIT CAST(?2 AS INTEGER)"
    };
}

// One letter to a person about all of an organisation: a hundred payments that go wrong at once are not a hundred letters.
const WRITE: &str = concat!(
    "INSERT INTO ",
    letter_columns!(),
    " SELECT 'notification', p.email, p.language, json_object('organisation', o.name, 'slug', o.slug, 'items', json_group_array(json_array(n.kind, n.subject))),
       NULL, ?1, ?1, CAST(?3 AS INTEGER)
     FROM (",
    to_mail!(),
    ") AS n CROSS JOIN organisation o ON o.org_id = n.org_id
     CROSS JOIN membership m INDEXED BY membership_by_organisation ON m.org_id = n.org_id AND m.person_id = COALESCE(n.person_id, m.person_id) AND m.status = 'active'
     CROSS JOIN person p ON p.person_id = m.person_id AND p.status = 'active' AND p.email IS NOT NULL
     WHERE EXISTS (SELECT 1 FROM json_each(m.mail_kinds) AS wanted WHERE wanted.value = n.kind)
     GROUP BY n.org_id, m.person_id"
);
const MARK: &str = concat!(
    "UPDATE notification SET mailed_at_ms = ?1 WHERE (org_id, notification) IN (SELECT org_id, notification FROM (",
    to_mail!(),
    "))"
);

/// Writes letters about notifications of which none were written yet, at most so many: all in one batch, so each is told once.
pub async fn write_letters(
    database: &impl Database,
    now_ms: i64,
    limit: u32,
    expires_at_ms: i64,
) -> Result<(), StoreError> {
    let statements = vec![
        statement!(WRITE, now_ms, limit, expires_at_ms),
        statement!(MARK, now_ms, limit),
    ];
    database.batch(statements).await.map(drop)
}
