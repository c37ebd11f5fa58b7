import { lazy, Suspense, useEffect, useState } from "react";
import { onStepUp } from "../api/step-up";

const StepUpDialog = lazy(() => import("./StepUpDialog").then(({ StepUpDialog }) => ({ default: StepUpDialog })));

/** The one place that asks people to prove anew who they are; whatever waits for it goes on, or is refused. */
export function StepUp() {
  const [waiting, setWaiting] = useState<((proved: boolean) => void) | null>(null);
  useEffect(() => onStepUp(() => new Promise((decide) => setWaiting(() => decide))), []);
  if (waiting === null) return null;
  const close = (proved: boolean) => {
    setWaiting(null);
    waiting(proved);
  };
  return <Suspense><StepUpDialog onProved={() => close(true)} onClose={() => close(false)} /></Suspense>;
}
