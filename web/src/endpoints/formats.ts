// What each format can tell and is signed with (domain/postback/format.rs).
import { EVENT_TYPES } from "../app/search";

export const FORMATS = ["standard", "paykeeper", "paykassma", "spring", "email"] as const;
export type Format = (typeof FORMATS)[number];

type EventType = (typeof EVENT_TYPES)[number];

const TOLD: Record<Format, readonly EventType[]> = {
  standard: EVENT_TYPES,
  email: EVENT_TYPES,
  paykeeper: ["payment.authorised", "payment.captured"],
  paykassma: ["payment.captured", "payment.failed", "payment.cancelled", "payment.expired"],
  spring: [
    "payment.authorised", "payment.captured", "payment.cancelled", "payment.failed", "payment.expired", "payment.refunded",
    "payment.partially_refunded", "payment.refund_refused",
  ],
};

const PARTS: Record<Format, readonly SecretPart[]> = {
  standard: [],
  email: [],
  paykeeper: ["secret_word"],
  paykassma: ["access_key", "private_key"],
  spring: ["shared_secret"],
};

export type SecretPart = "secret_word" | "access_key" | "private_key" | "shared_secret";

const SUCCESS: readonly string[] = ["payment.captured", "payment.authorised"];

export function formatOf(name: string): Format {
  return FORMATS.find((format) => format === name) ?? "standard";
}

export function toldBy(format: Format): readonly EventType[] {
  return TOLD[format];
}

/** The parts of the format's own secret, which a merchant may bring along from an older system. */
export function secretParts(format: Format): readonly SecretPart[] {
  return PARTS[format];
}

/** Whether one of the types is a payment's success: what the primary endpoint is for. */
export function hearsOfSuccess(types: readonly string[]): boolean {
  return types.some((type) => SUCCESS.includes(type));
}
