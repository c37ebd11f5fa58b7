import { useMediaQuery } from "@mantine/hooks";
import { useTranslation } from "react-i18next";
import type { OpenSession } from "../api/profile";
import tables from "../payments/small-table.module.css";
import { Fold } from "../ui/Fold";
import styles from "./ProfilePage.module.css";
import { SessionCard, SessionRow } from "./SessionRow";

/** A table; on a phone, cards. */
export function SessionList({ items, onEnd }: { items: OpenSession[]; onEnd: (item: OpenSession) => void }) {
  const { t } = useTranslation();
  const narrow = useMediaQuery("(max-width: 48em)", false, { getInitialValueInEffect: false });
  if (narrow) return <ul className={styles.cards}>{items.map((item) => <SessionCard key={item.session_id} item={item} onEnd={() => onEnd(item)} />)}</ul>;
  return (
    <Fold>
      <table className={tables.table}>
        <thead>
          <tr>
            <th scope="col">{t("sessions.agent")}</th>
            <th scope="col">{t("sessions.address")}</th>
            <th scope="col">{t("sessions.created_at")}</th>
            <th scope="col">{t("sessions.seen_at")}</th>
            <th scope="col" data-end />
          </tr>
        </thead>
        <tbody>{items.map((item) => <SessionRow key={item.session_id} item={item} onEnd={() => onEnd(item)} />)}</tbody>
      </table>
    </Fold>
  );
}
