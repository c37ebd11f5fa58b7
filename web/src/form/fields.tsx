import { NativeSelect, Textarea, TextInput } from "@mantine/core";
import type { HTMLInputTypeAttribute } from "react";
import { Check } from "../ui/Check";
import type { Form } from "./use-form";

type Named<T, V> = { [K in keyof T]: T[K] extends V ? K : never }[keyof T] & string;

interface Common<T, V> {
  form: Form<T>;
  name: Named<T, V>;
  label: string;
  hint?: string | undefined;
}

interface TextProps<T> extends Common<T, string> {
  type?: HTMLInputTypeAttribute;
  max?: number;
  mono?: boolean;
  required?: boolean;
  placeholder?: string;
  focus?: boolean;
  disabled?: boolean;
  inputMode?: "decimal";
}

export function TextField<T>({ form, name, label, hint, type = "text", inputMode, max = 200, mono = false, required = false, placeholder, focus = false, disabled = false }: TextProps<T>) {
  return (
    <TextInput
      label={label}
      description={hint}
      type={type}
      inputMode={inputMode ?? (type === "email" ? "email" : type === "url" ? "url" : "text")}
      autoComplete="off"
      spellCheck={false}
      maxLength={max}
      required={required}
      disabled={disabled}
      placeholder={placeholder}
      data-autofocus={focus || undefined}
      {...(mono && { styles: { input: { fontFamily: "var(--mantine-font-family-monospace)" } } })}
      value={form.values[name] as string}
      error={form.faults.get(name)}
      onChange={(event) => form.set(name, event.currentTarget.value as T[typeof name])}
    />
  );
}

/** A whole number above zero, or nothing. */
export function NumberField<T>({ form, name, label, hint, max = 9, placeholder }: Common<T, string> & { max?: number; placeholder?: string }) {
  return (
    <TextInput
      label={label}
      description={hint}
      inputMode="numeric"
      autoComplete="off"
      maxLength={max}
      placeholder={placeholder}
      value={form.values[name] as string}
      error={form.faults.get(name)}
      onChange={(event) => form.set(name, event.currentTarget.value.replace(/\D/g, "") as T[typeof name])}
    />
  );
}

/** A day, as the API writes it. */
export function DateField<T>({ form, name, label, hint, min, max }: Common<T, string> & { min?: string; max?: string }) {
  return (
    <TextInput
      label={label}
      description={hint}
      type="date"
      min={min}
      max={max}
      value={form.values[name] as string}
      error={form.faults.get(name)}
      onChange={(event) => form.set(name, event.currentTarget.value as T[typeof name])}
    />
  );
}

export function LongField<T>({ form, name, label, hint, max = 1000, rows = 3 }: Common<T, string> & { max?: number; rows?: number }) {
  return (
    <Textarea
      label={label}
      description={hint}
      maxLength={max}
      rows={rows}
      value={form.values[name] as string}
      error={form.faults.get(name)}
      onChange={(event) => form.set(name, event.currentTarget.value as T[typeof name])}
    />
  );
}

export interface Option {
  value: string;
  label: string;
}

export function ChoiceField<T>({ form, name, label, hint, options, focus = false }: Common<T, string> & { options: readonly Option[]; focus?: boolean }) {
  return (
    <NativeSelect
      label={label}
      description={hint}
      data={[...options]}
      data-autofocus={focus || undefined}
      value={form.values[name] as string}
      error={form.faults.get(name)}
      onChange={(event) => form.set(name, event.currentTarget.value as T[typeof name])}
    />
  );
}

export function CheckField<T>({ form, name, label, hint, disabled = false }: Common<T, boolean> & { disabled?: boolean }) {
  return (
    <Check
      label={label}
      hint={hint}
      disabled={disabled}
      checked={form.values[name] as boolean}
      error={form.faults.get(name)}
      onChange={(checked) => form.set(name, checked as T[typeof name])}
    />
  );
}
