// What wrangler.toml says of each function, in the form that Miniflare takes.
import { existsSync } from "node:fs";
import { join, dirname } from "node:path";
import { readConfig, readWorkerOptions } from "./platform.mjs";

/**
 * Reads the functions named in the configuration.
 * Returns [{function, name, crons, databases: [{binding, id, migrations}], options}]; `name` is the worker's.
 */
export function readFunctions({ root, functions }) {
  const file = join(root, "wrangler.toml");
  return functions.map(({ function: env, bindings, socket }) => {
    const config = readConfig({ config: file, env }, { hideWarnings: true });
    const { workerOptions } = readWorkerOptions(file, env);
    const { modulesRules: _, ...options } = workerOptions;
    const build = dirname(join(root, "functions", env, "build", "index.js"));
    return {
      function: env,
      name: config.name,
      crons: config.triggers?.crons ?? [],
      databases: (config.d1_databases ?? []).map((each) => ({
        binding: each.binding,
        id: each.database_id,
        migrations: join(root, each.migrations_dir ?? "migrations"),
      })),
      options: {
        ...options,
        name: config.name,
        rootPath: undefined,
        // The routes of production name hosts that are not ours here: the gateway stands in for them.
        routes: undefined,
        bindings: { ...options.bindings, ...bindings },
        modulesRoot: build,
        modules: [
          { type: "ESModule", path: join(build, "index.js") },
          { type: "CompiledWasm", path: join(build, "index_bg.wasm") },
        ],
        ...(socket === undefined || socket === null ? {} : { unsafeDirectSockets: [{ host: "127.0.0.1", port: socket }] }),
      },
    };
  });
}

/** Workers that are no functions of ours, on the desk's database (benchmarks): entries of the same form. */
export function readExtras({ extras, extra_bindings: bindings }, functions) {
  const desk = databasesOf(functions).find(({ binding }) => binding === "DB");
  return extras.map(({ name, build }) => {
    const wasm = join(build, "index_bg.wasm");
    return {
      function: name,
      name: `extra-${name}`,
      crons: [],
      databases: [],
      options: {
        name: `extra-${name}`,
        compatibilityDate: "2026-11-01",
        bindings,
        d1Databases: { DB: desk.id },
        modulesRoot: build,
        modules: [
          { type: "ESModule", path: join(build, "index.js") },
          ...(existsSync(wasm) ? [{ type: "CompiledWasm", path: wasm }] : []),
        ],
        unsafeDirectSockets: [{ host: "127.0.0.1", port: 0 }],
      },
    };
  });
}

/** Each database once: the same id under several functions is one database, and a binding's name means the same one everywhere. */
export function databasesOf(functions) {
  const known = new Map();
  for (const { function: env, databases } of functions) {
    for (const database of databases) {
      const other = known.get(database.binding);
      if (other && other.id !== database.id) throw new Error(`${env}: binding ${database.binding} names another database elsewhere`);
      known.set(database.binding, database);
    }
  }
  return [...known.values()];
}
