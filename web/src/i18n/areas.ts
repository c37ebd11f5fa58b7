// The words by area. An area's words come with the pages that need them (app/page.ts); those of `common` are always there.
// A group may have keys in several areas: they are one group where both are loaded.
import type common from "./en/common.json";
import type books from "./en/books.json";
import type client_picker from "./en/client-picker.json";
import type clients from "./en/clients.json";
import type endpoints from "./en/endpoints.json";
import type events from "./en/events.json";
import type invoices from "./en/invoices.json";
import type journal from "./en/journal.json";
import type keys from "./en/keys.json";
import type limits from "./en/limits.json";
import type manual_systems from "./en/manual-systems.json";
import type notices from "./en/notices.json";
import type notifications from "./en/notifications.json";
import type offers from "./en/offers.json";
import type operator from "./en/operator.json";
import type organisation from "./en/organisation.json";
import type password from "./en/password.json";
import type pay_systems from "./en/pay-systems.json";
import type payment from "./en/payment.json";
import type payments from "./en/payments.json";
import type people from "./en/people.json";
import type profile from "./en/profile.json";
import type rate_sources from "./en/rate-sources.json";
import type rates from "./en/rates.json";
import type sales from "./en/sales.json";
import type sign_in from "./en/sign-in.json";
import type terminals from "./en/terminals.json";

interface Areas {
  common: typeof common;
  books: typeof books;
  "client-picker": typeof client_picker;
  clients: typeof clients;
  endpoints: typeof endpoints;
  events: typeof events;
  invoices: typeof invoices;
  journal: typeof journal;
  keys: typeof keys;
  limits: typeof limits;
  "manual-systems": typeof manual_systems;
  notices: typeof notices;
  notifications: typeof notifications;
  offers: typeof offers;
  operator: typeof operator;
  organisation: typeof organisation;
  password: typeof password;
  "pay-systems": typeof pay_systems;
  payment: typeof payment;
  payments: typeof payments;
  people: typeof people;
  profile: typeof profile;
  "rate-sources": typeof rate_sources;
  rates: typeof rates;
  sales: typeof sales;
  "sign-in": typeof sign_in;
  terminals: typeof terminals;
}

export type Area = keyof Areas;

type Both<Union> = (Union extends unknown ? (one: Union) => void : never) extends (all: infer All) => void ? All : never;

/** Every word there is, wherever it stands. */
export type Words = Both<Areas[Area]>;
