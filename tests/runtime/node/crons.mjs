// Fires the functions' triggers: Miniflare does not. On the real schedule for `cargo run`, on request for tests.
import { Cron } from "croner";

/** Cloudflare counts weekdays from 1 = Sunday, in UTC. */
const RULES = { timezone: "UTC", alternativeWeekdays: true, mode: "5-part" };

/** The emulator takes no date beyond. */
const LATEST_MS = Date.UTC(2100, 0);

function refuse(message) {
  return Object.assign(new Error(message), { refused: true });
}

/** Fires one trigger with a given time: {function, cron?, at?}; `at` is RFC 3339 or unix ms, the present if left out. */
export async function fireCron(functions, workers, request) {
  const { function: wanted, cron, at } = request ?? {};
  const found = functions.find((each) => each.function === wanted);
  if (!found) throw refuse(`no function ${wanted}`);
  const trigger = cron ?? found.crons[0];
  if (!found.crons.includes(trigger)) throw refuse(`${wanted} has no trigger ${trigger ?? "at all"}`);
  const time = at === undefined || at === null ? Date.now() : new Date(at).getTime();
  if (Number.isNaN(time)) throw refuse("`at` is neither RFC 3339 nor unix milliseconds");
  if (time < 0 || time > LATEST_MS) throw refuse("`at` lies outside 1970 to 2100");
  const { outcome } = await workers.scheduled(found.name, trigger, time);
  return { outcome };
}

/** Starts all schedules; returns the function that stops them. A trigger still running when it is due again is left out. */
export function startCrons(functions, workers) {
  const jobs = functions.flatMap(({ function: name, crons }) =>
    crons.map((cron) => {
      const run = async (job) => {
        const due = job.currentRun() ?? new Date();
        await fireCron(functions, workers, { function: name, cron, at: Math.floor(due.getTime() / 60_000) * 60_000 });
      };
      return new Cron(cron, { ...RULES, protect: true, catch: (error) => console.error(`cron of ${name}: ${error.message}`) }, run);
    }),
  );
  return () => jobs.forEach((job) => job.stop());
}
