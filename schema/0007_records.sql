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

-- Everything that anyone does. Append-only; sealed into an HMAC chain later.
CREATE TABLE journal (
  org_id  INTEGER NOT NULL,
  seq     INTEGER NOT NULL,
  at_ms   INTEGER NOT NULL,
  -- 'api_key:<prefix>', 'person:<id>', 'terminal:<id>', 'payer', 'system'
  actor   TEXT NOT NULL,
  action  TEXT NOT NULL,
  subject TEXT NOT NULL,
  detail  TEXT NOT NULL DEFAULT '{}' CONSTRAINT journal_detail CHECK (json_valid(detail)),
  PRIMARY KEY (org_id, seq)
) STRICT, WITHOUT ROWID;
CREATE TRIGGER journal_immutable_update BEFORE UPDATE ON journal BEGIN SELECT RAISE(ABORT, 'journal_immutable'); END;
CREATE TRIGGER journal_immutable_delete BEFORE DELETE ON journal BEGIN SELECT RAISE(ABORT, 'journal_immutable'); END;

-- What needs a person's attention; everyone of the organisation who may see its subject.
CREATE TABLE notification (
  org_id        INTEGER NOT NULL,
  notification  TEXT NOT NULL,
  kind          TEXT NOT NULL,
  subject       TEXT NOT NULL,
  created_at_ms INTEGER NOT NULL,
  read_at_ms    INTEGER,
  PRIMARY KEY (org_id, notification)
) STRICT, WITHOUT ROWID;
CREATE INDEX notification_unread ON notification (org_id, created_at_ms) WHERE read_at_ms IS NULL;
