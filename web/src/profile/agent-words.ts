import type { TFunction } from "i18next";
import { knownAgent } from "./agent";

/** "Chrome on Windows". */
export function agentWords(agent: string, t: TFunction): string {
  const { browser, system } = knownAgent(agent);
  if (browser !== null && system !== null) return t("sessions.agent_on", { browser, system });
  return browser ?? system ?? t("sessions.agent_unknown");
}
