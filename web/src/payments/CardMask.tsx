/** "Mir 220000******0004" with the middle thinned out: the ends are what people compare. */
export function CardMask({ mask, brand }: { mask: string; brand?: string | null | undefined }) {
  return (
    <span className="figures" style={{ whiteSpace: "nowrap" }}>
      {brand && <span style={{ color: "var(--ink-soft)" }}>{brandName(brand)} </span>}
      {shortMask(mask)}
    </span>
  );
}

const BRANDS: Record<string, string> = { mir: "Mir", visa: "Visa", mastercard: "Mastercard", unionpay: "UnionPay" };

export function brandName(brand: string): string {
  return BRANDS[brand] ?? brand;
}

/** "220000******0004" becomes "220000••0004". */
export function shortMask(mask: string): string {
  return mask.replace(/[*xX•]+/, "••");
}
