/** telltale diff: what changed between two runs. */
import { changes } from "../../run/changes.ts";
import { readBaseline } from "../../run/baseline.ts";
import { changesMarkdown, changesText, sorted } from "../../report/changes.ts";
import { storeOf } from "../store.ts";
import type { Call } from "../verbs.ts";

export async function run({ flags, args: [before = "", after = ""], terminal }: Call): Promise<number> {
  const store = storeOf(flags);
  const [a, b] = [readBaseline(store, before), readBaseline(store, after)];
  const found = changes(a.standings, b.standings);
  const format = flags["format"]?.at(-1);
  if (format === "json")
    terminal.out(`${JSON.stringify({ before: a.run, after: b.run, changes: sorted(found) }, null, 2)}\n`);
  else if (format === "md") terminal.out(`What changed from ${a.run} to ${b.run}: ${changesMarkdown(found)}`);
  else terminal.out(`from ${a.run} to ${b.run}\n${changesText(found)}`);
  return 0;
}
