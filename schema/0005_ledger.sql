-- Double-entry ledger. A movement is one immutable row that holds its entries; a trigger keeps the balances and refuses
-- whatever does not sum to zero. Entries are read through a view: fewer rows to write, and none apart from its movement. Accounts are names per organisation, currency and mode:
--   in_transit:<terminal>  money at the acquirer on its way to us (negative: the acquirer owes it)
--   available              the merchant's
--   service_fee, bank_fee  what the capture cost
--   unclaimed              money that a bank says it took and that belongs to no payment as asked
--   hold, hold_memo        memo pair of an authorisation, never available
--   manual:<terminal>      what people have confirmed to have come by a manual payment system, less what it keeps; never payable
--   manual_memo            its counterpart
--   manual_fee             what manual payment systems keep

CREATE TABLE movement (
  org_id        INTEGER NOT NULL,
  -- Natural key, e.g. 'callback:<terminal>:<event>': writing it again is refused.
  movement      TEXT NOT NULL,
  mode          TEXT NOT NULL CONSTRAINT movement_mode CHECK (mode IN ('live', 'test')),
  number        INTEGER,
  kind          TEXT NOT NULL CONSTRAINT movement_kind CHECK (kind IN ('hold', 'void', 'capture', 'refund', 'surplus', 'surplus_returned',
                  'chargeback', 'chargeback_won', 'mismatch', 'mismatch_corrected', 'settlement')),
  -- [[account, currency, minor], ...]
  lines         TEXT NOT NULL CONSTRAINT movement_lines CHECK (json_array_length(lines) >= 2),
  created_at_ms INTEGER NOT NULL,
  PRIMARY KEY (org_id, movement)
) STRICT, WITHOUT ROWID;
CREATE INDEX movement_by_payment ON movement (org_id, number) WHERE number IS NOT NULL;

CREATE VIEW entry AS
SELECT m.org_id, m.movement, l.key AS line, m.mode, l.value ->> 0 AS account, l.value ->> 1 AS currency, l.value ->> 2 AS minor
  FROM movement m, json_each(m.lines) AS l WHERE l.value ->> 2 <> 0;

-- Sums of entries; kept by trigger, and rebuildable from them.
CREATE TABLE balance (
  org_id   INTEGER NOT NULL,
  mode     TEXT NOT NULL,
  currency TEXT NOT NULL,
  account  TEXT NOT NULL,
  minor    INTEGER NOT NULL,
  PRIMARY KEY (org_id, mode, currency, account)
) STRICT, WITHOUT ROWID;

CREATE TRIGGER movement_mode BEFORE INSERT ON movement
WHEN NEW.number IS NOT NULL AND NEW.mode <> (SELECT p.mode FROM payment p WHERE p.org_id = NEW.org_id AND p.number = NEW.number)
BEGIN SELECT RAISE(ABORT, 'movement_mode_differs'); END;

CREATE TRIGGER movement_posted AFTER INSERT ON movement
BEGIN
  SELECT RAISE(ABORT, 'movement_unbalanced') FROM json_each(NEW.lines) AS l GROUP BY l.value ->> 1
    HAVING sum(l.value ->> 2) <> 0 OR sum(json_type(l.value, '$[2]') <> 'integer') > 0;
  INSERT INTO balance (org_id, mode, currency, account, minor)
    SELECT NEW.org_id, NEW.mode, l.value ->> 1, l.value ->> 0, l.value ->> 2 FROM json_each(NEW.lines) AS l WHERE l.value ->> 2 <> 0
    ON CONFLICT (org_id, mode, currency, account) DO UPDATE SET minor = minor + excluded.minor;
END;

CREATE TRIGGER movement_immutable_update BEFORE UPDATE ON movement BEGIN SELECT RAISE(ABORT, 'movement_immutable'); END;
CREATE TRIGGER movement_immutable_delete BEFORE DELETE ON movement BEGIN SELECT RAISE(ABORT, 'movement_immutable'); END;
