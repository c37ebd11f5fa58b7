// The lines that the workers print: kept for tests to read, written to a file, warnings and errors shown to whoever ran `cargo run`.
import { createWriteStream } from "node:fs";

const KEPT = 50_000;

export class LogBook {
  constructor(file, echo) {
    this.file = createWriteStream(file, { flags: "w" });
    this.echo = echo;
    this.lines = [];
    this.next = 1;
  }

  add(level, text) {
    const seq = this.next++;
    this.lines.push({ seq, level, text });
    if (this.lines.length > KEPT) this.lines.splice(0, KEPT / 2);
    this.file.write(`${new Date().toISOString()} ${level} ${text}\n`);
    if (this.echo && (level === "warn" || level === "error")) process.stderr.write(`${text}\n`);
  }

  since(seq) {
    return this.lines.filter((line) => line.seq > seq);
  }
}
