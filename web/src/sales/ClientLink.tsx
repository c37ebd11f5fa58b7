import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import type { OrderClient } from "../api/orders";
import { clientName } from "../clients/picked";

/** To the client's card. */
export function ClientLink({ client }: { client: OrderClient }) {
  const { t } = useTranslation();
  return <Link to="/clients" search={{ open: String(client.number) }}>{clientName(client, t)}</Link>;
}
