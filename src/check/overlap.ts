/** Whether outsiders are outsiders. */
import { newcombe } from "../stats/difference.ts";
import type { TablesSummary } from "../table/types.ts";
import type { Validity } from "./finding.ts";

/**
 * Are there people of the data among the outsiders? Rows that are equal prove nothing: two people may be equal. But in one
 * population a row of the holdout equals a row of train about as often as a row of train equals another one.
 */
export function overlap({
  summary: { rows, duplicates },
  key,
}: {
  readonly summary: TablesSummary;
  readonly key: readonly string[];
}): Validity[] {
  if (key.length > 0) return []; // the key told, and they were left out
  const { train = 0, holdout = 0 } = rows;
  const equal = duplicates.holdoutInTrain ?? 0;
  if (train === 0 || holdout === 0) return [];
  const { low } = newcombe(equal, holdout, duplicates.train, train, 0.01);
  if (!(low > 0)) return [];
  return [
    {
      code: "control-overlaps-training",
      message: `${share(equal, holdout)} of the outsiders equal a row of the data, but only ${share(duplicates.train, train)} of the rows of the data equal another one: some outsiders may be in the data, which hides leaks. Declare a key (columns.key) to leave them out.`,
      effect: low > tooMany ? "blocks" : "note",
    },
  ];
}

/** Of the outsiders: with so many in the data a leak looks a quarter smaller than it is. */
const tooMany = 0.25;

const share = (count: number, of: number): string => `${((100 * count) / of).toFixed(1)} %`;
