-- The books of the sandbox bank: a bank to test against, in a database of its own. No money here is real, and no card
-- number: of a card only the mask, the scheme and a token are kept.

-- A merchant's contract with the bank.
CREATE TABLE terminal (
  terminal_number INTEGER PRIMARY KEY,
  -- As the merchant's side names it in requests; two merchants may use the same name.
  terminal_id     TEXT NOT NULL CONSTRAINT terminal_id_form CHECK (length(terminal_id) BETWEEN 1 AND 40 AND terminal_id NOT GLOB '*[^A-Za-z0-9_-]*'),
  -- The name that payers see.
  merchant        TEXT NOT NULL CONSTRAINT terminal_merchant CHECK (length(merchant) BETWEEN 1 AND 100),
  -- SHA-256 of the API key, hex. The key itself has 256 random bits and is not kept.
  api_key_hash    TEXT NOT NULL CONSTRAINT terminal_api_key UNIQUE CONSTRAINT terminal_api_key_form CHECK (length(api_key_hash) = 64),
  -- Signs callbacks; encrypted with the bank's key for the owner 'bank-terminal:<terminal_number>'.
  callback_secret TEXT NOT NULL CONSTRAINT terminal_callback_secret CHECK (callback_secret LIKE 'v1:%'),
  -- How long held money stays held; then it is released.
  hold_days       INTEGER NOT NULL DEFAULT 7 CONSTRAINT terminal_hold_days CHECK (hold_days BETWEEN 1 AND 30),
  status          TEXT NOT NULL DEFAULT 'active' CONSTRAINT terminal_status CHECK (status IN ('active', 'disabled')),
  created_at_ms   INTEGER NOT NULL
) STRICT;

-- A payment that a merchant asked for. `step` says where the payer is, the sums say what has happened to the money.
CREATE TABLE payment (
  payment_id      TEXT NOT NULL PRIMARY KEY,
  terminal_number INTEGER NOT NULL CONSTRAINT payment_terminal REFERENCES terminal (terminal_number),
  -- The merchant's: the same key starts the same payment.
  idempotency_key TEXT NOT NULL,
  -- 128 random bits, hex: the only thing that opens the card page.
  token           TEXT NOT NULL,
  reference       TEXT NOT NULL,
  amount_minor    INTEGER NOT NULL CONSTRAINT payment_amount CHECK (amount_minor BETWEEN 1 AND 9007199254740991),
  currency        TEXT NOT NULL CONSTRAINT payment_currency CHECK (length(currency) = 3),
  description     TEXT NOT NULL DEFAULT '',
  return_url      TEXT NOT NULL,
  callback_url    TEXT NOT NULL,
  -- 1: authorise and capture in one; 2: hold.
  stages          INTEGER NOT NULL CONSTRAINT payment_stages CHECK (stages IN (1, 2)),
  language        TEXT NOT NULL CONSTRAINT payment_language CHECK (language IN ('en', 'ru')),
  -- card: the card page waits; challenge: the payer is to prove who they are; processing: the result comes later.
  step            TEXT NOT NULL DEFAULT 'card' CONSTRAINT payment_step CHECK (step IN ('card', 'challenge', 'processing', 'finished')),
  card_mask       TEXT,
  card_brand      TEXT,
  card_token      TEXT,
  card_country    TEXT,
  -- Retrieval reference number, 12 digits.
  rrn             TEXT,
  decline_code    TEXT,
  authorised_minor INTEGER NOT NULL DEFAULT 0,
  captured_minor  INTEGER NOT NULL DEFAULT 0,
  voided_minor    INTEGER NOT NULL DEFAULT 0,
  refunded_minor  INTEGER NOT NULL DEFAULT 0,
  -- The event that tells of the outcome: whoever wrote it here has finished the payment.
  event_id        TEXT,
  -- When a payment in processing gets its result.
  resolve_at_ms   INTEGER,
  -- When held money is released.
  hold_until_ms   INTEGER,
  created_at_ms   INTEGER NOT NULL,
  expires_at_ms   INTEGER NOT NULL,
  finished_at_ms  INTEGER,
  -- As the API says it.
  status          TEXT NOT NULL GENERATED ALWAYS AS (CASE
                    WHEN captured_minor > 0 AND refunded_minor >= captured_minor THEN 'refunded'
                    WHEN captured_minor > 0 THEN 'captured'
                    WHEN authorised_minor > 0 AND voided_minor >= authorised_minor THEN 'voided'
                    WHEN authorised_minor > 0 THEN 'authorised'
                    WHEN decline_code IS NOT NULL THEN 'declined'
                    ELSE 'new' END) VIRTUAL,
  CONSTRAINT payment_key UNIQUE (terminal_number, idempotency_key),
  CONSTRAINT payment_sums_positive CHECK (min(authorised_minor, captured_minor, voided_minor, refunded_minor) >= 0),
  CONSTRAINT payment_authorised_within_amount CHECK (authorised_minor <= amount_minor),
  CONSTRAINT payment_captured_within_authorised CHECK (captured_minor + voided_minor <= authorised_minor),
  CONSTRAINT payment_refunded_within_captured CHECK (refunded_minor <= captured_minor),
  CONSTRAINT payment_finished_by_event CHECK ((step = 'finished') = (event_id IS NOT NULL)),
  CONSTRAINT payment_resolves_while_processing CHECK ((step = 'processing') = (resolve_at_ms IS NOT NULL))
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX payment_by_token ON payment (token);
-- Work queues of the cron, so by time alone.
CREATE INDEX payment_to_resolve ON payment (resolve_at_ms) WHERE resolve_at_ms IS NOT NULL;
CREATE INDEX payment_held ON payment (hold_until_ms) WHERE hold_until_ms IS NOT NULL;

-- A refund or a void that a merchant asked for, with the answer given: the same key gets it again.
CREATE TABLE operation (
  payment_id      TEXT NOT NULL CONSTRAINT operation_payment REFERENCES payment (payment_id),
  idempotency_key TEXT NOT NULL,
  operation_id    TEXT NOT NULL,
  kind            TEXT NOT NULL CONSTRAINT operation_kind CHECK (kind IN ('refund', 'void')),
  amount_minor    INTEGER NOT NULL CONSTRAINT operation_amount CHECK (amount_minor > 0),
  status          TEXT NOT NULL CONSTRAINT operation_status CHECK (status IN ('done', 'refused')),
  -- Why it was refused.
  code            TEXT CONSTRAINT operation_code_when_refused CHECK ((code IS NULL) = (status = 'done')),
  created_at_ms   INTEGER NOT NULL,
  PRIMARY KEY (payment_id, idempotency_key)
) STRICT, WITHOUT ROWID;

-- The outbox: what merchants are to be told. `attempts` and `due_at_ms` are advanced when an attempt is claimed, before it
-- is sent: an attempt that dies halfway is counted, and comes due again.
CREATE TABLE callback (
  event_id      TEXT NOT NULL PRIMARY KEY,
  payment_id    TEXT NOT NULL CONSTRAINT callback_payment REFERENCES payment (payment_id),
  type          TEXT NOT NULL CONSTRAINT callback_type CHECK (type IN ('payment.captured', 'payment.authorised', 'payment.declined')),
  body          TEXT NOT NULL CONSTRAINT callback_body CHECK (json_valid(body)),
  -- How many times in a row each attempt delivers it.
  copies        INTEGER NOT NULL DEFAULT 1 CONSTRAINT callback_copies CHECK (copies IN (1, 2)),
  state         TEXT NOT NULL DEFAULT 'pending' CONSTRAINT callback_state CHECK (state IN ('pending', 'delivered', 'exhausted')),
  attempts      INTEGER NOT NULL DEFAULT 0 CONSTRAINT callback_attempts CHECK (attempts BETWEEN 0 AND 20),
  -- Empty once delivered or exhausted.
  due_at_ms     INTEGER CONSTRAINT callback_due_while_pending CHECK ((due_at_ms IS NULL) = (state <> 'pending')),
  -- The last attempt: when, and its HTTP status or why there is none.
  sent_at_ms    INTEGER,
  sent_status   INTEGER,
  sent_error    TEXT,
  created_at_ms INTEGER NOT NULL,
  CONSTRAINT callback_once UNIQUE (payment_id, type)
) STRICT, WITHOUT ROWID;
CREATE INDEX callback_due ON callback (due_at_ms) WHERE due_at_ms IS NOT NULL;
