/** weights.csv: what a check made of each row of a training table, in its order, for whoever trains with it; never part of a report. */
import type { RunFile } from "./run/runs.ts";
import type { Turn } from "./turn.ts";

/** One column under its name, as `--weights` reads it. Of several subjects, each has its own: weights-NAME.csv. */
export function perRowFiles(turns: readonly Pick<Turn, "subject" | "outcome">[]): readonly RunFile[] {
  const found = turns.flatMap(({ subject, outcome }) =>
    ("played" in outcome ? (outcome.played.perRow ?? []) : []).map((of) => ({ ...of, subject: subject.name })),
  );
  return found.map(({ name, column, values, subject }) => {
    const alone = found.filter((other) => other.name === name).length === 1;
    const file = alone ? `${name}.csv` : `${name}-${subject.replaceAll(/[^\w.-]+/g, "_")}.csv`;
    return { name: file, content: `${[column, ...values].join("\n")}\n` };
  });
}
