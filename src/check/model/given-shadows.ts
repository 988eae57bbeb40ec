/** Shadow models that the user has trained, and whose answers came with the predictions. */
import type { Predictions } from "../../subject/predictions.ts";
import type { Work } from "../../work.ts";
import type { ShadowSignals } from "./scene.ts";
import { surenessOf } from "./signals.ts";

export const givenShadows: Work<{ readonly predictions: string }, ShadowSignals> = {
  id: "model/given-shadows@1",
  async run({ predictions }, reader) {
    const { shadows, crowd } = (await reader.get(predictions)) as unknown as Predictions; // the output of model/predictions
    if (!shadows) throw new Error("no shadow models came with the predictions");
    const all = shadows.isIn.map((_, k) => surenessOf(shadows.answers, crowd, k));
    return {
      phi: all.map(({ phi }) => phi),
      logp: all.flatMap(({ logp }) => (logp === null ? [] : [logp])),
      isIn: shadows.isIn,
    };
  },
};
