import { describe, expect, test } from "vitest";
import { encodeModel } from "../../graph/protobuf.ts";
import { exportModel } from "../../learn/networks/export.ts";
import { mlp } from "../../learn/networks/mlp.ts";
import { outputsFor, type Tensors, widthOf } from "../../learn/trainers/data.ts";
import { mlpTrainer, type TrainedNetwork } from "../../learn/trainers/networks.ts";
import { type Spec, trainerSchema, type TrainerSpec } from "../../learn/trainers/spec.ts";
import type { Measure } from "../finding.ts";
import type { Played } from "../types.ts";
import { type Made, openInline, peopleOf, subjectOf } from "./one-run/testing/subject.ts";
import { whiteBox, type WhiteBoxOptions } from "./whiteBox.ts";

const standard = whiteBox.options.parse({}) as WhiteBoxOptions; // the check's own schema
const people: Made = { members: 400, outsiders: 400, features: 30, classes: 3, signal: 0.7 };
const recipe = { epochs: 40, batch: 32, optimiser: { kind: "adam", rate: 0.01 } };
const shape = { hidden: [24], activation: "tanh" } as const;

interface Setting extends Partial<WhiteBoxOptions> {
  /** Whom the audited model learnt from. Default: the members. */
  readonly from?: Tensors;
  readonly pool?: Tensors;
  readonly trainer?: TrainerSpec;
  readonly made?: Made;
}

/** A network that learnt from the members (or others), exported, and played on. */
async function play({ from, pool: given, trainer, made = people, ...options }: Setting = {}): Promise<Played> {
  const inline = openInline();
  const pool = given ?? peopleOf(made.members + made.outsiders, made, "pool");
  const learnt = from ?? pool;
  const rows = Uint32Array.from({ length: made.members }, (_, i) => i);
  const spec = trainerSchema.parse({ kind: "mlp", ...shape, recipe }) as Spec<"mlp">;
  const [trained] = await mlpTrainer(spec).fit(learnt, [{ rows, seed: ["testing"], number: 0 }]);
  const network = mlp(widthOf(pool), outputsFor(pool.label), shape);
  // Numbers come out in the label's own unit.
  const said = pool.label.kind === "number" ? { label: pool.label } : {};
  const onnx = encodeModel(exportModel(network, trained as TrainedNetwork, said));
  const model = await inline.put(onnx);
  const subject = await subjectOf(inline, trainer ?? trainerSchema.parse({ kind: "same", model, recipe }), {
    ...made,
    pool,
  });
  const about = { ...subject, target: { kind: "onnx", model, label: pool.label, closed: null } } as const;
  const chosen = { ...standard, shadows: 8, ...options };
  expect(whiteBox.applies(about, chosen)).toBe(true);
  return await whiteBox.play({ subject: about, options: chosen, seed: 1, limitOf: () => null, ...inline });
}

const measured = ({ measures }: Played, id: string, attack: string): Measure | undefined =>
  measures.find((one) => one.id === id && one.of?.["attack"] === attack && one.of["best"] === undefined);

describe("a small network that learnt people by heart", () => {
  const found = play();

  test.each([
    ["gradient-norm", 0.7],
    ["gradient-lira", 0.75],
    ["gradient-features", 0.7],
  ])("%s tells them from others", async (attack, least) => {
    expect(measured(await found, "auc", attack)?.low).toBeGreaterThan(least);
  });

  test("is judged by its advantage, with who bears it and what a blind classifier can do", async () => {
    const { headline, facts, measures, exposure, validity, trials } = await found;
    expect(headline?.measure).toBe("advantage");
    expect(headline?.estimate.low).toBeGreaterThan(0.1);
    expect(facts).toMatchObject({ shadows: 8, members: 400, outsiders: 400 });
    expect(measures.map(({ id }) => id)).toEqual(expect.arrayContaining(["no-leak", "blind.auc"]));
    expect(exposure?.of).toEqual(headline?.of);
    expect(validity.map(({ code }) => code)).not.toContain("attacks-left-out");
    expect(trials?.map(({ of }) => of?.["attack"])).toEqual(["gradient-norm", "gradient-lira", "gradient-features"]);
  });
});

test("a network that learnt from other people tells nothing", async () => {
  const { headline, measures } = await play({ from: peopleOf(800, people, "strangers") });
  expect(headline?.estimate.low ?? -1).toBeLessThan(0);
  const areas = measures.filter(({ id, of }) => id === "auc" && of?.["best"] === undefined);
  expect(areas).toHaveLength(3);
  for (const { low, high } of areas) {
    expect(low).toBeLessThan(0.5);
    expect(high).toBeGreaterThan(0.5);
  }
});

test("numbers are learnt by heart, too", async () => {
  const made: Made = { ...people, members: 200, outsiders: 200 };
  const pool = peopleOf(400, made, "numbers");
  // Of a column, and noise that only heart can know.
  const values = Float64Array.from({ length: 400 }, (_, row) => 100 + 5 * (pool.x[30 * row]! + pool.x[30 * row + 29]!));
  const label = { kind: "number", column: "label", mean: 100, deviation: 7 } as const;
  const found = await play({ made, pool: { ...pool, goal: { kind: "number", values }, label, x: noisy(pool.x) } });
  expect(measured(found, "auc", "gradient-norm")?.low).toBeGreaterThan(0.6);
  expect(measured(found, "auc", "gradient-lira")?.low).toBeGreaterThan(0.6);
});
/** Without the last feature. */
const noisy = (x: Float32Array): Float32Array => x.map((value, i) => (i % 30 === 29 ? 0 : value));

test("shadow models of another kind of network have gradients of another scale: not compared, said so", async () => {
  const trainer = trainerSchema.parse({ kind: "mlp", hidden: [8], recipe });
  const { facts, validity } = await play({ trainer });
  expect(facts).toMatchObject({ attacks: ["gradient-norm"], shadows: 0 });
  expect(validity).toContainEqual(
    expect.objectContaining({ code: "attacks-left-out", message: expect.stringContaining("trainer: same") }),
  );
  const none = await play({ trainer, attacks: ["gradient-lira"] });
  expect(none.headline).toBeNull();
  expect(none.validity).toMatchObject([{ code: "attacks-left-out", effect: "blocks" }]);
});

test("what has no gradients, or nobody to compare with, is not played", async () => {
  const inline = openInline();
  const subject = await subjectOf(inline, trainerSchema.parse({ kind: "forest" }), people);
  const { target, ...rest } = subject;
  if (target.kind !== "onnx") throw new Error("a file");
  const trees = { ...rest, target: { ...target, closed: "Trees have no gradient." } };
  expect(whiteBox.applies(trees, standard)).toMatchObject({
    reason: expect.stringContaining("Trees have no gradient"),
  });
  expect(whiteBox.applies({ ...subject, holdout: false }, standard)).toMatchObject({
    remedy: expect.stringContaining("--holdout"),
  });
  const answers = { ...rest, target: { kind: "predictions", answers: "", shadows: null } } as const;
  expect(whiteBox.applies(answers, standard)).toMatchObject({ remedy: expect.stringContaining("ONNX") });
});
