import { Button } from "@mantine/core";
import { IconUserPlus, IconUserSearch } from "@tabler/icons-react";
import { useId } from "react";
import { useTranslation } from "react-i18next";
import styles from "./ClientPicker.module.css";
import { ClientSearch } from "./ClientSearch";
import { NewClientFields } from "./NewClientFields";
import { clientName, isKnown, NOBODY, type Picked } from "./picked";

interface Props {
  label: string;
  /** The field's name in the API: faults are under it, and under `<name>.email` and such. */
  name: string;
  value: Picked | null;
  faults: ReadonlyMap<string, string>;
  onChange: (value: Picked | null) => void;
  /** Whether the stand-in account may be chosen. */
  manualAccount?: boolean;
  /** Whether somebody new may be entered. */
  fresh?: boolean;
  focus?: boolean;
}

/** Chooses a client: found by the name, the address, the phone number or the label; or somebody new. */
export function ClientPicker({ label, name, value, faults, onChange, manualAccount = false, fresh = true, focus = false }: Props) {
  const { t } = useTranslation();
  const id = useId();
  const search = () => onChange(null);
  return (
    <div role="group" aria-labelledby={id}>
      <div className={styles.head}>
        <span className={styles.label} id={id}>{label}</span>
        {value === null && fresh && <Action icon={IconUserPlus} word={t("client_picker.fresh")} onClick={() => onChange(NOBODY)} />}
        {value !== null && <Action icon={IconUserSearch} word={t(isKnown(value) ? "client_picker.other" : "client_picker.search")} onClick={search} />}
      </div>
      {value === null && <ClientSearch label={label} error={faults.get(name)} manualAccount={manualAccount} focus={focus} onChosen={onChange} />}
      {isKnown(value) && (
        <div className={styles.chosen} role="status">
          <strong>{clientName(value, t)}</strong>
          <span className={styles.soft}>{[value.email, value.phone, value.label].filter((one) => one && one !== clientName(value, t)).join(" · ")}</span>
          {faults.get(name) && <span className={styles.fault} role="alert">{faults.get(name)}</span>}
        </div>
      )}
      {value !== null && !isKnown(value) && <NewClientFields name={name} value={value} faults={faults} onChange={onChange} />}
    </div>
  );
}

function Action({ icon: Icon, word, onClick }: { icon: typeof IconUserPlus; word: string; onClick: () => void }) {
  return <Button size="compact-xs" variant="subtle" leftSection={<Icon size={14} aria-hidden />} onClick={onClick}>{word}</Button>;
}
