import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";

// The rooms of the house, from the ground up (docs/architecture.md): a file imports from its own room and from those named here.
const rooms: Readonly<Record<string, readonly string[]>> = {
  "error.ts": [],
  "work.ts": [],
  stats: [],
  table: ["stats"],
  graph: [],
  learn: ["graph", "table", "stats"],
  generate: ["learn", "table", "stats"],
  subject: ["table", "graph", "learn"],
  risk: ["stats"],
  bias: ["risk", "stats"],
  check: ["stats", "table", "graph", "learn", "generate", "subject", "risk", "bias"],
  run: ["check", "stats"],
  report: ["run", "check", "risk"],
  demo: ["generate", "learn", "table", "stats"],
};
const everybody = ["error.ts", "work.ts"];
const src = dirname(fileURLToPath(import.meta.url));

const files = readdirSync(src, { recursive: true, encoding: "utf8" }).filter(
  (file) => file.endsWith(".ts") && !file.endsWith(".test.ts") && !file.includes("testing/"),
);
const roomOf = (file: string): string => file.split("/", 1)[0] ?? "";

test.for(files.filter((file) => roomOf(file) in rooms))("%s imports only from the rooms below its own", (file) => {
  const room = roomOf(file);
  const allowed = new Set([room, ...everybody, ...(rooms[room] ?? [])]);
  // Types cost nothing at run time, and a finding's are one schema for all: `import type` may look up.
  const text = readFileSync(join(src, file), "utf8").replaceAll(/^import type [^;]*;/gm, "");
  const imports = [...text.matchAll(/(?:from|import)\s*\(?\s*"(\.[^"]+)"/g)];
  const reached = imports.map(([, path = ""]) => roomOf(relative(src, join(src, dirname(file), path))));
  expect(reached.filter((name) => !allowed.has(name))).toEqual([]);
});
