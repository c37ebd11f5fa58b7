import { SegmentedControl, Tooltip } from "@mantine/core";
import { useNavigate } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { modesOf, rememberMode } from "../app/mode";
import type { Mode } from "../api/types";
import styles from "./ModeSwitch.module.css";
import { useSigned } from "./session-context";
import { usePage } from "./use-page";

/** Live or test money, for the whole cabinet. What is open belongs to one of them, so switching closes it; the page stays. */
export function ModeSwitch() {
  const { t } = useTranslation();
  const { session, mode } = useSigned();
  const navigate = useNavigate();
  const modes = modesOf(session);
  const page = usePage();

  const option = (value: Mode) => ({
    value,
    disabled: !modes.includes(value),
    label: (
      <Tooltip label={modes.includes(value) ? t("shell.test_hint") : t(value === "live" ? "shell.live_unavailable" : "shell.test_unavailable")} disabled={modes.includes(value) && value === "live"}>
        <span>{t(value === "live" ? "shell.live" : "shell.test")}</span>
      </Tooltip>
    ),
  });
  const choose = (chosen: string) => {
    const next: Mode = chosen === "live" ? "live" : "test";
    rememberMode(next);
    void navigate({ to: page, search: { mode: next } });
  };

  return (
    <SegmentedControl
      size="xs"
      aria-label={t("shell.mode")}
      value={mode}
      data={[option("live"), option("test")]}
      onChange={choose}
      classNames={{ root: styles.root, label: styles.label, indicator: mode === "test" ? styles.test : styles.live }}
      withItemsBorders={false}
    />
  );
}
