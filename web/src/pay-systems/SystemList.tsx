import { useTranslation } from "react-i18next";
import type { PaySystem } from "../api/offers";
import { useWords } from "../i18n/words";
import { Fact, Facts } from "../ui/Facts";
import { Nothing } from "../ui/Section";
import { StatusMark } from "../ui/StatusMark";

/** The systems by which something may be paid, and whether they can be now. */
export function SystemList({ systems }: { systems: readonly PaySystem[] }) {
  const { t } = useTranslation();
  const wordFor = useWords();
  if (systems.length === 0) return <Nothing>{t("pay_systems.none")}</Nothing>;
  return (
    <Facts>
      {systems.map(({ id, name, kind, status }) => (
        <Fact key={id} name={name}>{wordFor("pay_system_kind", kind)} {status !== "active" && <StatusMark group="standing" code={status} />}</Fact>
      ))}
    </Facts>
  );
}
