// The organisation's fields in groups: each group is shown and changed together.
import type { Organisation, OrganisationChange } from "../api/organisation";

export const GROUPS = {
  names: ["name", "legal_name"],
  contacts: ["email", "contacts", "address", "site"],
  sites: ["sites", "response_url"],
  region: ["language", "time_zone", "currency"],
  payouts: ["payout_url", "payout_idle_days"],
  security: ["second_factor_required", "personal_days"],
} as const satisfies Record<string, readonly (keyof OrganisationChange)[]>;

export type Group = keyof typeof GROUPS;
export type Field = (typeof GROUPS)[Group][number];

/** As typed: texts, a line for each site, and a box. */
export interface Typed {
  name: string;
  legal_name: string;
  email: string;
  contacts: string;
  address: string;
  site: string;
  sites: string;
  response_url: string;
  language: string;
  time_zone: string;
  currency: string;
  payout_url: string;
  payout_idle_days: string;
  second_factor_required: boolean;
  personal_days: string;
}

export function typedOf(organisation: Organisation): Typed {
  const { sites, payout_idle_days, personal_days, ...rest } = organisation;
  return {
    ...rest,
    sites: sites.join("\n"),
    payout_idle_days: payout_idle_days === null ? "" : String(payout_idle_days),
    personal_days: personal_days === null ? "" : String(personal_days),
  };
}

/** What a group's fields are to become: only those that differ. */
export function changeOf(group: Group, before: Organisation, typed: Typed): OrganisationChange {
  const after: Required<OrganisationChange> = {
    ...typed,
    name: typed.name.trim(),
    legal_name: typed.legal_name.trim(),
    email: typed.email.trim(),
    contacts: typed.contacts.trim(),
    address: typed.address.trim(),
    site: typed.site.trim(),
    response_url: typed.response_url.trim(),
    currency: typed.currency.trim().toUpperCase(),
    payout_url: typed.payout_url.trim(),
    sites: sitesOf(typed.sites),
    payout_idle_days: daysOf(typed.payout_idle_days),
    personal_days: daysOf(typed.personal_days),
  };
  const changed = GROUPS[group].filter((field) => JSON.stringify(after[field]) !== JSON.stringify(before[field]));
  return Object.fromEntries(changed.map((field) => [field, after[field]]));
}

/** One on a line; each once. */
export function sitesOf(typed: string): string[] {
  const lines = typed.split(/\s+/).map((line) => line.replace(/\/+$/, "")).filter((line) => line !== "");
  return [...new Set(lines)];
}

function daysOf(typed: string): number | null {
  return /^\d{1,4}$/.test(typed.trim()) ? Number(typed.trim()) : null;
}
