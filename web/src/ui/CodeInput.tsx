import { TextInput } from "@mantine/core";
import type { ReactNode, Ref } from "react";

interface Props {
  label: string;
  hint?: ReactNode;
  value: string;
  error: string | null;
  onChange: (text: string) => void;
  /** A recovery code is longer, and has letters. */
  recovery?: boolean;
  size?: "md";
  inputRef?: Ref<HTMLInputElement>;
}

/** For the six digits of an authenticator app. */
export function CodeInput({ label, hint, value, error, onChange, recovery = false, size, inputRef }: Props) {
  return (
    <TextInput
      ref={inputRef}
      data-autofocus
      autoFocus
      label={label}
      description={hint}
      {...(size && { size })}
      autoComplete="one-time-code"
      inputMode={recovery ? "text" : "numeric"}
      autoCapitalize="none"
      spellCheck={false}
      maxLength={recovery ? 64 : 9}
      styles={{ input: { fontVariantNumeric: "tabular-nums", letterSpacing: recovery ? "0.04em" : "0.2em" } }}
      value={value}
      error={error}
      onChange={(event) => onChange(event.currentTarget.value)}
    />
  );
}
