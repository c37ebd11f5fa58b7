import { useEffect, useRef, useState } from "react";

/** One that did not go: which, and why. */
export interface Failure {
  name: string;
  error: unknown;
}

/** Does something with each of several things, one after another; what fails does not stop the rest. What went is not done
 *  again when it is tried once more. */
export function useEach<Item>(items: readonly Item[], nameOf: (item: Item) => string, each: (item: Item) => Promise<void>) {
  const [running, setRunning] = useState(false);
  const [done, setDone] = useState(0);
  const [failures, setFailures] = useState<Failure[]>([]);
  const left = useRef<readonly Item[]>(items);
  const gone = useRef(false);
  useEffect(() => {
    gone.current = false;
    return () => void (gone.current = true);
  }, []);

  /** Whether all of them went. */
  const run = async (): Promise<boolean> => {
    setRunning(true);
    setFailures([]);
    const failed: Item[] = [];
    for (const item of left.current) {
      if (gone.current) return false;
      try {
        await each(item);
        setDone((before) => before + 1);
      } catch (error) {
        failed.push(item);
        setFailures((before) => [...before, { name: nameOf(item), error }]);
      }
    }
    left.current = failed;
    setRunning(false);
    return failed.length === 0;
  };
  return { running, done, failures, run };
}
