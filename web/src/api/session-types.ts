// What the API says of whoever is signed in.

export interface Person {
  id: number;
  name: string;
  login: string;
  email: string | null;
  phone: string | null;
  language: string;
  /** IANA name; empty: the organisation's. */
  time_zone: string;
  kind: "merchant" | "operator";
  /** Whether a second factor is on. */
  second_factor: boolean;
}

export interface SessionOrganisation {
  slug: string;
  name: string;
  time_zone: string;
  language: string;
  currency: string;
  status: string;
  second_factor_required: boolean;
}

export interface OwnOrganisation {
  slug: string;
  name: string;
  role: string;
}

/** An operator within an organisation, for a time and a reason. */
export interface Visit {
  role: string;
  until: string;
  reason: string;
}

export interface Session {
  person: Person;
  /** The one that the request named, else the session's own. */
  organisation: SessionOrganisation | null;
  organisations: OwnOrganisation[];
  role: string | null;
  /** All that the person may do here, by role and beyond it. */
  permissions: string[];
  modes: string[];
  visit: Visit | null;
  session_id: string;
  proved_until: string | null;
  csrf_token: string;
  expires_at: string;
  idle_s: number;
}
