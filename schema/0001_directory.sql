-- The directory: who may come in, and to which organisation a key or a host leads. Apart from tenant data, so that
-- organisations can later be spread over several databases.
-- Conventions: STRICT tables; every constraint named (the name is what an error tells); times are unix milliseconds in
-- UTC (*_ms); amounts are integers of minor units (*_minor) beside a currency; a tenant's table begins its keys with org_id.

CREATE TABLE organisation (
  org_id        INTEGER PRIMARY KEY,
  slug          TEXT NOT NULL CONSTRAINT organisation_slug_unique UNIQUE
                CONSTRAINT organisation_slug_form CHECK (length(slug) BETWEEN 2 AND 40 AND slug NOT GLOB '*[^a-z0-9-]*'),
  name          TEXT NOT NULL,
  language      TEXT NOT NULL DEFAULT 'en' CONSTRAINT organisation_language CHECK (language IN ('en', 'ru')),
  time_zone     TEXT NOT NULL DEFAULT 'UTC',
  status        TEXT NOT NULL DEFAULT 'active' CONSTRAINT organisation_status CHECK (status IN ('active', 'disabled')),
  -- Origins of the organisation's registered sites, a JSON array such as ["https://shop.example"]: the widget may be
  -- called from them, pay pages may be framed by them, and return addresses lead only to them.
  sites         TEXT NOT NULL DEFAULT '[]' CONSTRAINT organisation_sites CHECK (json_type(sites) = 'array'),
  created_at_ms INTEGER NOT NULL
) STRICT;

-- A person who signs in to the cabinet.
CREATE TABLE person (
  person_id     INTEGER PRIMARY KEY,
  login         TEXT NOT NULL CONSTRAINT person_login_unique UNIQUE
                CONSTRAINT person_login_folded CHECK (login = lower(login)),
  name          TEXT NOT NULL,
  language      TEXT NOT NULL DEFAULT 'en' CONSTRAINT person_language CHECK (language IN ('en', 'ru')),
  -- PHC string, argon2id.
  password_hash TEXT NOT NULL,
  status        TEXT NOT NULL DEFAULT 'active' CONSTRAINT person_status CHECK (status IN ('active', 'disabled')),
  created_at_ms INTEGER NOT NULL
) STRICT;

-- A person's role in an organisation. Single permissions beyond the role stand in membership_permission.
CREATE TABLE membership (
  person_id     INTEGER NOT NULL CONSTRAINT membership_person REFERENCES person (person_id),
  org_id        INTEGER NOT NULL CONSTRAINT membership_organisation REFERENCES organisation (org_id),
  role          TEXT NOT NULL
                CONSTRAINT membership_role CHECK (role IN ('owner', 'manager', 'accountant', 'payments_operator', 'viewer')),
  created_at_ms INTEGER NOT NULL,
  PRIMARY KEY (person_id, org_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE membership_permission (
  person_id  INTEGER NOT NULL,
  org_id     INTEGER NOT NULL,
  permission TEXT NOT NULL CONSTRAINT membership_permission_name CHECK (permission IN (
               'refund', 'capture', 'payout_create', 'payout_approve', 'manual_payments', 'reports', 'settings', 'people', 'journal')),
  PRIMARY KEY (person_id, org_id, permission),
  CONSTRAINT membership_permission_membership FOREIGN KEY (person_id, org_id) REFERENCES membership (person_id, org_id)
) STRICT, WITHOUT ROWID;

-- Sessions of the cabinet. Only the SHA-256 of the cookie's token is kept.
CREATE TABLE session (
  token_hash    TEXT PRIMARY KEY NOT NULL,
  person_id     INTEGER NOT NULL,
  org_id        INTEGER NOT NULL,
  created_at_ms INTEGER NOT NULL,
  expires_at_ms INTEGER NOT NULL,
  revoked_at_ms INTEGER,
  CONSTRAINT session_membership FOREIGN KEY (person_id, org_id) REFERENCES membership (person_id, org_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX session_by_person ON session (person_id, created_at_ms);

-- Keys of merchants. A secret key opens /v1 and is kept as a SHA-256; a widget key is public, and names the secret with
-- which the merchant's server signs what the widget asks for (kept encrypted).
CREATE TABLE api_key (
  prefix         TEXT PRIMARY KEY NOT NULL,
  org_id         INTEGER NOT NULL CONSTRAINT api_key_organisation REFERENCES organisation (org_id),
  kind           TEXT NOT NULL CONSTRAINT api_key_kind CHECK (kind IN ('secret', 'widget')),
  mode           TEXT NOT NULL CONSTRAINT api_key_mode CHECK (mode IN ('live', 'test')),
  name           TEXT NOT NULL,
  secret_hash    TEXT CONSTRAINT api_key_secret CHECK ((secret_hash IS NOT NULL) = (kind = 'secret')),
  signing_secret TEXT CONSTRAINT api_key_signing CHECK ((signing_secret IS NOT NULL) = (kind = 'widget')),
  created_at_ms  INTEGER NOT NULL,
  expires_at_ms  INTEGER,
  revoked_at_ms  INTEGER
) STRICT, WITHOUT ROWID;
CREATE INDEX api_key_by_organisation ON api_key (org_id, created_at_ms);
