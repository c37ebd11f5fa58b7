-- The directory: who may come in, and to which organisation a key or a host leads. Apart from tenant data, so that
-- organisations can later be spread over several databases.
-- Conventions: STRICT tables; every constraint named (the name is what an error tells); times are unix milliseconds in
-- UTC (*_ms); amounts are integers of minor units (*_minor) beside a currency; a tenant's table begins its keys with org_id.
-- Organisation 0 is the platform itself: it has a journal and people's invitations of its own, and no row here.

CREATE TABLE organisation (
  org_id        INTEGER PRIMARY KEY CONSTRAINT organisation_id CHECK (org_id > 0),
  slug          TEXT NOT NULL CONSTRAINT organisation_slug_unique UNIQUE
                CONSTRAINT organisation_slug_form CHECK (length(slug) BETWEEN 2 AND 40 AND slug NOT GLOB '*[^a-z0-9-]*'),
  -- The short name, which payers see, and the name of the company.
  name          TEXT NOT NULL,
  legal_name    TEXT NOT NULL DEFAULT '',
  email         TEXT NOT NULL DEFAULT '',
  -- Whom to call, as people write it.
  contacts      TEXT NOT NULL DEFAULT '',
  address       TEXT NOT NULL DEFAULT '',
  -- What new payments and sums are in unless something else is said.
  currency      TEXT NOT NULL DEFAULT 'RUB' CONSTRAINT organisation_currency CHECK (length(currency) = 3),
  -- The public site, shown to payers.
  site          TEXT NOT NULL DEFAULT '',
  -- Where endpoints that speak Spring's format post results of payments that name no address of their own.
  response_url  TEXT NOT NULL DEFAULT '',
  language      TEXT NOT NULL DEFAULT 'en' CONSTRAINT organisation_language CHECK (language IN ('en', 'ru')),
  time_zone     TEXT NOT NULL DEFAULT 'UTC',
  -- Disabled: no payment of it goes to a bank any more, on any terminal.
  status        TEXT NOT NULL DEFAULT 'active' CONSTRAINT organisation_status CHECK (status IN ('active', 'disabled')),
  -- Origins of the organisation's registered sites, a JSON array such as ["https://shop.example"]: the widget may be
  -- called from them, pay pages may be framed by them, and return addresses lead only to them.
  sites         TEXT NOT NULL DEFAULT '[]' CONSTRAINT organisation_sites CHECK (json_type(sites) = 'array'),
  -- 1: whoever has no second factor sees nothing of it.
  second_factor INTEGER NOT NULL DEFAULT 0 CONSTRAINT organisation_second_factor CHECK (second_factor IN (0, 1)),
  -- Where results of payouts made by hand are told, and after how many idle days a payout is removed; empty: never.
  payout_url       TEXT NOT NULL DEFAULT '',
  payout_idle_days INTEGER CONSTRAINT organisation_payout_idle CHECK (payout_idle_days BETWEEN 1 AND 365),
  -- After how many days personal data (payers' e-mail addresses and phones, idle clients, comments of manual payments, from where people
  -- worked) is erased; empty: never.
  personal_days    INTEGER CONSTRAINT organisation_personal_days CHECK (personal_days BETWEEN 30 AND 3650),
  -- Payments up to this number have been erased of personal data.
  erased_number    INTEGER NOT NULL DEFAULT 0,
  -- Clients whose last activity was up to this time have been erased.
  erased_clients_ms INTEGER NOT NULL DEFAULT 0,
  -- From where people worked up to this time has been erased.
  erased_until_ms  INTEGER NOT NULL DEFAULT 0,
  created_at_ms INTEGER NOT NULL
) STRICT;

-- A person who signs in to the cabinet: a merchant's, or an operator of the platform.
CREATE TABLE person (
  person_id     INTEGER PRIMARY KEY,
  kind          TEXT NOT NULL DEFAULT 'merchant' CONSTRAINT person_kind CHECK (kind IN ('merchant', 'operator')),
  -- Three names to sign in by, normalised (domain::login); their forms differ, so none can be taken for another.
  login         TEXT NOT NULL CONSTRAINT person_login_unique UNIQUE
                CONSTRAINT person_login_form CHECK (login = lower(login) AND length(login) BETWEEN 2 AND 64 AND login NOT GLOB '*[^a-z0-9._-]*' AND login GLOB '*[a-z]*'),
  email         TEXT CONSTRAINT person_email_unique UNIQUE CONSTRAINT person_email_form CHECK (email = lower(email) AND email GLOB '?*@?*'),
  phone         TEXT CONSTRAINT person_phone_unique UNIQUE CONSTRAINT person_phone_form CHECK (phone GLOB '+[1-9]*' AND substr(phone, 2) NOT GLOB '*[^0-9]*'),
  name          TEXT NOT NULL,
  language      TEXT NOT NULL DEFAULT 'en' CONSTRAINT person_language CHECK (language IN ('en', 'ru')),
  -- IANA name; empty: the organisation's.
  time_zone     TEXT NOT NULL DEFAULT '',
  -- PHC string, argon2id.
  password_hash TEXT NOT NULL,
  password_changed_at_ms INTEGER NOT NULL DEFAULT 0,
  -- The second factor's secret, sealed with AUTH_KEY; empty while there is none. totp_pending is one not yet confirmed.
  totp_secret   TEXT,
  totp_pending  TEXT,
  -- The last step that was used: none is accepted twice (RFC 6238, 5.2).
  totp_step     INTEGER NOT NULL DEFAULT 0,
  status        TEXT NOT NULL DEFAULT 'active' CONSTRAINT person_status CHECK (status IN ('active', 'disabled')),
  created_at_ms INTEGER NOT NULL
) STRICT;

-- A person's role in an organisation. Single permissions beyond the role stand in membership_permission.
CREATE TABLE membership (
  person_id     INTEGER NOT NULL CONSTRAINT membership_person REFERENCES person (person_id),
  org_id        INTEGER NOT NULL CONSTRAINT membership_organisation REFERENCES organisation (org_id),
  role          TEXT NOT NULL
                CONSTRAINT membership_role CHECK (role IN ('owner', 'manager', 'accountant', 'payments_operator', 'viewer')),
  status        TEXT NOT NULL DEFAULT 'active' CONSTRAINT membership_status CHECK (status IN ('active', 'disabled')),
  -- Kinds of notifications that the person wants by e-mail, a JSON array.
  mail_kinds    TEXT NOT NULL DEFAULT '[]' CONSTRAINT membership_mail_kinds CHECK (json_type(mail_kinds) = 'array'),
  created_at_ms INTEGER NOT NULL,
  PRIMARY KEY (person_id, org_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX membership_by_organisation ON membership (org_id, person_id);

CREATE TRIGGER membership_of_a_merchant BEFORE INSERT ON membership
WHEN (SELECT kind FROM person WHERE person_id = NEW.person_id) = 'operator'
BEGIN SELECT RAISE(ABORT, 'membership_of_an_operator'); END;
-- Somebody must be able to let others in.
CREATE TRIGGER membership_last_owner BEFORE UPDATE OF role, status ON membership
WHEN OLD.role = 'owner' AND OLD.status = 'active' AND (NEW.role <> 'owner' OR NEW.status <> 'active')
  AND NOT EXISTS (SELECT 1 FROM membership m JOIN person p ON p.person_id = m.person_id AND p.status = 'active'
    WHERE m.org_id = OLD.org_id AND m.person_id <> OLD.person_id AND m.role = 'owner' AND m.status = 'active')
BEGIN SELECT RAISE(ABORT, 'membership_last_owner'); END;

CREATE TABLE membership_permission (
  person_id  INTEGER NOT NULL,
  org_id     INTEGER NOT NULL,
  permission TEXT NOT NULL CONSTRAINT membership_permission_name CHECK (permission IN (
               'refund', 'capture', 'payout_create', 'payout_approve', 'manual_payments', 'reports', 'settings', 'people', 'journal')),
  PRIMARY KEY (person_id, org_id, permission),
  CONSTRAINT membership_permission_membership FOREIGN KEY (person_id, org_id) REFERENCES membership (person_id, org_id)
) STRICT, WITHOUT ROWID;

-- Who has been asked to join an organisation (or, at 0, the platform's operators), by a letter with a token.
CREATE TABLE invitation (
  org_id         INTEGER NOT NULL,
  invitation_id  INTEGER NOT NULL,
  token_hash     TEXT NOT NULL CONSTRAINT invitation_token_unique UNIQUE,
  email          TEXT NOT NULL CONSTRAINT invitation_email_form CHECK (email = lower(email) AND email GLOB '?*@?*'),
  -- Empty for an operator.
  role           TEXT CONSTRAINT invitation_role CHECK (role IN ('owner', 'manager', 'accountant', 'payments_operator', 'viewer')),
  permissions    TEXT NOT NULL DEFAULT '[]' CONSTRAINT invitation_permissions CHECK (json_type(permissions) = 'array'),
  invited_by     TEXT NOT NULL,
  created_at_ms  INTEGER NOT NULL,
  expires_at_ms  INTEGER NOT NULL,
  accepted_at_ms INTEGER,
  revoked_at_ms  INTEGER,
  PRIMARY KEY (org_id, invitation_id),
  CONSTRAINT invitation_role_of_organisation CHECK ((role IS NULL) = (org_id = 0))
) STRICT, WITHOUT ROWID;

-- Keys of merchants. A secret key opens /v1 and is kept as a SHA-256; a widget key is public, and names the secret with
-- which the merchant's server signs what the widget asks for (kept encrypted).
CREATE TABLE api_key (
  prefix         TEXT PRIMARY KEY NOT NULL,
  org_id         INTEGER NOT NULL CONSTRAINT api_key_organisation REFERENCES organisation (org_id),
  kind           TEXT NOT NULL CONSTRAINT api_key_kind CHECK (kind IN ('secret', 'widget')),
  mode           TEXT NOT NULL CONSTRAINT api_key_mode CHECK (mode IN ('live', 'test')),
  name           TEXT NOT NULL,
  -- What a secret key may do, a JSON array (domain::permission::KeyPermission).
  permissions    TEXT NOT NULL DEFAULT '["read","payments","capture","refund","postbacks"]'
                 CONSTRAINT api_key_permissions CHECK (json_type(permissions) = 'array'),
  secret_hash    TEXT CONSTRAINT api_key_secret CHECK ((secret_hash IS NOT NULL) = (kind = 'secret')),
  signing_secret TEXT CONSTRAINT api_key_signing CHECK ((signing_secret IS NOT NULL) = (kind = 'widget')),
  created_at_ms  INTEGER NOT NULL,
  expires_at_ms  INTEGER,
  revoked_at_ms  INTEGER,
  -- Within ten minutes.
  last_used_at_ms INTEGER,
  -- The key that took its place.
  rotated_to     TEXT
) STRICT, WITHOUT ROWID;
CREATE INDEX api_key_by_organisation ON api_key (org_id, created_at_ms);
