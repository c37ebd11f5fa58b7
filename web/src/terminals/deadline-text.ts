import type { TFunction } from "i18next";
import type { Terminal } from "../api/terminals";

/** What becomes of a hold that nobody decides on, and when. */
export function deadlineText({ stages, at_deadline, deadline_hours }: Pick<Terminal, "stages" | "at_deadline" | "deadline_hours">, t: TFunction): string {
  if (stages === 1) return t("terminals.no_hold");
  const what = t(`terminal_deadline.${at_deadline}`);
  return deadline_hours === null ? `${what}, ${t("terminals.deadline_default")}` : `${what}, ${t("terminals.deadline_after", { count: deadline_hours })}`;
}
