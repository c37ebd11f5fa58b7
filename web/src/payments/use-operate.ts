import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useRef } from "react";
import { operate, type OperationKind, refreshMoney } from "../api/operations";
import { mayHaveHappened } from "../api/problem";
import type { OperateRequest } from "../api/types";

/** One money operation of one window. What is sent again unchanged is sent with the same key, so that neither a double click
 *  nor a lost answer does it twice; what has changed is another request, with a key of its own. */
export function useOperate(kind: OperationKind, number: number) {
  const client = useQueryClient();
  const sent = useRef<{ content: string; key: string } | null>(null);
  const doing = useMutation({
    mutationFn: (body: OperateRequest) => {
      const content = JSON.stringify(body);
      if (sent.current?.content !== content) sent.current = { content, key: crypto.randomUUID() };
      return operate(kind, number, body, sent.current.key);
    },
    // Also after a refusal: what is shown may be out of date, and that may be why.
    onSettled: () => void refreshMoney(client),
  });
  return {
    send: (body: OperateRequest) => {
      if (!doing.isPending && !doing.isSuccess) doing.mutate(body);
    },
    busy: doing.isPending,
    result: doing.data,
    problem: doing.isPending ? null : doing.error,
    /** It may have been done although no answer says so: only the very same may be sent again. */
    uncertain: doing.error !== null && mayHaveHappened(doing.error),
    /** What was sent, to be sent again as it was. */
    sent: doing.variables,
  };
}
