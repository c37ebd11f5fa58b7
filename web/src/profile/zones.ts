/** Every time zone that this browser knows, and the one that is set. */
export function zoneOptions(set: string): string[] {
  const known = new Set(["UTC", ...Intl.supportedValuesOf("timeZone")]);
  if (set !== "") known.add(set);
  return [...known];
}
