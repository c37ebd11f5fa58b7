// Some requests are obeyed only when the person has lately proved who they are. One place asks for it (shell/StepUp.tsx),
// and once for all requests that wait.

/** Asks the person; true when they have proved it. */
type Ask = () => Promise<boolean>;

let ask: Ask | null = null;
let underWay: Promise<boolean> | null = null;

/** Says who asks, until the returned function is called. */
export function onStepUp(asker: Ask): () => void {
  ask = asker;
  return () => {
    if (ask === asker) ask = null;
  };
}

export function stepUp(): Promise<boolean> {
  if (ask === null) return Promise.resolve(false);
  underWay ??= ask().finally(() => {
    underWay = null;
  });
  return underWay;
}
