import { useTranslation } from "react-i18next";
import type { Limit } from "../api/limits";
import { useWords } from "../i18n/words";
import { Fact, Facts } from "../ui/Facts";
import { BOUNDS, boundText, isCounted } from "./bound-text";
import { Used } from "./Used";
import styles from "./Used.module.css";

/** Every bound of a limit, and what is used of it. */
export function LimitFacts({ limit, headed = false }: { limit: Limit; headed?: boolean }) {
  const { t, i18n } = useTranslation();
  const wordFor = useWords();
  return (
    <div className={styles.block}>
      {headed && <p className={styles.head}>{limit.currency} · {wordFor("limit_setter", limit.set_by)}</p>}
      <Facts>
        {BOUNDS.map((bound) => {
          const text = boundText(limit, bound, i18n.language, t);
          return text === "" ? null : (
            <Fact key={bound} name={t(`limit_bound.${bound}`)}>
              <Used used={isCounted(bound) ? limit.used?.[bound] : undefined} bound={isCounted(bound) ? limit[bound] : null}>{text}</Used>
            </Fact>
          );
        })}
      </Facts>
    </div>
  );
}
