/** How good models are on the rows that they learnt from and on others: shadow models should be as good as the target, no better and no worse. */
import type { Goal } from "../goal.ts";
import type { Answers } from "../trainers/trainer.ts";

/**
 * Of classes the share of rows whose class has the highest output (ties count their share); of numbers 1 - squared error / variance (R squared; NaN where all are the
 * same, or there are no rows). `members[i]`: rows of model i.
 */
export function rightness(
  answers: Answers,
  goal: Goal,
  members: readonly Uint32Array[],
): { readonly train: Float64Array; readonly test: Float64Array } {
  const train = new Float64Array(members.length);
  const test = new Float64Array(members.length);
  members.forEach((rows, i) => {
    const isIn = new Uint8Array(answers.rows);
    for (const row of rows) isIn[row] = 1;
    const others = Uint32Array.from(isIn.keys()).filter((row) => isIn[row] === 0);
    const said = answers.perModel[i];
    if (!said) throw new Error("each model has its answers");
    const of = goal.kind === "class" ? accuracy(said, answers.outputs, goal.codes) : rSquared(said, goal.values);
    train[i] = of(rows);
    test[i] = of(others);
  });
  return { train, test };
}

type Said = Float32Array | Float64Array;

const accuracy =
  (said: Said, outputs: number, codes: Int32Array) =>
  (rows: Uint32Array): number => {
    let right = 0;
    for (const row of rows) {
      const own = said[row * outputs + codes[row]!]!;
      let [higher, same] = [0, 0];
      for (let k = 0; k < outputs; k++) {
        const other = said[row * outputs + k]!;
        if (other > own) higher++;
        else if (other === own) same++;
      }
      if (higher === 0) right += 1 / same;
    }
    return right / rows.length;
  };

const rSquared =
  (said: Said, values: Float64Array) =>
  (rows: Uint32Array): number => {
    let mean = 0;
    for (const row of rows) mean += values[row]! / rows.length;
    let [error, variance] = [0, 0];
    for (const row of rows) {
      error += (said[row]! - values[row]!) ** 2;
      variance += (values[row]! - mean) ** 2;
    }
    return variance === 0 ? NaN : 1 - error / variance;
  };
