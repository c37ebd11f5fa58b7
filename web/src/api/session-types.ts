// What the API says of whoever is signed in. It always writes what may be missing, as null, though its description lets it
// be left out.
import type { components } from "./schema";

type Schemas = components["schemas"];

export type Person = Required<Schemas["Person"]>;
export type SessionOrganisation = Schemas["SessionOrganisation"];
/** An operator within an organisation, for a time and a reason. */
export type Visit = Schemas["Visit"];
export type Session = Required<Omit<Schemas["Session"], "person">> & { person: Person };
