// Each page loads the words that it shows: everything that can be reached from a route's component (what opens on it too)
// names only keys of the areas that the route, the routes around it and `common` load. Keys put together from parts are
// checked by their group.
import { readFile } from "node:fs/promises";
import { existsSync, statSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { filesOf, flatten, PLURAL, wordsOf } from "./locales.mjs";

const SOURCES = fileURLToPath(new URL("../src/", import.meta.url));
const ROUTER = join(SOURCES, "app/router.tsx");
const IMPORT = /(?:from|import)\s*\(?\s*"(\.[^"]+)"/g;
const TYPES = /import type [^;]*;|^(?:export )?interface .*?^\}/gms;
const COMMENT = /\/\*\*.*?\*\/|^\s*\/\/.*$/gms;
/** Names types of events, which look like keys. */
const NOT_WORDS = join(SOURCES, "app/search.ts");

const areas = new Map();
for (const area of await filesOf("en")) {
  areas.set(area, new Set(flatten(await wordsOf("en", area)).map(([key]) => key.replace(PLURAL, ""))));
}
const everyKey = new Set([...areas.values()].flatMap((keys) => [...keys]));
const everyGroup = new Set([...everyKey].map((key) => key.split(".")[0]));

const sources = new Map();
async function sourceOf(file) {
  if (!sources.has(file)) sources.set(file, (await readFile(file, "utf8")).replace(COMMENT, "").replace(TYPES, ""));
  return sources.get(file);
}

function resolve(from, named) {
  const bare = join(dirname(from), named);
  return [`${bare}.tsx`, `${bare}.ts`, join(bare, "index.ts"), bare].find((file) => existsSync(file) && statSync(file).isFile());
}

async function reach(file, found = new Set()) {
  if (found.has(file) || !/\.tsx?$/.test(file)) return found;
  found.add(file);
  for (const [, named] of (await sourceOf(file)).matchAll(IMPORT)) await reach(resolve(file, named), found);
  return found;
}

/** Keys and groups that a module names. */
function named(source) {
  const names = new Set();
  for (const [, text] of source.matchAll(/["`]([a-z_]+\.[a-z_]+)["`]/g)) if (everyKey.has(text)) names.add(text);
  for (const [, group, begun] of source.matchAll(/`([a-z_]+)\.([a-z_]*)\$\{/g)) if (everyGroup.has(group)) names.add(`${group}.${begun}*`);
  for (const [, group] of source.matchAll(/(?:wordFor\(|knownWord\(|\bgroup=)"([a-z_]+)"/g)) if (everyGroup.has(group)) names.add(`${group}.*`);
  return names;
}

const has = (keys, name) => (name.endsWith("*") ? [...keys].some((key) => key.startsWith(name.slice(0, -1))) : keys.has(name));

const router = await readFile(ROUTER, "utf8");
const routes = new Map();
for (const [, name, options] of router.matchAll(/const (\w+) = create\w*Route\w*(?:<\w+>\(\))?\(\{(.*?)\n\}\);/gs)) {
  const [, list, module] = options.match(/component: page\(\[([^\]]*)\], \(\) => import\("([^"]+)"\)/) ?? [];
  const [, parent] = options.match(/getParentRoute: \(\) => (\w+)/) ?? [];
  routes.set(name, { own: [...(list ?? "").matchAll(/"([^"]+)"/g)].map(([, area]) => area), module, parent });
}
const loadedBy = (name) => (name === undefined ? ["common"] : [...(routes.get(name)?.own ?? []), ...loadedBy(routes.get(name)?.parent)]);

const problems = new Set();
for (const [name, { module }] of routes) {
  if (module === undefined) continue;
  const loaded = loadedBy(name);
  for (const area of loaded) if (!areas.has(area)) problems.add(`${name}: there is no area "${area}"`);
  const keys = new Set(loaded.flatMap((area) => [...(areas.get(area) ?? [])]));
  for (const file of await reach(resolve(ROUTER, module))) {
    if (file === NOT_WORDS) continue;
    for (const key of named(await sourceOf(file))) {
      if (has(keys, key)) continue;
      const where = [...areas].filter(([, own]) => has(own, key)).map(([area]) => area);
      problems.add(`${name}: ${relative(SOURCES, file)} says ${key}, which is in ${where.join(", ") || "no area"}`);
    }
  }
}

for (const problem of problems) console.error(problem);
console.log(`areas: ${routes.size} routes, ${areas.size} areas, ${problems.size} problems`);
if (problems.size > 0) process.exitCode = 1;
