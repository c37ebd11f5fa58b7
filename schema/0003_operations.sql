-- Operations on a payment's money. What an operation does to the payment's sums and to the ledger is done here, whoever
-- writes it: the sums are computed anew from the operations, the postings stand in one place, and no statement can forget
-- either. What the desk starts is refused where it does not fit; what a bank says has happened is booked, and the payment
-- marked (`overrun`) where that breaks our bounds.

CREATE TABLE operation (
  org_id          INTEGER NOT NULL,
  number          INTEGER NOT NULL,
  operation       INTEGER NOT NULL CONSTRAINT operation_number CHECK (operation BETWEEN 1 AND 100000),
  attempt         INTEGER NOT NULL,
  kind            TEXT NOT NULL CONSTRAINT operation_kind CHECK (kind IN ('authorise', 'capture', 'void', 'refund', 'chargeback')),
  -- intended: committed, the bank not asked yet; sent: the bank has it and will decide; unknown: asked, and no answer that
  -- can be understood; reversed: a chargeback that was won.
  state           TEXT NOT NULL CONSTRAINT operation_state CHECK (state IN ('intended', 'sent', 'done', 'refused', 'unknown', 'reversed')),
  -- Who began it.
  origin          TEXT NOT NULL DEFAULT 'desk' CONSTRAINT operation_origin CHECK (origin IN ('desk', 'bank')),
  actor           TEXT NOT NULL DEFAULT 'system',
  amount_minor    INTEGER NOT NULL CONSTRAINT operation_amount CHECK (amount_minor > 0),
  currency        TEXT NOT NULL,
  -- A capture's fee and the bank's part of it; a chargeback's fee; the part of the fee that a refund gives back.
  fee_minor       INTEGER NOT NULL DEFAULT 0 CONSTRAINT operation_fee CHECK (fee_minor >= 0),
  bank_fee_minor  INTEGER NOT NULL DEFAULT 0 CONSTRAINT operation_bank_fee CHECK (bank_fee_minor BETWEEN 0 AND fee_minor),
  -- The bank gets it, and acts once on it.
  idempotency_key TEXT NOT NULL,
  -- 1: beside the payment's sums (a second success and its return).
  surplus         INTEGER NOT NULL DEFAULT 0 CONSTRAINT operation_surplus CHECK (surplus IN (0, 1)),
  reason          TEXT,
  -- What a refund gives back of the cart: JSON array of [line, quantity as decimal text, minor units].
  lines           TEXT CONSTRAINT operation_lines CHECK (lines IS NULL OR (kind = 'refund' AND json_type(lines) = 'array')),
  -- The bank's id of the payment, and of the operation.
  bank_reference  TEXT,
  bank_operation  TEXT,
  -- Why it was refused.
  code            TEXT,
  -- What a person gave who recorded it as done.
  evidence        TEXT,
  -- How often the bank was asked to act, and when first: "not found" is definite only so long after.
  asked           INTEGER NOT NULL DEFAULT 0,
  asked_at_ms     INTEGER,
  -- When the janitor may look at it again; empty once decided.
  due_at_ms       INTEGER,
  created_at_ms   INTEGER NOT NULL,
  decided_at_ms   INTEGER,
  -- Random per write: later statements of a batch act only on what their own run has written.
  run             TEXT,
  PRIMARY KEY (org_id, number, operation),
  CONSTRAINT operation_key_unique UNIQUE (org_id, idempotency_key),
  CONSTRAINT operation_due_while_open CHECK (due_at_ms IS NULL OR state IN ('intended', 'sent', 'unknown')),
  CONSTRAINT operation_decided CHECK ((decided_at_ms IS NULL) = (state IN ('intended', 'sent', 'unknown'))),
  CONSTRAINT operation_attempt FOREIGN KEY (org_id, number, attempt) REFERENCES attempt (org_id, number, attempt)
) STRICT, WITHOUT ROWID;
-- A work queue, so by time alone.
CREATE INDEX operation_due ON operation (due_at_ms) WHERE due_at_ms IS NOT NULL;

-- What the desk starts stays within what is there, and within what the terminal allows.
CREATE TRIGGER operation_guarded BEFORE INSERT ON operation WHEN NEW.origin = 'desk' AND NEW.surplus = 0
BEGIN
  SELECT CASE
      -- What the desk starts is bounded; what banks say has happened is not.
      WHEN NEW.operation > 500 THEN RAISE(ABORT, 'operation_too_many')
      WHEN NOT EXISTS (SELECT 1 FROM json_each(t.operations) AS allowed WHERE allowed.value = NEW.kind) THEN RAISE(ABORT, 'operation_not_allowed')
      WHEN NEW.currency <> p.currency THEN RAISE(ABORT, 'operation_currency')
      WHEN NEW.kind = 'refund' AND p.disputes_open > 0 THEN RAISE(ABORT, 'operation_disputed')
      WHEN NEW.kind = 'refund' AND NEW.amount_minor > p.captured_minor - p.refunded_minor - p.charged_back_minor - p.refund_reserved_minor
        THEN RAISE(ABORT, 'operation_exceeds_captured')
      WHEN NEW.kind IN ('capture', 'void') AND (p.captured_minor > 0 OR p.capture_reserved_minor > 0) THEN RAISE(ABORT, 'operation_already_captured')
      -- Nothing is held at a manual system: what a person confirms is taken and authorised in one.
      WHEN NEW.kind IN ('capture', 'void') AND t.acquirer <> 'manual' AND NEW.amount_minor > p.authorised_minor - p.voided_minor - p.void_reserved_minor
        THEN RAISE(ABORT, 'operation_exceeds_hold')
      WHEN NEW.kind = 'capture' AND p.void_reserved_minor > 0 THEN RAISE(ABORT, 'operation_in_flight')
    END
    FROM payment p JOIN attempt a ON a.org_id = p.org_id AND a.number = p.number AND a.attempt = NEW.attempt
    JOIN terminal t ON t.org_id = a.org_id AND t.terminal_id = a.terminal_id
    WHERE p.org_id = NEW.org_id AND p.number = NEW.number;
END;

-- What an operation's state does to the world; written to by the two triggers below. (A view with such a trigger is what
-- SQLite has for a procedure.)
CREATE VIEW operation_effect AS SELECT 0 AS org_id, 0 AS number, 0 AS operation, '' AS origin;
CREATE TRIGGER operation_effect_applied INSTEAD OF INSERT ON operation_effect
BEGIN
  -- The ledger: design's table of postings, here and nowhere else. A hold is a memo pair, released whole by its capture.
  -- The bank keeps its part of a fee; where a terminal gives the fee back on a refund, the service bears it.
  INSERT INTO movement (org_id, movement, mode, number, kind, lines, created_at_ms)
    SELECT o.org_id, o.kind || ':' || o.number || ':' || o.operation || iif(o.state = 'reversed', ':reversed', ''), t.mode, o.number,
      CASE WHEN o.state = 'reversed' THEN 'chargeback_won'
        WHEN o.surplus = 1 AND o.kind IN ('capture', 'refund') THEN iif(o.kind = 'capture', 'surplus', 'surplus_returned') WHEN o.kind = 'authorise' THEN 'hold' ELSE o.kind END,
      CASE WHEN t.acquirer = 'manual' THEN
        -- Memo accounts of their own, never payable. A fixed fee in a currency to which no rate leads stays in its own.
        CASE o.kind WHEN 'capture' THEN (SELECT iif(f.minor IS NULL, f.lines, json_insert(f.lines, '$[#]', json_array('manual:' || t.terminal_id, f.currency, -f.minor),
              '$[#]', json_array('manual_fee', f.currency, f.minor)))
            FROM (SELECT json_array(json_array('manual_memo', o.currency, -o.amount_minor), json_array('manual:' || t.terminal_id, o.currency, o.amount_minor),
                json_array('manual:' || t.terminal_id, o.currency, -o.fee_minor), json_array('manual_fee', o.currency, o.fee_minor)) AS lines,
                m.fixed_fee_apart_minor AS minor, m.fixed_fee_currency AS currency
              FROM manual_payment m WHERE m.org_id = o.org_id AND m.number = o.number AND m.attempt = o.attempt) AS f)
          ELSE json_array(json_array('manual:' || t.terminal_id, o.currency, -o.amount_minor), json_array('manual_memo', o.currency, o.amount_minor)) END
      ELSE CASE o.kind
        WHEN 'authorise' THEN json_array(json_array('hold', o.currency, o.amount_minor), json_array('hold_memo', o.currency, -o.amount_minor))
        WHEN 'void' THEN json_array(json_array('hold', o.currency, -o.amount_minor), json_array('hold_memo', o.currency, o.amount_minor))
        WHEN 'capture' THEN iif(o.surplus = 1,
          json_array(json_array('in_transit:' || t.terminal_id, o.currency, -o.amount_minor), json_array('unclaimed', o.currency, o.amount_minor)),
          json_array(json_array('in_transit:' || t.terminal_id, o.currency, -o.amount_minor), json_array('available', o.currency, o.amount_minor),
            json_array('available', o.currency, -o.fee_minor), json_array('service_fee', o.currency, o.fee_minor - o.bank_fee_minor),
            json_array('bank_fee', o.currency, o.bank_fee_minor)))
        WHEN 'refund' THEN iif(o.surplus = 1,
          json_array(json_array('unclaimed', o.currency, -o.amount_minor), json_array('in_transit:' || t.terminal_id, o.currency, o.amount_minor)),
          json_array(json_array('available', o.currency, -o.amount_minor), json_array('in_transit:' || t.terminal_id, o.currency, o.amount_minor),
            json_array('service_fee', o.currency, -o.fee_minor), json_array('available', o.currency, o.fee_minor)))
        ELSE json_array(
            json_array(iif(o.surplus = 1, 'unclaimed', 'available'), o.currency, iif(o.state = 'reversed', 1, -1) * o.amount_minor),
            json_array('available', o.currency, iif(o.state = 'reversed', 1, -1) * o.fee_minor),
            json_array('in_transit:' || t.terminal_id, o.currency, iif(o.state = 'reversed', -1, 1) * (o.amount_minor + o.fee_minor))) END END,
      o.decided_at_ms
    FROM operation o JOIN attempt a ON a.org_id = o.org_id AND a.number = o.number AND a.attempt = o.attempt
    JOIN terminal t ON t.org_id = a.org_id AND t.terminal_id = a.terminal_id
    WHERE o.org_id = NEW.org_id AND o.number = NEW.number AND o.operation = NEW.operation AND o.state IN ('done', 'reversed')
      -- What a capture releases was released with it, also of a void that the bank decides afterwards.
      AND NOT (o.kind = 'void' AND EXISTS (SELECT 1 FROM operation c WHERE c.org_id = NEW.org_id AND c.number = NEW.number AND c.attempt = o.attempt
        AND c.kind = 'capture' AND c.state = 'done'));
  -- The sums, computed anew. Where money is taken without a hold, the taking is the authorisation.
  UPDATE payment SET authorised_minor = iif(s.authorise > 0, s.authorise, s.captured + s.voided), voided_minor = s.voided, captured_minor = s.captured,
      refunded_minor = s.refunded, charged_back_minor = s.charged_back, capture_reserved_minor = s.capture_reserved, void_reserved_minor = s.void_reserved,
      refund_reserved_minor = s.refund_reserved, fee_minor = s.fee, fee_returned_minor = s.fee_returned, operations_unknown = s.unknown,
      paid_at_ms = COALESCE(paid_at_ms, s.paid_ms), sent_at_ms = COALESCE(sent_at_ms, s.paid_ms), closed = iif(s.authorise + s.captured > 0, NULL, closed), look_at_ms = iif(s.authorise + s.captured > 0, NULL, look_at_ms),
      capture_due_at_ms = iif(s.captured + s.capture_reserved > 0 OR s.voided + s.void_reserved >= s.authorise, NULL, capture_due_at_ms),
      overrun = max(overrun, NEW.origin = 'bank' AND (s.captured + s.capture_reserved + s.voided + s.void_reserved > iif(s.authorise > 0, s.authorise, s.captured + s.voided)
        OR s.refunded + s.refund_reserved + s.charged_back > s.captured)),
      attention = iif(overrun = 0 AND NEW.origin = 'bank' AND (s.captured + s.capture_reserved + s.voided + s.void_reserved > iif(s.authorise > 0, s.authorise, s.captured + s.voided)
        OR s.refunded + s.refund_reserved + s.charged_back > s.captured), 'beyond_bounds', attention)
    -- In one level, and found by NEW: a view, or a query within, SQLite (3.46) would compute for every payment, or again for every column.
    FROM (SELECT
        sum(iif(kind = 'authorise' AND state = 'done', amount_minor, 0)) AS authorise,
        sum(iif(kind = 'void' AND state = 'done', amount_minor, 0)) AS voided,
        sum(iif(kind = 'capture' AND state = 'done', amount_minor, 0)) AS captured,
        sum(iif(kind = 'refund' AND state = 'done', amount_minor, 0)) AS refunded,
        sum(iif(kind = 'chargeback' AND state = 'done', amount_minor, 0)) AS charged_back,
        sum(iif(kind = 'capture' AND decided_at_ms IS NULL, amount_minor, 0)) AS capture_reserved,
        sum(iif(kind = 'void' AND decided_at_ms IS NULL, amount_minor, 0)) AS void_reserved,
        sum(iif(kind = 'refund' AND decided_at_ms IS NULL, amount_minor, 0)) AS refund_reserved,
        sum(iif(kind = 'capture' AND state = 'done', fee_minor, NULL)) AS fee,
        sum(iif(kind = 'refund' AND state = 'done', fee_minor, 0)) AS fee_returned,
        sum(state = 'unknown') AS unknown,
        min(iif(kind IN ('authorise', 'capture') AND state = 'done', decided_at_ms, NULL)) AS paid_ms
      FROM operation WHERE org_id = NEW.org_id AND number = NEW.number AND surplus = 0) AS s
    WHERE payment.org_id = NEW.org_id AND payment.number = NEW.number AND s.captured IS NOT NULL;
END;

-- What goes beyond our bounds is told to people, once.
CREATE TRIGGER payment_overrun AFTER UPDATE OF overrun ON payment WHEN NEW.overrun > OLD.overrun
BEGIN
  INSERT INTO notification (org_id, notification, kind, subject, created_at_ms)
    SELECT NEW.org_id, 'overrun:' || NEW.number, 'beyond_bounds', 'payment:' || NEW.number, max(COALESCE(o.decided_at_ms, o.created_at_ms))
    FROM operation o WHERE o.org_id = NEW.org_id AND o.number = NEW.number ON CONFLICT DO NOTHING;
END;

CREATE TRIGGER operation_begun AFTER INSERT ON operation
BEGIN INSERT INTO operation_effect (org_id, number, operation, origin) VALUES (NEW.org_id, NEW.number, NEW.operation, NEW.origin); END;
-- A refusal that the bank takes back is the bank's fact: its reserve may be given away by now. What a person records with
-- evidence stays within our bounds.
CREATE TRIGGER operation_changed AFTER UPDATE OF state ON operation WHEN NEW.state <> OLD.state
BEGIN
  INSERT INTO operation_effect (org_id, number, operation, origin)
    VALUES (NEW.org_id, NEW.number, NEW.operation, iif(OLD.state = 'refused' AND NEW.evidence IS NULL, 'bank', NEW.origin));
END;

-- A hold is captured once: its memo pair is taken back whole, and what is left of it the bank lets go (what a void not yet
-- decided asks for, that void lets go).
CREATE VIEW hold_captured AS SELECT 0 AS org_id, 0 AS number, 0 AS operation, 0 AS attempt;
CREATE TRIGGER hold_captured_applied INSTEAD OF INSERT ON hold_captured
BEGIN
  INSERT INTO movement (org_id, movement, mode, number, kind, lines, created_at_ms)
    SELECT o.org_id, 'unhold:' || o.number || ':' || o.operation, p.mode, o.number, 'void',
      json_array(json_array('hold', o.currency, -h.minor), json_array('hold_memo', o.currency, h.minor)), o.decided_at_ms
    FROM operation o JOIN payment p ON p.org_id = o.org_id AND p.number = o.number
    JOIN (SELECT sum(CASE x.kind WHEN 'authorise' THEN x.amount_minor WHEN 'void' THEN -x.amount_minor ELSE 0 END) AS minor, sum(x.kind = 'capture') AS captures
      FROM operation x WHERE x.org_id = NEW.org_id AND x.number = NEW.number AND x.attempt = NEW.attempt AND x.state = 'done') AS h
    WHERE o.org_id = NEW.org_id AND o.number = NEW.number AND o.operation = NEW.operation AND h.minor > 0 AND h.captures = 1;
  INSERT INTO operation (org_id, number, operation, attempt, kind, state, origin, actor, amount_minor, currency, idempotency_key, reason, bank_reference,
      created_at_ms, decided_at_ms)
    SELECT o.org_id, o.number, (SELECT max(x.operation) FROM operation x WHERE x.org_id = NEW.org_id AND x.number = NEW.number) + 1, o.attempt, 'void', 'done',
      'bank', o.actor, h.minor - o.amount_minor, o.currency, 'rest:' || o.idempotency_key, 'rest_of_hold', o.bank_reference, o.decided_at_ms, o.decided_at_ms
    FROM operation o JOIN (SELECT sum(CASE WHEN x.kind = 'authorise' AND x.state = 'done' THEN x.amount_minor
        WHEN x.kind = 'void' AND (x.state = 'done' OR x.decided_at_ms IS NULL) THEN -x.amount_minor ELSE 0 END) AS minor,
        sum(x.kind = 'capture' AND x.state = 'done') AS captures
      FROM operation x WHERE x.org_id = NEW.org_id AND x.number = NEW.number AND x.attempt = NEW.attempt) AS h
    WHERE o.org_id = NEW.org_id AND o.number = NEW.number AND o.operation = NEW.operation AND o.surplus = 0 AND h.minor > o.amount_minor AND h.captures = 1;
END;
CREATE TRIGGER operation_captured AFTER INSERT ON operation WHEN NEW.kind = 'capture' AND NEW.state = 'done' AND EXISTS (SELECT 1 FROM operation h
  WHERE h.org_id = NEW.org_id AND h.number = NEW.number AND h.attempt = NEW.attempt AND h.kind = 'authorise')
BEGIN INSERT INTO hold_captured (org_id, number, operation, attempt) VALUES (NEW.org_id, NEW.number, NEW.operation, NEW.attempt); END;
CREATE TRIGGER operation_captured_later AFTER UPDATE OF state ON operation WHEN NEW.kind = 'capture' AND NEW.state = 'done' AND OLD.state <> 'done'
BEGIN INSERT INTO hold_captured (org_id, number, operation, attempt) VALUES (NEW.org_id, NEW.number, NEW.operation, NEW.attempt); END;

-- What is done is done: only a chargeback that is won, and an answer that a bank or a person corrects, change a decision.
CREATE TRIGGER operation_final BEFORE UPDATE OF state, amount_minor, currency, kind, surplus ON operation
WHEN NEW.amount_minor <> OLD.amount_minor OR NEW.currency <> OLD.currency OR NEW.kind <> OLD.kind OR NEW.surplus <> OLD.surplus
  OR (OLD.state = 'done' AND NEW.state <> 'done' AND NOT (OLD.kind = 'chargeback' AND NEW.state = 'reversed'))
  OR (OLD.state = 'reversed' AND NEW.state <> 'reversed')
BEGIN SELECT RAISE(ABORT, 'operation_final'); END;

-- What a card's owner disputes at their bank. While one is open, nothing more is refunded.
CREATE TABLE dispute (
  org_id             INTEGER NOT NULL,
  terminal_id        TEXT NOT NULL,
  -- The bank's id.
  dispute            TEXT NOT NULL,
  number             INTEGER NOT NULL,
  operation          INTEGER NOT NULL,
  state              TEXT NOT NULL DEFAULT 'open' CONSTRAINT dispute_state CHECK (state IN ('open', 'won', 'lost')),
  evidence_due_at_ms INTEGER,
  opened_at_ms       INTEGER NOT NULL,
  decided_at_ms      INTEGER CONSTRAINT dispute_decided CHECK ((decided_at_ms IS NULL) = (state = 'open')),
  PRIMARY KEY (org_id, terminal_id, dispute),
  CONSTRAINT dispute_operation FOREIGN KEY (org_id, number, operation) REFERENCES operation (org_id, number, operation)
) STRICT, WITHOUT ROWID;
CREATE INDEX dispute_by_payment ON dispute (org_id, number);
CREATE INDEX dispute_open ON dispute (org_id, opened_at_ms) WHERE state = 'open';
CREATE TRIGGER dispute_opened AFTER INSERT ON dispute
BEGIN
  UPDATE payment SET disputes_open = disputes_open + 1, attention = 'dispute_opened' WHERE org_id = NEW.org_id AND number = NEW.number AND NEW.state = 'open';
  INSERT INTO notification (org_id, notification, kind, subject, created_at_ms)
    VALUES (NEW.org_id, 'dispute:' || NEW.terminal_id || ':' || NEW.dispute, 'dispute_opened', 'payment:' || NEW.number, NEW.opened_at_ms) ON CONFLICT DO NOTHING;
END;
CREATE TRIGGER dispute_decided AFTER UPDATE OF state ON dispute WHEN OLD.state = 'open' AND NEW.state <> 'open'
BEGIN
  UPDATE payment SET disputes_open = disputes_open - 1 WHERE org_id = NEW.org_id AND number = NEW.number;
  -- The money is back today, not when it was taken.
  UPDATE operation SET state = 'reversed', decided_at_ms = NEW.decided_at_ms WHERE org_id = NEW.org_id AND number = NEW.number AND operation = NEW.operation AND NEW.state = 'won';
END;
