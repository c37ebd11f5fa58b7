// Settling, as one writes it: read what is there, decide in TypeScript, write it all in one batch. The batch begins with the
// callback's row, whose outcome becomes NULL, and so the batch refused, where what was read has changed meanwhile.
import type { Callback, Kind } from "./callback";
import { feeOf, format } from "./money";
import { type Database, type Statement, refusedBy } from "./platform";
import type { Terminal } from "./terminal";

const ATTEMPTS = 5;
type Outcome = "settled" | "late" | "surplus" | "repeated" | "contradicted" | "mismatch" | "unmatched";
const FLAGGED = new Set<string>(["unmatched", "mismatch", "contradicted"]);

/** The payment, the trip to the bank, and whether the event is known. All null but `known` where there is no payment. */
interface Found {
  known: Outcome | null;
  state: string | null;
  amount_minor: number;
  currency: string;
  mode: string;
  merchant_order: string | null;
  label: string | null;
  metadata: string;
  authorised_minor: number;
  voided_minor: number;
  captured_minor: number;
  closed: string | null;
  attempts_max: number;
  declined: number;
}

const READ = `SELECT c.outcome AS known, a.state, p.amount_minor, p.currency, p.mode, p.merchant_order, p.label, p.metadata, p.authorised_minor,
    p.voided_minor, p.captured_minor, p.closed, p.attempts_max,
    (SELECT count(*) FROM attempt x WHERE x.org_id = ?1 AND x.number = ?4 AND x.state = 'declined' AND x.attempt <> ?5) AS declined
  FROM (SELECT 1)
  LEFT JOIN callback c ON c.org_id = ?1 AND c.terminal_id = ?2 AND c.event_id = ?3
  LEFT JOIN attempt a ON a.org_id = ?1 AND a.number = ?4 AND a.attempt = ?5 AND a.terminal_id = ?2
  LEFT JOIN payment p ON p.org_id = a.org_id AND p.number = a.number`;

const CALLBACK = `INSERT INTO callback (org_id, terminal_id, event_id, run, kind, outcome, number, attempt, reference, amount_minor, currency, body, received_at_ms)
  VALUES (?1, ?2, ?3, '', ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12)`;
const CALLBACK_OF_PAYMENT = `INSERT INTO callback (org_id, terminal_id, event_id, run, kind, outcome, number, attempt, reference, amount_minor, currency, body, received_at_ms)
  VALUES (?1, ?2, ?3, '', ?4, (SELECT ?5 FROM payment p JOIN attempt a ON a.org_id = p.org_id AND a.number = p.number
    WHERE p.org_id = ?1 AND p.number = ?6 AND a.attempt = ?7 AND a.state = ?13 AND p.authorised_minor = ?14 AND p.captured_minor = ?15 AND p.closed IS ?16),
    ?6, ?7, ?8, ?9, ?10, ?11, ?12)`;
const AGAIN = ` ON CONFLICT DO UPDATE SET kind = excluded.kind, outcome = excluded.outcome, number = excluded.number, attempt = excluded.attempt,
  amount_minor = excluded.amount_minor, currency = excluded.currency, body = excluded.body, received_at_ms = excluded.received_at_ms, deliveries = deliveries + 1`;

function decide(callback: Callback, found: Found): Outcome {
  const { kind, amount_minor } = callback;
  if (found.state === null) return "unmatched";
  if (amount_minor !== found.amount_minor || callback.currency !== found.currency) return kind === "declined" ? "contradicted" : "mismatch";
  if (found.state === kind) return "repeated";
  if (kind === "declined") return found.state === "authorised" || found.state === "captured" ? "contradicted" : "settled";
  if (kind === "authorised" && found.state === "captured") return "repeated";
  const held = found.authorised_minor - found.voided_minor - found.captured_minor;
  if (kind === "captured" && found.state === "authorised" && held >= amount_minor) return "settled";
  if (found.authorised_minor > 0) return "surplus";
  return found.closed === null ? "settled" : "late";
}

/** The payment's own columns after the event. */
function moneyAfter(kind: Kind, failed: boolean): string {
  return kind === "declined" ? (failed ? "failed" : "awaiting") : kind;
}

function writes(db: Database, terminal: Terminal, callback: Callback, body: string, found: Found, outcome: Outcome): Statement[] {
  const { org_id, terminal_id } = terminal;
  const { event_id, kind, number, attempt, amount_minor, currency } = callback;
  const now = Date.now();
  const subject = `payment:${number}`;
  const matched = outcome !== "unmatched";
  const applied = outcome === "settled" || outcome === "late";
  const failed = kind === "declined" && applied && found.authorised_minor === 0 && found.attempts_max <= 1 + found.declined;
  const line = terminal.fees.get(currency);
  const fee = line && kind === "captured" ? feeOf(amount_minor, line) : { total: 0, bank: 0, service: 0 };
  const out: Statement[] = [];
  const write = (sql: string, ...values: (string | number | null)[]) => out.push(db.prepare(sql).bind(...values));

  const row = [org_id, terminal_id, event_id, kind, outcome, matched ? number : null, matched ? attempt : null, callback.reference, amount_minor, currency, body, now];
  const again = found.known === null ? "" : AGAIN;
  if (matched) write(CALLBACK_OF_PAYMENT + again, ...row, found.state, found.authorised_minor, found.captured_minor, found.closed);
  else write(CALLBACK + again, ...row);
  if (!matched) return out;

  if (kind !== "declined" && (applied || outcome === "surplus")) {
    const operation = (step: number, name: string, state: string, prefix: string) =>
      write(
        `INSERT INTO operation (org_id, number, operation, attempt, kind, state, origin, actor, amount_minor, currency, fee_minor, bank_fee_minor,
           idempotency_key, surplus, reason, bank_reference, due_at_ms, created_at_ms, decided_at_ms)
         VALUES (?1, ?2, COALESCE((SELECT max(operation) FROM operation WHERE org_id = ?1 AND number = ?2), 0) + 1, ?3, ?4, ?5, ?15, ?16, ?6, ?7, ?17, ?18, ?8, ?9, ?10, ?11, ?12, ?13, ?14)`,
        org_id, number, attempt, name, state, amount_minor, currency, `${prefix}:${terminal_id}:${event_id}`, outcome === "surplus" ? 1 : 0,
        step === 0 ? null : "second_success", callback.bank_reference, step === 0 ? null : now, now, step === 0 ? now : null,
        step === 0 ? "bank" : "desk", step === 0 ? `terminal:${terminal_id}` : "system", applied ? fee.total : 0, applied ? fee.bank : 0,
      );
    operation(0, kind === "captured" ? "capture" : "authorise", "done", "callback");
    if (outcome === "surplus") operation(1, kind === "captured" ? "refund" : "void", "intended", "return");
  }
  if (applied || outcome === "surplus") {
    write(
      `UPDATE attempt SET state = ?4, decline_code = ?5, card_mask = COALESCE(?6, card_mask), card_brand = COALESCE(?7, card_brand),
         card_token = COALESCE(?8, card_token), card_country = COALESCE(?9, card_country), rrn = COALESCE(?10, rrn),
         bank_reference = COALESCE(bank_reference, ?11), finished_at_ms = ?12 WHERE org_id = ?1 AND number = ?2 AND attempt = ?3`,
      org_id, number, attempt, kind, callback.decline_code, callback.card?.mask ?? null, callback.card?.brand ?? null, callback.card?.token ?? null,
      callback.card?.country ?? null, callback.rrn, callback.bank_reference, now,
    );
  }
  if (kind === "declined" && applied) {
    write(
      "UPDATE payment SET sent_at_ms = COALESCE(sent_at_ms, ?3), closed = iif(?4, 'failed', closed) WHERE org_id = ?1 AND number = ?2",
      org_id, number, now, failed ? 1 : 0,
    );
  }
  write(
    `INSERT INTO journal (org_id, seq, at_ms, actor, action, subject, detail)
     VALUES (?1, COALESCE((SELECT max(seq) FROM journal WHERE org_id = ?1), 0) + 1, ?2, ?3, ?4, ?5, ?6)`,
    org_id, now, `terminal:${terminal_id}`, `bank_${kind}`, subject, JSON.stringify({ event: event_id, outcome, attempt, amount_minor, currency }),
  );
  if (applied && (kind !== "declined" || failed)) {
    const id = `evt_${now.toString(16).padStart(12, "0")}${crypto.randomUUID().replaceAll("-", "").slice(0, 20)}`;
    const type = kind === "declined" ? "payment.failed" : `payment.${kind}`;
    const event = {
      id, type, version: "1", livemode: found.mode === "live", occurred_at: new Date(now).toISOString(),
      data: {
        number, status: moneyAfter(kind, failed), amount: format(amount_minor, currency), currency, order: found.merchant_order, label: found.label,
        metadata: JSON.parse(found.metadata), terminal: terminal_id, attempt,
        card: callback.card && { mask: callback.card.mask, brand: callback.card.brand }, rrn: callback.rrn, decline_code: callback.decline_code, operation: null,
      },
    };
    write(
      "INSERT INTO event (org_id, seq, event_id, mode, type, number, body, occurred_at_ms) VALUES (?1, COALESCE((SELECT max(seq) FROM event WHERE org_id = ?1), 0) + 1, ?2, ?3, ?4, ?5, ?6, ?7)",
      org_id, id, found.mode, type, number, JSON.stringify(event), now,
    );
  }
  return out;
}

export async function settle(db: Database, terminal: Terminal, callback: Callback, body: string) {
  for (let attempt = 1; ; attempt++) {
    const found = await db
      .prepare(READ)
      .bind(terminal.org_id, terminal.terminal_id, callback.event_id, callback.number, callback.attempt)
      .first<Found>();
    if (!found) throw new Error("no row");
    if (found.known !== null && !FLAGGED.has(found.known)) return { outcome: found.known, duplicate: true };
    const outcome = decide(callback, found);
    try {
      await db.batch(writes(db, terminal, callback, body, found, outcome));
      return { outcome, duplicate: false };
    } catch (error) {
      // Somebody else was faster: with the same event, or with another of the same payment.
      const raced = refusedBy(error, "UNIQUE constraint failed: callback") || refusedBy(error, "NOT NULL constraint failed: callback.outcome");
      if (!raced || attempt === ATTEMPTS) throw error;
    }
  }
}
