// Filters that stay in the address, whatever they are called.

type Search<Name extends string> = Partial<Record<Name, string>> & { cursor?: string };

/** What the address says of them, for a query. */
export function filterOf<Name extends string>(search: Search<Name>, names: readonly Name[]): Partial<Record<Name, string>> {
  return Object.fromEntries(names.flatMap((name) => (search[name] === undefined ? [] : [[name, search[name]]]))) as unknown as Partial<Record<Name, string>>;
}

/** The address with another value of one, and so from the newest. */
export function withFilter<T extends object>(search: T, name: keyof T & string, value: string): T {
  const { cursor: _, ...kept } = search as T & { cursor?: string };
  return { ...kept, [name]: value === "" ? undefined : value } as unknown as T;
}

/** The address without any, and so from the newest. */
export function withoutFilters<T extends object>(search: T, names: readonly string[]): T {
  return Object.fromEntries(Object.entries(search).filter(([name]) => name !== "cursor" && !names.includes(name))) as T;
}
