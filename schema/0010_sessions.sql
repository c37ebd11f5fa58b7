-- Coming in: sessions, second factors, recovery, and the counters that guesses run into. Of tokens only the SHA-256 is kept.

CREATE TABLE session (
  token_hash    TEXT PRIMARY KEY NOT NULL,
  -- What people see and revoke it by.
  session_id    TEXT NOT NULL CONSTRAINT session_id_unique UNIQUE,
  person_id     INTEGER NOT NULL CONSTRAINT session_person REFERENCES person (person_id),
  -- The organisation seen when a request names none; empty for whoever belongs to none.
  org_id        INTEGER,
  address       TEXT NOT NULL DEFAULT '',
  agent         TEXT NOT NULL DEFAULT '',
  created_at_ms INTEGER NOT NULL,
  -- Within a minute. Idle for too long, the session is over; at expires_at_ms it is over anyhow.
  seen_at_ms    INTEGER NOT NULL,
  expires_at_ms INTEGER NOT NULL,
  -- When the person last proved who they are by second factor or password.
  proved_at_ms  INTEGER NOT NULL,
  revoked_at_ms INTEGER
) STRICT, WITHOUT ROWID;
CREATE INDEX session_by_person ON session (person_id, created_at_ms);
CREATE INDEX session_by_end ON session (expires_at_ms);

-- An operator within an organisation, for a time and a reason; told to its journal.
CREATE TABLE operator_visit (
  token_hash    TEXT NOT NULL CONSTRAINT operator_visit_session REFERENCES session (token_hash),
  org_id        INTEGER NOT NULL CONSTRAINT operator_visit_organisation REFERENCES organisation (org_id),
  role          TEXT NOT NULL CONSTRAINT operator_visit_role CHECK (role IN ('manager', 'viewer')),
  reason        TEXT NOT NULL,
  until_ms      INTEGER NOT NULL,
  PRIMARY KEY (token_hash, org_id)
) STRICT, WITHOUT ROWID;

-- The password was right, the second factor is awaited: five tries, five minutes.
CREATE TABLE sign_in_challenge (
  token_hash    TEXT PRIMARY KEY NOT NULL,
  person_id     INTEGER NOT NULL,
  tries         INTEGER NOT NULL DEFAULT 0 CONSTRAINT sign_in_challenge_tries CHECK (tries <= 5),
  expires_at_ms INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX sign_in_challenge_by_end ON sign_in_challenge (expires_at_ms);
CREATE INDEX sign_in_challenge_by_person ON sign_in_challenge (person_id);

-- Takes the second factor's place, once.
CREATE TABLE recovery_code (
  person_id  INTEGER NOT NULL CONSTRAINT recovery_code_person REFERENCES person (person_id),
  code_hash  TEXT NOT NULL,
  used_at_ms INTEGER,
  PRIMARY KEY (person_id, code_hash)
) STRICT, WITHOUT ROWID;

-- Passwords before the present one, of which the last four are not taken again.
CREATE TABLE old_password (
  person_id   INTEGER NOT NULL CONSTRAINT old_password_person REFERENCES person (person_id),
  replaced_at_ms INTEGER NOT NULL,
  password_hash  TEXT NOT NULL,
  PRIMARY KEY (person_id, replaced_at_ms)
) STRICT, WITHOUT ROWID;

-- A forgotten password: the letter's token opens the way to a new one, once, for 30 minutes.
CREATE TABLE password_reset (
  token_hash    TEXT PRIMARY KEY NOT NULL,
  person_id     INTEGER NOT NULL,
  expires_at_ms INTEGER NOT NULL,
  used_at_ms    INTEGER
) STRICT, WITHOUT ROWID;
CREATE INDEX password_reset_by_person ON password_reset (person_id);
CREATE INDEX password_reset_by_end ON password_reset (expires_at_ms);

-- A browser from which a person has signed in before: it has its own count of wrong guesses, so that a stranger's do not
-- lock its person out, and a sign-in from it is not told by e-mail.
CREATE TABLE known_device (
  token_hash  TEXT PRIMARY KEY NOT NULL,
  person_id   INTEGER NOT NULL,
  seen_at_ms  INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX known_device_by_person ON known_device (person_id, seen_at_ms);
CREATE INDEX known_device_by_time ON known_device (seen_at_ms);

-- How often something was tried: taken before it is tried, in one statement, so that parallel tries cannot beat it.
CREATE TABLE throttle (
  -- e.g. 'sign_in'
  scope        TEXT NOT NULL,
  -- SHA-256 of what is tried on: what people type is not kept.
  subject      TEXT NOT NULL,
  count        INTEGER NOT NULL,
  resets_at_ms INTEGER NOT NULL,
  PRIMARY KEY (scope, subject)
) STRICT, WITHOUT ROWID;
CREATE INDEX throttle_by_end ON throttle (resets_at_ms);

-- Letters to people, sent by mail-dispatch. The text is made of kind and params when it is sent, in the reader's language;
-- a token that it carries is sealed (MAIL_KEY), and gone once the letter is.
CREATE TABLE letter (
  letter_id       INTEGER PRIMARY KEY,
  kind            TEXT NOT NULL CONSTRAINT letter_kind CHECK (kind IN ('invitation', 'password_reset', 'password_changed', 'new_sign_in',
                    'second_factor_changed', 'notification', 'invoice')),
  channel         TEXT NOT NULL DEFAULT 'email' CONSTRAINT letter_channel CHECK (channel IN ('email', 'sms')),
  -- An e-mail address, or a phone as '+' and digits.
  address         TEXT NOT NULL,
  language        TEXT NOT NULL CONSTRAINT letter_language CHECK (language IN ('en', 'ru')),
  params          TEXT NOT NULL DEFAULT '{}' CONSTRAINT letter_params CHECK (json_type(params) = 'object'),
  token           TEXT,
  state           TEXT NOT NULL DEFAULT 'queued' CONSTRAINT letter_state CHECK (state IN ('queued', 'sent', 'failed')),
  tries           INTEGER NOT NULL DEFAULT 0,
  due_at_ms       INTEGER NOT NULL,
  claim           TEXT,
  created_at_ms   INTEGER NOT NULL,
  -- Not worth sending any more.
  expires_at_ms   INTEGER NOT NULL,
  finished_at_ms  INTEGER,
  -- Of an invoice: whose it is. An organisation's go out one after the other, so that they stand in nobody's way.
  org_id          INTEGER
) STRICT;
CREATE INDEX letter_waiting ON letter (org_id, due_at_ms) WHERE state = 'queued' AND org_id IS NOT NULL;
CREATE INDEX letter_waiting_for ON letter (org_id, address, due_at_ms) WHERE state = 'queued' AND org_id IS NOT NULL;
CREATE INDEX letter_due ON letter (due_at_ms) WHERE state = 'queued';
