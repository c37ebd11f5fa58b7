-- Events, the endpoints that want them, and the outbox: written in the batch of what they tell.

CREATE TABLE endpoint (
  org_id        INTEGER NOT NULL CONSTRAINT endpoint_organisation REFERENCES organisation (org_id),
  endpoint_id   INTEGER NOT NULL,
  mode          TEXT NOT NULL CONSTRAINT endpoint_mode CHECK (mode IN ('live', 'test')),
  url           TEXT NOT NULL,
  format        TEXT NOT NULL DEFAULT 'standard' CONSTRAINT endpoint_format CHECK (format IN ('standard')),
  -- Whose delivery of the success event is the payment's notice.
  is_primary    INTEGER NOT NULL DEFAULT 0 CONSTRAINT endpoint_is_primary CHECK (is_primary IN (0, 1)),
  status        TEXT NOT NULL DEFAULT 'enabled' CONSTRAINT endpoint_status CHECK (status IN ('enabled', 'disabled')),
  -- JSON array of secrets, encrypted with the master key; every one of them signs.
  secrets       TEXT NOT NULL,
  created_at_ms INTEGER NOT NULL,
  PRIMARY KEY (org_id, endpoint_id)
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX endpoint_primary ON endpoint (org_id, mode) WHERE is_primary = 1;

-- What happened, as merchants are told it. Immutable.
CREATE TABLE event (
  org_id         INTEGER NOT NULL,
  event_id       TEXT NOT NULL,
  -- Counted within the organisation as events are committed: a reader that goes by it misses none.
  seq            INTEGER NOT NULL,
  mode           TEXT NOT NULL,
  type           TEXT NOT NULL,
  number         INTEGER,
  body           TEXT NOT NULL CONSTRAINT event_body CHECK (json_valid(body)),
  occurred_at_ms INTEGER NOT NULL,
  PRIMARY KEY (org_id, event_id)
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX event_in_order ON event (org_id, seq);
CREATE INDEX event_by_payment ON event (org_id, number) WHERE number IS NOT NULL;
-- Whoever wants to hear of it is queued with it; the success event at the primary endpoint is the payment's notice.
CREATE TRIGGER event_queued AFTER INSERT ON event
BEGIN
  INSERT INTO postback (org_id, endpoint_id, event_id, due_at_ms, created_at_ms)
    SELECT NEW.org_id, n.endpoint_id, NEW.event_id, NEW.occurred_at_ms, NEW.occurred_at_ms FROM endpoint n
    WHERE n.org_id = NEW.org_id AND n.mode = NEW.mode;
  UPDATE payment SET notice = 'sending' WHERE org_id = NEW.org_id AND number = NEW.number AND NEW.type IN ('payment.authorised', 'payment.captured')
    AND EXISTS (SELECT 1 FROM endpoint n WHERE n.org_id = NEW.org_id AND n.mode = NEW.mode AND n.is_primary = 1);
END;
CREATE TRIGGER event_immutable_update BEFORE UPDATE ON event BEGIN SELECT RAISE(ABORT, 'event_immutable'); END;

-- One event for one endpoint. `attempts` and `due_at_ms` are advanced when an attempt is claimed, before it is sent: an
-- attempt that dies halfway is counted, and comes due again by the schedule.
CREATE TABLE postback (
  org_id        INTEGER NOT NULL,
  endpoint_id   INTEGER NOT NULL,
  event_id      TEXT NOT NULL,
  state         TEXT NOT NULL DEFAULT 'pending' CONSTRAINT postback_state CHECK (state IN ('pending', 'delivered', 'exhausted')),
  attempts      INTEGER NOT NULL DEFAULT 0 CONSTRAINT postback_attempts CHECK (attempts BETWEEN 0 AND 50),
  -- Empty once delivered or exhausted.
  due_at_ms     INTEGER CONSTRAINT postback_due_while_pending CHECK ((due_at_ms IS NULL) = (state <> 'pending')),
  -- Fencing: only the claim that made an attempt records its outcome.
  claim         TEXT,
  created_at_ms INTEGER NOT NULL,
  PRIMARY KEY (org_id, endpoint_id, event_id),
  CONSTRAINT postback_endpoint FOREIGN KEY (org_id, endpoint_id) REFERENCES endpoint (org_id, endpoint_id),
  CONSTRAINT postback_event FOREIGN KEY (org_id, event_id) REFERENCES event (org_id, event_id)
) STRICT, WITHOUT ROWID;
-- A work queue, so by time alone.
CREATE INDEX postback_due ON postback (due_at_ms) WHERE due_at_ms IS NOT NULL;
CREATE INDEX postback_by_event ON postback (org_id, event_id);

CREATE TABLE postback_attempt (
  org_id      INTEGER NOT NULL,
  endpoint_id INTEGER NOT NULL,
  event_id    TEXT NOT NULL,
  attempt     INTEGER NOT NULL,
  at_ms       INTEGER NOT NULL,
  duration_ms INTEGER NOT NULL,
  -- HTTP status; empty when none came, and then `error` says why.
  status      INTEGER,
  error       TEXT,
  -- The start of the answer, at most 4 KiB.
  answer      TEXT NOT NULL DEFAULT '',
  PRIMARY KEY (org_id, endpoint_id, event_id, attempt),
  CONSTRAINT postback_attempt_postback FOREIGN KEY (org_id, endpoint_id, event_id) REFERENCES postback (org_id, endpoint_id, event_id)
) STRICT, WITHOUT ROWID;
