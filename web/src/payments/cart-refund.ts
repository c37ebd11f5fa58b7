// What quantities of a cart's lines are worth, as the API counts it (domain/cart.rs): for the preview in the dialog. The
// API counts anew, and refuses a refund whose amount is not what its lines come to.
import type { CartLine, Operation } from "../api/types";
import { readDecimal, toMinor } from "../format/minor.ts";

/** Ten-billionths of a piece: as fine as the API keeps quantities. */
const QUANTITY_SCALE = 10;

export interface LineLeft {
  line: number;
  name: string;
  sum: bigint;
  bought: bigint;
  refunded: bigint;
  refundedMinor: bigint;
  /** What can still be given back, as text. */
  left: string;
}

export type QuantityFault = "quantity_malformed" | "quantity_exceeds_bought";

export function readQuantity(text: string): bigint | null {
  return /^\d{1,12}(\.\d{1,10})?$/.test(text) ? toMinor(text, QUANTITY_SCALE) : null;
}

export function quantityText(quantity: bigint): string {
  const digits = quantity.toString().padStart(QUANTITY_SCALE + 1, "0");
  const fraction = digits.slice(-QUANTITY_SCALE).replace(/0+$/, "");
  return digits.slice(0, -QUANTITY_SCALE) + (fraction === "" ? "" : `.${fraction}`);
}

/** The cart with what was given back of it so far; refunds not yet decided count too. */
export function linesLeft(cart: CartLine[], operations: Operation[], scale: number): LineLeft[] {
  const lines = cart.map((item, line) => {
    const bought = readQuantity(String(item.quantity)) ?? 0n;
    return { line, name: item.name, sum: toMinor(item.sum, scale) ?? 0n, bought, refunded: 0n, refundedMinor: 0n, left: "" };
  });
  for (const operation of operations) {
    if (operation.kind !== "refund" || operation.state === "refused") continue;
    for (const part of operation.lines) {
      const line = lines[part.line];
      if (line === undefined) continue;
      line.refunded += readQuantity(part.quantity) ?? 0n;
      line.refundedMinor += toMinor(part.amount, scale) ?? 0n;
    }
  }
  for (const line of lines) line.left = quantityText(line.bought > line.refunded ? line.bought - line.refunded : 0n);
  return lines;
}

/** What a typed quantity of a line is worth; nothing where none was typed. */
export function worth(line: LineLeft, typed: string): { minor: bigint; quantity: string } | { fault: QuantityFault } | null {
  const text = readDecimal(typed);
  if (text === "") return null;
  const quantity = readQuantity(text);
  if (quantity === null) return { fault: "quantity_malformed" };
  if (quantity === 0n) return null;
  const after = line.refunded + quantity;
  if (after > line.bought) return { fault: "quantity_exceeds_bought" };
  // Half-up of the price of all that is given back by then, less what was given back before.
  const due = (2n * line.sum * after + line.bought) / (2n * line.bought) - line.refundedMinor;
  return { minor: due > 0n ? due : 0n, quantity: quantityText(quantity) };
}
