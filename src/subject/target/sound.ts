/** Are answers what they claim to be? Numbers, and probabilities that add up to 1. */
import { TelltaleError } from "../../error.ts";
import type { Arranged, Floats } from "./arrange.ts";
import { listedRows } from "./refusals.ts";

/** Rounding of float32 over thousands of classes. */
const exact = 1e-5;
/** Probabilities that were rounded to two digits may be so far from a whole. */
const close = 0.01;

/** Looks at answers batch by batch, and says at the end what was wrong with how many. */
export class Soundness {
  private readonly infinite = new Some();
  private readonly odd = new Some();
  private sum = 0;

  /** Rescales, where they lie, probabilities of a row that add up to nearly 1. `rows`: their numbers, for messages. */
  check({ kind, values, outputs }: Arranged, rows: Uint32Array): void {
    rows.forEach((row, i) => {
      const own = values.subarray(i * outputs, (i + 1) * outputs);
      if (!own.every(Number.isFinite)) return this.infinite.add(row);
      if (kind !== "probabilities") return;
      const sum = wholeOf(own);
      if (sum === null || Math.abs(sum - 1) > close) {
        this.sum = total(own);
        return this.odd.add(row);
      }
      if (Math.abs(sum - 1) > exact) for (let k = 0; k < outputs; k++) own[k] = own[k]! / sum;
    });
  }

  /** @throws TelltaleError MODEL_OUTPUT_NOT_FINITE, MODEL_OUTPUT_SUM */
  finish(asked: number): void {
    if (this.infinite.count > 0)
      throw new TelltaleError("MODEL_OUTPUT_NOT_FINITE", {
        message: `The model answers ${this.infinite.count} of ${asked} rows with numbers that are missing or infinite: ${this.infinite.text()}`,
        hint: "See what these rows have in common: missing values that the model cannot take, or values far beyond those it was trained on.",
      });
    if (this.odd.count > 0)
      throw new TelltaleError("MODEL_OUTPUT_SUM", {
        message: `The model gives what should be probabilities, but those of ${this.odd.count} of ${asked} rows are negative or do not add up to 1 (${this.sum.toPrecision(3)} for one): ${this.odd.text()}`,
        hint: "If these are scores, let the model's last operator be a softmax, or name the output logits. A sigmoid for each class tells of classes that do not exclude each other, which is not audited.",
      });
  }
}

function total(numbers: Floats): number {
  let sum = 0;
  for (const value of numbers) sum += value;
  return sum;
}

/** Their sum; null: one is negative. Rounding may put one below 0, which is mended. */
function wholeOf(probabilities: Floats): number | null {
  let sum = 0;
  for (let k = 0; k < probabilities.length; k++) {
    const p = probabilities[k]!;
    if (p < -exact) return null;
    if (p < 0) probabilities[k] = 0;
    sum += Math.max(0, p);
  }
  return sum;
}

/** The first few of some rows, and how many there are. */
class Some {
  readonly first: number[] = [];
  count = 0;
  add(row: number): void {
    if (this.count++ < 5) this.first.push(row);
  }
  text(): string {
    return listedRows(this.first, this.count);
  }
}
