-- Events, the endpoints that want them, and the outbox: written in the batch of what they tell.

CREATE TABLE endpoint (
  org_id        INTEGER NOT NULL CONSTRAINT endpoint_organisation REFERENCES organisation (org_id),
  endpoint_id   INTEGER NOT NULL CONSTRAINT endpoint_number CHECK (endpoint_id > 0),
  mode          TEXT NOT NULL CONSTRAINT endpoint_mode CHECK (mode IN ('live', 'test')),
  -- What people call it.
  name          TEXT NOT NULL DEFAULT '',
  format        TEXT NOT NULL DEFAULT 'standard'
                CONSTRAINT endpoint_format CHECK (format IN ('standard', 'paykeeper', 'paykassma', 'spring', 'email')),
  -- An https address; an e-mail address for 'email'.
  address       TEXT NOT NULL,
  -- JSON array of the event types that it wants.
  event_types   TEXT NOT NULL CONSTRAINT endpoint_event_types CHECK (json_type(event_types) = 'array' AND event_types <> '[]'),
  -- Whose delivery of the success event is the payment's notice.
  is_primary    INTEGER NOT NULL DEFAULT 0 CONSTRAINT endpoint_is_primary CHECK (is_primary IN (0, 1)),
  -- Nothing is dropped while it is disabled: its postbacks are held. A deleted one gets none.
  status        TEXT NOT NULL DEFAULT 'enabled' CONSTRAINT endpoint_status CHECK (status IN ('enabled', 'disabled', 'deleted')),
  -- 'person', 'gone' (it answered 410) or 'failing' (for days).
  disabled_reason TEXT CONSTRAINT endpoint_disabled_reason CHECK (disabled_reason IN ('person', 'gone', 'failing')),
  disabled_at_ms  INTEGER CONSTRAINT endpoint_disabled_with_reason CHECK ((disabled_at_ms IS NULL) = (disabled_reason IS NULL)),
  -- Health, kept by the dispatcher; of one that never fails nothing is written. A window begins with a failure.
  window_from_ms   INTEGER,
  window_total     INTEGER NOT NULL DEFAULT 0,
  window_failed    INTEGER NOT NULL DEFAULT 0,
  -- Since when every attempt has failed, and when the last one did.
  failing_since_ms INTEGER,
  failed_at_ms     INTEGER,
  -- open: nothing is sent until breaker_until_ms, then one attempt. half_open: that is `probe`, and has until then to tell of itself.
  breaker          TEXT NOT NULL DEFAULT 'closed' CONSTRAINT endpoint_breaker CHECK (breaker IN ('closed', 'open', 'half_open')),
  breaker_until_ms INTEGER CONSTRAINT endpoint_breaker_until CHECK ((breaker_until_ms IS NULL) = (breaker = 'closed')),
  -- Times that it has opened since it was closed: each pause is twice the one before.
  breaker_opened   INTEGER NOT NULL DEFAULT 0,
  probe            TEXT,
  -- 1: postbacks may be held for it.
  holding          INTEGER NOT NULL DEFAULT 0 CONSTRAINT endpoint_holding CHECK (holding IN (0, 1)),
  -- Raised when it is enabled or gets another address: what attempts of before tell is not of it any more.
  epoch            INTEGER NOT NULL DEFAULT 0,
  tested_at_ms     INTEGER,
  created_at_ms    INTEGER NOT NULL,
  PRIMARY KEY (org_id, endpoint_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX endpoint_alive ON endpoint (org_id, mode) WHERE status <> 'deleted';
CREATE UNIQUE INDEX endpoint_primary ON endpoint (org_id, mode) WHERE is_primary = 1;
-- A work queue, so across organisations: endpoints whose held postbacks may go.
CREATE INDEX endpoint_holding ON endpoint (status) WHERE holding = 1;

-- What signs for an endpoint, encrypted with the ring ENDPOINT_KEY. Every live one signs; the newest has no end.
CREATE TABLE endpoint_secret (
  org_id        INTEGER NOT NULL,
  endpoint_id   INTEGER NOT NULL,
  secret_id     INTEGER NOT NULL,
  scheme        TEXT NOT NULL CONSTRAINT endpoint_secret_scheme CHECK (scheme IN ('standard', 'paykeeper', 'paykassma', 'spring')),
  secret        TEXT NOT NULL,
  created_at_ms INTEGER NOT NULL,
  expires_at_ms INTEGER,
  PRIMARY KEY (org_id, endpoint_id, secret_id),
  CONSTRAINT endpoint_secret_endpoint FOREIGN KEY (org_id, endpoint_id) REFERENCES endpoint (org_id, endpoint_id)
) STRICT, WITHOUT ROWID;
CREATE TRIGGER endpoint_secret_limit BEFORE INSERT ON endpoint_secret
WHEN (SELECT count(*) FROM endpoint_secret s WHERE s.org_id = NEW.org_id AND s.endpoint_id = NEW.endpoint_id AND s.scheme = NEW.scheme
  AND (s.expires_at_ms IS NULL OR s.expires_at_ms > NEW.created_at_ms)) >= 5
BEGIN
  SELECT RAISE(ABORT, 'endpoint_secret_limit');
END;

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
  INSERT INTO postback (org_id, endpoint_id, event_id, is_notice, state, due_at_ms, created_at_ms)
    SELECT NEW.org_id, n.endpoint_id, NEW.event_id, n.is_primary = 1 AND NEW.type IN ('payment.authorised', 'payment.captured'), iif(n.status = 'enabled', 'pending', 'held'),
      iif(n.status = 'enabled', NEW.occurred_at_ms, NULL), NEW.occurred_at_ms FROM endpoint n INDEXED BY endpoint_alive
    WHERE n.org_id = NEW.org_id AND n.mode = NEW.mode AND n.status <> 'deleted' AND instr(n.event_types, '"' || NEW.type || '"') > 0;
  UPDATE payment SET notice = 'sending' WHERE org_id = NEW.org_id AND number = NEW.number AND NEW.type IN ('payment.authorised', 'payment.captured')
    AND EXISTS (SELECT 1 FROM endpoint n INDEXED BY endpoint_primary WHERE n.org_id = NEW.org_id AND n.mode = NEW.mode AND n.is_primary = 1
      AND n.status <> 'deleted' AND instr(n.event_types, '"' || NEW.type || '"') > 0);
END;
CREATE TRIGGER event_immutable_update BEFORE UPDATE ON event BEGIN SELECT RAISE(ABORT, 'event_immutable'); END;

-- One event for one endpoint. An attempt is counted when it is claimed, before it is sent, and comes due again when the lease
-- is over: one that dies halfway is neither forgotten nor free.
CREATE TABLE postback (
  org_id        INTEGER NOT NULL,
  endpoint_id   INTEGER NOT NULL,
  event_id      TEXT NOT NULL,
  -- 1: its delivery is the payment's notice: a success, at the endpoint that was primary when it happened.
  is_notice     INTEGER NOT NULL DEFAULT 0 CONSTRAINT postback_is_notice CHECK (is_notice IN (0, 1)),
  -- held: due, but its endpoint is disabled or its breaker open. A postponement is no attempt.
  state         TEXT NOT NULL DEFAULT 'pending' CONSTRAINT postback_state CHECK (state IN ('pending', 'held', 'delivered', 'exhausted')),
  -- Of the schedule, which a restart by hand begins anew.
  attempts      INTEGER NOT NULL DEFAULT 0 CONSTRAINT postback_attempts CHECK (attempts BETWEEN 0 AND 50),
  -- Ever made, resends and earlier rounds included: names an attempt.
  tries         INTEGER NOT NULL DEFAULT 0,
  -- 0: not tried yet, and so before all others.
  is_retry      INTEGER NOT NULL DEFAULT 0 CONSTRAINT postback_is_retry CHECK (is_retry IN (0, 1)),
  due_at_ms     INTEGER CONSTRAINT postback_due_while_pending CHECK ((due_at_ms IS NULL) = (state <> 'pending')),
  -- An attempt beside the schedule that somebody asked for.
  resend_at_ms  INTEGER,
  -- Fencing: only the claim that made an attempt records its outcome, and until the lease is over nobody else makes one.
  -- It stays when the lease is over: a run has a postback at most once.
  claim         TEXT,
  leased_until_ms INTEGER CONSTRAINT postback_lease CHECK (leased_until_ms IS NULL OR claim IS NOT NULL),
  created_at_ms INTEGER NOT NULL,
  PRIMARY KEY (org_id, endpoint_id, event_id),
  CONSTRAINT postback_endpoint FOREIGN KEY (org_id, endpoint_id) REFERENCES endpoint (org_id, endpoint_id),
  CONSTRAINT postback_event FOREIGN KEY (org_id, event_id) REFERENCES event (org_id, event_id)
) STRICT, WITHOUT ROWID;
-- Work queues, so by time alone: new events before old retries.
CREATE INDEX postback_due ON postback (is_retry, due_at_ms) WHERE due_at_ms IS NOT NULL;
CREATE INDEX postback_resend ON postback (resend_at_ms) WHERE resend_at_ms IS NOT NULL;
CREATE INDEX postback_held ON postback (org_id, endpoint_id, created_at_ms) WHERE state = 'held';
CREATE INDEX postback_by_event ON postback (org_id, event_id);
-- The payment's notice is what became of its last success event at the primary endpoint. The index is named: without it all events of
-- the organisation are read.
CREATE TRIGGER postback_ended AFTER UPDATE OF state ON postback
WHEN NEW.state <> OLD.state AND NOT (NEW.state IN ('pending', 'held') AND OLD.state IN ('pending', 'held'))
BEGIN
  UPDATE payment SET notice = iif(NEW.state IN ('delivered', 'exhausted'), NEW.state, 'sending')
  WHERE NEW.is_notice = 1 AND org_id = NEW.org_id
    AND number = (SELECT e.number FROM event e WHERE e.org_id = NEW.org_id AND e.event_id = NEW.event_id
      AND NOT EXISTS (SELECT 1 FROM event x INDEXED BY event_by_payment JOIN postback y INDEXED BY postback_by_event ON y.org_id = x.org_id AND y.event_id = x.event_id
        WHERE x.org_id = e.org_id AND x.number = e.number AND x.seq > e.seq AND y.is_notice = 1));
  INSERT INTO notification (org_id, notification, kind, subject, created_at_ms)
    SELECT NEW.org_id, 'postback:' || NEW.endpoint_id || ':' || NEW.event_id || ':' || NEW.tries || ':exhausted', 'postback_exhausted',
      COALESCE('payment:' || e.number, 'event:' || e.event_id), COALESCE(OLD.leased_until_ms, NEW.created_at_ms)
    FROM event e WHERE NEW.state = 'exhausted' AND e.org_id = NEW.org_id AND e.event_id = NEW.event_id
      AND EXISTS (SELECT 1 FROM endpoint n WHERE n.org_id = NEW.org_id AND n.endpoint_id = NEW.endpoint_id AND n.status <> 'deleted');
END;

-- Where the breaker is not closed, an attempt that is taken is its probe.
CREATE TRIGGER postback_probes AFTER UPDATE OF leased_until_ms ON postback
WHEN NEW.leased_until_ms IS NOT NULL AND (SELECT n.breaker FROM endpoint n WHERE n.org_id = NEW.org_id AND n.endpoint_id = NEW.endpoint_id) <> 'closed'
BEGIN
  UPDATE endpoint SET breaker = 'half_open', breaker_until_ms = NEW.leased_until_ms, probe = NEW.event_id || ':' || NEW.tries
  WHERE org_id = NEW.org_id AND endpoint_id = NEW.endpoint_id;
END;

-- Each try of a postback.
CREATE TABLE postback_attempt (
  org_id      INTEGER NOT NULL,
  endpoint_id INTEGER NOT NULL,
  event_id    TEXT NOT NULL,
  try         INTEGER NOT NULL,
  -- Its place in the schedule, counted from 1; empty for a resend.
  attempt     INTEGER,
  at_ms       INTEGER NOT NULL,
  duration_ms INTEGER NOT NULL,
  -- HTTP status; empty when none came, and then `error` says why.
  status      INTEGER,
  error       TEXT,
  -- JSON: the address, the headers, and the body where it is not the event's own.
  request     TEXT NOT NULL DEFAULT '{}' CONSTRAINT postback_attempt_request CHECK (json_valid(request)),
  -- The start of the answer, at most 4 KiB.
  answer      TEXT NOT NULL DEFAULT '',
  PRIMARY KEY (org_id, endpoint_id, event_id, try),
  CONSTRAINT postback_attempt_postback FOREIGN KEY (org_id, endpoint_id, event_id) REFERENCES postback (org_id, endpoint_id, event_id)
) STRICT, WITHOUT ROWID;

-- What people should know of an endpoint: failing for three days (a warning: after five it is disabled), breaker open, disabled.
CREATE TRIGGER endpoint_failing AFTER UPDATE OF failed_at_ms ON endpoint WHEN NEW.failing_since_ms <= NEW.failed_at_ms - 259200000
BEGIN
  INSERT INTO notification (org_id, notification, kind, subject, created_at_ms)
    SELECT NEW.org_id, 'endpoint:' || NEW.endpoint_id || ':failing:' || NEW.failing_since_ms, 'endpoint_failing', 'endpoint:' || NEW.endpoint_id, NEW.failed_at_ms
    WHERE true ON CONFLICT DO NOTHING;
END;
CREATE TRIGGER endpoint_broke AFTER UPDATE OF breaker ON endpoint WHEN OLD.breaker = 'closed' AND NEW.breaker = 'open'
BEGIN
  INSERT INTO notification (org_id, notification, kind, subject, created_at_ms)
    SELECT NEW.org_id, 'endpoint:' || NEW.endpoint_id || ':breaker:' || NEW.failed_at_ms, 'endpoint_breaker_open', 'endpoint:' || NEW.endpoint_id, NEW.failed_at_ms
    WHERE true ON CONFLICT DO NOTHING;
END;
CREATE TRIGGER endpoint_stopped AFTER UPDATE OF status ON endpoint WHEN NEW.status = 'disabled' AND OLD.status = 'enabled' AND NEW.disabled_reason <> 'person'
BEGIN
  INSERT INTO notification (org_id, notification, kind, subject, created_at_ms)
    SELECT NEW.org_id, 'endpoint:' || NEW.endpoint_id || ':disabled:' || NEW.disabled_at_ms, 'endpoint_disabled', 'endpoint:' || NEW.endpoint_id, NEW.disabled_at_ms
    WHERE true ON CONFLICT DO NOTHING;
  INSERT INTO journal (org_id, seq, at_ms, actor, action, subject, detail)
    SELECT NEW.org_id, COALESCE((SELECT seq FROM journal WHERE org_id = NEW.org_id ORDER BY seq DESC LIMIT 1), 0) + 1, NEW.disabled_at_ms, 'system',
      'endpoint_disabled', 'endpoint:' || NEW.endpoint_id, json_object('reason', NEW.disabled_reason);
END;
