import "@mantine/core/styles/Combobox.css";
import { Select } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { useQuery } from "@tanstack/react-query";
import type { TFunction } from "i18next";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { type Offer, offersQuery } from "../api/offers";
import { formatMoney } from "../format/money";
import { useSigned } from "../shell/session-context";
import { problemText } from "../ui/problem-text";

interface Props {
  chosen: Offer | null;
  error: string | undefined;
  focus: boolean;
  onChosen: (offer: Offer | null) => void;
}

const SHOWN_MAX = 50;
const TYPING_MS = 250;

/** Chooses an active offer that has a manual system, found by its title. */
export function OfferField({ chosen, error, focus, onChosen }: Props) {
  const { t, i18n } = useTranslation();
  const { mode } = useSigned();
  const [typed, setTyped] = useState("");
  const named = chosen !== null && typed === labelOf(chosen, t, i18n.language);
  const [words] = useDebouncedValue(named ? "" : typed.trim(), TYPING_MS);
  const query = useQuery(offersQuery({ mode, status: "active", manual: "1", limit: SHOWN_MAX, ...(words !== "" && { q: words }) }));
  const items = query.data?.items ?? [];
  const shown = chosen === null || items.some(({ number }) => number === chosen.number) ? items : [chosen, ...items];
  const nothing = () => {
    if (query.isError) return problemText(query.error, t);
    return query.isPending ? t("list.loading") : t(words === "" ? "sales.no_offers" : "sales.no_offer_found");
  };
  return (
    <Select
      label={t("sales.offer")}
      description={t("sales.offer_hint")}
      placeholder={t("sales.offer_placeholder")}
      searchable
      required
      allowDeselect={false}
      data-autofocus={focus || undefined}
      maxDropdownHeight={260}
      data={shown.map((offer) => ({ value: String(offer.number), label: labelOf(offer, t, i18n.language) }))}
      // The desk has looked already.
      filter={({ options }) => options}
      nothingFoundMessage={nothing()}
      searchValue={typed}
      onSearchChange={setTyped}
      value={chosen === null ? null : String(chosen.number)}
      error={error}
      onChange={(number) => onChosen(shown.find((offer) => String(offer.number) === number) ?? null)}
    />
  );
}

/** Its number goes along: several may be called the same. */
function labelOf({ number, title, price }: Offer, t: TFunction, language: string): string {
  return `${title} · ${formatMoney(price.amount, price.currency, language)} · ${t("sales.order_number", { number })}`;
}
