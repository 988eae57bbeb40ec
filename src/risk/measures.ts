/** The numbers of one game as a finding lists them: plain 95 % intervals, not judged. */
import type { GuessCounts, Measure } from "../check/finding.ts";
import { wilson } from "../stats/proportion.ts";
import { anonymeterRisk } from "./anonymeter.ts";
import { arm, countBaseline, reference, success, units, value, type Guesses } from "./counts.ts";
import { gamma } from "./gamma.ts";
import { interval } from "./interval.ts";

export const confidence = 0.95;
export { gamma };
/** Fewer on a side: counts are shown before rates, and the row is marked small. */
export const smallArm = 30;

type Row = Pick<Measure, "id" | "value" | "low" | "high" | "n"> & Partial<Pick<Measure, "hits" | "of" | "status">>;

const finite = (x: number | null): number | null => (x !== null && Number.isFinite(x) ? x : null);

/** Completes a measure; numbers that are not finite are null. */
export function row({ id, of, value: point, low, high, n, hits, status }: Row): Measure {
  return {
    id,
    ...(of && { of }),
    value: finite(point),
    low: finite(low),
    high: finite(high),
    confidence,
    n,
    ...(hits !== undefined && { hits }),
    status: status ?? (n < smallArm ? "small" : "ok"),
  };
}

/** attack, control, baseline, difference, advantage, excess-hits, anonymeter.risk: those that exist. `counts` null: there is nothing to compare with. */
export function gameMeasures(game: Guesses, counts: GuessCounts | null, measure: "advantage" | "excess"): Measure[] {
  const of = game.of && { of: game.of };
  const attack = arm(game.attack);
  const control = game.control && arm(game.control);
  const rows = [rate("attack", attack)];
  if (control) rows.push(rate("control", control));
  const blind = countBaseline(game);
  if (blind && blind.n > 0) {
    const chance = reference(blind);
    rows.push(row({ id: "baseline", value: chance, low: chance, high: chance, n: blind.n }));
  }
  if (counts && counts.n > 0 && units(counts) > 0) {
    const n = counts.n;
    const small = units(counts) < smallArm ? { status: "small" as const } : {};
    const difference = {
      value: success(counts) - reference(counts),
      ...interval({ ...counts, scale: "difference" }, gamma),
    };
    rows.push(row({ id: "difference", ...difference, n, ...small }), advantage(counts, small));
    if (measure === "excess") rows.push(row({ id: "excess", ...difference, n, ...small }));
    if (control)
      rows.push(
        row({
          id: "excess-hits",
          value: n * difference.value,
          low: n * difference.low,
          high: n * difference.high,
          n,
          ...small,
        }),
      );
  }
  if (attack.n > 0 && control?.n !== 0)
    rows.push(row({ id: "anonymeter.risk", ...anonymeterRisk(attack, control ?? null), n: attack.n }));
  return rows.map((measured) => ({ ...measured, ...of }));
}

function rate(id: string, { hits, n }: { hits: number; n: number }): Measure {
  if (n === 0) return row({ id, value: null, low: null, high: null, n, hits, status: "undefined" });
  return row({ id, value: hits / n, ...wilson(hits, n, gamma), n, hits });
}

/** R; its lower bound is null where nothing bounds it. */
function advantage(counts: GuessCounts, small: { status?: "small" }): Measure {
  const ratio: GuessCounts = { ...counts, scale: "ratio" };
  if (!(reference(ratio) < 1))
    return row({ id: "advantage", value: null, low: null, high: null, n: counts.n, status: "not-measurable" });
  return row({ id: "advantage", value: value(ratio), ...interval(ratio, gamma), n: counts.n, ...small });
}
