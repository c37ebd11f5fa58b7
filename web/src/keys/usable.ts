import type { ApiKey } from "../api/keys";

/** Whether a key still opens anything. */
export const isUsable = ({ state }: ApiKey) => state === "live" || state === "expiring";
