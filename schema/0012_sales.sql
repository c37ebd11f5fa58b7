-- Sales: what is offered, to whom, what was ordered, how it was paid where no acquirer stands between, and what is billed.
-- An order has payments (0002_payments.sql); money moves by operations there (0003_operations.sql), a manual payment's too.

-- A manual payment system: cash, card to card, a system that nobody connects to. It is a terminal (acquirer 'manual') with what
-- people say of it; the terminal's name, description and status are its own.
CREATE TABLE manual_system (
  org_id               INTEGER NOT NULL,
  terminal_id          TEXT NOT NULL,
  -- What the system keeps of a transfer: percent as decimal text, and a fixed sum in a currency of its own.
  commission_percent   TEXT NOT NULL DEFAULT '0',
  fixed_fee_minor      INTEGER NOT NULL DEFAULT 0 CONSTRAINT manual_system_fixed_fee CHECK (fixed_fee_minor BETWEEN 0 AND 9007199254740991),
  fixed_fee_currency   TEXT NOT NULL CONSTRAINT manual_system_fixed_fee_currency CHECK (length(fixed_fee_currency) = 3),
  -- In which money reaches the account; in which it is paid where the system does not take the price's own currency.
  income_currency      TEXT NOT NULL,
  transaction_currency TEXT NOT NULL,
  -- Currencies that it takes, a JSON array.
  currencies           TEXT NOT NULL CONSTRAINT manual_system_currencies CHECK (json_type(currencies) = 'array' AND
                         instr(currencies, '"' || income_currency || '"') > 0 AND instr(currencies, '"' || transaction_currency || '"') > 0),
  -- What payers read: who is paid, how, and what to write into the comment.
  merchant_name        TEXT NOT NULL DEFAULT '',
  merchant_description TEXT NOT NULL DEFAULT '',
  comment_hint         TEXT NOT NULL DEFAULT '',
  -- The file (of `file`) with its picture.
  image                TEXT,
  PRIMARY KEY (org_id, terminal_id),
  CONSTRAINT manual_system_terminal FOREIGN KEY (org_id, terminal_id) REFERENCES terminal (org_id, terminal_id)
) STRICT, WITHOUT ROWID;

-- Files that people have uploaded: pictures of manual systems, payers' receipts. The bytes are in KV under '<org_id>/<file>'.
CREATE TABLE file (
  org_id        INTEGER NOT NULL CONSTRAINT file_organisation REFERENCES organisation (org_id),
  -- 128 random bits, hex.
  file          TEXT NOT NULL CONSTRAINT file_form CHECK (length(file) = 32 AND file NOT GLOB '*[^0-9a-f]*'),
  kind          TEXT NOT NULL CONSTRAINT file_kind CHECK (kind IN ('image', 'receipt')),
  -- What the bytes are, found by looking at them.
  media_type    TEXT NOT NULL CONSTRAINT file_media_type CHECK (media_type IN ('image/png', 'image/jpeg', 'image/webp', 'image/gif', 'application/pdf')),
  size_bytes    INTEGER NOT NULL CONSTRAINT file_size CHECK (size_bytes BETWEEN 1 AND iif(kind = 'image', 524288, 5242880)),
  created_at_ms INTEGER NOT NULL,
  -- 1: nothing leads to it any more, and its bytes are to be deleted; the row goes after them.
  is_dropped    INTEGER NOT NULL DEFAULT 0 CONSTRAINT file_dropped CHECK (is_dropped IN (0, 1)),
  PRIMARY KEY (org_id, file)
) STRICT, WITHOUT ROWID;
CREATE INDEX file_receipts ON file (org_id, created_at_ms) WHERE kind = 'receipt';
CREATE INDEX file_dropped ON file (org_id, file) WHERE is_dropped = 1;

-- Rates: how much of `quote` one `base` is worth, by day and source. Not a tenant's.
CREATE TABLE rate (
  base          TEXT NOT NULL CONSTRAINT rate_base CHECK (length(base) = 3),
  quote         TEXT NOT NULL CONSTRAINT rate_quote CHECK (length(quote) = 3 AND quote <> base),
  -- 'operator': entered by a person.
  source        TEXT NOT NULL CONSTRAINT rate_source CHECK (source IN ('ecb', 'cbr', 'sandbox', 'operator')),
  -- 'YYYY-MM-DD', as the source dates it.
  day           TEXT NOT NULL CONSTRAINT rate_day CHECK (day GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
  -- Decimal text above zero.
  rate          TEXT NOT NULL,
  -- When it was fetched or entered, and by whom it was entered.
  at_ms         INTEGER NOT NULL,
  actor         TEXT NOT NULL DEFAULT 'system',
  PRIMARY KEY (base, quote, source, day)
) STRICT, WITHOUT ROWID;
CREATE INDEX rate_by_day ON rate (day, base, quote, source);
-- Which pairs there are of which source: what leads from one currency to another is found without reading every day.
CREATE TABLE rate_pair (
  base   TEXT NOT NULL,
  quote  TEXT NOT NULL,
  source TEXT NOT NULL,
  PRIMARY KEY (base, quote, source)
) STRICT, WITHOUT ROWID;
CREATE INDEX rate_pair_by_quote ON rate_pair (quote);
CREATE TRIGGER rate_paired AFTER INSERT ON rate
BEGIN INSERT INTO rate_pair (base, quote, source) VALUES (NEW.base, NEW.quote, NEW.source) ON CONFLICT DO NOTHING; END;

-- What is sold by a link.
CREATE TABLE offer (
  org_id        INTEGER NOT NULL CONSTRAINT offer_organisation REFERENCES organisation (org_id),
  offer_id      INTEGER NOT NULL CONSTRAINT offer_number CHECK (offer_id > 0),
  mode          TEXT NOT NULL CONSTRAINT offer_mode CHECK (mode IN ('live', 'test')),
  -- 128 random bits, hex: the Buy link.
  token         TEXT NOT NULL CONSTRAINT offer_token_unique UNIQUE,
  title         TEXT NOT NULL,
  description   TEXT NOT NULL DEFAULT '',
  price_minor   INTEGER NOT NULL CONSTRAINT offer_price CHECK (price_minor BETWEEN 1 AND 9007199254740991),
  currency      TEXT NOT NULL CONSTRAINT offer_currency CHECK (length(currency) = 3),
  -- Terminals and manual systems by which it may be paid, a JSON array.
  systems       TEXT NOT NULL CONSTRAINT offer_systems CHECK (json_type(systems) = 'array' AND systems <> '[]'),
  -- Days of 24 hours in which a manual payment of it is to be confirmed.
  confirm_days  INTEGER NOT NULL DEFAULT 30 CONSTRAINT offer_confirm_days CHECK (confirm_days BETWEEN 1 AND 365),
  -- Inactive: its link sells nothing. Archived: inactive for good and out of sight.
  status        TEXT NOT NULL DEFAULT 'active' CONSTRAINT offer_status CHECK (status IN ('active', 'inactive', 'archived')),
  success_url   TEXT,
  created_at_ms INTEGER NOT NULL,
  PRIMARY KEY (org_id, offer_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX offer_by_mode ON offer (org_id, mode, offer_id);

-- Live and test money never meet: what an offer is paid by is of its mode.
CREATE TRIGGER offer_systems_inserted BEFORE INSERT ON offer
WHEN EXISTS (SELECT 1 FROM json_each(NEW.systems) AS s WHERE NOT EXISTS (SELECT 1 FROM terminal t
  WHERE t.org_id = NEW.org_id AND t.terminal_id = s.value AND t.mode = NEW.mode AND t.kind IN ('ecom', 'manual') AND t.status <> 'archived'))
BEGIN SELECT RAISE(ABORT, 'offer_system_unknown'); END;
CREATE TRIGGER offer_systems_updated BEFORE UPDATE OF systems ON offer
WHEN EXISTS (SELECT 1 FROM json_each(NEW.systems) AS s WHERE NOT EXISTS (SELECT 1 FROM terminal t
  WHERE t.org_id = NEW.org_id AND t.terminal_id = s.value AND t.mode = NEW.mode AND t.kind IN ('ecom', 'manual') AND t.status <> 'archived'))
BEGIN SELECT RAISE(ABORT, 'offer_system_unknown'); END;

-- Who buys, live or in test: the two never meet, so that a test key sees and changes nobody of live. Number 0 of an organisation is the
-- manual account, the stand-in that records any payment by anyone; it is of both modes, and nothing is known of it.
CREATE TABLE client (
  org_id        INTEGER NOT NULL CONSTRAINT client_organisation REFERENCES organisation (org_id),
  client_id     INTEGER NOT NULL CONSTRAINT client_number CHECK (client_id >= 0),
  mode          TEXT CONSTRAINT client_mode CHECK (COALESCE(mode, 'live') IN ('live', 'test') AND (mode IS NULL) = (client_id = 0)),
  name          TEXT NOT NULL DEFAULT '',
  -- Normalised: lower case; '+' and digits.
  email         TEXT CONSTRAINT client_email_form CHECK (email = lower(email) AND email GLOB '?*@?*'),
  phone         TEXT CONSTRAINT client_phone_form CHECK (phone GLOB '+[1-9]*' AND substr(phone, 2) NOT GLOB '*[^0-9]*'),
  -- The payer in the merchant's system.
  label         TEXT,
  language      TEXT NOT NULL DEFAULT 'en' CONSTRAINT client_language CHECK (language IN ('en', 'ru')),
  created_at_ms INTEGER NOT NULL,
  -- Last order or change: personal data is erased so long after by the organisation's rule.
  active_at_ms  INTEGER NOT NULL,
  PRIMARY KEY (org_id, client_id)
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX client_email_unique ON client (org_id, mode, email) WHERE email IS NOT NULL;
CREATE UNIQUE INDEX client_label_unique ON client (org_id, mode, label) WHERE label IS NOT NULL;
CREATE INDEX client_by_phone ON client (org_id, mode, phone) WHERE phone IS NOT NULL;
CREATE INDEX client_by_mode ON client (org_id, mode, client_id);
CREATE INDEX client_by_activity ON client (org_id, active_at_ms);

-- What a client is found by: words of the name, the e-mail address and its host, the phone's digits, the label; lower case.
CREATE TABLE client_term (
  org_id    INTEGER NOT NULL,
  term      TEXT NOT NULL CONSTRAINT client_term_length CHECK (length(term) BETWEEN 1 AND 320),
  client_id INTEGER NOT NULL,
  PRIMARY KEY (org_id, term, client_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX client_term_by_client ON client_term (org_id, client_id);

CREATE TABLE sales_order (
  org_id        INTEGER NOT NULL CONSTRAINT sales_order_organisation REFERENCES organisation (org_id),
  order_id      INTEGER NOT NULL CONSTRAINT sales_order_number CHECK (order_id > 0),
  mode          TEXT NOT NULL CONSTRAINT sales_order_mode CHECK (mode IN ('live', 'test')),
  client_id     INTEGER NOT NULL,
  -- How it came about: a payer followed the Buy link, a person recorded it, an invoice was made.
  source        TEXT NOT NULL CONSTRAINT sales_order_source CHECK (source IN ('offer', 'cabinet', 'invoice')),
  offer_id      INTEGER CONSTRAINT sales_order_offer_of CHECK ((offer_id IS NULL) = (source = 'invoice')),
  title         TEXT NOT NULL,
  price_minor   INTEGER NOT NULL CONSTRAINT sales_order_price CHECK (price_minor > 0),
  currency      TEXT NOT NULL,
  -- Derived from its payments, by trigger: open while one may still be paid, resolved while money is held, completed once one is
  -- paid, refunded when all of it went back, rejected when none came about.
  status        TEXT NOT NULL DEFAULT 'open' CONSTRAINT sales_order_status CHECK (status IN ('open', 'resolved', 'rejected', 'refunded', 'completed')),
  -- The request that made it: a double submit makes one order.
  request_key   TEXT NOT NULL,
  opened_at_ms  INTEGER NOT NULL,
  PRIMARY KEY (org_id, order_id),
  CONSTRAINT sales_order_request UNIQUE (org_id, request_key),
  CONSTRAINT sales_order_client FOREIGN KEY (org_id, client_id) REFERENCES client (org_id, client_id),
  CONSTRAINT sales_order_offer FOREIGN KEY (org_id, offer_id) REFERENCES offer (org_id, offer_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX sales_order_by_mode ON sales_order (org_id, mode, order_id);
CREATE INDEX sales_order_by_status ON sales_order (org_id, mode, status, order_id);
-- What waits to be paid after somebody has followed a Buy link: bounded by the hour.
CREATE INDEX sales_order_waiting_by_offer ON sales_order (org_id, offer_id, opened_at_ms) WHERE status = 'open' AND source = 'offer';
CREATE INDEX sales_order_waiting_by_client ON sales_order (org_id, client_id, offer_id, opened_at_ms) WHERE status = 'open' AND source = 'offer';
CREATE INDEX sales_order_by_client ON sales_order (org_id, client_id, order_id);

CREATE TRIGGER sales_order_of_mode BEFORE INSERT ON sales_order
WHEN (SELECT mode FROM client WHERE org_id = NEW.org_id AND client_id = NEW.client_id) <> NEW.mode
BEGIN SELECT RAISE(ABORT, 'sales_order_client_of_other_mode'); END;

-- What happened with a client in a mode, as the organisation sees it and the client never does: notes, and every change of an order's
-- status.
CREATE TABLE client_timeline (
  org_id     INTEGER NOT NULL,
  client_id  INTEGER NOT NULL,
  mode       TEXT NOT NULL CONSTRAINT client_timeline_mode CHECK (mode IN ('live', 'test')),
  entry      INTEGER NOT NULL,
  at_ms      INTEGER NOT NULL,
  kind       TEXT NOT NULL CONSTRAINT client_timeline_kind CHECK (kind IN ('note', 'order_opened', 'order_status', 'invoice_sent')),
  order_id   INTEGER,
  -- Of a status: what it was and what it became.
  before     TEXT,
  after      TEXT,
  -- Of a note.
  text       TEXT,
  actor      TEXT NOT NULL DEFAULT 'system',
  PRIMARY KEY (org_id, client_id, mode, entry),
  CONSTRAINT client_timeline_client FOREIGN KEY (org_id, client_id) REFERENCES client (org_id, client_id)
) STRICT, WITHOUT ROWID;
CREATE TRIGGER client_timeline_immutable BEFORE UPDATE OF kind, order_id, before, after, at_ms ON client_timeline
BEGIN SELECT RAISE(ABORT, 'client_timeline_immutable'); END;

CREATE TRIGGER sales_order_opened AFTER INSERT ON sales_order
BEGIN
  INSERT INTO client_timeline (org_id, client_id, mode, entry, at_ms, kind, order_id, after)
    SELECT NEW.org_id, NEW.client_id, NEW.mode, COALESCE((SELECT max(entry) FROM client_timeline WHERE org_id = NEW.org_id AND client_id = NEW.client_id AND mode = NEW.mode), 0) + 1,
      NEW.opened_at_ms, 'order_opened', NEW.order_id, NEW.status;
  UPDATE client SET active_at_ms = max(active_at_ms, NEW.opened_at_ms) WHERE org_id = NEW.org_id AND client_id = NEW.client_id;
END;
CREATE TRIGGER sales_order_changed AFTER UPDATE OF status ON sales_order WHEN NEW.status <> OLD.status
BEGIN
  INSERT INTO client_timeline (org_id, client_id, mode, entry, at_ms, kind, order_id, before, after)
    SELECT NEW.org_id, NEW.client_id, NEW.mode, COALESCE((SELECT max(entry) FROM client_timeline WHERE org_id = NEW.org_id AND client_id = NEW.client_id AND mode = NEW.mode), 0) + 1,
      -- A record: of the wall clock.
      CAST(unixepoch('subsec') * 1000 AS INTEGER), 'order_status', NEW.order_id, OLD.status, NEW.status;
END;

-- The order's status, from its payments. (A procedure, as in 0003_operations.sql.)
CREATE VIEW sales_order_effect AS SELECT 0 AS org_id, 0 AS sales_order;
CREATE TRIGGER sales_order_effect_applied INSTEAD OF INSERT ON sales_order_effect
BEGIN
  UPDATE sales_order SET status = (SELECT CASE
      WHEN sum(p.money IN ('captured', 'refunding', 'partially_refunded')) > 0 THEN 'completed'
      WHEN sum(p.money = 'authorised') > 0 THEN 'resolved'
      WHEN sum(p.money = 'refunded') > 0 THEN 'refunded'
      WHEN sum(p.money IN ('created', 'awaiting')) > 0 THEN 'open'
      ELSE 'rejected' END
    FROM payment p INDEXED BY payment_by_sales_order WHERE p.org_id = NEW.org_id AND p.sales_order = NEW.sales_order)
  WHERE org_id = NEW.org_id AND order_id = NEW.sales_order;
END;
CREATE TRIGGER payment_of_order_made AFTER INSERT ON payment WHEN NEW.sales_order IS NOT NULL
BEGIN INSERT INTO sales_order_effect (org_id, sales_order) VALUES (NEW.org_id, NEW.sales_order); END;
CREATE TRIGGER payment_of_order_changed AFTER UPDATE OF closed, authorised_minor, voided_minor, captured_minor, refunded_minor, charged_back_minor, refund_reserved_minor ON payment
WHEN NEW.sales_order IS NOT NULL
BEGIN INSERT INTO sales_order_effect (org_id, sales_order) VALUES (NEW.org_id, NEW.sales_order); END;

-- A trip to a manual system: what the payer says, and what a person makes of it. What was said stays beside every correction.
CREATE TABLE manual_payment (
  org_id          INTEGER NOT NULL,
  number          INTEGER NOT NULL,
  attempt         INTEGER NOT NULL,
  -- The price as it was asked. What is to be paid in the system's currency, and in the end what was, is the attempt's; the payment goes
  -- on asking its price until it is confirmed.
  price_minor     INTEGER NOT NULL CONSTRAINT manual_payment_price CHECK (price_minor > 0),
  price_currency  TEXT NOT NULL,
  -- When the payer says to have paid: a day of the organisation, 'YYYY-MM-DD'.
  paid_on         TEXT NOT NULL,
  comment         TEXT NOT NULL DEFAULT '',
  receipt         TEXT,
  opened_by       TEXT NOT NULL,
  opened_at_ms    INTEGER NOT NULL,
  -- Not confirmed until then: rejected by itself. And when people are reminded; empty once they were, or it is decided.
  confirm_by_ms   INTEGER NOT NULL,
  remind_at_ms    INTEGER,
  state           TEXT NOT NULL DEFAULT 'open' CONSTRAINT manual_payment_state CHECK (state IN ('open', 'resolved', 'rejected')),
  -- 'manager' or 'expired'.
  reason          TEXT CONSTRAINT manual_payment_reason CHECK (reason IN ('manager', 'expired')),
  decided_by      TEXT,
  decided_at_ms   INTEGER CONSTRAINT manual_payment_decided CHECK ((decided_at_ms IS NULL) = (state = 'open')),
  decision_comment TEXT NOT NULL DEFAULT '',
  -- What was paid, as confirmed: price, currency and day as the person has them, and the amount booked.
  final_price_minor    INTEGER,
  final_price_currency TEXT,
  final_paid_on        TEXT,
  paid_minor           INTEGER,
  paid_currency        TEXT,
  -- Fixed when it was confirmed, by the rates of the day of payment. All in paid_currency but where said.
  commission_minor     INTEGER,
  -- As configured then, what it came to, or (where no rate led there) what stays apart in its own currency.
  fixed_fee_minor      INTEGER,
  fixed_fee_currency   TEXT,
  fixed_fee_paid_minor INTEGER,
  fixed_fee_apart_minor INTEGER CONSTRAINT manual_payment_fee_apart CHECK (fixed_fee_apart_minor IS NULL OR (fixed_fee_apart_minor > 0 AND fixed_fee_paid_minor IS NULL)),
  -- What reached the account, below zero where the fees are above the amount; empty where no rate led to the income currency.
  income_minor         INTEGER,
  income_currency      TEXT,
  -- JSON array of the rates used: [{"from","to","rate","day","source"}].
  rates                TEXT NOT NULL DEFAULT '[]' CONSTRAINT manual_payment_rates CHECK (json_type(rates) = 'array'),
  -- Random per decision: later statements of a batch act only on what their own run has decided.
  run             TEXT,
  PRIMARY KEY (org_id, number, attempt),
  CONSTRAINT manual_payment_confirmed CHECK ((paid_minor IS NULL) = (state <> 'resolved')),
  CONSTRAINT manual_payment_attempt FOREIGN KEY (org_id, number, attempt) REFERENCES attempt (org_id, number, attempt)
) STRICT, WITHOUT ROWID;
-- Work queues of manual-expiry, so by time alone.
CREATE INDEX manual_payment_due ON manual_payment (confirm_by_ms) WHERE state = 'open';
CREATE INDEX manual_payment_to_remind ON manual_payment (remind_at_ms) WHERE remind_at_ms IS NOT NULL;
-- Comments and receipts that are yet to be erased by the organisation's rule.
CREATE INDEX manual_payment_to_forget ON manual_payment (org_id, decided_at_ms) WHERE comment <> '' OR decision_comment <> '' OR receipt IS NOT NULL;
-- What a run has decided.
CREATE INDEX manual_payment_by_run ON manual_payment (run) WHERE run IS NOT NULL;

-- Decided once, and what was said stays.
CREATE TRIGGER manual_payment_final BEFORE UPDATE ON manual_payment
WHEN OLD.state <> 'open' AND (NEW.state <> OLD.state OR NEW.paid_minor IS NOT OLD.paid_minor OR NEW.run IS NOT OLD.run)
  OR NEW.price_minor <> OLD.price_minor OR NEW.price_currency <> OLD.price_currency OR NEW.paid_on <> OLD.paid_on
BEGIN SELECT RAISE(ABORT, 'manual_payment_final'); END;

-- What is billed: an order with one payment, whose pay page is the invoice's link. Lines, amount, description and expiry are the
-- payment's; the status is derived from it.
CREATE TABLE invoice (
  org_id        INTEGER NOT NULL,
  invoice_id    INTEGER NOT NULL CONSTRAINT invoice_number CHECK (invoice_id > 0),
  mode          TEXT NOT NULL CONSTRAINT invoice_mode CHECK (mode IN ('live', 'test')),
  number        INTEGER NOT NULL,
  order_id      INTEGER NOT NULL,
  client_id     INTEGER NOT NULL,
  -- Where it is sent: either, or both, or (a link handed over) neither.
  email         TEXT,
  phone         TEXT,
  language      TEXT NOT NULL CONSTRAINT invoice_language CHECK (language IN ('en', 'ru')),
  -- How often it was sent (bounded), and when first and last.
  sends         INTEGER NOT NULL DEFAULT 0 CONSTRAINT invoice_sends CHECK (sends BETWEEN 0 AND 10),
  sent_at_ms    INTEGER,
  last_sent_at_ms INTEGER,
  created_by    TEXT NOT NULL,
  created_at_ms INTEGER NOT NULL,
  -- Until when its addresses are needed: its end, or when it was last sent. From then on the organisation's rule for erasing them counts.
  needed_until_ms INTEGER NOT NULL,
  PRIMARY KEY (org_id, invoice_id),
  CONSTRAINT invoice_payment UNIQUE (org_id, number),
  CONSTRAINT invoice_of_payment FOREIGN KEY (org_id, number) REFERENCES payment (org_id, number),
  CONSTRAINT invoice_of_order FOREIGN KEY (org_id, order_id) REFERENCES sales_order (org_id, order_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX invoice_by_mode ON invoice (org_id, mode, invoice_id);
CREATE INDEX invoice_to_forget ON invoice (org_id, needed_until_ms) WHERE email IS NOT NULL OR phone IS NOT NULL;
CREATE INDEX invoice_by_client ON invoice (org_id, client_id, invoice_id);

-- Paid from a page that was open, or by a trip under way, when its time ended: honoured, and marked.
CREATE TRIGGER invoice_paid_late AFTER UPDATE OF paid_at_ms ON payment
WHEN OLD.paid_at_ms IS NULL AND NEW.paid_at_ms >= NEW.expires_at_ms AND EXISTS (SELECT 1 FROM invoice i WHERE i.org_id = NEW.org_id AND i.number = NEW.number)
BEGIN
  UPDATE payment SET attention = 'late_success' WHERE org_id = NEW.org_id AND number = NEW.number;
  INSERT INTO notification (org_id, notification, kind, subject, created_at_ms)
    VALUES (NEW.org_id, 'invoice_late:' || NEW.number, 'invoice_paid_late', 'payment:' || NEW.number, NEW.paid_at_ms) ON CONFLICT DO NOTHING;
END;

-- One tick of a scheduled trigger at a time; a killed one's lease ends by itself.
CREATE TABLE lease (
  name     TEXT PRIMARY KEY NOT NULL,
  holder   TEXT NOT NULL,
  until_ms INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
