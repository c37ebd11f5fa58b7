import { useState } from "react";

/** What is being typed, and what is wrong with it, by the names that the API has for the fields. */
export interface Form<T> {
  values: T;
  set: <K extends keyof T>(name: K, value: T[K]) => void;
  faults: ReadonlyMap<string, string>;
  setFaults: (faults: ReadonlyMap<string, string>) => void;
}

export function useForm<T extends object>(initial: T | (() => T)): Form<T> {
  const [values, setValues] = useState(initial);
  const [faults, setFaults] = useState<ReadonlyMap<string, string>>(NONE);
  return {
    values,
    faults,
    setFaults,
    set: (name, value) => {
      setValues((before) => ({ ...before, [name]: value }));
      // What is being corrected is not called wrong meanwhile.
      setFaults((before) => new Map([...before].filter(([field]) => field !== name)));
    },
  };
}

const NONE: ReadonlyMap<string, string> = new Map();
