import { Button, NativeSelect, TextInput } from "@mantine/core";
import type { FormEvent } from "react";
import { useTranslation } from "react-i18next";
import type { Endpoint, EndpointBody } from "../api/types";
import { useWords } from "../i18n/words";
import { Check } from "../ui/Check";
import { DialogButtons } from "../ui/Dialog";
import styles from "../ui/Dialog.module.css";
import { ProblemCallout } from "../ui/ProblemCallout";
import { EventTypesField } from "./EventTypesField";
import { FORMATS } from "./formats";
import { OwnSecrets } from "./OwnSecrets";
import { useEndpointForm } from "./use-endpoint-form";

interface Props {
  endpoint: Endpoint | undefined;
  first: boolean;
  busy: boolean;
  error: unknown;
  onSend: (body: EndpointBody) => void;
  onClose: () => void;
}

export function EndpointForm({ endpoint, first, busy, error, onSend, onClose }: Props) {
  const { t } = useTranslation();
  const wordFor = useWords();
  const form = useEndpointForm(endpoint, first, error);
  const email = form.format === "email";
  const send = (event: FormEvent) => {
    event.preventDefault();
    const body = form.body();
    if (body !== null && !busy) onSend(body);
  };
  return (
    <form className={styles.form} onSubmit={send} noValidate>
      <TextInput
        data-autofocus
        label={t("endpoints.name")}
        description={t("endpoints.name_hint")}
        maxLength={60}
        autoComplete="off"
        value={form.name}
        error={form.faults.get("name")}
        onChange={(event) => form.setName(event.currentTarget.value)}
      />
      {endpoint === undefined && (
        <NativeSelect
          label={t("endpoints.format")}
          description={t("endpoints.format_hint")}
          value={form.format}
          data={FORMATS.map((format) => ({ value: format, label: wordFor("format", format) }))}
          error={form.faults.get("format")}
          onChange={(event) => form.chooseFormat(event.currentTarget.value)}
        />
      )}
      <p className={styles.happens}>{wordFor("format_help", form.format)}</p>
      <TextInput
        label={t(email ? "endpoints.email" : "endpoints.address")}
        description={email ? undefined : t("endpoints.address_hint")}
        type={email ? "email" : "url"}
        inputMode={email ? "email" : "url"}
        autoComplete="off"
        spellCheck={false}
        maxLength={2000}
        required
        placeholder={email ? "shop@example.com" : "https://shop.example.com/notices"}
        value={form.address}
        error={form.addressFault}
        onChange={(event) => form.setAddress(event.currentTarget.value)}
      />
      <EventTypesField form={form} />
      <Check
        label={t("endpoints.primary_label")}
        hint={form.hears ? t("endpoints.primary_hint") : t("fault.primary_hears_nothing")}
        checked={form.primary}
        disabled={!form.hears}
        error={form.faults.get("primary")}
        onChange={form.setPrimary}
      />
      {endpoint === undefined && <OwnSecrets format={form.format} own={form.own} onOwn={form.setOwn} faults={form.faults} />}
      {error !== null && <ProblemCallout error={error} title={t("operate.refused_title")} />}
      <DialogButtons>
        <Button variant="default" onClick={onClose} disabled={busy}>{t("action.cancel")}</Button>
        <Button type="submit" loading={busy}>{t(endpoint === undefined ? "endpoints.create_confirm" : "endpoints.save")}</Button>
      </DialogButtons>
    </form>
  );
}
