/** How many shadow models are enough: the attack that is named, with more and more of them. */
import { attackOf } from "../../risk/distinguishing/game.ts";
import { attackRows } from "../../risk/distinguishing/rows.ts";
import type { Curve } from "../finding.ts";
import type { Compute } from "../types.ts";
import { attacks } from "./attacks/suite.ts";
import { type SceneInput, scoresWork } from "./membership-works.ts";
import type { People } from "./people.ts";

/** Where the attack that is named needs none: the one that needs the most of them, and gains the most. */
const usual = "lira-online";
/** Measures drawn: what is judged, and few false alarms. */
const drawn = ["advantage", "tpr@fpr=0.01", "auc"] as const;

/** Curves "advantage-by-shadows" and so on: plain 95 % intervals; empty with fewer than four models. */
export async function byShadows(
  { compute }: { readonly compute: Compute },
  {
    scene,
    models,
    who,
    named,
  }: {
    readonly scene: SceneInput;
    readonly models: number;
    readonly who: People;
    readonly named: string | undefined;
  },
): Promise<{ readonly attack: string; readonly curves: Curve[] }> {
  const attack = attacks.find(({ id, shadows }) => id === named && shadows > 0)?.id ?? usual;
  const counts = [4, 8, 16, 32, 64, 128, 256, 512, 1024].filter((k) => k < models);
  if (models < 4) return { attack, curves: [] };
  const found = await compute(
    scoresWork,
    [...counts, models].map((k) => ({ ...scene, attacks: [attack], models: k })),
  );
  const points = [...counts, models].map((x, i) => {
    const scores = found[i]?.[attack] ?? new Float64Array();
    const of = (rows: Uint32Array): Float64Array => Float64Array.from(rows, (row) => scores[row]!);
    const rows = attackRows(attackOf({ of: { attack }, members: of(who.members), outsiders: of(who.outsiders) }));
    return { x, rows };
  });
  const curves = drawn.flatMap((measure): Curve[] => {
    const ofMeasure = points.flatMap(({ x, rows }) => {
      const row = rows.find(({ id }) => id === measure);
      return row && row.value !== null && row.low !== null && row.high !== null
        ? [{ x, value: row.value, low: row.low, high: row.high }]
        : [];
    });
    return ofMeasure.length === 0
      ? []
      : [{ id: `${measure}-by-shadows`, x: "shadow models", y: measure, points: ofMeasure }];
  });
  return { attack, curves };
}
