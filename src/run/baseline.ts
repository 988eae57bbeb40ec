/** A baseline: how a run stood, kept in a small file that goes into version control, so that continuous integration fails only on what is new or worse. */
import { existsSync, readFileSync } from "node:fs";
import { z } from "zod";
import { TelltaleError } from "../error.ts";
import { changes, standings } from "./changes.ts";
import { readRun } from "./read.ts";
import { findRun } from "./runs.ts";
import { type Change, type Run, type Since, type Standing, standingSchema } from "./schema.ts";

/** Beside the configuration. */
export const baselineFile = "telltale.baseline.json";

const baselineSchema = z.strictObject({
  version: z.literal(1),
  run: z.string(),
  set: z.string(),
  standings: z.array(standingSchema),
});
export interface Baseline {
  readonly version: 1;
  /** The id of the run. */
  readonly run: string;
  /** When it was set, as a date; empty when it is a run itself. */
  readonly set: string;
  readonly standings: readonly Standing[];
}

export const baselineOf = (run: Run, set: string): Baseline => ({
  version: 1,
  run: run.id,
  set,
  standings: standings(run),
});

/**
 * `name`: a baseline file, or whatever names a run of the store at `folder`.
 * @throws TelltaleError BASELINE_DAMAGED, RUN_UNKNOWN, RUN_DAMAGED ...
 */
export function readBaseline(folder: string, name: string): Baseline {
  if (!name.endsWith(".json") || !existsSync(name)) return baselineOf(readRun(findRun(folder, name)), "");
  const parsed = baselineSchema.safeParse(json(name));
  if (parsed.success) return parsed.data;
  try {
    return baselineOf(readRun(name), "");
  } catch (cause) {
    throw new TelltaleError("BASELINE_DAMAGED", {
      message: `${name} is neither a baseline nor a run of telltale: ${z.prettifyError(parsed.error).split("\n", 1).join("")}`,
      hint: "Write it again: telltale baseline set.",
      cause,
    });
  }
}

function json(path: string): unknown {
  try {
    return JSON.parse(readFileSync(path, "utf8")) as unknown;
  } catch {
    return null;
  }
}

/** Known: findings whose violated limits were all violated then, none of them proved to be worse now. */
export function since(baseline: Baseline, now: readonly Standing[]): Since {
  const all = changes(baseline.standings, now);
  const failing = all.filter(({ after }) => after?.verdict === "fail");
  const isOld = ({ kind, before }: Change): boolean => before?.verdict === "fail" && kind !== "worse";
  const fresh = new Set(failing.filter((one) => !isOld(one)).map(({ id }) => id));
  const known = [...new Set(failing.map(({ id }) => id))].filter((id) => !fresh.has(id));
  return { run: baseline.run, changes: all, known };
}
