/** telltale baseline: how things stand, so that audits fail only on what is new or worse. */
import { existsSync, rmSync } from "node:fs";
import { TelltaleError } from "../../error.ts";
import { didYouMean } from "../../suggest.ts";
import { type Baseline, baselineFile, baselineOf, readBaseline } from "../../run/baseline.ts";
import { writeOut } from "../../run/output.ts";
import { readRun } from "../../run/read.ts";
import { findRun } from "../../run/runs.ts";
import { quoted } from "../settings.ts";
import { storeOf } from "../store.ts";
import type { Call } from "../verbs.ts";

export async function run({ flags, args: [action = "", name = "latest"], terminal }: Call): Promise<number> {
  const file = flags["file"]?.at(-1) ?? baselineFile;
  const store = storeOf(flags);
  switch (action) {
    case "set": {
      const baseline = baselineOf(readRun(findRun(store, name)), new Date().toISOString().slice(0, 10));
      writeOut(file, `${JSON.stringify(baseline, null, 2)}\n`);
      terminal.out(`wrote ${file}: ${known(baseline)}\n`);
      return 0;
    }
    case "show":
      terminal.out(existsSync(file) ? `${file}: ${known(readBaseline(store, file))}\n` : `there is no ${file}\n`);
      return 0;
    case "clear":
      terminal.out(existsSync(file) ? `deleted ${file}\n` : `there is no ${file}\n`);
      rmSync(file, { force: true });
      return 0;
  }
  throw new TelltaleError("USAGE_ARGUMENT", {
    message: `telltale baseline knows no ${quoted(action)}`,
    hint: didYouMean(action, ["set", "show", "clear"], "actions"),
  });
}

function known({ run: id, standings }: Baseline): string {
  const failing = [...new Set(standings.filter(({ verdict }) => verdict === "fail").map((one) => one.id))];
  const what = failing.length === 0 ? "no leak is known" : `${failing.length} known: ${failing.toSorted().join(", ")}`;
  return `run ${id}, ${what}`;
}
