import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { clientQuery } from "../api/clients";
import { clientName } from "../clients/picked";

/** The name of the client of a number, who is asked for; the number until then. */
export function useClientName(number: number): string {
  const { t } = useTranslation();
  const { data } = useQuery(clientQuery(number));
  return data === undefined ? t("client_picker.numbered", { number }) : clientName(data, t);
}
