/** Shadow models seen as attacks on membership see them: how sure each is of everybody, and whom it learnt from. */
import { lessonOf } from "../../learn/shadow/halves.ts";
import { answersAt, type AnswersPlace } from "../../learn/shadow.ts";
import type { Group } from "../../learn/shadow/works.ts";
import { readData } from "../../learn/trainers/data.ts";
import { readCrowd } from "../../subject/crowd.ts";
import type { Work } from "../../work.ts";
import type { Scene, ShadowSignals } from "./scene.ts";
import { surenessOf } from "./signals.ts";

export type ShadowSignalsInput = {
  /** Of the group's answers for the pool, whose rows are those of the crowd. */
  readonly place: AnswersPlace;
  /** Key of the crowd. */
  readonly crowd: string;
  readonly group: Group;
  /** `nameOf` the trainer: who learns from whom is drawn by it. */
  readonly name: string;
  /** Models of the group that are wanted, from the first on. */
  readonly count: number;
};

export const shadowSignals: Work<ShadowSignalsInput, ShadowSignals> = {
  id: "model/shadow-signals@1",
  async run({ place, crowd: key, group, name, count }, reader) {
    const { digest, rows } = await readData(reader, group.data);
    const crowd = await readCrowd(reader, key);
    const answers = await answersAt(reader, place);
    if (crowd.rows !== rows) throw new RangeError(`${rows} people were learnt from, and ${crowd.rows} are played on`);
    const models = Array.from({ length: count }, (_, i) => i);
    const sure = models.map((model) => surenessOf(answers, crowd, model));
    return {
      phi: sure.map(({ phi }) => phi),
      logp: sure.flatMap(({ logp }) => logp ?? []),
      isIn: models.map((model) => {
        const isIn = new Uint8Array(rows);
        const draw = { seed: group.seed, size: group.size, name };
        for (const row of lessonOf(group.first + model, draw, { digest, rows })) isIn[row] = 1;
        return isIn;
      }),
    };
  },
};

export const joinShadows = (parts: readonly ShadowSignals[]): ShadowSignals => ({
  phi: parts.flatMap(({ phi }) => phi),
  logp: parts.flatMap(({ logp }) => logp),
  isIn: parts.flatMap(({ isIn }) => isIn),
});

/**
 * Shadow model k plays the target: its members are `isIn[k]`. It leaves the shadow models together with the other one of its pair: else whom it learnt from would be
 * in one model fewer than the others, and counting would tell.
 */
export function asTarget({ shadows }: Pick<Scene, "shadows">, k: number): Scene {
  const phi = shadows.phi[k];
  if (!phi) throw new RangeError(`there is no shadow model ${k} of ${shadows.phi.length}`);
  const rest = <T>(of: readonly T[]): readonly T[] => of.filter((_, i) => i >> 1 !== k >> 1);
  const logp = shadows.logp[k] ?? null;
  return {
    target: { phi, logp, confidence: null, entropy: null, modifiedEntropy: null, correct: null },
    shadows: { phi: rest(shadows.phi), logp: rest(shadows.logp), isIn: rest(shadows.isIn) },
  };
}
