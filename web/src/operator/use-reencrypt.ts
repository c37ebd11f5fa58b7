import { useEffect, useRef, useState } from "react";
import { reencrypt, type Reencrypted } from "../api/operator";

/** Rounds of 200: more than there will ever be secrets. */
const ROUNDS_MAX = 10_000;

export type Phase = "asking" | "running" | "stopped" | "failed" | "done";

/** Has secrets encrypted anew, round by round, until none is left under an older key. What was stopped can be gone on with. */
export function useReencrypt(of: Reencrypted) {
  const [phase, setPhase] = useState<Phase>("asking");
  const [done, setDone] = useState(0);
  const [left, setLeft] = useState<number | null>(null);
  const [problem, setProblem] = useState<unknown>(null);
  const stopped = useRef(false);
  useEffect(() => {
    stopped.current = false;
    return () => void (stopped.current = true);
  }, []);

  const rounds = async (): Promise<Phase> => {
    for (let round = 0; round < ROUNDS_MAX; round += 1) {
      const answer = await reencrypt(of);
      setDone((before) => before + answer.done);
      setLeft(answer.left);
      if (answer.left === 0) return "done";
      // A round that comes to nothing would come to nothing for ever.
      if (stopped.current || answer.done === 0) return "stopped";
    }
    return "stopped";
  };

  const run = async () => {
    stopped.current = false;
    setProblem(null);
    setPhase("running");
    try {
      setPhase(await rounds());
    } catch (thrown) {
      setProblem(thrown);
      setPhase("failed");
    }
  };
  return { phase, done, left, problem, run: () => void run(), stop: () => void (stopped.current = true) };
}
