/** Works: one model learns from people in the data and from the canaries that were in, another from the people alone; what they lose on every canary. */
import { readData } from "../../../learn/trainers/data.ts";
import { trainerOf } from "../../../learn/trainers/index.ts";
import { nameOf, type TrainerSpec } from "../../../learn/trainers/spec.ts";
import { shuffled, stream } from "../../../stats/stream.ts";
import type { Work } from "../../../work.ts";
import { coinsOf } from "./canaries.ts";
import { lossesOf } from "./losses.ts";

export type LossesInput = {
  readonly trainer: TrainerSpec;
  /** Key of people in the data and canaries, in the form that the trainer takes. */
  readonly data: string;
  /** So many rows are people in the data. */
  readonly members: number;
  /** "audited": with the canaries whose coin says so. "reference": with none. */
  readonly model: "audited" | "reference";
  readonly seed: number;
};

const lossesBy = (id: `${string}@${number}`, engines: readonly string[]): Work<LossesInput, Float64Array> => ({
  id,
  engines,
  async run({ trainer: spec, data: key, members, model, seed }, reader) {
    const data = await readData(reader, key);
    const coins = coinsOf(data.rows - members, { seed, digest: data.digest });
    const isLearnt = (row: number): boolean => row < members || (model === "audited" && coins[row - members] === 1);
    // Each model has random numbers of its own: with the same noise as the audited one the reference would give it away.
    const name = ["model/one-run", nameOf(spec), data.digest, model] as const;
    const order = shuffled(data.rows, stream(seed, ...name, "order"));
    const rows = order.filter(isLearnt);
    const trainer = trainerOf(spec, reader);
    const models = await trainer.fit(data, [{ rows, seed: [seed, ...name], number: model === "audited" ? 0 : 1 }]);
    const [answers] = await trainer.answer(models, [data], data);
    if (!answers) throw new Error("each data that is asked about has answers");
    return lossesOf(answers, data).slice(members);
  },
});

export const lossesWork = lossesBy("model/one-run/losses@1", []);
/** The same for networks, whose results are those of one version of the engine. */
export const networkLossesWork = lossesBy("model/one-run/network-losses@1", ["onnxruntime-node"]);
