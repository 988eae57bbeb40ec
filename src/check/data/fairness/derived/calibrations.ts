/** Whether a score means the same in every group. */
import {
  type Alike,
  alike,
  binsOf,
  calibrationError,
  type Labelled,
  logits,
  recalibration,
} from "../../../../bias/calibration.ts";
import type { Grouping } from "../../label/groups.ts";
import { small } from "../../label/rates.ts";
import type { Told } from "../derived.ts";

type Spread = { readonly value: number; readonly low: number; readonly high: number };
type Test = { readonly chiSquare: number; readonly df: number; readonly p: number };
export type Calibrated = {
  readonly group: string;
  readonly rows: number;
  readonly small: boolean;
  readonly error: (Spread & { readonly chance: number }) | null;
  /** Null: one class only, or too few of one to be fitted. */
  readonly intercept: Spread | null;
  readonly slope: Spread | null;
};
export type Calibrations = {
  readonly attribute: string;
  readonly groups: readonly Calibrated[];
  /** Of groups that are compared. Null: fewer than two. */
  readonly tests: {
    readonly groups: number;
    readonly n: number;
    readonly group: Test;
    readonly slope: Test | null;
  } | null;
};

/** Fewer of either class, and a logistic curve is hardly fitted at all. */
const fewest = 10;

/** Null: no score is known, or rows have weights, which intervals and tests of a likelihood know nothing of. */
export function calibrationsOf({ attribute, labels, known, codes }: Grouping, told: Told): Calibrations | null {
  const { y, scores, weights } = told;
  if (!scores || weights) return null;
  const all = labels.map((group, g) => {
    const own = Uint32Array.from(codes.keys()).filter(
      (row) => codes[row] === g && y[row]! >= 0 && !Number.isNaN(scores[row]!),
    );
    return {
      group,
      g,
      scores: Float64Array.from(own, (row) => scores[row]!),
      y: Int8Array.from(own, (row) => y[row]!),
    };
  });
  if (all.every((own) => own.y.length === 0)) return null;
  const fitted = all.map((own) => ({ ...own, x: logits(own.scores) }));
  const compared = fitted.filter((own) => known[own.g] && own.y.length >= small && fits(own));
  const tests = alike(compared);
  return {
    attribute,
    groups: fitted.map((own) => {
      const found = fits(own) ? recalibration(own) : null;
      const error = calibrationError(binsOf(own.scores, own.y));
      return {
        group: own.group,
        rows: own.y.length,
        small: own.y.length < small,
        error: error && { ...error },
        intercept: found && { ...found.intercept },
        slope: found?.slope ? { ...found.slope } : null,
      };
    }),
    tests: tests && {
      groups: compared.length,
      n: compared.reduce((sum, own) => sum + own.y.length, 0),
      ...testsOf(tests),
    },
  };
}

function fits({ y }: Pick<Labelled, "y">): boolean {
  const positives = y.reduce((sum, is) => sum + is, 0);
  return Math.min(positives, y.length - positives) >= fewest;
}

const testsOf = ({ group, slope }: Alike) => ({ group: { ...group }, slope: slope && { ...slope } });
