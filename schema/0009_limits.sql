-- Limits: what an organisation, a terminal, a payer (label) or a card may pay in an operation, a day and a month of the
-- organisation's zone. Where there is no limit, nothing is counted. Counted when a payment is created (a terminal's when the
-- payer goes there, a card's at the bank's first word of it), given back when it fails, not when it is refunded.

CREATE TABLE payment_limit (
  org_id        INTEGER NOT NULL CONSTRAINT payment_limit_organisation REFERENCES organisation (org_id),
  mode          TEXT NOT NULL CONSTRAINT payment_limit_mode CHECK (mode IN ('live', 'test')),
  scope         TEXT NOT NULL CONSTRAINT payment_limit_scope CHECK (scope IN ('organisation', 'terminal', 'payer', 'card')),
  -- Of which terminal; empty for the other scopes.
  terminal_id   TEXT NOT NULL DEFAULT '' CONSTRAINT payment_limit_terminal CHECK ((terminal_id <> '') = (scope = 'terminal')),
  currency      TEXT NOT NULL,
  -- Who set it: the platform's operator, or the organisation itself. Both hold.
  set_by        TEXT NOT NULL DEFAULT 'organisation' CONSTRAINT payment_limit_set_by CHECK (set_by IN ('operator', 'organisation')),
  -- One operation.
  minimum_minor INTEGER,
  maximum_minor INTEGER,
  -- Sum and number in a day and a month. Empty: no limit.
  day_minor     INTEGER,
  day_count     INTEGER,
  month_minor   INTEGER,
  month_count   INTEGER,
  PRIMARY KEY (org_id, mode, scope, terminal_id, currency, set_by)
) STRICT, WITHOUT ROWID;

CREATE TABLE limit_usage (
  org_id   INTEGER NOT NULL,
  mode     TEXT NOT NULL,
  scope    TEXT NOT NULL,
  -- The terminal, the label or the card's token; empty for the organisation.
  subject  TEXT NOT NULL,
  currency TEXT NOT NULL,
  -- 'YYYY-MM-DD' or 'YYYY-MM'.
  period   TEXT NOT NULL,
  minor    INTEGER NOT NULL,
  count    INTEGER NOT NULL,
  PRIMARY KEY (org_id, mode, scope, subject, currency, period)
) STRICT, WITHOUT ROWID;

-- Adds to (or, below zero, gives back) what was used by day and by month. (A procedure, as in 0003_operations.sql.)
CREATE VIEW limit_count AS SELECT 0 AS org_id, '' AS mode, '' AS scope, '' AS terminal_id, '' AS subject, '' AS currency, '' AS local_day, 0 AS minor, 0 AS count;
CREATE TRIGGER limit_counted INSTEAD OF INSERT ON limit_count
WHEN NEW.subject IS NOT NULL AND EXISTS (SELECT 1 FROM payment_limit l WHERE l.org_id = NEW.org_id AND l.mode = NEW.mode AND l.scope = NEW.scope
  AND l.terminal_id = NEW.terminal_id AND l.currency = NEW.currency)
BEGIN
  INSERT INTO limit_usage (org_id, mode, scope, subject, currency, period, minor, count)
    VALUES (NEW.org_id, NEW.mode, NEW.scope, NEW.subject, NEW.currency, NEW.local_day, NEW.minor, NEW.count),
      (NEW.org_id, NEW.mode, NEW.scope, NEW.subject, NEW.currency, substr(NEW.local_day, 1, 7), NEW.minor, NEW.count)
    ON CONFLICT (org_id, mode, scope, subject, currency, period) DO UPDATE SET minor = minor + excluded.minor, count = count + excluded.count;
END;

CREATE TRIGGER payment_counted AFTER INSERT ON payment
BEGIN
  INSERT INTO limit_count VALUES (NEW.org_id, NEW.mode, 'organisation', '', '', NEW.currency, NEW.local_day, NEW.amount_minor, 1);
  INSERT INTO limit_count VALUES (NEW.org_id, NEW.mode, 'payer', '', NEW.label, NEW.currency, NEW.local_day, NEW.amount_minor, 1);
END;
-- Failed, expired: given back; paid late after all: counted again.
CREATE TRIGGER payment_counted_back AFTER UPDATE OF closed ON payment WHEN (NEW.closed IS NULL) <> (OLD.closed IS NULL)
BEGIN
  INSERT INTO limit_count VALUES (NEW.org_id, NEW.mode, 'organisation', '', '', NEW.currency, NEW.local_day,
    iif(NEW.closed IS NULL, 1, -1) * NEW.amount_minor, iif(NEW.closed IS NULL, 1, -1));
  INSERT INTO limit_count VALUES (NEW.org_id, NEW.mode, 'payer', '', NEW.label, NEW.currency, NEW.local_day,
    iif(NEW.closed IS NULL, 1, -1) * NEW.amount_minor, iif(NEW.closed IS NULL, 1, -1));
END;
-- A manual payment turns out to be of another amount or currency than was asked.
CREATE TRIGGER payment_counted_anew AFTER UPDATE OF amount_minor, currency ON payment
WHEN (NEW.amount_minor <> OLD.amount_minor OR NEW.currency <> OLD.currency) AND NEW.closed IS NULL
BEGIN
  INSERT INTO limit_count VALUES (OLD.org_id, OLD.mode, 'organisation', '', '', OLD.currency, OLD.local_day, -OLD.amount_minor, -1);
  INSERT INTO limit_count VALUES (OLD.org_id, OLD.mode, 'payer', '', OLD.label, OLD.currency, OLD.local_day, -OLD.amount_minor, -1);
  INSERT INTO limit_count VALUES (NEW.org_id, NEW.mode, 'organisation', '', '', NEW.currency, NEW.local_day, NEW.amount_minor, 1);
  INSERT INTO limit_count VALUES (NEW.org_id, NEW.mode, 'payer', '', NEW.label, NEW.currency, NEW.local_day, NEW.amount_minor, 1);
END;

CREATE TRIGGER attempt_counted AFTER INSERT ON attempt
BEGIN
  INSERT INTO limit_count SELECT p.org_id, p.mode, 'terminal', NEW.terminal_id, NEW.terminal_id, NEW.currency, p.local_day, NEW.amount_minor, 1
    FROM payment p WHERE p.org_id = NEW.org_id AND p.number = NEW.number;
END;
CREATE TRIGGER attempt_counted_back AFTER UPDATE OF state ON attempt WHEN (NEW.state = 'declined') <> (OLD.state = 'declined')
BEGIN
  INSERT INTO limit_count SELECT p.org_id, p.mode, 'terminal', NEW.terminal_id, NEW.terminal_id, NEW.currency, p.local_day,
      iif(NEW.state = 'declined', -1, 1) * NEW.amount_minor, iif(NEW.state = 'declined', -1, 1)
    FROM payment p WHERE p.org_id = NEW.org_id AND p.number = NEW.number;
END;
-- What a person has confirmed of a manual trip is another sum than was said.
CREATE TRIGGER attempt_counted_anew AFTER UPDATE OF amount_minor, currency ON attempt
WHEN (NEW.amount_minor <> OLD.amount_minor OR NEW.currency <> OLD.currency) AND NEW.state <> 'declined'
BEGIN
  INSERT INTO limit_count SELECT p.org_id, p.mode, 'terminal', NEW.terminal_id, NEW.terminal_id, OLD.currency, p.local_day, -OLD.amount_minor, -1
    FROM payment p WHERE p.org_id = NEW.org_id AND p.number = NEW.number;
  INSERT INTO limit_count SELECT p.org_id, p.mode, 'terminal', NEW.terminal_id, NEW.terminal_id, NEW.currency, p.local_day, NEW.amount_minor, 1
    FROM payment p WHERE p.org_id = NEW.org_id AND p.number = NEW.number;
END;

-- The bank's first word of a card. What has happened is booked: over the limit a hold is voided, a sale flagged.
CREATE TRIGGER card_counted AFTER UPDATE OF state ON attempt
WHEN NEW.state IN ('authorised', 'captured') AND OLD.state NOT IN ('authorised', 'captured') AND NEW.card_token IS NOT NULL
  AND EXISTS (SELECT 1 FROM payment_limit l JOIN payment p ON p.org_id = l.org_id AND p.number = NEW.number AND p.mode = l.mode AND p.currency = l.currency
    WHERE l.org_id = NEW.org_id AND l.scope = 'card')
BEGIN
  INSERT INTO limit_count SELECT p.org_id, p.mode, 'card', '', NEW.card_token, NEW.currency, p.local_day, NEW.amount_minor, 1
    FROM payment p WHERE p.org_id = NEW.org_id AND p.number = NEW.number;
  UPDATE payment SET attention = 'card_limit' WHERE org_id = NEW.org_id AND number = NEW.number AND EXISTS (
    SELECT 1 FROM payment_limit l
      LEFT JOIN limit_usage d ON d.org_id = l.org_id AND d.mode = l.mode AND d.scope = 'card' AND d.subject = NEW.card_token AND d.currency = l.currency
        AND d.period = payment.local_day
      LEFT JOIN limit_usage m ON m.org_id = l.org_id AND m.mode = l.mode AND m.scope = 'card' AND m.subject = NEW.card_token AND m.currency = l.currency
        AND m.period = substr(payment.local_day, 1, 7)
    WHERE l.org_id = payment.org_id AND l.mode = payment.mode AND l.scope = 'card' AND l.terminal_id = '' AND l.currency = payment.currency
      AND (payment.amount_minor < l.minimum_minor OR payment.amount_minor > l.maximum_minor OR d.minor > l.day_minor OR d.count > l.day_count
        OR m.minor > l.month_minor OR m.count > l.month_count));
  INSERT INTO notification (org_id, notification, kind, subject, created_at_ms)
    SELECT p.org_id, 'card_limit:' || p.number || ':' || NEW.attempt, 'card_limit', 'payment:' || p.number, COALESCE(NEW.finished_at_ms, 0)
    FROM payment p WHERE p.org_id = NEW.org_id AND p.number = NEW.number AND p.attention = 'card_limit' ON CONFLICT DO NOTHING;
  -- Of this very trip, where it holds the payment's money: a second success goes back by itself. Where the terminal does not
  -- allow it, the mark is all.
  INSERT INTO operation (org_id, number, operation, attempt, kind, state, actor, amount_minor, currency, idempotency_key, reason, bank_reference, due_at_ms, created_at_ms)
    SELECT p.org_id, p.number, (SELECT max(x.operation) FROM operation x WHERE x.org_id = NEW.org_id AND x.number = NEW.number) + 1, NEW.attempt, 'void', 'intended',
      'system', p.authorised_minor - p.voided_minor - p.void_reserved_minor, p.currency, 'card_limit:' || p.number || ':' || NEW.attempt, 'card_limit',
      h.bank_reference, COALESCE(NEW.finished_at_ms, 0), COALESCE(NEW.finished_at_ms, 0)
    FROM payment p JOIN operation h ON h.org_id = p.org_id AND h.number = p.number AND h.attempt = NEW.attempt AND h.kind = 'authorise' AND h.state = 'done' AND h.surplus = 0
    JOIN terminal t ON t.org_id = NEW.org_id AND t.terminal_id = NEW.terminal_id
    WHERE p.org_id = NEW.org_id AND p.number = NEW.number AND p.attention = 'card_limit' AND NEW.state = 'authorised'
      AND EXISTS (SELECT 1 FROM json_each(t.operations) AS allowed WHERE allowed.value = 'void')
      AND p.captured_minor = 0 AND p.capture_reserved_minor = 0 AND p.authorised_minor > p.voided_minor + p.void_reserved_minor;
END;
