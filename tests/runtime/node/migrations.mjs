// Applies each database's migrations as `wrangler d1 migrations apply` does, with the same bookkeeping in d1_migrations.
import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { databasesOf } from "./functions.mjs";
import { splitSql } from "./platform.mjs";

const BOOK = `CREATE TABLE IF NOT EXISTS d1_migrations(
  id INTEGER PRIMARY KEY AUTOINCREMENT, name TEXT UNIQUE, applied_at TIMESTAMP DEFAULT CURRENT_TIMESTAMP NOT NULL)`;

const number = (name) => Number.parseInt(name, 10) || 0;

/** The migrations of a folder in their order; folders inside it belong to other databases. */
export function migrationsIn(folder) {
  return readdirSync(folder, { withFileTypes: true })
    .filter((each) => each.isFile() && each.name.endsWith(".sql"))
    .map((each) => each.name)
    .sort((a, b) => number(a) - number(b) || (a < b ? -1 : 1));
}

/** Brings every database up to date, one batch (so one transaction) per migration. */
export async function applyMigrations(functions, workers) {
  for (const { binding, migrations } of databasesOf(functions)) {
    const [, known] = await workers.sql(binding, [{ sql: BOOK }, { sql: "SELECT name FROM d1_migrations" }]);
    const done = new Set(known.rows.map(({ name }) => name));
    refuseChanged(binding, migrations, done);
    const due = migrationsIn(migrations).filter((name) => !done.has(name));
    for (const name of due) {
      const statements = splitSql(readFileSync(join(migrations, name), "utf8")).map((sql) => ({ sql }));
      for (const mark of [name, markOf(migrations, name)]) {
        statements.push({ sql: "INSERT INTO d1_migrations (name) VALUES (?1)", params: [mark] });
      }
      await workers.sql(binding, statements).catch((error) => {
        throw new Error(`migration ${name} of ${binding}: ${error.message}`);
      });
    }
  }
}

/** What a migration said when it was applied. */
function markOf(folder, name) {
  return `${name}#${createHash("sha256").update(readFileSync(join(folder, name))).digest("hex").slice(0, 16)}`;
}

/** Until the first release migrations may still be rewritten: data made with others is not mixed with these. */
function refuseChanged(binding, folder, done) {
  const changed = migrationsIn(folder).find((name) => done.has(name) && !done.has(markOf(folder, name)));
  if (changed) {
    throw new Error(`the data of ${binding} was made with another ${changed}: start anew with \`cargo run -- --fresh\``);
  }
}
