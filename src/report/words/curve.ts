/** Titles and axes of curves: in words where they are known, else as the check named them. */
import type { Curve } from "../../check/finding.ts";
import { capital } from "./names.ts";

export interface CurveWords {
  readonly title: string;
  readonly x: string;
  /** The limit is drawn only where it applies to the number shown. */
  readonly judged: boolean;
}

const known: { readonly [id: string]: string } = {
  "advantage-by-k": "Advantage, when more candidates are tried",
  "attack-by-k": "People in the data joined, when more candidates are tried",
  "control-by-k": "People outside joined, when more candidates are tried",
  roc: "People in the data found, by false alarms accepted",
};
const axes: { readonly [x: string]: string } = { k: "nearest rows looked at (k)" };

export function curveWords({ id, x, y }: Curve): CurveWords {
  return { title: known[id] ?? capital(y), x: axes[x] ?? x, judged: id.startsWith("advantage") };
}
