/** `npm run validate [-- NAME ...]`: ours / reference / difference for every golden number; fails on a difference that is not explained. */
import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import type { Validation } from "./types.ts";

const shared = process.env["TELLTALE_SHARED"] ?? fileURLToPath(new URL("../../shared/", import.meta.url));
const names = [
  "stats",
  "risk",
  "learn",
  "training",
  "synthetic",
  "model-calibration",
  "signals",
  "location30",
  "data/representation",
  "data/label",
  "data/proxy",
  "data/tradeoff",
  "data/duplicates",
  "data/fairness",
  "data/drift",
  "data/derived",
  "data/subgroups",
];
const asked = process.argv.slice(2);
const unknown = asked.filter((name) => !names.includes(name));
if (unknown.length > 0) {
  console.error(`unknown: ${unknown.join(", ")}. There are: ${names.join(", ")}.`);
  process.exit(2);
}
if (!existsSync(shared)) {
  console.error(
    `The reference data is not at ${shared}. Set TELLTALE_SHARED to the folder that holds data/ and design/.`,
  );
  process.exit(2);
}

const digits = (value: number): string => (Number.isInteger(value) ? String(value) : value.toPrecision(7));
let bad = 0;
let lines = 0;
for (const name of asked.length > 0 ? asked : names) {
  const { validate } = (await import(`./${name}.ts`)) as { validate: Validation };
  console.log(
    `\n${name}\n${"ours".padStart(14)}${"reference".padStart(14)}${"difference".padStart(14)}${"allowed".padStart(12)}`,
  );
  for await (const { what, ours, reference, allowed, why } of validate(shared)) {
    const difference = Object.is(ours, reference) ? 0 : ours - reference;
    const fine = Math.abs(difference) <= allowed; // NaN is never fine
    lines++;
    if (!fine) bad++;
    const numbers = [digits(ours).padStart(14), digits(reference).padStart(14), difference.toPrecision(3).padStart(14)];
    console.log(
      `${numbers.join("")}${allowed.toPrecision(2).padStart(12)}  ${fine ? "ok  " : "BAD "} ${what}${why && ` (${why})`}`,
    );
  }
}
console.log(`\n${lines - bad} passed, ${bad} failed`);
process.exitCode = bad > 0 ? 1 : 0;
