/** telltale plan: what an audit would do. */
import { plan, type Plan, type PlannedCheck, type PlannedLimit } from "../../plan.ts";
import { integer, limit as limitText, thin } from "../../report/words/numbers.ts";
import { listen } from "../interrupt.ts";
import { settingsOf } from "../settings.ts";
import { paint, type Style, wrap } from "../terminal.ts";
import type { Call } from "../verbs.ts";
import { duration, watch } from "../watch.ts";

export async function run(call: Call): Promise<number> {
  const { flags, terminal } = call;
  const { format, ...settings } = flags;
  const { input } = await settingsOf({ flags: settings, args: call.args });
  const watcher = watch(terminal);
  const interrupt = listen(terminal, watcher.end);
  try {
    const planned = await plan(input, { signal: interrupt.signal, onEvent: watcher.onEvent });
    watcher.end();
    const json = format?.at(-1) === "json";
    terminal.out(json ? `${JSON.stringify(planned, null, 2)}\n` : planText(planned, terminal.outStyle));
    return 0;
  } finally {
    watcher.end();
    interrupt.end();
  }
}

export function planText(planned: Plan, style: Style): string {
  const blocks = planned.subjects.map(({ name, rows, columns, checks }) => {
    const sizes = Object.entries(rows).map(([part, n]) => `${part} ${integer(n)}`);
    const width = Math.max(...checks.map(({ check }) => check.length)) + 2;
    return [
      ` ${paint(style, "bold", name)}  ${sizes.join(", ")} rows${columns === 0 ? "" : `, ${columns} columns`}`,
      ...checks.map((check) => {
        const text = wrap(lineOf(check), { columns: style.columns, indent: width + 3 });
        return `   ${check.check.padEnd(width)}${text}`;
      }),
    ].join("\n");
  });
  return `${[...blocks, ` ${totals(planned)}`].join("\n\n")}\n`.replaceAll(thin, " ");
}

function totals({ tasks, seconds, models, memory, workers, preset, seed }: Plan): string {
  const processes = workers === 1 ? "in one process" : `in each of ${workers} processes`;
  const parts = [
    `${integer(tasks)} tasks`,
    ...(models > 0 ? [`${integer(models)} models to train`] : []),
    `about ${duration(seconds)} of one core (less what lies in the store)`,
    ...(memory > 0 ? [`at most about ${(memory / 1e9).toFixed(1)} GB ${processes}`] : []),
  ];
  return `${parts.join(", ")}; preset ${preset}, seed ${seed}`;
}

/** One line of a plan, for `demo`; `things`: what is audited. */
export const planLine = (planned: Plan, things: string): string => {
  const checks = planned.subjects.reduce((sum, subject) => sum + subject.checks.length, 0);
  return `plan: ${things}, ${checks} checks, ${totals(planned)}\n`.replaceAll(thin, " ");
};

function lineOf({ skipped, tasks, seconds, models, queries, people, outsiders, limits }: PlannedCheck): string {
  if (skipped) return `not played: ${skipped.reason}. ${skipped.remedy}`;
  const against = outsiders > 0 ? `${integer(outsiders)} outsiders` : "no outsiders";
  const does = [
    `${tasks} ${tasks === 1 ? "task" : "tasks"}`,
    ...(models > 0 ? [`${integer(models)} models`] : []),
    ...(queries > 0 ? [`${integer(queries)} questions`] : []),
    duration(seconds),
  ];
  const work = `${does.join(", ")}; ${integer(people)} people, ${against}`;
  return [work, ...(limits.length === 0 ? ["no limit"] : limits.map(limitLine))].join("; ");
}

function limitLine({ measure, limit, enough, needed, smallest }: PlannedLimit, i: number): string {
  const held = `${i === 0 ? "" : `${measure} `}limit ${limitText(limit)}`;
  if (enough === null || enough) return `${held} can be kept`;
  const least =
    smallest === null || smallest >= 1
      ? ""
      : ` (the smallest that they keep in 8 of 10 audits is ${limitText(Math.ceil(smallest * 1000) / 1000)})`;
  const more = needed !== null && Number.isFinite(needed) ? `: about ${integer(needed)} on each side would do` : "";
  return `${held} may well stay undecided with so few, even without ${measure === "excess" ? "copies" : "a leak"}${more}${least}`;
}
