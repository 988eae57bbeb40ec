/** What changed between two runs, measure by measure: which numbers are proved to be larger or smaller, and which verdicts are others. */
import type { Estimate } from "../check/finding.ts";
import { ownVerdict } from "../check/own-verdict.ts";
import { difference } from "../stats/mover.ts";
import type { Change, Run, Standing } from "./schema.ts";

/** The headline of each finding, and what else of it has a limit. Diagnostics have none and are left out. */
export function standings({ findings }: Pick<Run, "findings">): readonly Standing[] {
  return findings.flatMap((finding) => {
    const { id, check, subject, headline, limit, further } = finding;
    if (finding.verdict === "none" && headline === null) return [];
    const of = { id, check, subject };
    return [
      {
        ...of,
        measure: headline?.measure ?? null,
        verdict: ownVerdict(finding),
        limit,
        estimate: brief(headline?.estimate),
      },
      ...further.map((one) => ({
        ...of,
        measure: one.measure,
        verdict: one.verdict,
        limit: one.limit,
        estimate: brief(one.estimate),
      })),
    ];
  });
}

const brief = (estimate: Estimate | undefined): Standing["estimate"] =>
  estimate ? { value: estimate.value, low: estimate.low, high: estimate.high } : null;

/** In the order of `after`, then what is gone. */
export function changes(before: readonly Standing[], after: readonly Standing[]): readonly Change[] {
  const key = keyFor(before, after);
  const known = new Map(before.map((one) => [key(one), one]));
  const there = new Set(after.map(key));
  return [
    ...after.map((one) => change(known.get(key(one)) ?? null, one)),
    ...before.filter((one) => !there.has(key(one))).map((one) => change(one, null)),
  ];
}

/** By finding and measure. Where each run has one subject, its name does not matter: a new file of the same table may be called otherwise. */
function keyFor(before: readonly Standing[], after: readonly Standing[]): (one: Standing) => string {
  const subjects = (all: readonly Standing[]): number => new Set(all.map(({ subject }) => subject)).size;
  const single = subjects(before) <= 1 && subjects(after) <= 1;
  return ({ id, check, measure }) => JSON.stringify([single ? check : id, measure]);
}

function change(before: Standing | null, after: Standing | null): Change {
  const found = before?.estimate && after?.estimate ? differenceOf(before.estimate, after.estimate) : null;
  const id = after?.id ?? before?.id ?? "";
  const measure = after?.measure ?? before?.measure ?? null;
  return { id, measure, kind: kindOf(before, after, found), before, after, difference: found };
}

/**
 * worse, better: the difference is proved (its interval leaves zero out), or a limit is newly violated or no longer;
 * changed: another verdict, without proof of a difference; same: no difference was shown, which does not prove that there is none.
 */
function kindOf(before: Standing | null, after: Standing | null, by: Change["difference"]): Change["kind"] {
  if (!before) return "new";
  if (!after) return "gone";
  if (by && by.low !== null && by.low > 0) return "worse";
  if (by && by.high !== null && by.high < 0) return "better";
  if (before.verdict === after.verdict) return "same";
  if (after.verdict === "fail") return "worse";
  return before.verdict === "fail" && after.verdict === "pass" ? "better" : "changed";
}

/** As if the two were independent; where the same people were played on, that is too wide rather than too narrow. */
function differenceOf(before: Bounds, after: Bounds): NonNullable<Change["difference"]> {
  const bounded = ({ value, low, high }: Bounds) => ({ value, low: low ?? -Infinity, high });
  const { value, low, high } = difference(bounded(after), bounded(before));
  const finite = (end: number): number | null => (Number.isFinite(end) ? end : null);
  return { value, low: finite(low), high: finite(high) };
}
type Bounds = NonNullable<Standing["estimate"]>;
