-- What needs attention, beyond what is told where it happens; and the tidying away of letters.

-- Letters that are done with are forgotten after a while.
CREATE INDEX letter_finished ON letter (finished_at_ms) WHERE finished_at_ms IS NOT NULL;
