// The emulator of the platform: wrangler's reader of wrangler.toml and the Miniflare that comes with wrangler.
import { createRequire } from "node:module";

const require = createRequire(import.meta.url);
const wrangler = require("wrangler");
// Not a dependency of ours: the version must be the one that wrangler's options are made for.
const miniflare = createRequire(require.resolve("wrangler"))("miniflare");

export const readConfig = wrangler.unstable_readConfig;
export const readWorkerOptions = wrangler.unstable_getMiniflareWorkerOptions;
export const splitSql = wrangler.unstable_splitSqlQuery;
export const { Miniflare, Log, LogLevel, Response, convertV4MiniflareOptions } = miniflare;
