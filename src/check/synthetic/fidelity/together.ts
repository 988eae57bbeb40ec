/** What looks at whole rows: telling the tables apart, and whether rows lie where rows lie; put together from its tasks. */
import { sharedRows } from "../../../learn/cross.ts";
import { wilson } from "../../../stats/proportion.ts";
import { type AucEstimate, aucInterval } from "../../../stats/auc.ts";
import type { Synthetic } from "../../../subject/synthetic.ts";
import { row } from "../../../risk/measures.ts";
import type { Measure } from "../../finding.ts";
import type { Compute } from "../../types.ts";
import { authenticWork } from "./authentic.ts";
import { point } from "./measures.ts";
import { integrated, pointsInTask, supportWork } from "./support.ts";
import { folds, toldApartWork } from "./told-apart.ts";

export interface Chosen {
  readonly classifier: number;
  readonly points: number;
  readonly rows: number;
}
export interface Playing {
  readonly subject: Synthetic;
  readonly options: Chosen;
  readonly seed: number;
  readonly compute: Compute;
}

/** Against people in the data, and against others. */
const sides = ({ holdout }: Synthetic): ("train" | "holdout")[] => (holdout ? ["train", "holdout"] : ["train"]);
const suffix = (against: string): string => (against === "holdout" ? ".holdout" : "");

/** Fewer where there are many columns: the time stays about the same. */
export const rowsToLearn = ({ classifier }: Pick<Chosen, "classifier">, { length }: readonly string[]): number =>
  Math.min(classifier, Math.max(200, Math.floor((30 * classifier) / length)));
export const pointsOf = ({ points }: Pick<Chosen, "points">, { length }: readonly string[]): number =>
  Math.min(points, Math.max(200, Math.floor(points * Math.sqrt(30 / length))));

/** The mean of the folds' AUCs, so that nothing hangs on how the folds' scores compare. */
export async function toldApart({ subject, options, seed, compute }: Playing): Promise<Measure[]> {
  const { tables, columns } = subject;
  return Promise.all(
    sides(subject).map(async (against) => {
      const inputs = Array.from({ length: folds }, (_, fold) => ({
        tables,
        columns,
        against,
        rows: rowsToLearn(options, columns),
        fold,
        seed,
      }));
      const found = await compute(toldApartWork, inputs);
      const sum = (of: (one: (typeof found)[number]) => number): number => found.reduce((all, one) => all + of(one), 0);
      const estimate: AucEstimate = {
        auc: sum((one) => one.estimate[0] ?? Number.NaN) / folds,
        variance: (sharedRows(folds) * sum((one) => one.estimate[1] ?? Number.NaN)) / folds ** 2,
        members: sum((one) => one.synthetic),
        outsiders: sum((one) => one.real),
      };
      const n = Math.min(estimate.members, estimate.outsiders);
      const id = `c2st.auc${suffix(against)}`;
      if (Number.isNaN(estimate.auc)) return point(id, null, n);
      return row({ id, value: estimate.auc, ...aucInterval(estimate), n });
    }),
  );
}

/** Differences of values, at worst, for one side's authenticity. */
const mostDistances = 1e9;

export async function authenticity({ subject, options, seed, compute }: Playing): Promise<Measure[]> {
  const { tables, columns } = subject;
  const points = Math.min(options.points, 1000);
  const rows = Math.min(options.rows, Math.floor(mostDistances / points / columns.length));
  const against = sides(subject);
  const found = await compute(
    authenticWork,
    against.map((part) => ({ tables, columns, against: part, points, rows, seed })),
  );
  return found.map(({ authentic, of }, i) => {
    const id = `authenticity${suffix(against[i] ?? "")}`;
    return of === 0
      ? point(id, null, of)
      : row({ id, value: authentic / of, ...wilson(authentic, of), n: of, hits: authentic });
  });
}

/** Of the synthetic rows, and of other real people for comparison. */
export async function support({ subject, options, seed, compute }: Playing): Promise<Measure[]> {
  const { tables, columns, summary } = subject;
  const points = Math.min(pointsOf(options, columns), ...Object.values(summary.rows));
  if (points < 2) return [];
  const arms = sides(subject).map((side) => (side === "train" ? "synthetic" : side));
  const strips = Array.from({ length: Math.ceil(points / pointsInTask) }, (_, i) => ({
    from: i * pointsInTask,
    to: (i + 1) * pointsInTask,
  }));
  const found = await Promise.all(
    arms.map((arm) =>
      compute(
        supportWork,
        strips.map((part) => ({ tables, columns, arm, points, seed, ...part })),
      ),
    ),
  );
  return found.flatMap((parts, i) => {
    const all = (of: "precision" | "recall"): number =>
      integrated(Float64Array.from(parts.flatMap((one) => [...one[of]])));
    const end = suffix(arms[i] ?? "");
    return [
      point(`alpha-precision${end}`, all("precision"), points),
      point(`beta-recall${end}`, all("recall"), points),
    ];
  });
}
