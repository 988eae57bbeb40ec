/** telltale demo: audits tables that it makes itself, with known leaks; shows that what is planted is found and what is honest is left alone. */
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import type { Finding } from "../../check/finding.ts";
import { fromFlags, merge } from "../../config.ts";
import { type DemoSubject, makeDemo } from "../../demo/make.ts";
import { plan } from "../../plan.ts";
import { terminal as renderTerminal } from "../../report/terminal.ts";
import { listen } from "../interrupt.ts";
import { quoted } from "../settings.ts";
import { paint, wrap } from "../terminal.ts";
import type { Call } from "../verbs.ts";
import { play } from "./audit.ts";
import { planLine } from "./plan.ts";

export async function run({ flags, terminal }: Call): Promise<number> {
  const { data, ...settings } = flags;
  const folder = data?.at(-1) ?? "telltale-demo";
  const given = merge(undefined, fromFlags(settings));
  const made = await makeDemo(folder, given.seed ?? 1);
  const input = {
    // Tables and results in one folder: deleting it deletes all of the demo.
    store: process.env["TELLTALE_STORE"] || join(folder, ".telltale"),
    ...given,
    // Of the columns that all tables have.
    columns: { quasiIdentifiers: ["age", "education"], label: "occupation" },
    subjects: made.map(
      ({ name, synthetic, train, holdout }) => ({ kind: "synthetic", name, synthetic, train, holdout }) as const,
    ),
  };
  terminal.out(await planned(input, terminal));
  const { run: found, folder: kept } = await play(
    { input, command: ["telltale", "demo", ...words(flags)].map(quoted).join(" ") },
    terminal,
  );
  const { missed, wronged, broken } = judge(made, found.findings);
  const style = terminal.outStyle;
  const folded = (text: string): string => ` ${wrap(text, { columns: Math.min(style.columns, 100), indent: 1 })}\n`;
  terminal.out(`\n${renderTerminal(found, style)}\n`);
  for (const { name, story } of made) terminal.out(folded(`${name}: ${story}`));
  terminal.out("\n");
  for (const { subject, check } of missed)
    terminal.out(folded(`Missed: ${check} did not find what was planted in ${subject}.`));
  for (const { subject, check } of wronged)
    terminal.out(folded(`Wrong: ${check} accuses ${subject}, in which nothing of anybody is.`));
  for (const { subject, check } of broken) terminal.out(folded(`Broken: ${check} of ${subject} ended in an error.`));
  const good = missed.length + wronged.length + broken.length === 0;
  const report = join(kept, "report.html");
  terminal.out(` report ${report}\n        ${pathToFileURL(resolve(report)).href}\n`);
  terminal.out(folded(`exit ${good ? 0 : 1} (telltale audit would have exited with ${found.summary.exit})`));
  terminal.out(` ${paint(style, "bold", wrap(lastWord(made, good), { columns: style.columns, indent: 1 }))}\n`);
  return good ? 0 : 1;
}

async function planned(input: Parameters<typeof plan>[0], terminal: Call["terminal"]): Promise<string> {
  const interrupt = listen(terminal);
  try {
    return planLine(await plan(input, { signal: interrupt.signal }));
  } finally {
    interrupt.end();
  }
}

function* words(flags: Call["flags"]): Iterable<string> {
  for (const name of ["seed", "data"]) for (const value of flags[name]?.slice(-1) ?? []) yield* [`--${name}`, value];
}

type Named = Pick<Finding, "subject" | "check">;
export interface Outcome {
  /** Planted, and not found. */
  readonly missed: readonly Named[];
  /** Honest, and accused. */
  readonly wronged: readonly Named[];
  readonly broken: readonly Named[];
}

export function judge(
  made: readonly Pick<DemoSubject, "name" | "planted" | "honest">[],
  findings: readonly Pick<Finding, "subject" | "check" | "verdict">[],
): Outcome {
  const failed = findings.filter(({ verdict }) => verdict === "fail");
  const found = (subject: string, check: string): boolean =>
    failed.some((one) => one.subject === subject && one.check === check);
  return {
    missed: made.flatMap(({ name: subject, planted }) =>
      planted.filter(({ check }) => !found(subject, check)).map(({ check }) => ({ subject, check })),
    ),
    wronged: failed.filter(({ subject }) => made.some(({ name, honest }) => honest && name === subject)),
    broken: findings.filter(({ verdict }) => verdict === "error"),
  };
}

/** For somebody who knows nothing of the field. */
function lastWord(made: readonly DemoSubject[], good: boolean): string {
  if (!good) return "Something is wrong with this installation: telltale doctor may say what.";
  const leaky = made.filter(({ planted }) => planted.length > 0).length;
  return `Of ${made.length} made-up tables, ${leaky} give away something about the people they were made from, and telltale found each of them; the one that gives nothing away was not accused.`;
}
