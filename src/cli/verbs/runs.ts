/** telltale runs: what was audited, and how it ended. */
import { listRuns, type RunEntry } from "../../run/runs.ts";
import { storeOf } from "../store.ts";
import { paint, type Style } from "../terminal.ts";
import type { Call } from "../verbs.ts";

export async function run({ flags, terminal }: Call): Promise<number> {
  const store = storeOf(flags);
  const entries = listRuns(store);
  if (flags["format"]?.at(-1) === "json") terminal.out(`${JSON.stringify(entries.map(brief), null, 2)}\n`);
  else if (entries.length === 0) terminal.err(`no run in ${store} yet: telltale audit makes one\n`);
  else terminal.out(runsText(entries, terminal.outStyle));
  return 0;
}

const brief = ({ id, folder, run: found }: RunEntry): object => ({
  id,
  folder,
  ...(found && {
    started: found.started,
    seconds: found.seconds,
    subjects: found.subjects.map(({ name }) => name),
    counts: found.summary.counts,
    exit: found.summary.exit,
    sentence: found.summary.sentence,
  }),
});

export function runsText(entries: readonly RunEntry[], style: Style): string {
  const lines = entries.map(({ id, run: found }) => {
    if (!found) return `${id}  cannot be read: damaged, or written by a newer telltale`;
    const room = Math.max(30, style.columns - id.length - 12);
    const { sentence, exit } = found.summary;
    const cut = sentence.length > room ? `${sentence.slice(0, room - 3)}...` : sentence;
    return `${id}  ${paint(style, exit === 0 ? "dim" : "bold", `exit ${String(exit).padEnd(3)}`)}  ${cut}`;
  });
  return `${lines.join("\n")}\n`;
}
