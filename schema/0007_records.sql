-- Records of what was asked and done: idempotency keys, the journal, notifications to people.

-- A write of the API and its answer. Same key and same request: the same answer; other request: refused. Kept 30 days.
CREATE TABLE idempotency (
  org_id        INTEGER NOT NULL,
  -- Which door: 'v1' or 'widget'; with the mode, since keys of live and test never meet.
  scope         TEXT NOT NULL,
  key           TEXT NOT NULL CONSTRAINT idempotency_key_length CHECK (length(key) BETWEEN 1 AND 255),
  request_hash  TEXT NOT NULL,
  run           TEXT NOT NULL,
  -- The payment that the request made or acted on; empty where it was about none, and then `answer` is what was said.
  number        INTEGER,
  -- The operation that it began, if it began one.
  operation     INTEGER,
  -- in_flight: the first of its kind is still at work; its twins are told to wait.
  state         TEXT NOT NULL CONSTRAINT idempotency_state CHECK (state IN ('in_flight', 'done')),
  answer        TEXT,
  created_at_ms INTEGER NOT NULL,
  PRIMARY KEY (org_id, scope, key)
) STRICT, WITHOUT ROWID;

-- Everything that anyone does. Append-only; sealed every minute into an HMAC chain (journal_seal). Organisation 0 is the
-- platform's own journal.
CREATE TABLE journal (
  org_id  INTEGER NOT NULL,
  seq     INTEGER NOT NULL,
  at_ms   INTEGER NOT NULL,
  -- 'api_key:<prefix>', 'person:<id>', 'operator:<id>', 'terminal:<id>', 'payer', 'system'; whoever came over the network is
  -- followed by '/' and the origin, which says from where.
  actor   TEXT NOT NULL,
  action  TEXT NOT NULL,
  subject TEXT NOT NULL,
  -- What is worth knowing; of a change, "before" and "after" with secrets and personal data masked.
  detail  TEXT NOT NULL DEFAULT '{}' CONSTRAINT journal_detail CHECK (json_valid(detail)),
  PRIMARY KEY (org_id, seq)
) STRICT, WITHOUT ROWID;
CREATE TRIGGER journal_immutable_update BEFORE UPDATE ON journal BEGIN SELECT RAISE(ABORT, 'journal_immutable'); END;
CREATE TRIGGER journal_immutable_delete BEFORE DELETE ON journal BEGIN SELECT RAISE(ABORT, 'journal_immutable'); END;

-- From where somebody worked on a day: what the journal's actors refer to, apart from it because it is erased by rule.
CREATE TABLE origin (
  org_id  INTEGER NOT NULL,
  -- 16 hex digits, derived from session or key, address, agent and day: the same again is the same row.
  origin  TEXT NOT NULL CONSTRAINT origin_form CHECK (length(origin) = 16 AND origin NOT GLOB '*[^0-9a-f]*'),
  address TEXT NOT NULL,
  agent   TEXT NOT NULL,
  at_ms   INTEGER NOT NULL,
  PRIMARY KEY (org_id, origin)
) STRICT, WITHOUT ROWID;
CREATE INDEX origin_by_time ON origin (org_id, at_ms);
CREATE TRIGGER origin_immutable BEFORE UPDATE ON origin BEGIN SELECT RAISE(ABORT, 'origin_immutable'); END;
-- Erased only by the organisation's rule (the platform's: a year).
CREATE TRIGGER origin_kept BEFORE DELETE ON origin
WHEN OLD.at_ms > unixepoch() * 1000 - 86400000 * iif(OLD.org_id = 0, 365, COALESCE((SELECT personal_days FROM organisation WHERE org_id = OLD.org_id), 100000))
BEGIN SELECT RAISE(ABORT, 'origin_kept'); END;

-- The chain: mac = HMAC(JOURNAL_KEY, mac before, the entry, the origin's digest, when it was sealed). The digest stays when the
-- origin is erased. The head is anchored outside the database (KV).
CREATE TABLE journal_seal (
  org_id        INTEGER NOT NULL,
  seq           INTEGER NOT NULL,
  -- The key of the ring, by which the seal is verified when another has taken its place.
  key_id        TEXT NOT NULL,
  -- Empty where the entry has no origin.
  origin_digest TEXT NOT NULL,
  mac           TEXT NOT NULL,
  sealed_at_ms  INTEGER NOT NULL,
  PRIMARY KEY (org_id, seq)
) STRICT, WITHOUT ROWID;
CREATE TRIGGER journal_seal_immutable_update BEFORE UPDATE ON journal_seal BEGIN SELECT RAISE(ABORT, 'journal_seal_immutable'); END;
CREATE TRIGGER journal_seal_immutable_delete BEFORE DELETE ON journal_seal BEGIN SELECT RAISE(ABORT, 'journal_seal_immutable'); END;

-- Up to where the sealer has anchored: what a crash between commit and anchor left is found by it. Trusted by nobody who verifies.
CREATE TABLE journal_anchor (
  org_id INTEGER PRIMARY KEY,
  seq    INTEGER NOT NULL
) STRICT;

-- What needs a person's attention: everyone's of the organisation, or one person's.
CREATE TABLE notification (
  org_id        INTEGER NOT NULL,
  notification  TEXT NOT NULL,
  kind          TEXT NOT NULL,
  -- e.g. 'payment:7', 'endpoint:1', 'callback:<terminal>:<event>', 'limit:<scope>:<terminal>:<currency>:<what>', 'session:<id>'
  subject       TEXT NOT NULL,
  -- Only this person's; empty: everyone's.
  person_id     INTEGER,
  created_at_ms INTEGER NOT NULL,
  -- When letters about it were written; empty until then.
  mailed_at_ms  INTEGER,
  PRIMARY KEY (org_id, notification)
) STRICT, WITHOUT ROWID;
CREATE INDEX notification_by_time ON notification (org_id, created_at_ms);
-- Work queue of mail-dispatch, so by time alone.
CREATE INDEX notification_to_mail ON notification (created_at_ms) WHERE mailed_at_ms IS NULL;

CREATE TABLE notification_read (
  org_id       INTEGER NOT NULL,
  notification TEXT NOT NULL,
  person_id    INTEGER NOT NULL,
  read_at_ms   INTEGER NOT NULL,
  PRIMARY KEY (org_id, notification, person_id)
) STRICT, WITHOUT ROWID;
