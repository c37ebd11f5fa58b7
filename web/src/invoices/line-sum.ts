// What the lines of an invoice come to, as the API counts it: half-up of price by quantity, line by line.
import { fromMinor, readDecimal, toMinor } from "../format/minor.ts";
import { readQuantity } from "../payments/cart-refund.ts";

/** A line as it is typed. */
export interface TypedLine {
  name: string;
  price: string;
  quantity: string;
}

export const EMPTY_LINE: TypedLine = { name: "", price: "", quantity: "1" };

const ONE = 10_000_000_000n;

/** Minor units; null while price or quantity cannot be read. */
export function lineMinor({ price, quantity }: TypedLine, scale: number): bigint | null {
  const minor = toMinor(readDecimal(price), scale);
  const count = readQuantity(readDecimal(quantity));
  if (minor === null || minor < 0n || count === null) return null;
  return (2n * minor * count + ONE) / (2n * ONE);
}

/** What all of them come to, as decimal text; null while one cannot be read. */
export function totalOf(lines: readonly TypedLine[], scale: number): string | null {
  let total = 0n;
  for (const line of lines) {
    const minor = lineMinor(line, scale);
    if (minor === null) return null;
    total += minor;
  }
  return fromMinor(total, scale);
}

/** A line as the API takes it: each amount with all the decimals of the currency. */
export function cartLine(line: TypedLine, scale: number): { name: string; price: string; quantity: string; sum: string } {
  const price = fromMinor(toMinor(readDecimal(line.price), scale) ?? 0n, scale);
  return { name: line.name.trim(), price, quantity: readDecimal(line.quantity), sum: fromMinor(lineMinor(line, scale) ?? 0n, scale) };
}
