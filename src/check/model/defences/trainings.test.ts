import { expect, test } from "vitest";
import { epsilonOf } from "../../../learn/privacy/calibrate.ts";
import { type TrainerSpec, trainerSchema } from "../../../learn/trainers/spec.ts";
import { altered, mostAdvantage, sampled, trainingIds, withNoise } from "./trainings.ts";

const made = (spec: object): TrainerSpec => trainerSchema.parse(spec);
const tried = (spec: object): string[] => trainingIds.filter((id) => altered(made(spec), id) !== null);
const recipe = { epochs: 50, batch: 64, optimiser: { kind: "adamw", rate: 1e-3 } };

test("each kind of trainer is altered in what it has", () => {
  const ofNetworks = ["early stopping", "third of the epochs", "weight decay 0.001", "weight decay 0.01"];
  expect(tried({ kind: "mlp" })).toEqual([...ofNetworks, "dropout"]);
  expect(tried({ kind: "mlp", hidden: [] })).toEqual(ofNetworks);
  expect(tried({ kind: "logistic" })).toEqual(ofNetworks);
  expect(tried({ kind: "same", model: "m" })).toEqual(ofNetworks);
  expect(tried({ kind: "cnn", layers: [{ dense: 4 }] })).toEqual([...ofNetworks, "dropout"]);
  expect(tried({ kind: "forest" })).toEqual(["larger leaves", "fewer trees"]);
  expect(tried({ kind: "boosting" })).toEqual(["larger leaves", "fewer trees"]);
  expect(tried({ kind: "command", command: ["train"] })).toEqual([]);
});

test("what is in use already is not tried", () => {
  const careful = { ...recipe, optimiser: { kind: "adam" }, weightDecay: 0.1, stop: { share: 0.2, patience: 5 } };
  expect(tried({ kind: "mlp", dropout: 0.6, recipe: careful })).toEqual(["third of the epochs"]);
  expect(tried({ kind: "forest", trees: 5 })).toEqual(["larger leaves"]);
});

test("every alteration is a trainer that can be had, and nothing else of it changes", () => {
  for (const spec of [made({ kind: "mlp", recipe }), made({ kind: "forest" }), made({ kind: "boosting" })])
    for (const id of trainingIds) {
      const found = altered(spec, id);
      if (found) expect(trainerSchema.parse(found)).toEqual(found);
    }
  expect(altered(made({ kind: "mlp", recipe }), "third of the epochs")).toEqual(
    made({ kind: "mlp", recipe: { ...recipe, epochs: 17 } }),
  );
  // AdamW would hardly feel it: 3,000 steps at a rate of .001 shrink weights by 3 %.
  expect(altered(made({ kind: "mlp", recipe }), "weight decay 0.01")).toEqual(
    made({ kind: "mlp", recipe: { ...recipe, optimiser: { kind: "adam", rate: 1e-3 }, weightDecay: 0.01 } }),
  );
});

test("a private training has nothing that its accountant does not cover", () => {
  const open = { ...recipe, stop: { share: 0.1, patience: 3 }, clip: 5, classWeights: "balanced" };
  const found = sampled(made({ kind: "mlp", recipe: open }), 2000);
  expect(found?.sampling).toEqual({ chance: 256 / 2000, steps: 50 * 8, noise: 0 });
  expect(found && withNoise(found.trainer, 1.5)).toEqual(
    made({
      kind: "mlp",
      recipe: { ...recipe, optimiser: { kind: "adamw", rate: 0.005 }, batch: 256, private: { clip: 1, noise: 1.5 } },
    }),
  );
  expect(sampled(made({ kind: "logistic", recipe }), 100)?.sampling).toMatchObject({ chance: 1, steps: 50 });
  expect(sampled(made({ kind: "forest" }), 2000)).toBeNull();
  expect(sampled(made({ kind: "mlp", recipe: { ...recipe, private: { clip: 1, noise: 1 } } }), 2000)).toBeNull();
  const fast = sampled(made({ kind: "mlp", recipe: { optimiser: { kind: "sgd", rate: 2 } } }), 100);
  expect(fast?.trainer.recipe.optimiser).toEqual({ kind: "sgd", rate: 2 });
  expect(epsilonOf({ noise: 1.5, sampleRate: 256 / 2000, steps: 400, delta: 1 / 20_000 })).toBeGreaterThan(1);
});

test("what a promise allows: by hand", () => {
  expect(mostAdvantage({ epsilon: 0, delta: 0 })).toBe(0);
  expect(mostAdvantage({ epsilon: 1, delta: 0 })).toBeCloseTo(0.1 * Math.E - 0.1, 12);
  expect(mostAdvantage({ epsilon: 8, delta: 0 })).toBeCloseTo(0.9 - 0.9 * Math.exp(-8), 12);
  expect(mostAdvantage({ epsilon: 0, delta: 0.05 })).toBeCloseTo(0.05, 12);
});
