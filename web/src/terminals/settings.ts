// How a terminal is set, as it is typed.
import type { Terminal, TerminalChange } from "../api/terminals";
import { numberOf } from "../form/checks.ts";
import { TERMINAL_OPERATIONS } from "./acquirers";

export interface TerminalSettings {
  name: string;
  description: string;
  stages: string;
  at_deadline: string;
  deadline_hours: string;
  operations: string[];
}

export function settingsOf(terminal: Terminal | undefined): TerminalSettings {
  return {
    name: terminal?.name ?? "",
    description: terminal?.description ?? "",
    stages: String(terminal?.stages ?? 1),
    at_deadline: terminal?.at_deadline ?? "capture",
    deadline_hours: terminal?.deadline_hours == null ? "" : String(terminal.deadline_hours),
    operations: terminal?.operations ?? [...TERMINAL_OPERATIONS],
  };
}

export function bodyOf(settings: TerminalSettings): Required<Omit<TerminalChange, "credentials">> {
  return {
    name: settings.name.trim(),
    description: settings.description.trim(),
    stages: Number(settings.stages),
    at_deadline: settings.at_deadline,
    deadline_hours: numberOf(settings.deadline_hours),
    operations: settings.operations,
  };
}
