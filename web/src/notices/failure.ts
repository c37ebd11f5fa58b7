import type { TFunction } from "i18next";

/** Why no answer came, in the person's language where the desk's words are known. */
export function failureWord(error: string, t: TFunction): string {
  const late = /^no answer within (\d+) ms$/.exec(error);
  if (late) return t("deliveries.failure_timeout", { seconds: Math.round(Number(late[1]) / 1000) });
  if (error.startsWith("the connection failed")) return t("deliveries.failure_connection");
  return error;
}
