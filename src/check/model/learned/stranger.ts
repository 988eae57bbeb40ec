/**
 * A shadow model of other data (Salem et al. 2019, adversary 2): what it looks like to have been learnt by heart is much the same for all data, so a simulated set will do.
 *
 * Its law: class c, all equally likely, has a centre in 100 dimensions, each coordinate of which is normal with variance 1/20; people are normal about the centre of their
 * class with deviation 1 in each dimension. So centres are at about sqrt(5) from the middle of all, and classes overlap. The network is right about each of the 1,000
 * people that it learns from (in 20 dimensions, of ten classes, it is not), and about 93 % (2 classes), 84 % (3) or 63 % (10) of the others. It has to know its people by
 * heart: from a model that does not, the attack learns nothing that is of use elsewhere, and may even learn it the wrong way round.
 */
import { mlpTrainer } from "../../../learn/trainers/networks.ts";
import { tensorsOf } from "../../../learn/trainers/data.ts";
import { trainerSchema } from "../../../learn/trainers/spec.ts";
import { stream } from "../../../stats/stream.ts";
import type { Lessons } from "./lessons.ts";
import { posteriorsOf } from "./posteriors.ts";

const dimensions = 100;
const people = 2000;
const apart = Math.sqrt(1 / 20);
const spec = trainerSchema.parse({
  kind: "mlp",
  hidden: [64],
  recipe: { epochs: 60, batch: 32, optimiser: { kind: "adam", rate: 2e-3 } },
});

/** Half of its people are members. `classes`: 2 at least. */
export async function stranger(classes: number, seed: number): Promise<Lessons> {
  if (spec.kind !== "mlp") throw new Error("it was written down as an mlp");
  const s = stream(seed, "model/stranger", classes);
  const centres = Float64Array.from({ length: classes * dimensions }, () => apart * s.normal());
  const codes = Int32Array.from({ length: people }, (_, row) => row % classes);
  const x = new Float32Array(people * dimensions);
  x.forEach((_, at) => {
    const code = codes[Math.floor(at / dimensions)]!;
    x[at] = centres[code * dimensions + (at % dimensions)]! + s.normal();
  });
  const labels = Array.from({ length: classes }, (_, c) => `class ${c}`);
  const data = tensorsOf(
    x,
    [dimensions],
    { kind: "category", name: "class", codes, labels, flag: null },
    { like: { kind: "class", column: "class", classes: labels, answers: "string" } },
  );
  const trainer = mlpTrainer(spec);
  const rows = Uint32Array.from({ length: people / 2 }, (_, row) => row);
  const models = await trainer.fit(data, [{ rows, seed: [seed, "model/stranger"], number: 0 }]);
  const [answers] = await trainer.answer(models, [data], data);
  if (!answers) throw new Error("what is asked once is answered once");
  return {
    posteriors: posteriorsOf(answers, 0),
    codes,
    isIn: Uint8Array.from(codes, (_, row) => (row < people / 2 ? 1 : 0)),
  };
}
