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
  callback_secret TEXT NOT NULL CONSTRAINT terminal_callback_secret CHECK (callback_secret GLOB 'v[12]:*'),
  -- How long held money stays held; then it is released.
  hold_days       INTEGER NOT NULL DEFAULT 7 CONSTRAINT terminal_hold_days CHECK (hold_days BETWEEN 1 AND 30),
  -- What the bank keeps of a capture, in percent, as decimal text; fixed where a register lists the capture.
  fee_percent     TEXT NOT NULL DEFAULT '0' CONSTRAINT terminal_fee_percent CHECK (fee_percent NOT GLOB '*[^0-9.]*' AND fee_percent NOT GLOB '*.*.*'
                    AND fee_percent GLOB '[0-9]*' AND fee_percent GLOB '*[0-9]' AND length(fee_percent) <= 10
                    AND CAST(fee_percent AS REAL) <= 100),
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
  -- By chargebacks open or lost; a won one gives it back.
  charged_back_minor INTEGER NOT NULL DEFAULT 0,
  -- What operations not yet decided may take: captures and voids of the hold, refunds of what was captured.
  hold_reserved_minor INTEGER NOT NULL DEFAULT 0,
  refund_reserved_minor INTEGER NOT NULL DEFAULT 0,
  -- What goes wrong with the operations of this payment: its test card's doing.
  chaos           TEXT CONSTRAINT payment_chaos CHECK (chaos IN ('silent_before', 'silent_after', 'nonsense', 'late', 'refund_review', 'refund_refused',
                    'chargeback')),
  -- The event that tells of the outcome: whoever wrote it here has finished the payment.
  event_id        TEXT,
  -- When a payment in processing gets its result.
  resolve_at_ms   INTEGER,
  -- When held money is released.
  hold_until_ms   INTEGER,
  -- When the payer complains to their bank.
  chargeback_at_ms INTEGER,
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
  CONSTRAINT payment_sums_positive CHECK (min(authorised_minor, captured_minor, voided_minor, refunded_minor, charged_back_minor, hold_reserved_minor,
    refund_reserved_minor) >= 0),
  CONSTRAINT payment_authorised_within_amount CHECK (authorised_minor <= amount_minor),
  CONSTRAINT payment_captured_within_authorised CHECK (captured_minor + voided_minor + hold_reserved_minor <= authorised_minor),
  CONSTRAINT payment_refunded_within_captured CHECK (refunded_minor + refund_reserved_minor + charged_back_minor <= captured_minor),
  CONSTRAINT payment_held_until CHECK (hold_until_ms IS NULL OR (captured_minor = 0 AND voided_minor < authorised_minor)),
  CONSTRAINT payment_finished_by_event CHECK ((step = 'finished') = (event_id IS NOT NULL)),
  CONSTRAINT payment_resolves_while_processing CHECK ((step = 'processing') = (resolve_at_ms IS NOT NULL))
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX payment_by_token ON payment (token);
-- Work queues of the cron, so by time alone.
CREATE INDEX payment_to_resolve ON payment (resolve_at_ms) WHERE resolve_at_ms IS NOT NULL;
CREATE INDEX payment_held ON payment (hold_until_ms) WHERE hold_until_ms IS NOT NULL;
CREATE INDEX payment_to_charge_back ON payment (chargeback_at_ms) WHERE chargeback_at_ms IS NOT NULL;

-- A payer's complaint at their bank. While it is open, and when it is lost, the money is not the merchant's.
CREATE TABLE chargeback (
  dispute_id      TEXT NOT NULL PRIMARY KEY,
  payment_id      TEXT NOT NULL CONSTRAINT chargeback_payment REFERENCES payment (payment_id),
  terminal_number INTEGER NOT NULL CONSTRAINT chargeback_terminal REFERENCES terminal (terminal_number),
  amount_minor    INTEGER NOT NULL CONSTRAINT chargeback_amount CHECK (amount_minor > 0),
  -- What the bank takes for handling it.
  fee_minor       INTEGER NOT NULL CONSTRAINT chargeback_fee CHECK (fee_minor BETWEEN 0 AND 9007199254740991),
  -- As the merchant sees it.
  status          TEXT NOT NULL DEFAULT 'open' CONSTRAINT chargeback_status CHECK (status IN ('open', 'won', 'lost')),
  -- Until when the merchant may send evidence.
  evidence_due_ms INTEGER NOT NULL,
  created_at_ms   INTEGER NOT NULL,
  decided_at_ms   INTEGER CONSTRAINT chargeback_decided CHECK ((decided_at_ms IS NULL) = (status = 'open'))
) STRICT, WITHOUT ROWID;
-- The manager's list.
CREATE INDEX chargeback_open ON chargeback (terminal_number, created_at_ms) WHERE status = 'open';

-- Money in motion: what a merchant asked for, with the answer given (the same key gets it again), and what the bank did by
-- itself, which has no key. A pending operation has its amount reserved on the payment.
CREATE TABLE operation (
  operation_id    TEXT NOT NULL PRIMARY KEY,
  payment_id      TEXT NOT NULL CONSTRAINT operation_payment REFERENCES payment (payment_id),
  terminal_number INTEGER NOT NULL CONSTRAINT operation_terminal REFERENCES terminal (terminal_number),
  idempotency_key TEXT,
  kind            TEXT NOT NULL CONSTRAINT operation_kind CHECK (kind IN ('capture', 'refund', 'void', 'chargeback', 'chargeback_won')),
  amount_minor    INTEGER NOT NULL CONSTRAINT operation_amount CHECK (amount_minor > 0),
  -- A chargeback's; a capture's is fixed where a register lists it.
  fee_minor       INTEGER NOT NULL DEFAULT 0 CONSTRAINT operation_fee CHECK (fee_minor >= 0),
  dispute_id      TEXT CONSTRAINT operation_dispute REFERENCES chargeback (dispute_id)
                    CONSTRAINT operation_disputed CHECK ((dispute_id IS NULL) = (kind NOT IN ('chargeback', 'chargeback_won'))),
  status          TEXT NOT NULL CONSTRAINT operation_status CHECK (status IN ('pending', 'done', 'refused')),
  -- Why it was refused.
  code            TEXT CONSTRAINT operation_code_when_refused CHECK ((code IS NULL) = (status <> 'refused')),
  -- When a pending one is decided by itself; empty where it waits for the bank's manager.
  decide_at_ms    INTEGER CONSTRAINT operation_decided_while_pending CHECK (decide_at_ms IS NULL OR status = 'pending'),
  -- When its money was booked. A void moves none.
  booked_at_ms    INTEGER CONSTRAINT operation_booked_when_done CHECK ((booked_at_ms IS NOT NULL) = (status = 'done' AND kind <> 'void')),
  -- The register that lists it.
  register_id     TEXT CONSTRAINT operation_register REFERENCES register (register_id)
                    CONSTRAINT operation_registered_when_booked CHECK (register_id IS NULL OR booked_at_ms IS NOT NULL),
  created_at_ms   INTEGER NOT NULL,
  CONSTRAINT operation_key UNIQUE (payment_id, idempotency_key),
  CONSTRAINT operation_once_in_dispute UNIQUE (dispute_id, kind)
) STRICT, WITHOUT ROWID;
-- Money is taken once from a hold, ever.
CREATE UNIQUE INDEX operation_one_capture ON operation (payment_id) WHERE kind = 'capture' AND status <> 'refused';
-- Work queues of the cron, so by time alone.
CREATE INDEX operation_to_decide ON operation (decide_at_ms) WHERE decide_at_ms IS NOT NULL;
CREATE INDEX operation_unregistered ON operation (booked_at_ms, terminal_number) WHERE register_id IS NULL AND booked_at_ms IS NOT NULL;
-- The manager's list.
CREATE INDEX operation_in_review ON operation (terminal_number, created_at_ms) WHERE status = 'pending' AND decide_at_ms IS NULL;

-- Keys that were asked once and met with silence, by a card that wants it so.
CREATE TABLE silence (
  payment_id      TEXT NOT NULL CONSTRAINT silence_payment REFERENCES payment (payment_id),
  idempotency_key TEXT NOT NULL,
  created_at_ms   INTEGER NOT NULL,
  PRIMARY KEY (payment_id, idempotency_key)
) STRICT, WITHOUT ROWID;

-- What the bank settles with a merchant for a UTC day; a further one lists what came after the first.
CREATE TABLE register (
  register_id     TEXT NOT NULL PRIMARY KEY,
  terminal_number INTEGER NOT NULL CONSTRAINT register_terminal REFERENCES terminal (terminal_number),
  -- Days since 1970-01-01.
  day             INTEGER NOT NULL,
  -- From 1. Two that are made at once want the same place: one has it.
  sequence        INTEGER NOT NULL CONSTRAINT register_sequence CHECK (sequence >= 1),
  lines           INTEGER NOT NULL CONSTRAINT register_lines CHECK (lines >= 1),
  created_at_ms   INTEGER NOT NULL,
  CONSTRAINT register_once UNIQUE (terminal_number, day, sequence)
) STRICT, WITHOUT ROWID;

-- Every event, oldest first, and the outbox of those that merchants are to be told. `attempts` and `due_at_ms` are advanced
-- when an attempt is claimed, before it is sent: an attempt that dies halfway is counted, and comes due again.
CREATE TABLE callback (
  number        INTEGER PRIMARY KEY,
  event_id      TEXT NOT NULL CONSTRAINT callback_event UNIQUE,
  -- Empty for a register, which is of many payments.
  payment_id    TEXT CONSTRAINT callback_payment REFERENCES payment (payment_id)
                  CONSTRAINT callback_of_payment CHECK ((payment_id IS NULL) = (type = 'settlement.register')),
  terminal_number INTEGER NOT NULL CONSTRAINT callback_terminal REFERENCES terminal (terminal_number),
  callback_url  TEXT NOT NULL,
  type          TEXT NOT NULL CONSTRAINT callback_type CHECK (type IN ('payment.captured', 'payment.authorised', 'payment.declined', 'payment.voided',
                  'payment.refunded', 'payment.refund_refused', 'payment.chargeback_opened', 'payment.chargeback_won', 'payment.chargeback_lost',
                  'settlement.register')),
  -- An operation has one event at most.
  operation_id  TEXT CONSTRAINT callback_operation REFERENCES operation (operation_id) CONSTRAINT callback_once_of_operation UNIQUE,
  dispute_id    TEXT CONSTRAINT callback_dispute REFERENCES chargeback (dispute_id),
  body          TEXT NOT NULL CONSTRAINT callback_body CHECK (json_valid(body)),
  -- How many times in a row each attempt delivers it.
  copies        INTEGER NOT NULL DEFAULT 1 CONSTRAINT callback_copies CHECK (copies IN (1, 2)),
  -- silent: the answer to a request told it already, or nobody ever does; only who asks for the events sees it.
  state         TEXT NOT NULL DEFAULT 'pending' CONSTRAINT callback_state CHECK (state IN ('silent', 'pending', 'delivered', 'exhausted')),
  attempts      INTEGER NOT NULL DEFAULT 0 CONSTRAINT callback_attempts CHECK (attempts BETWEEN 0 AND 20),
  -- Empty once delivered or exhausted.
  due_at_ms     INTEGER CONSTRAINT callback_due_while_pending CHECK ((due_at_ms IS NULL) = (state <> 'pending')),
  -- The last attempt: when, and its HTTP status or why there is none.
  sent_at_ms    INTEGER,
  sent_status   INTEGER,
  sent_error    TEXT,
  created_at_ms INTEGER NOT NULL,
  CONSTRAINT callback_once_in_dispute UNIQUE (dispute_id, type)
) STRICT;
CREATE INDEX callback_of ON callback (payment_id, number);
-- A payment is authorised or declined once; it is captured once by its operation.
CREATE UNIQUE INDEX callback_outcome ON callback (payment_id) WHERE type IN ('payment.authorised', 'payment.declined');
CREATE INDEX callback_due ON callback (due_at_ms) WHERE due_at_ms IS NOT NULL;
