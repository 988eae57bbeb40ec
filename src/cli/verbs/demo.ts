/** telltale demo: audits tables and models that it makes itself, with known leaks; shows that what is planted is found and what is honest is left alone. */
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import type { Finding } from "../../check/finding.ts";
import { type ConfigInput, fromFlags, merge } from "../../config.ts";
import { GAP, makeData } from "../../demo/data.ts";
import { type DemoSubject, makeDemo } from "../../demo/make.ts";
import { type DemoModel, LABEL, makeModels } from "../../demo/models.ts";
import { TelltaleError } from "../../error.ts";
import { plan } from "../../plan.ts";
import { terminal as renderTerminal } from "../../report/terminal.ts";
import { now, type OnEvent } from "../../run/events.ts";
import { trainModel } from "../../train.ts";
import { listen } from "../interrupt.ts";
import { quoted } from "../settings.ts";
import { paint, wrap } from "../terminal.ts";
import type { Call } from "../verbs.ts";
import { watch } from "../watch.ts";
import { play } from "./audit.ts";
import { list } from "../../report/words/names.ts";
import { planLine } from "./plan.ts";

export async function run({ flags, terminal }: Call): Promise<number> {
  const { data, ...settings } = flags;
  const folder = data?.at(-1) ?? "telltale-demo";
  const given = merge(undefined, fromFlags(settings));
  const seed = given.seed ?? 1;
  // Tables, models and results in one folder: deleting it deletes all of the demo.
  const store = process.env["TELLTALE_STORE"] || join(folder, ".telltale");
  const tables = await makeDemo(folder, seed);
  const models = await modelsOf(folder, { seed, store: given.store ?? store }, terminal);
  const training = await makeData(folder, seed);
  const made: readonly DemoSubject[] = [...tables, ...models, ...training];
  const input: ConfigInput = {
    store,
    ...given,
    // Of the columns that all tables have.
    columns: { quasiIdentifiers: ["age", "education"], label: LABEL },
    check: ["synthetic/*", "model/membership", "data/*"],
    checks: {
      // Enough for models so small, and so many are quickly trained.
      "model/membership": { shadows: 16 },
      // Nothing predicts these labels: how often groups have them is what is compared.
      "data/fairness": { headline: "base-rate" },
    },
    limits: { "data/fairness": { difference: GAP } },
    subjects: [
      ...tables.map(({ kind, name, synthetic, train, holdout }) => ({ kind, name, synthetic, train, holdout })),
      ...models.map(({ kind, name, model, train, holdout, trainer }) => ({
        kind,
        name,
        model,
        train,
        holdout,
        trainer,
      })),
      ...training.map(({ kind, name, train, label, positive, protected: marked }) => ({
        kind,
        name,
        train,
        label,
        ...(positive !== undefined && { positive }),
        protected: [...marked],
      })),
    ],
  };
  terminal.out(await planned(input, thingsOf(made), terminal));
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
    terminal.out(folded(`Missed: ${check} did not find what is known of ${subject}.`));
  for (const { subject, check } of wronged)
    terminal.out(folded(`Wrong: ${check} accuses ${subject}, which tells nothing of anybody.`));
  for (const { subject, check } of broken) terminal.out(folded(`Broken: ${check} of ${subject} ended in an error.`));
  const good = missed.length + wronged.length + broken.length === 0;
  const report = join(kept, "report.html");
  terminal.out(` report ${report}\n        ${pathToFileURL(resolve(report)).href}\n`);
  terminal.out(folded(`exit ${good ? 0 : 1} (telltale audit would have exited with ${found.summary.exit})`));
  terminal.out(` ${paint(style, "bold", wrap(lastWord(made, good), { columns: style.columns, indent: 1 }))}\n`);
  return good ? 0 : 1;
}

async function planned(input: ConfigInput, things: string, terminal: Call["terminal"]): Promise<string> {
  const interrupt = listen(terminal);
  try {
    return planLine(await plan(input, { signal: interrupt.signal }), things);
  } finally {
    interrupt.end();
  }
}

/** None where the engine is missing, which is said. */
async function modelsOf(
  folder: string,
  { seed, store }: { readonly seed: number; readonly store: string },
  terminal: Call["terminal"],
): Promise<readonly DemoModel[]> {
  const watcher = watch(terminal);
  const interrupt = listen(terminal, watcher.end);
  try {
    // So small that starting other processes would take longer.
    const housing = { store, executor: "inline" } as const;
    watcher.onEvent({ type: "phase", name: "making models", tasks: 0, at: now() });
    const onEvent: OnEvent = (event) => event.type !== "phase" && watcher.onEvent(event);
    const hooks = { signal: interrupt.signal, onEvent };
    return await makeModels(folder, seed, (input) => trainModel({ ...input, ...housing }, hooks));
  } catch (error) {
    if (!(error instanceof TelltaleError) || error.code !== "ENGINE_MISSING") throw error;
    watcher.end();
    terminal.err(`Only tables are audited, because ${error.message}. ${error.hint}\n`);
    return [];
  } finally {
    watcher.end();
    interrupt.end();
  }
}

function* words(flags: Call["flags"]): Iterable<string> {
  for (const name of ["seed", "data"]) for (const value of flags[name]?.slice(-1) ?? []) yield* [`--${name}`, value];
}

type Named = Pick<Finding, "subject" | "check">;
export interface Outcome {
  /** Planted, and not found; or known not to be there, and not shown. */
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
  const found = (subject: string, { check, expect }: DemoSubject["planted"][number]): boolean =>
    findings.some((one) => one.subject === subject && one.check === check && one.verdict === expect);
  return {
    missed: made.flatMap(({ name: subject, planted }) =>
      planted.filter((one) => !found(subject, one)).map(({ check }) => ({ subject, check })),
    ),
    wronged: failed.filter(({ subject }) => made.some(({ name, honest }) => honest && name === subject)),
    broken: findings.filter(({ verdict }) => verdict === "error"),
  };
}

const numberOf = (made: readonly Pick<DemoSubject, "kind">[], kind: DemoSubject["kind"]): number =>
  made.filter((one) => one.kind === kind).length;

/** "3 tables, 4 models and 4 labels of people" */
function thingsOf(made: readonly Pick<DemoSubject, "kind">[]): string {
  const [models, training] = [numberOf(made, "model"), numberOf(made, "data")];
  return list([
    `${numberOf(made, "synthetic")} tables`,
    ...(models > 0 ? [`${models} models`] : []),
    ...(training > 0 ? [`${training} tables to learn from`] : []),
  ]);
}

/** For somebody who knows nothing of the field. */
export function lastWord(made: readonly Pick<DemoSubject, "kind" | "planted" | "honest">[], good: boolean): string {
  if (!good) return "Something is wrong with this installation: telltale doctor may say what.";
  const audited = made.filter(({ kind }) => kind !== "data");
  const leaky = audited.filter(({ planted }) => planted.length > 0).length;
  const honest = audited.filter((one) => one.honest).length;
  const others =
    honest === 1
      ? "the one that gives nothing away was not accused"
      : `none of the ${honest} that give nothing away was accused`;
  const first = `Of ${thingsOf(audited)} made on the spot, ${leaky} give away something about the people they were made from, and telltale found each of them; ${others}.`;
  return numberOf(made, "data") === 0
    ? first
    : `${first} Among real people of 1985 it showed that women and men had different occupations, and between teams made by a coin that they were drawn alike.`;
}
