import { Button } from "@mantine/core";
import { IconUserPlus, IconUserSearch } from "@tabler/icons-react";
import { type Ref, useEffect, useId, useRef } from "react";
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
  const action = useRef<HTMLButtonElement>(null);
  const changed = useRef(false);
  // What was pressed is gone with the choice: the focus goes on to what stands in its place.
  const change = (picked: Picked | null) => {
    changed.current = true;
    onChange(picked);
  };
  const known = isKnown(value);
  useEffect(() => {
    if (changed.current && known) action.current?.focus();
  }, [known]);
  return (
    <div role="group" aria-labelledby={id}>
      <div className={styles.head}>
        <span className={styles.label} id={id}>{label}</span>
        {value === null && fresh && <Action icon={IconUserPlus} word={t("client_picker.fresh")} onClick={() => change(NOBODY)} />}
        {value !== null && <Action ref={action} icon={IconUserSearch} word={t(isKnown(value) ? "client_picker.other" : "client_picker.search")} onClick={() => change(null)} />}
      </div>
      {value === null && <ClientSearch label={label} error={faults.get(name)} manualAccount={manualAccount} focus={focus} focusNow={changed.current} onChosen={change} />}
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

function Action({ ref, icon: Icon, word, onClick }: { ref?: Ref<HTMLButtonElement>; icon: typeof IconUserPlus; word: string; onClick: () => void }) {
  return <Button {...(ref !== undefined && { ref })} size="compact-xs" variant="subtle" leftSection={<Icon size={14} aria-hidden />} onClick={onClick}>{word}</Button>;
}
