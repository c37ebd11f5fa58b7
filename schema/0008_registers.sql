-- What banks settle: registers, page by page, each line matched with the operation that it pays for.

CREATE TABLE register_page (
  org_id         INTEGER NOT NULL,
  terminal_id    TEXT NOT NULL,
  register       TEXT NOT NULL,
  page           INTEGER NOT NULL CONSTRAINT register_page_number CHECK (page BETWEEN 1 AND pages),
  pages          INTEGER NOT NULL,
  event_id       TEXT NOT NULL,
  -- The bank's day, 'YYYY-MM-DD'.
  day            TEXT NOT NULL,
  received_at_ms INTEGER NOT NULL,
  PRIMARY KEY (org_id, terminal_id, register, page),
  CONSTRAINT register_page_terminal FOREIGN KEY (org_id, terminal_id) REFERENCES terminal (org_id, terminal_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX register_page_by_day ON register_page (org_id, day);

CREATE TABLE register_line (
  org_id         INTEGER NOT NULL,
  terminal_id    TEXT NOT NULL,
  register       TEXT NOT NULL,
  page           INTEGER NOT NULL,
  line           INTEGER NOT NULL,
  bank_operation TEXT NOT NULL,
  bank_reference TEXT NOT NULL,
  reference      TEXT NOT NULL,
  kind           TEXT NOT NULL CONSTRAINT register_line_kind CHECK (kind IN ('capture', 'refund', 'chargeback', 'chargeback_won')),
  amount_minor   INTEGER NOT NULL CONSTRAINT register_line_amount CHECK (amount_minor > 0),
  currency       TEXT NOT NULL,
  fee_minor      INTEGER NOT NULL CONSTRAINT register_line_fee CHECK (fee_minor >= 0),
  -- The operation that it settles; empty where we know of none.
  number         INTEGER,
  operation      INTEGER,
  outcome        TEXT NOT NULL CONSTRAINT register_line_outcome CHECK (outcome IN ('matched', 'fee_differs', 'amount_differs', 'not_done', 'unknown', 'repeated')),
  PRIMARY KEY (org_id, terminal_id, register, page, line),
  CONSTRAINT register_line_page FOREIGN KEY (org_id, terminal_id, register, page) REFERENCES register_page (org_id, terminal_id, register, page)
) STRICT, WITHOUT ROWID;
CREATE INDEX register_line_by_operation ON register_line (org_id, number, operation, kind) WHERE number IS NOT NULL;
CREATE INDEX register_line_differing ON register_line (org_id, register) WHERE outcome <> 'matched';
