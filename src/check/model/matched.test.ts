import { expect, test } from "vitest";
import { trainerSchema, type TrainerSpec } from "../../learn/trainers/spec.ts";
import type { ModelSubject } from "../../subject/model.ts";
import { trainerLike } from "./matched.ts";
import { type Inline, openInline } from "./one-run/testing/subject.ts";
import { audited } from "./testing/audited.ts";

const people = { members: 150, outsiders: 150, features: 20, classes: 4, signal: 1 };
const mlp = (epochs: number) => ({ kind: "mlp", hidden: [16], recipe: { epochs } });

async function like(epochs: number, of: Partial<ModelSubject> = {}): Promise<TrainerSpec> {
  const inline: Inline = openInline();
  const subject = await audited(inline, { ...people, trainer: mlp(epochs), shadows: mlp(50) });
  return await trainerLike(inline, { ...subject, trainerBy: "file", ...of }, { seed: 1, size: people.members });
}
const epochsOf = (spec: TrainerSpec): number | null => ("recipe" in spec ? spec.recipe.epochs : null);

test("a model that was trained for long gets shadow models that are, one that hardly learnt gets others", async () => {
  expect(epochsOf(await like(300))).toBe(150);
  expect(epochsOf(await like(4))).toBe(5);
});

test("what is usual is kept where it is as good", async () => {
  expect(epochsOf(await like(50))).toBe(50);
});

test("nothing but the epochs changes", async () => {
  const found = await like(300);
  expect(found).toEqual(trainerSchema.parse(mlp(150)));
});

test("what the user said, and trainers without epochs, are left as they are", async () => {
  expect(epochsOf(await like(300, { trainerBy: "user" }))).toBe(50);
  const forest = trainerSchema.parse({ kind: "forest", trees: 5 });
  expect(await like(300, { trainer: forest })).toBe(forest);
  expect(epochsOf(await like(300, { sides: { members: 300, outsiders: 0 } }))).toBe(50);
});
