import { useState } from "react";
import { useTranslation } from "react-i18next";
import { eventTypesOf } from "../api/endpoints";
import type { Endpoint, EndpointBody } from "../api/types";
import { useSigned } from "../shell/session-context";
import { fieldFaults } from "../ui/field-faults";
import { type Format, formatOf, hearsOfSuccess, secretParts, toldBy } from "./formats";

/** What is being typed about an endpoint, what is wrong with it, and what is sent. */
export function useEndpointForm(endpoint: Endpoint | undefined, first: boolean, error: unknown) {
  const { t } = useTranslation();
  const { mode } = useSigned();
  const [format, setFormat] = useState<Format>(formatOf(endpoint?.format ?? "standard"));
  const [name, setName] = useState(endpoint?.name ?? "");
  const [address, setAddress] = useState(endpoint?.address ?? "");
  const [types, setTypes] = useState<string[]>(endpoint === undefined ? [...toldBy(format)] : eventTypesOf(endpoint));
  const [primary, setPrimary] = useState(endpoint?.primary ?? first);
  const [own, setOwn] = useState<Record<string, string>>({});
  const [checked, setChecked] = useState(false);
  const hears = hearsOfSuccess(types);
  const faults = fieldFaults(error);
  const refused = faults.get("address") === undefined ? null : t(format === "email" ? "fault.email_refused" : "fault.address_refused");
  const addressFault = address.trim() === "" ? t("fault.required") : refused;
  const typesFault = types.length === 0 ? t("fault.event_type_unknown") : (faults.get("event_types") ?? null);

  const body = (): EndpointBody | null => {
    setChecked(true);
    if (address.trim() === "" || types.length === 0) return null;
    const said = { name: name.trim(), address: address.trim(), event_types: types, primary: primary && hears };
    if (endpoint !== undefined) return said;
    const secrets = Object.fromEntries(secretParts(format).flatMap((part) => (own[part] ? [[part, own[part]]] : [])));
    return { ...said, mode, format, ...(Object.keys(secrets).length > 0 && { secrets }) };
  };

  return {
    format, name, setName, address, setAddress, types, hears, own, faults,
    chooseFormat: (chosen: string) => {
      setFormat(formatOf(chosen));
      setTypes([...toldBy(formatOf(chosen))]);
    },
    toggleType: (type: string, wanted: boolean) => setTypes(wanted ? [...types, type] : types.filter((one) => one !== type)),
    toggleAll: () => setTypes(types.length === toldBy(format).length ? [] : [...toldBy(format)]),
    primary: primary && hears,
    setPrimary,
    setOwn: (part: string, value: string) => setOwn({ ...own, [part]: value }),
    addressFault: checked ? addressFault : null,
    typesFault: checked ? typesFault : null,
    body,
  };
}

export type EndpointFormState = ReturnType<typeof useEndpointForm>;
