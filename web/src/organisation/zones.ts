/** Every zone that this browser knows, and the one that is chosen already. */
export function zonesWith(chosen: string): string[] {
  const known = Intl.supportedValuesOf("timeZone");
  return [...new Set([...(chosen === "" ? [] : [chosen]), "UTC", ...known])];
}
