import { TextInput } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { Pair } from "../form/Pair";
import type { NewClient } from "./picked";

interface Props {
  name: string;
  value: NewClient;
  faults: ReadonlyMap<string, string>;
  onChange: (value: NewClient) => void;
}

/** Who somebody new is: one of these at least. Whoever is there already by the label, address or phone number is taken. */
export function NewClientFields({ name, value, faults, onChange }: Props) {
  const { t } = useTranslation();
  const field = (part: keyof NewClient, max: number, type = "text") => (
    <TextInput
      label={t(`client_picker.${part}`)}
      type={type}
      autoComplete="off"
      spellCheck={false}
      maxLength={max}
      autoFocus={part === "name"}
      value={value[part]}
      error={faults.get(`${name}.${part}`) ?? faults.get(part)}
      onChange={(event) => onChange({ ...value, [part]: event.currentTarget.value })}
    />
  );
  return (
    <div style={{ display: "grid", gap: "0.6rem" }}>
      <Pair>{field("name", 200)}{field("label", 200)}</Pair>
      <Pair>{field("email", 254, "email")}{field("phone", 20, "tel")}</Pair>
    </div>
  );
}
