// One colour per meaning, and never colour alone: each status has an icon and a word too.
import {
  IconAlertTriangle, IconArrowBackUp, IconBan, IconCheck, IconCircleDashed, IconClock, IconGavel, IconHelpCircle,
  IconHourglassEmpty, IconHourglassOff, IconLock, IconMinus, IconPlayerPause, IconRefresh, IconRepeat, IconSend, IconX, type TablerIcon,
} from "@tabler/icons-react";

/** neutral: nothing happened; progress: someone is at it; held: money held; good: money or notice arrived;
 *  bad: refused or lost; returned: money given back; attention: a person should look. */
export type Tone = "neutral" | "progress" | "held" | "good" | "bad" | "returned" | "attention";

export interface Mark {
  tone: Tone;
  icon: TablerIcon;
}

const UNKNOWN: Mark = { tone: "neutral", icon: IconHelpCircle };
const DOUBTFUL: Mark = { tone: "attention", icon: IconHelpCircle };

const marks = {
  status: {
    created: { tone: "neutral", icon: IconCircleDashed },
    awaiting: { tone: "progress", icon: IconClock },
    authorised: { tone: "held", icon: IconLock },
    captured: { tone: "good", icon: IconCheck },
    cancelled: { tone: "neutral", icon: IconBan },
    failed: { tone: "bad", icon: IconX },
    expired: { tone: "neutral", icon: IconHourglassOff },
    refunding: { tone: "returned", icon: IconRefresh },
    refunded: { tone: "returned", icon: IconArrowBackUp },
    partially_refunded: { tone: "returned", icon: IconArrowBackUp },
  },
  notice: {
    none: { tone: "neutral", icon: IconMinus },
    waiting: { tone: "neutral", icon: IconHourglassEmpty },
    sending: { tone: "progress", icon: IconSend },
    delivered: { tone: "good", icon: IconCheck },
    exhausted: { tone: "bad", icon: IconX },
  },
  attempt_state: {
    intended: { tone: "neutral", icon: IconCircleDashed },
    sent: { tone: "progress", icon: IconClock },
    authorised: { tone: "held", icon: IconLock },
    captured: { tone: "good", icon: IconCheck },
    declined: { tone: "bad", icon: IconX },
    unknown: DOUBTFUL,
  },
  operation_state: {
    intended: { tone: "neutral", icon: IconCircleDashed },
    sent: { tone: "progress", icon: IconClock },
    done: { tone: "good", icon: IconCheck },
    refused: { tone: "bad", icon: IconX },
    unknown: DOUBTFUL,
    reversed: { tone: "good", icon: IconArrowBackUp },
  },
  mark: {
    unknown: DOUBTFUL,
    disputed: { tone: "attention", icon: IconGavel },
  },
  dispute_state: {
    open: { tone: "attention", icon: IconGavel },
    won: { tone: "good", icon: IconCheck },
    lost: { tone: "bad", icon: IconX },
  },
  postback_state: {
    pending: { tone: "progress", icon: IconSend },
    held: { tone: "attention", icon: IconPlayerPause },
    delivered: { tone: "good", icon: IconCheck },
    exhausted: { tone: "bad", icon: IconX },
  },
  delivery_mark: {
    resending: { tone: "progress", icon: IconRepeat },
  },
  endpoint_status: {
    enabled: { tone: "good", icon: IconCheck },
    disabled: { tone: "attention", icon: IconPlayerPause },
    deleted: { tone: "neutral", icon: IconBan },
  },
  breaker: {
    open: { tone: "attention", icon: IconHourglassEmpty },
    half_open: { tone: "progress", icon: IconSend },
  },
  verdict: {
    passed: { tone: "good", icon: IconCheck },
    failed: { tone: "bad", icon: IconX },
    skipped: { tone: "neutral", icon: IconMinus },
  },
  outcome: {
    settled: { tone: "good", icon: IconCheck },
    repeated: { tone: "neutral", icon: IconMinus },
    late: { tone: "attention", icon: IconClock },
    surplus: { tone: "attention", icon: IconAlertTriangle },
    mismatch: { tone: "attention", icon: IconAlertTriangle },
    unmatched: { tone: "attention", icon: IconHelpCircle },
    contradicted: { tone: "attention", icon: IconAlertTriangle },
    dismissed: { tone: "neutral", icon: IconBan },
  },
  difference: {
    fee_differs: { tone: "attention", icon: IconAlertTriangle },
    amount_differs: { tone: "attention", icon: IconAlertTriangle },
    not_done: { tone: "attention", icon: IconClock },
    unknown: DOUBTFUL,
  },
  standing: {
    active: { tone: "good", icon: IconCheck },
    disabled: { tone: "attention", icon: IconPlayerPause },
    archived: { tone: "neutral", icon: IconBan },
  },
  order_status: {
    open: { tone: "progress", icon: IconClock },
    resolved: { tone: "held", icon: IconLock },
    completed: { tone: "good", icon: IconCheck },
    refunded: { tone: "returned", icon: IconArrowBackUp },
    rejected: { tone: "bad", icon: IconX },
  },
  manual_status: {
    open: { tone: "progress", icon: IconClock },
    resolved: { tone: "good", icon: IconCheck },
    refunded: { tone: "returned", icon: IconArrowBackUp },
    rejected: { tone: "bad", icon: IconX },
  },
  offer_status: {
    active: { tone: "good", icon: IconCheck },
    inactive: { tone: "attention", icon: IconPlayerPause },
    archived: { tone: "neutral", icon: IconBan },
  },
  invoice_status: {
    created: { tone: "neutral", icon: IconCircleDashed },
    sent: { tone: "progress", icon: IconSend },
    paid: { tone: "good", icon: IconCheck },
    expired: { tone: "neutral", icon: IconHourglassOff },
    cancelled: { tone: "neutral", icon: IconBan },
  },
  invitation_state: {
    open: { tone: "progress", icon: IconSend },
    accepted: { tone: "good", icon: IconCheck },
    expired: { tone: "neutral", icon: IconHourglassOff },
    revoked: { tone: "neutral", icon: IconBan },
  },
  key_state: {
    live: { tone: "good", icon: IconCheck },
    expiring: { tone: "attention", icon: IconClock },
    expired: { tone: "neutral", icon: IconHourglassOff },
    revoked: { tone: "neutral", icon: IconBan },
  },
} satisfies Record<string, Record<string, Mark>>;

export type MarkGroup = keyof typeof marks;

export function markOf(group: MarkGroup, code: string): Mark {
  return (marks[group] as Record<string, Mark>)[code] ?? UNKNOWN;
}
