-- What needs attention, beyond what is told where it happens; and the tidying away of letters.

-- Letters that are done with are forgotten after a while.
CREATE INDEX letter_finished ON letter (finished_at_ms) WHERE finished_at_ms IS NOT NULL;

-- What a bank tells that fits no payment. Under a name of its own: should it fit one later and be flagged, that is told besides.
CREATE TRIGGER callback_fits_nothing AFTER INSERT ON callback WHEN NEW.outcome = 'unmatched'
BEGIN
  INSERT INTO notification (org_id, notification, kind, subject, created_at_ms)
    SELECT NEW.org_id, 'unmatched:' || NEW.terminal_id || ':' || NEW.event_id, 'callback_unmatched', 'callback:' || NEW.terminal_id || ':' || NEW.event_id, NEW.received_at_ms
    WHERE true ON CONFLICT DO NOTHING;
END;

-- Up to which deadline of holds people have been told; payment-janitor moves it on, a day ahead of the clock.
CREATE TABLE deadline_told (
  only_row INTEGER PRIMARY KEY CONSTRAINT deadline_told_only_row CHECK (only_row = 1),
  until_ms INTEGER NOT NULL
) STRICT;
INSERT INTO deadline_told (only_row, until_ms) VALUES (1, 0);
-- A hold that begins with its deadline near: the janitor has been there already.
CREATE TRIGGER deadline_near_at_once AFTER UPDATE OF capture_due_at_ms ON payment
WHEN OLD.capture_due_at_ms IS NULL AND NEW.capture_due_at_ms <= (SELECT until_ms FROM deadline_told WHERE only_row = 1)
BEGIN
  INSERT INTO notification (org_id, notification, kind, subject, created_at_ms)
    SELECT NEW.org_id, 'deadline:' || NEW.number, 'deadline_near', 'payment:' || NEW.number, COALESCE(NEW.paid_at_ms, NEW.created_at_ms)
    WHERE true ON CONFLICT DO NOTHING;
END;

-- Up to when a person has read everything, all at once; single notifications stand in notification_read.
CREATE TABLE notification_all_read (
  org_id    INTEGER NOT NULL,
  person_id INTEGER NOT NULL,
  until_ms  INTEGER NOT NULL,
  PRIMARY KEY (org_id, person_id)
) STRICT, WITHOUT ROWID;
