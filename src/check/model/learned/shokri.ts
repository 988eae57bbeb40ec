/**
 * For each class a model of its own tells members of shadow models from others by all that the shadow models said of them; then it is asked about the audited model's
 * answers (Shokri et al. 2017).
 */
import { type Boosting, boost, predict } from "../../../learn/boost.ts";
import type { Lessons } from "./lessons.ts";
import { type Posteriors, posteriorColumns } from "./posteriors.ts";

/** Small trees, and no more than help. */
const options: Omit<Boosting, "rows" | "seed"> = { trees: 100, leaves: 8, stop: { rounds: 10, share: 0.2 } };
/** Rows of each side that a class needs for a model of its own; the others share one, which has learnt from all classes. */
const fewest = 100;

/** The chance of being a member, of each row that is asked about; `codes`: their true classes. */
export function shokri(
  { posteriors, codes: taught, isIn }: Lessons,
  asked: { readonly posteriors: Posteriors; readonly codes: Int32Array },
  seed: number,
): Float64Array {
  const features = posteriorColumns(posteriors, taught);
  const goal = { kind: "class", codes: Int32Array.from(isIn), classes: 2 } as const;
  const learn = (rows: Uint32Array, name: number | string) =>
    boost(features, goal, { ...options, rows, seed: [seed, "model/shokri", name] });
  const columns = posteriorColumns(asked.posteriors, asked.codes);
  const scores = new Float64Array(asked.codes.length);
  const answer = (model: ReturnType<typeof boost>, rows: Uint32Array): void =>
    predict(model, columns, rows).forEach((chance, i) => (scores[rows[i]!] = chance));
  const mine = rowsByClass(taught, posteriors.classes);
  const rest: Uint32Array[] = [];
  rowsByClass(asked.codes, posteriors.classes).forEach((rows, c) => {
    const own = mine[c] ?? new Uint32Array();
    const members = own.filter((row) => isIn[row] === 1).length;
    if (rows.length === 0) return;
    if (Math.min(members, own.length - members) >= fewest) answer(learn(own, c), rows);
    else rest.push(rows);
  });
  if (rest.length > 0) {
    const shared = learn(Uint32Array.from(taught.keys()), "all classes");
    for (const rows of rest) answer(shared, rows);
  }
  return scores;
}

function rowsByClass(codes: Int32Array, classes: number): readonly Uint32Array[] {
  const lists = Array.from({ length: classes }, (): number[] => []);
  codes.forEach((code, row) => lists[code]?.push(row));
  return lists.map((list) => Uint32Array.from(list));
}
