/** A run as it was kept, checked in full: it may come from another machine, or from somebody's editor. */
import { readFileSync } from "node:fs";
import { z } from "zod";
import { TelltaleError } from "../error.ts";
import { type Run, runSchema } from "./schema.ts";

/** `path` of a `run.json`. @throws TelltaleError RUN_UNKNOWN, RUN_NEWER, RUN_DAMAGED */
export function readRun(path: string): Run {
  const run = parse(path);
  const version = typeof run === "object" && run !== null && "version" in run ? run.version : undefined;
  if (typeof version === "number" && version > 1)
    throw new TelltaleError("RUN_NEWER", {
      message: `${path} was written by a newer telltale (version ${version}, this one knows 1)`,
      hint: "Update telltale.",
    });
  const checked = runSchema.safeParse(run);
  if (checked.success) return checked.data;
  throw damaged(path, z.prettifyError(checked.error).split("\n", 2).join(""), checked.error);
}

function parse(path: string): unknown {
  let text: string;
  try {
    text = readFileSync(path, "utf8");
  } catch (cause) {
    throw new TelltaleError("RUN_UNKNOWN", {
      message: `${path} cannot be read`,
      hint: "telltale runs lists the runs there are.",
      cause,
    });
  }
  try {
    return JSON.parse(text) as unknown;
  } catch (cause) {
    throw damaged(path, cause instanceof Error ? cause.message : String(cause), cause);
  }
}

const damaged = (path: string, why: string, cause: unknown): TelltaleError =>
  new TelltaleError("RUN_DAMAGED", {
    message: `${path} is not a run of telltale: ${why}`,
    hint: "Run the audit again: what it computed is kept, so that takes seconds.",
    cause,
  });
