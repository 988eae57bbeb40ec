/** What is not read off one rate of one group: numbers of everybody, and of groups those that several rates make together. */
import { cellOf, comparedOf } from "../../../bias/frame/compared.ts";
import type { Is } from "../../../bias/frame/table.ts";
import { type Columns, measuredOf } from "../../../bias/frame/measured.ts";
import { type MetricId, rateIds } from "../../../bias/frame/metrics.ts";
import type { Cell, Gap } from "../../../bias/frame/types.ts";
import { prepared } from "../../../bias/frame/values.ts";
import type { Grouping } from "../label/groups.ts";
import { small } from "../label/rates.ts";

type Spread = Pick<Cell, "value" | "low" | "high" | "n" | "num" | "den" | "status">;
type Apart = Pick<Gap, "value" | "low" | "high" | "n" | "status">;
export type Summaries = {
  readonly everybody: readonly ({ readonly id: MetricId } & Spread)[];
  readonly by: readonly {
    readonly attribute: string;
    readonly groups: readonly {
      readonly group: string;
      readonly cells: readonly ({ readonly id: MetricId } & Spread)[];
    }[];
    /** Of groups that are compared. */
    readonly gaps: readonly { readonly id: MetricId; readonly difference: Apart; readonly ratio: Apart }[];
  }[];
};

interface About {
  readonly groupings: readonly Grouping[];
  readonly weights: Float64Array | null;
  readonly seed: number;
}

const ofGroups: readonly MetricId[] = ["count", "balanced-accuracy", "f1", "mcc", "average-odds", "treatment-equality"];
const noGap = new Set<MetricId>(["count"]);

/** Of one class against all others. */
export function summariesOf({ y, p }: { readonly y: Is; readonly p: Is }, about: About): Summaries {
  const { weights } = about;
  const columns: Columns = { rows: y.length, weights, y, p, score: null, numbers: null };
  const predicted = p.some((is) => is >= 0);
  const own = predicted ? ofGroups : (["count"] as const);
  return summaries(columns, { everybody: [...(predicted ? rateIds : (["base-rate"] as const)), ...own], own }, about);
}

/** Of a label that is a number. */
export function numberSummaries(numbers: NonNullable<Columns["numbers"]>, about: About): Summaries {
  const unknown = new Int8Array(numbers.y.length).fill(-1);
  const columns: Columns = {
    rows: unknown.length,
    weights: about.weights,
    y: unknown,
    p: unknown,
    score: null,
    numbers,
  };
  return summaries(columns, { everybody: ["count", "mean-error", "mae", "rmse"], own: ["count", "rmse"] }, about);
}

function summaries(
  columns: Columns,
  { everybody, own }: { readonly everybody: readonly MetricId[]; readonly own: readonly MetricId[] },
  { groupings, seed }: About,
): Summaries {
  const ready = prepared(columns);
  const all = { attribute: "", labels: [""], codes: new Int32Array(columns.rows) };
  const overall = measuredOf(ready, all, { metrics: everybody, seed });
  return {
    everybody: everybody.map((id) => ({ id, ...spreadOf(cellOf(overall.get(id)!.estimates[0]!, small)) })),
    by: groupings.map(({ attribute, labels, known, codes }) => {
      const measured = measuredOf(ready, { attribute, labels, codes }, { metrics: own, seed });
      const compared = own.map((id) => {
        const among = { id, labels, known, fewest: small, seed, attribute, overall: overall.get(id)! };
        return { id, ...comparedOf(measured.get(id)!, among) };
      });
      return {
        attribute,
        groups: labels.map((group, g) => ({
          group,
          cells: compared.map(({ id, cells }) => ({ id, ...spreadOf(cells[g]!) })),
        })),
        gaps: compared
          .filter(({ id }) => !noGap.has(id))
          .map(({ id, difference, ratio }) => ({
            id,
            difference: apartOf(difference.between),
            ratio: apartOf(ratio.between),
          })),
      };
    }),
  };
}

const spreadOf = ({ value, low, high, n, num, den, status }: Cell): Spread => ({
  value,
  low,
  high,
  n,
  num,
  den,
  status,
});
const apartOf = ({ value, low, high, n, status }: Gap): Apart => ({ value, low, high, n, status });
