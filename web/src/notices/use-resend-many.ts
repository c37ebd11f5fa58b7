import { useQueryClient } from "@tanstack/react-query";
import { useEffect, useRef, useState } from "react";
import { type DeliveriesFilter, refreshNotices, resend } from "../api/notices";
import type { Delivery } from "../api/types";

/** A thousand deliveries a round: more than any filter should ever catch. */
const ROUNDS_MAX = 1_000;

type Phase = "asking" | "running" | "stopped" | "failed" | "done";

/** Goes through what is chosen, one by one; or where nothing is, through everything the filter lets through, round by round,
 *  oldest first. What was stopped can be gone on with. */
export function useResendMany(filter: DeliveriesFilter, picked: readonly Delivery[]) {
  const client = useQueryClient();
  const [phase, setPhase] = useState<Phase>("asking");
  const [marked, setMarked] = useState(0);
  const [problem, setProblem] = useState<unknown>(null);
  const cursor = useRef<string | undefined>(undefined);
  const sent = useRef(0);
  const stopped = useRef(false);
  // Closed, or left: nothing more is asked for.
  useEffect(() => {
    stopped.current = false;
    return () => void (stopped.current = true);
  }, []);

  const run = async () => {
    stopped.current = false;
    setProblem(null);
    setPhase("running");
    try {
      setPhase(await (picked.length > 0 ? oneByOne() : rounds()));
    } catch (thrown) {
      setProblem(thrown);
      setPhase("failed");
    }
    void refreshNotices(client);
  };

  const oneByOne = async (): Promise<Phase> => {
    for (const { endpoint, postback_id } of picked.slice(sent.current)) {
      const { resent } = await resend({ mode: filter.mode, endpoint: endpoint.id, event_id: postback_id });
      sent.current += 1;
      setMarked((before) => before + resent);
      if (stopped.current && sent.current < picked.length) return "stopped";
    }
    return "done";
  };

  const rounds = async (): Promise<Phase> => {
    for (let round = 0; round < ROUNDS_MAX; round += 1) {
      const { resent, next } = await resend({ ...filter, ...(cursor.current !== undefined && { cursor: cursor.current }) });
      setMarked((before) => before + resent);
      if (next == null) return "done";
      cursor.current = next;
      if (stopped.current) return "stopped";
    }
    return "stopped";
  };

  return { phase, marked, problem, busy: phase === "running", run: () => void run(), stop: () => void (stopped.current = true) };
}
