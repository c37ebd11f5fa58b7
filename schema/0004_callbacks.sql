-- What banks told us, word for word, with what it came to.

-- Only an applied event makes the next a duplicate; unmatched and flagged ones are tried again.
CREATE TABLE callback (
  org_id         INTEGER NOT NULL,
  terminal_id    TEXT NOT NULL,
  event_id       TEXT NOT NULL,
  -- Random per delivery: later statements of the batch act only on the row that their own run has written.
  run            TEXT NOT NULL,
  kind           TEXT NOT NULL CONSTRAINT callback_kind CHECK (kind IN (
                   'authorised', 'captured', 'declined', 'voided', 'refunded', 'refund_refused', 'chargeback_opened', 'chargeback_won', 'chargeback_lost')),
  outcome        TEXT NOT NULL CONSTRAINT callback_outcome
                 CHECK (outcome IN ('settled', 'late', 'surplus', 'repeated', 'contradicted', 'mismatch', 'unmatched', 'dismissed')),
  -- Empty while unmatched.
  number         INTEGER,
  attempt        INTEGER,
  reference      TEXT NOT NULL,
  amount_minor   INTEGER NOT NULL,
  currency       TEXT NOT NULL,
  -- What came, card numbers masked.
  body           TEXT NOT NULL,
  received_at_ms INTEGER NOT NULL,
  deliveries     INTEGER NOT NULL DEFAULT 1,
  -- Why a person attached or dismissed it.
  resolution     TEXT,
  PRIMARY KEY (org_id, terminal_id, event_id),
  CONSTRAINT callback_terminal FOREIGN KEY (org_id, terminal_id) REFERENCES terminal (org_id, terminal_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX callback_by_payment ON callback (org_id, number) WHERE number IS NOT NULL;
-- What needs a person: few rows at any time.
CREATE INDEX callback_for_attention ON callback (org_id, received_at_ms) WHERE outcome IN ('unmatched', 'mismatch', 'contradicted');

-- What does not fit is shown to people, on the payment and as a notification; and money that a bank says it took, of
-- another amount or currency than asked, belongs to nobody yet. The common way does nothing of this.
CREATE VIEW callback_flag AS SELECT 0 AS org_id, '' AS terminal_id, '' AS event_id;
CREATE TRIGGER callback_flag_raised INSTEAD OF INSERT ON callback_flag
BEGIN
  UPDATE payment SET attention = CASE c.outcome WHEN 'late' THEN 'late_success' WHEN 'surplus' THEN 'second_success'
      WHEN 'mismatch' THEN 'amount_mismatch' ELSE 'contradicted' END
    FROM callback c WHERE c.org_id = NEW.org_id AND c.terminal_id = NEW.terminal_id AND c.event_id = NEW.event_id
      AND payment.org_id = c.org_id AND payment.number = c.number;
  -- A flagged event is journaled once, however often it is redelivered.
  INSERT INTO journal (org_id, seq, at_ms, actor, action, subject, detail)
    SELECT c.org_id, COALESCE((SELECT seq FROM journal WHERE org_id = c.org_id ORDER BY seq DESC LIMIT 1), 0) + 1, c.received_at_ms, 'terminal:' || c.terminal_id,
      'bank_' || c.kind, 'payment:' || c.number, json_object('event', c.event_id, 'outcome', c.outcome, 'attempt', c.attempt,
      'amount_minor', c.amount_minor, 'currency', c.currency)
    FROM callback c WHERE c.org_id = NEW.org_id AND c.terminal_id = NEW.terminal_id AND c.event_id = NEW.event_id AND c.number IS NOT NULL
      AND c.outcome IN ('mismatch', 'contradicted') AND NOT EXISTS (SELECT 1 FROM notification x
        WHERE x.org_id = c.org_id AND x.notification = 'callback:' || c.terminal_id || ':' || c.event_id);
  INSERT INTO notification (org_id, notification, kind, subject, created_at_ms)
    SELECT c.org_id, 'callback:' || c.terminal_id || ':' || c.event_id, 'callback_' || c.outcome, 'payment:' || c.number, c.received_at_ms
    FROM callback c WHERE c.org_id = NEW.org_id AND c.terminal_id = NEW.terminal_id AND c.event_id = NEW.event_id AND c.number IS NOT NULL
    ON CONFLICT DO NOTHING;
  INSERT INTO movement (org_id, movement, mode, number, kind, lines, created_at_ms)
    SELECT c.org_id, 'mismatch:' || c.terminal_id || ':' || c.event_id, t.mode, c.number, 'mismatch',
      json_array(json_array('in_transit:' || c.terminal_id, c.currency, -c.amount_minor), json_array('unclaimed', c.currency, c.amount_minor)), c.received_at_ms
    FROM callback c JOIN terminal t ON t.org_id = c.org_id AND t.terminal_id = c.terminal_id
    WHERE c.org_id = NEW.org_id AND c.terminal_id = NEW.terminal_id AND c.event_id = NEW.event_id AND c.outcome = 'mismatch' AND c.kind = 'captured'
    ON CONFLICT DO NOTHING;
END;
CREATE TRIGGER callback_flagged AFTER INSERT ON callback WHEN NEW.outcome IN ('late', 'surplus', 'mismatch', 'contradicted')
BEGIN INSERT INTO callback_flag (org_id, terminal_id, event_id) VALUES (NEW.org_id, NEW.terminal_id, NEW.event_id); END;
CREATE TRIGGER callback_flagged_again AFTER UPDATE OF run ON callback WHEN NEW.outcome IN ('late', 'surplus', 'mismatch', 'contradicted')
BEGIN INSERT INTO callback_flag (org_id, terminal_id, event_id) VALUES (NEW.org_id, NEW.terminal_id, NEW.event_id); END;
-- A bank that corrects itself under the same event id: what it said first is taken back.
CREATE TRIGGER callback_corrected AFTER UPDATE OF run ON callback WHEN OLD.outcome = 'mismatch' AND OLD.kind = 'captured' AND NEW.outcome <> 'mismatch'
BEGIN
  INSERT INTO movement (org_id, movement, mode, number, kind, lines, created_at_ms)
    -- As it was booked, which is what was said first.
    SELECT m.org_id, 'mismatch_corrected:' || OLD.terminal_id || ':' || OLD.event_id, m.mode, m.number, 'mismatch_corrected',
      json_array(json_array(m.lines ->> '$[0][0]', m.lines ->> '$[0][1]', -(m.lines ->> '$[0][2]')),
        json_array(m.lines ->> '$[1][0]', m.lines ->> '$[1][1]', -(m.lines ->> '$[1][2]'))), NEW.received_at_ms
    FROM movement m WHERE m.org_id = OLD.org_id AND m.movement = 'mismatch:' || OLD.terminal_id || ':' || OLD.event_id
    ON CONFLICT DO NOTHING;
END;
