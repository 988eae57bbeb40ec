/** Shadow models that the user has trained, and whose answers came with the predictions. */
import type { Lacking } from "../../subject/model.ts";
import type { Predictions } from "../../subject/predictions.ts";
import type { Reader, Work } from "../../work.ts";
import type { ShadowSignals } from "./scene.ts";
import { surenessOf } from "./signals.ts";

export const givenShadows: Work<{ readonly predictions: string }, ShadowSignals> = {
  id: "model/given-shadows@1",
  async run({ predictions }, reader) {
    const { shadows, crowd } = await open(reader, predictions);
    const all = shadows.isIn.map((_, k) => surenessOf(shadows.answers, crowd, k));
    return {
      phi: all.map(({ phi }) => phi),
      logp: all.flatMap(({ logp }) => (logp === null ? [] : [logp])),
      isIn: shadows.isIn,
    };
  },
};

/** Of each model: how many people in the audited model's data it learnt from, and how many outsiders. */
export type Drawn = { readonly members: Uint32Array; readonly outsiders: Uint32Array };

export const givenDrawn: Work<{ readonly predictions: string }, Drawn> = {
  id: "model/given-shadows/drawn@1",
  async run({ predictions }, reader) {
    const { shadows, crowd } = await open(reader, predictions);
    const count = (from: number, to: number): Uint32Array =>
      Uint32Array.from(shadows.isIn, (marks) => marks.subarray(from, to).reduce((sum, mark) => sum + mark, 0));
    return { members: count(0, crowd.members), outsiders: count(crowd.members, crowd.rows) };
  },
};

async function open(
  reader: Reader,
  key: string,
): Promise<{ readonly shadows: NonNullable<Predictions["shadows"]>; readonly crowd: Predictions["crowd"] }> {
  const { shadows, crowd } = (await reader.get(key)) as unknown as Predictions; // the output of model/predictions
  if (!shadows) throw new Error("no shadow models came with the predictions");
  return { shadows, crowd };
}

/** Standard errors: of all models together, and of one among up to thousands. */
const [together, alone] = [4, 5];

/**
 * Why they cannot be used: they were not drawn of both sides alike. Where shadow models learnt from outsiders only, say, whoever no shadow model knows is in the data:
 * an attack that compares with them would tell the sides apart whatever the audited model does. Null: nothing speaks against them.
 */
export function drawnUnevenly(
  { members, outsiders }: Drawn,
  sides: { readonly members: number; readonly outsiders: number },
): Lacking | null {
  const [n1, n0, models] = [sides.members, sides.outsiders, members.length];
  if (n1 === 0 || n0 === 0) return null;
  let [sum, squares, one] = [0, 0, false];
  members.forEach((inside, k) => {
    const outside = outsiders[k]!;
    const share = (inside + outside) / (n1 + n0);
    const variance = share * (1 - share) * (1 / n1 + 1 / n0);
    const difference = inside / n1 - outside / n0;
    sum += difference;
    squares += variance;
    one ||= Math.abs(difference) > alone * Math.sqrt(variance);
  });
  if (!one && !(Math.abs(sum) > together * Math.sqrt(squares))) return null;
  const percent = (counts: Uint32Array, n: number): string =>
    `${((100 * counts.reduce((total, count) => total + count, 0)) / (n * models)).toFixed(1)} %`;
  return {
    reason: `those that came with the predictions did not learn from both sides alike (on average from ${percent(members, n1)} of the people in the data and ${percent(outsiders, n0)} of the outsiders${one ? "; single ones differ more than chance can" : ""}), and comparing with them would tell the sides apart without any leak`,
    remedy: "Let each learn from people drawn at random of train and holdout together, half of them say.",
  };
}
