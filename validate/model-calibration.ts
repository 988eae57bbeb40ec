/** Do audits of models keep their own promises? Trainings whose epsilon is known, models that saw neither side, models that know random labels by heart (risk.md section 7). */
import { auditsOf, byHeart, chance, failedBy, membershipGame, quick } from "../src/check/model/testing/calibration.ts";
import type { Validation } from "./types.ts";

/** BinQ(.999; 100, .05) and BinQ(.999; 100, .025): more would be no accident. */
const [mostAbove, mostFailed] = [13, 8];
const games = 100;

export const validate: Validation = async function* () {
  for (const { epsilon, hidden } of [
    { epsilon: 0.1, hidden: [] },
    { epsilon: 1, hidden: [] },
    { epsilon: 4, hidden: [16] },
  ]) {
    const { above, failed } = await auditsOf({ epsilon, noisy: true, hidden, audits: games });
    const what = `of ${games} audits of ${hidden.length > 0 ? "a network" : "a logistic regression"} by DP-SGD with epsilon ${epsilon}`;
    yield { what: `${what}: epsilon.low above it`, ours: above, reference: 0, allowed: mostAbove, why: "5 % each" };
    yield { what: `${what}: refuted`, ours: failed, reference: 0, allowed: mostFailed, why: "2.5 % each" };
  }
  const forgotten = await auditsOf({ epsilon: 1, noisy: false, audits: 20 });
  yield {
    what: "of 20 audits of the same training without its noise: a claimed epsilon of 1 is refuted",
    ours: forgotten.failed,
    reference: 20,
    allowed: 5,
    why: "the audit is no dummy",
  };

  let [byPolicy, byChance] = [0, 0];
  for (let seed = 1; seed <= games; seed++) {
    const game = await membershipGame({
      seed,
      side: 1000,
      shadows: 16,
      trainer: quick,
      learnt: "strangers",
      signal: 1,
    });
    if (failedBy(game)) byPolicy++;
    if (failedBy(game, chance)) byChance++;
  }
  const what = `of ${games} games with a model that saw neither side, and shadow models of halves that know of none: fail`;
  yield {
    what: `${what}, by the default policy`,
    ours: byPolicy,
    reference: 0,
    allowed: mostFailed,
    why: "2.5 % each",
  };
  yield {
    what: `${what}, by limits that leave no room above chance`,
    ours: byChance,
    reference: 0,
    allowed: mostFailed,
    why: "2.5 % each",
  };

  for (const seed of [1, 2, 3]) {
    const game = await membershipGame({
      seed,
      side: 300,
      shadows: 16,
      trainer: byHeart,
      learnt: "members",
      signal: 0,
    });
    yield {
      what: `random labels of ten classes, learnt by heart, seed ${seed}: advantage is at least`,
      ours: game.headline?.estimate.low ?? NaN,
      reference: 0.9,
      allowed: 0.1,
      why: "0.9 is the most there can be",
    };
    yield { what: `the same: fails`, ours: Number(failedBy(game)), reference: 1, allowed: 0, why: "" };
  }
};
