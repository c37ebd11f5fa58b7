-- Payments: what is asked of a payer, and each trip to a bank.

-- A contract with an acquirer. The mode belongs to the terminal; live and test money never meet.
CREATE TABLE terminal (
  org_id        INTEGER NOT NULL CONSTRAINT terminal_organisation REFERENCES organisation (org_id),
  terminal_id   TEXT NOT NULL CONSTRAINT terminal_id_form CHECK (length(terminal_id) BETWEEN 1 AND 40 AND terminal_id NOT GLOB '*[^A-Za-z0-9_-]*'),
  acquirer      TEXT NOT NULL CONSTRAINT terminal_acquirer CHECK (acquirer IN ('sandbox-bank', 'manual')),
  mode          TEXT NOT NULL CONSTRAINT terminal_mode CHECK (mode IN ('live', 'test')),
  -- What it is for: e-commerce payments, taking from a card (account funding), paying out to a card (original credit); money that
  -- moves outside any acquirer (a manual payment system, 0012_sales.sql), which nobody is asked about.
  kind          TEXT NOT NULL DEFAULT 'ecom' CONSTRAINT terminal_kind CHECK (kind IN ('ecom', 'aft', 'oct', 'manual')),
  name          TEXT NOT NULL,
  description   TEXT NOT NULL DEFAULT '',
  -- Disabled: no payer is sent there any more. Archived: disabled for good and out of sight.
  status        TEXT NOT NULL DEFAULT 'active' CONSTRAINT terminal_status CHECK (status IN ('active', 'disabled', 'archived')),
  -- 1: authorise and capture in one; 2: hold first, capture later.
  stages        INTEGER NOT NULL DEFAULT 1 CONSTRAINT terminal_stages CHECK (stages IN (1, 2)),
  -- What the janitor does with a hold shortly before the bank would let it go.
  at_deadline   TEXT NOT NULL DEFAULT 'capture' CONSTRAINT terminal_at_deadline CHECK (at_deadline IN ('capture', 'release')),
  -- Hours after the hold at which that happens; empty: six hours before the bank would let it go. Never later than that.
  deadline_hours INTEGER CONSTRAINT terminal_deadline_hours CHECK (deadline_hours BETWEEN 1 AND 720),
  -- 1: a refund gives the merchant the refunded share of the fee back.
  fee_returned  INTEGER NOT NULL DEFAULT 0 CONSTRAINT terminal_fee_returned CHECK (fee_returned IN (0, 1)),
  -- JSON array of the operations that may be started here.
  operations    TEXT NOT NULL DEFAULT '["payment","capture","void","refund"]'
                CONSTRAINT terminal_operations CHECK (json_type(operations) = 'array'),
  -- The acquirer's credentials, a JSON text encrypted with the ring MASTER_KEY (AES-GCM, domain::sealed).
  credentials   TEXT NOT NULL,
  created_at_ms INTEGER NOT NULL,
  PRIMARY KEY (org_id, terminal_id),
  CONSTRAINT terminal_manual CHECK ((acquirer = 'manual') = (kind = 'manual')),
  -- Money of the sandbox is never real.
  CONSTRAINT terminal_sandbox_is_test CHECK (acquirer <> 'sandbox-bank' OR mode = 'test')
) STRICT, WITHOUT ROWID;

-- Fees of a terminal, a line for each currency it takes. A currency without a line is refused before the payer goes.
CREATE TABLE terminal_fee (
  org_id          INTEGER NOT NULL,
  terminal_id     TEXT NOT NULL,
  currency        TEXT NOT NULL CONSTRAINT terminal_fee_currency CHECK (length(currency) = 3),
  -- Percent as decimal text, e.g. '0.7'.
  service_percent TEXT NOT NULL,
  bank_percent    TEXT NOT NULL,
  minimum_minor   INTEGER NOT NULL CONSTRAINT terminal_fee_minimum CHECK (minimum_minor >= 0),
  PRIMARY KEY (org_id, terminal_id, currency),
  CONSTRAINT terminal_fee_terminal FOREIGN KEY (org_id, terminal_id) REFERENCES terminal (org_id, terminal_id)
) STRICT, WITHOUT ROWID;

-- A payment: numbered per organisation; the number is what PayKeeper's clients know as id.
CREATE TABLE payment (
  org_id              INTEGER NOT NULL CONSTRAINT payment_organisation REFERENCES organisation (org_id),
  number              INTEGER NOT NULL CONSTRAINT payment_number CHECK (number > 0),
  mode                TEXT NOT NULL CONSTRAINT payment_mode CHECK (mode IN ('live', 'test')),
  -- 128 random bits, hex: the only thing that opens the pay page.
  token               TEXT NOT NULL,
  amount_minor        INTEGER NOT NULL CONSTRAINT payment_amount CHECK (amount_minor BETWEEN 1 AND 9007199254740991),
  currency            TEXT NOT NULL CONSTRAINT payment_currency CHECK (length(currency) = 3),
  merchant_order      TEXT,
  label               TEXT,
  description         TEXT,
  email               TEXT,
  phone               TEXT,
  cart                TEXT NOT NULL DEFAULT '[]' CONSTRAINT payment_cart CHECK (json_type(cart) = 'array'),
  metadata            TEXT NOT NULL DEFAULT '{}' CONSTRAINT payment_metadata CHECK (json_type(metadata) = 'object'),
  success_url         TEXT,
  failure_url         TEXT,
  -- Where endpoints that speak Spring's format post this payment's results, in place of their own address (Spring's BACKREF).
  result_url          TEXT,
  -- The terminal the merchant asked for; empty: the payer chooses among those that fit.
  terminal_id         TEXT,
  -- The terminals that the payer may choose among, manual ones too: a JSON array. Empty: all that fit, and no manual one.
  systems             TEXT NOT NULL DEFAULT '[]' CONSTRAINT payment_systems CHECK (json_type(systems) = 'array'),
  -- The order that it belongs to (0012_sales.sql), if it belongs to one.
  sales_order         INTEGER,
  created_at_ms       INTEGER NOT NULL,
  expires_at_ms       INTEGER NOT NULL,
  attempts_max        INTEGER NOT NULL DEFAULT 5,
  -- First trip to a bank; from then on the payment is awaiting.
  sent_at_ms          INTEGER,
  -- Set when no money can come any more by what we started; a bank's late success is booked all the same.
  closed              TEXT CONSTRAINT payment_closed CHECK (closed IN ('failed', 'expired', 'cancelled')),
  -- Sums of operations done, and what operations not yet decided reserve: kept by trigger (0003_operations.sql).
  authorised_minor      INTEGER NOT NULL DEFAULT 0,
  voided_minor          INTEGER NOT NULL DEFAULT 0,
  captured_minor        INTEGER NOT NULL DEFAULT 0,
  refunded_minor        INTEGER NOT NULL DEFAULT 0,
  charged_back_minor    INTEGER NOT NULL DEFAULT 0,
  capture_reserved_minor INTEGER NOT NULL DEFAULT 0,
  void_reserved_minor   INTEGER NOT NULL DEFAULT 0,
  refund_reserved_minor INTEGER NOT NULL DEFAULT 0,
  fee_minor             INTEGER,
  fee_returned_minor    INTEGER NOT NULL DEFAULT 0,
  operations_unknown    INTEGER NOT NULL DEFAULT 0,
  disputes_open         INTEGER NOT NULL DEFAULT 0,
  paid_at_ms            INTEGER,
  -- When the bank lets held money go, and when the janitor acts before that; empty without a hold.
  hold_until_ms         INTEGER,
  capture_due_at_ms     INTEGER,
  -- When the janitor looks at an unpaid payment next: asks banks whether they have told us everything, and closes it after
  -- its life. Empty once it is paid or closed.
  look_at_ms            INTEGER,
  -- A bank's facts went beyond our bounds; what we start stays bounded.
  overrun             INTEGER NOT NULL DEFAULT 0 CONSTRAINT payment_overrun CHECK (overrun IN (0, 1)),
  -- Of the success event at the primary endpoint.
  notice              TEXT NOT NULL DEFAULT 'none'
                      CONSTRAINT payment_notice CHECK (notice IN ('none', 'waiting', 'sending', 'delivered', 'exhausted')),
  -- Why a person should look; empty when nobody need.
  attention           TEXT CONSTRAINT payment_attention CHECK (attention IN (
                        'second_success', 'late_success', 'amount_mismatch', 'contradicted', 'beyond_bounds', 'dispute_opened',
                        'refund_refused', 'refund_stuck', 'operation_refused', 'card_limit')),
  -- Fiscal receipt (PayKeeper's fop_* parameters): the key is unguessable and known from the start, the rest is set by a fiscal provider.
  fop_receipt_key       TEXT,
  fop_uuid              TEXT,
  fop_fpd               TEXT,
  fop_fnd               TEXT,
  fop_receipt_number    TEXT,
  fop_fn                TEXT,
  fop_rnkkt             TEXT,
  -- The day of creation in the organisation's zone, 'YYYY-MM-DD': limits count by it.
  local_day             TEXT NOT NULL DEFAULT '1970-01-01',
  -- The money state, one of the three derived facts (with notice and accumulation): never written, only derived.
  money               TEXT NOT NULL GENERATED ALWAYS AS (CASE
                        WHEN captured_minor > 0 AND refund_reserved_minor > 0 THEN 'refunding'
                        WHEN captured_minor > 0 AND refunded_minor >= captured_minor THEN 'refunded'
                        WHEN refunded_minor > 0 THEN 'partially_refunded'
                        WHEN captured_minor > 0 THEN 'captured'
                        WHEN authorised_minor > 0 AND voided_minor >= authorised_minor THEN 'cancelled'
                        WHEN authorised_minor > 0 THEN 'authorised'
                        WHEN closed IS NOT NULL THEN closed
                        WHEN sent_at_ms IS NOT NULL THEN 'awaiting'
                        ELSE 'created' END) STORED,
  PRIMARY KEY (org_id, number),
  CONSTRAINT payment_sums_positive CHECK (min(authorised_minor, voided_minor, captured_minor, refunded_minor, charged_back_minor,
    capture_reserved_minor, void_reserved_minor, refund_reserved_minor) >= 0),
  CONSTRAINT payment_captured_within_authorised CHECK
    (overrun = 1 OR captured_minor + capture_reserved_minor + voided_minor + void_reserved_minor <= authorised_minor),
  CONSTRAINT payment_refunded_within_captured CHECK
    (overrun = 1 OR refunded_minor + refund_reserved_minor + charged_back_minor <= captured_minor)
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX payment_by_token ON payment (token);
-- The cabinet's list: newest first within a mode.
CREATE INDEX payment_by_mode ON payment (org_id, mode, number);
CREATE INDEX payment_by_order ON payment (org_id, merchant_order) WHERE merchant_order IS NOT NULL;
CREATE INDEX payment_by_sales_order ON payment (org_id, sales_order) WHERE sales_order IS NOT NULL;
-- The cabinet's list of payments of orders: newest first within a mode.
CREATE INDEX payment_of_orders ON payment (org_id, mode, number) WHERE sales_order IS NOT NULL;
-- Work queues of the janitor, so by time alone.
CREATE INDEX payment_to_look_at ON payment (look_at_ms) WHERE look_at_ms IS NOT NULL;
CREATE INDEX payment_capture_due ON payment (capture_due_at_ms) WHERE capture_due_at_ms IS NOT NULL;

-- One trip to a bank.
CREATE TABLE attempt (
  org_id         INTEGER NOT NULL,
  number         INTEGER NOT NULL,
  attempt        INTEGER NOT NULL CONSTRAINT attempt_number CHECK (attempt > 0),
  terminal_id    TEXT NOT NULL,
  state          TEXT NOT NULL DEFAULT 'intended'
                 CONSTRAINT attempt_state CHECK (state IN ('intended', 'sent', 'authorised', 'captured', 'declined', 'unknown')),
  -- The bank's own id of the payment, and where the payer was sent.
  -- What was asked for on this trip: a bank's word of it is of this, whatever has become of the payment meanwhile. By a manual system,
  -- what is to be paid there; once confirmed, what was.
  amount_minor   INTEGER NOT NULL CONSTRAINT attempt_amount CHECK (amount_minor BETWEEN 1 AND 9007199254740991),
  currency       TEXT NOT NULL CONSTRAINT attempt_currency CHECK (length(currency) = 3),
  bank_reference TEXT,
  redirect_url   TEXT,
  decline_code   TEXT,
  card_mask      TEXT,
  card_brand     TEXT,
  card_token     TEXT,
  card_country   TEXT,
  rrn            TEXT,
  created_at_ms  INTEGER NOT NULL,
  finished_at_ms INTEGER,
  PRIMARY KEY (org_id, number, attempt),
  CONSTRAINT attempt_payment FOREIGN KEY (org_id, number) REFERENCES payment (org_id, number),
  CONSTRAINT attempt_terminal FOREIGN KEY (org_id, terminal_id) REFERENCES terminal (org_id, terminal_id)
) STRICT, WITHOUT ROWID;

-- Live and test money never meet: a payment goes only to a terminal of its own mode.
CREATE TRIGGER attempt_mode BEFORE INSERT ON attempt
WHEN (SELECT p.mode FROM payment p WHERE p.org_id = NEW.org_id AND p.number = NEW.number)
  <> (SELECT t.mode FROM terminal t WHERE t.org_id = NEW.org_id AND t.terminal_id = NEW.terminal_id)
BEGIN SELECT RAISE(ABORT, 'attempt_mode_differs'); END;
