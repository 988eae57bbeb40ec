/**
 * A small network tells members of one shadow model from others by the highest probabilities alone, whatever the class; then it is asked about the audited model's
 * answers (Salem et al. 2019, adversary 1; adversary 2 where the shadow model learnt from other data).
 */
import { mlpTrainer } from "../../../learn/trainers/networks.ts";
import { type Tensors, tensorsOf } from "../../../learn/trainers/data.ts";
import { trainerSchema } from "../../../learn/trainers/spec.ts";
import type { Lessons } from "./lessons.ts";
import { type Posteriors, topLogits } from "./posteriors.ts";

/** One hidden layer of 64, as in the paper. */
const spec = trainerSchema.parse({
  kind: "mlp",
  hidden: [64],
  recipe: { epochs: 30, batch: 128, optimiser: { kind: "adam", rate: 2e-3 } },
});

/** How much more likely a member than not, as a logit, of each row that is asked about. */
export async function mlLeaks({ posteriors, isIn }: Lessons, asked: Posteriors, seed: number): Promise<Float64Array> {
  if (spec.kind !== "mlp") throw new Error("it was written down as an mlp");
  const scale = scaleOf(topLogits(posteriors));
  const taught = tensors(scale(topLogits(posteriors)), isIn);
  const trainer = mlpTrainer(spec);
  const rows = Uint32Array.from(isIn.keys());
  const models = await trainer.fit(taught, [{ rows, seed: [seed, "model/ml-leaks"], number: 0 }]);
  const questions = scale(topLogits(asked));
  const people = questions.x.length / questions.width;
  // Their side is not known and not looked at.
  const unknown = Uint8Array.from({ length: people }, (_, row) => row % 2);
  const [answers] = await trainer.answer(models, [tensors(questions, unknown)], taught);
  const [said] = answers?.perModel ?? [];
  if (!said) throw new Error("one model that is asked once answers once");
  return Float64Array.from({ length: people }, (_, row) => said[2 * row + 1]! - said[2 * row]!);
}

type Matrix = { readonly width: number; readonly x: Float64Array };

/** To mean 0 and deviation 1 of the rows learnt from. */
function scaleOf({ width, x }: Matrix): (matrix: Matrix) => Matrix {
  const rows = x.length / width;
  const [mean, square] = [new Float64Array(width), new Float64Array(width)];
  x.forEach((value, at) => (mean[at % width] = mean[at % width]! + value / rows));
  x.forEach((value, at) => (square[at % width] = square[at % width]! + (value - mean[at % width]!) ** 2 / rows));
  return (matrix) => ({
    width,
    x: matrix.x.map((value, at) => (value - mean[at % width]!) / (Math.sqrt(square[at % width]!) || 1)),
  });
}

const tensors = ({ width, x }: Matrix, isIn: Uint8Array): Tensors =>
  tensorsOf(
    Float32Array.from(x),
    [width],
    { kind: "category", name: "member", codes: Int32Array.from(isIn), labels: ["no", "yes"], flag: null },
    {
      like: { kind: "class", column: "member", classes: ["no", "yes"], answers: "string" },
    },
  );
