/** "payout_not_confirmed" as "Payout not confirmed". */
export function readable(code: string): string {
  const words = code.replace(/[_:.]+/g, " ").trim();
  return words.charAt(0).toUpperCase() + words.slice(1);
}
