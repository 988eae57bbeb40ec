import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { auc, aucInterval, delong } from "../../../stats/auc.ts";
import { normalCdf } from "../../../stats/normal.ts";
import { shuffled, stream } from "../../../stats/stream.ts";
import type { Scene, Signals } from "../scene.ts";
import { asTarget, joinShadows } from "../shadow-signals.ts";
import { signalsOf } from "../signals.ts";
import { baseOnline } from "./base.ts";
import { liraOffline, liraOnline, unrounded } from "./lira.ts";
import { chosenA, outsideOf, rmiaOffline, rmiaOnline } from "./rmia.ts";
import { attackIds, attacks, suiteOf } from "./suite.ts";

const logpOf = (phi: Float64Array): Float64Array => phi.map((one) => -Math.log1p(Math.exp(-one)));
const only = (phi: Float64Array): Signals => ({
  phi,
  logp: logpOf(phi),
  confidence: null,
  entropy: null,
  modifiedEntropy: null,
  correct: null,
});
const shadowsOf = (phi: readonly Float64Array[], isIn: readonly Uint8Array[]) => ({ phi, logp: phi.map(logpOf), isIn });

/** The same numbers in numpy: phi of model k for row n is sin(1.7k + 2.3n) wide(n) + 1.2 if it learnt from n, + up(n). */
function waves(models: number, wide: (n: number) => number, up: (n: number) => number): Scene {
  const rows = [0, 1, 2, 3];
  const learnt = (k: number, n: number): number => (k % 2 === ((k >> 1) + n) % 2 ? 1 : 0);
  const numbers = Array.from({ length: models }, (_, k) => k);
  const isIn = numbers.map((k) => Uint8Array.from(rows, (n) => learnt(k, n)));
  const phi = numbers.map((k) =>
    Float64Array.from(rows, (n) => Math.sin(1.7 * k + 2.3 * n) * wide(n) + 1.2 * learnt(k, n) + up(n)),
  );
  return { target: only(Float64Array.of(1, 0.2, 2.5, 1.1)), shadows: shadowsOf(phi, isIn) };
}
const eight = waves(
  8,
  () => 1,
  (n) => 0.5 * n,
);
const sixtyFour = waves(
  64,
  (n) => 1 + n,
  () => 0,
);
function near(found: Float64Array, expected: readonly number[]): void {
  expect(found).toHaveLength(expected.length);
  expected.forEach((one, i) => expect(found[i]).toBeCloseTo(one, 9));
}

// Expected: numpy and scipy.stats.norm.logpdf on the same numbers (medians by nanmedian, deviations by nanstd, of phi - median where pooled).
describe("as numpy computes it", () => {
  const { target, shadows } = eight;
  test("LiRA, one deviation for all", () => {
    const online = [1.0251295027711071, 1.0711248225589838, -1.0282906901299769, -2.826445138229375];
    near(liraOnline(target.phi, shadows.phi, shadows.isIn), online);
    const offline = [1.4476939381410021, -2.229995294812837, 1.6921459150792826, -1.3203673013953134];
    near(liraOffline(target.phi, shadows.phi, shadows.isIn), offline);
  });
  test("LiRA, 64 models: everybody's own deviations, unless it is told otherwise", () => {
    const { phi, isIn } = sixtyFour.shadows;
    const own = [1.1034856183490955, -0.09409673244241623, -0.1485709315088295, -0.03696957502654907];
    near(liraOnline(target.phi, phi, isIn), own);
    near(
      liraOffline(target.phi, phi, isIn),
      [1.500290796801996, -0.19389130861042145, 0.8716244505701699, 0.05995069102520284],
    );
    const pooled = [0.14116362988600373, -0.05333768322532206, -0.1725625314355934, -0.07251355690523242];
    near(liraOnline(target.phi, phi, isIn, { spread: "pooled" }), pooled);
  });
  test("RMIA offline with a = 0, .3 and 1, online, and BASE", () => {
    const { logp, isIn } = shadows;
    const out = outsideOf(eight);
    const own = target.logp!;
    near(
      rmiaOffline(own, out, 0),
      [-0.056329863413584445, -0.47736281167335437, 0.014102811494422336, -0.20122547266300453],
    );
    near(
      rmiaOffline(own, out, 0.3),
      [0.035661631157615226, -0.43808997269090044, 0.043774768504493425, -0.17387707536682143],
    );
    near(
      rmiaOffline(own, out, 1),
      [0.2903338961558866, -0.3399700377124583, 0.11663793852999811, -0.10699605057286884],
    );
    const online = [0.15468951001266626, -0.32338349931087573, 0.12404131964865425, -0.15130574993405338];
    near(rmiaOnline(own, logp, isIn), online);
    near(baseOnline(own, logp), online); // everybody is in half of the models
  });
});

test("by hand: two models on each side", () => {
  // IN 4 and 6 (median 5), OUT 0 and 2 (median 1); residuals are 1 and -1, so that both deviations are 1. At 4: -1/2 + 9/2.
  const phi = [4, 0, 6, 2].map((one) => Float64Array.of(one));
  const isIn = [1, 0, 1, 0].map((one) => Uint8Array.of(one));
  near(liraOnline(Float64Array.of(4), phi, isIn), [4]);
  near(liraOffline(Float64Array.of(4), phi, isIn), [3]);
  // p_y 1/2; in 3/4 and 1/4, out 1/4 and 0: means 1/2 and 1/8.
  const logp = [3 / 4, 1 / 4, 1 / 4, 0].map((p) => Float64Array.of(Math.log(p + 1e-45)));
  const half = Float64Array.of(Math.log(1 / 2));
  near(rmiaOnline(half, logp, isIn), [Math.log(1 / 2 / (5 / 16))]);
  near(baseOnline(half, logp), [Math.log(1 / 2 / (5 / 16))]);
  near(rmiaOffline(half, Float64Array.of(Math.log(1 / 8)), 0.5), [Math.log(1 / 2 / ((1.5 / 8 + 0.5) / 2))]);
});

test("a person who is in no shadow model, or in all, is judged by what there is, else not at all", () => {
  const phi = [1, 2, 3, 5].map((one) => Float64Array.of(one, one));
  const isIn = [1, 1, 1, 1].map((one) => Uint8Array.of(one, 0));
  const target = Float64Array.of(9, 9);
  const outOnly = 9 - 2.5;
  // Deviations of the residuals -1.5, -.5, .5, 2.5.
  const deviation = Math.sqrt((1.5 ** 2 + 0.5 ** 2 + 0.5 ** 2 + 2.5 ** 2) / 4 - 0.25 ** 2);
  near(liraOnline(target, phi, isIn), [0, 0]);
  near(liraOffline(target, phi, isIn), [0, outOnly / deviation]);
  const scene = { target: only(target), shadows: shadowsOf(phi, isIn) };
  const [first, second] = rmiaOnline(scene.target.logp!, scene.shadows.logp, isIn);
  expect(first).toBe(second); // the same four models, on one side or the other
  expect(rmiaOffline(scene.target.logp!, outsideOf(scene), 0.3)[0]).toBe(0);
});

interface World {
  readonly rows: number;
  readonly models: number;
  /** How much surer models are of whom they learnt from. */
  readonly leak: number;
  /** Of phi between people, and between models. */
  readonly between: number;
  readonly within: number;
  readonly seed?: number;
}
interface Played {
  readonly scene: Scene;
  readonly isIn: Uint8Array;
}

/** phi ~ N(mu_i + leak [i was learnt from], within), mu_i ~ N(0, between); pairs of halves, and one more pair of which the first is the target. Binary, so that the other signals follow from phi. */
function gaussian({ rows, models, leak, between, within, seed = 1 }: World): Played {
  const s = stream(seed, "testing", "gaussian world");
  const means = Float64Array.from({ length: rows }, () => between * s.normal());
  const [isIn, phi]: [Uint8Array[], Float64Array[]] = [[], []];
  for (let pair = 0; pair <= models / 2; pair++) {
    const order = shuffled(rows, s);
    for (const side of [0, 1]) {
      const own = new Uint8Array(rows);
      order.subarray((side * rows) / 2, ((side + 1) * rows) / 2).forEach((row) => (own[row] = 1));
      isIn.push(own);
      phi.push(means.map((mean, row) => mean + leak * own[row]! + within * s.normal()));
    }
  }
  const own = phi[0]!;
  const p = own.map((one) => 1 / (1 + Math.exp(-one)));
  const target: Signals = {
    ...only(own),
    confidence: p.map((one) => Math.max(one, 1 - one)),
    entropy: p.map((one) => -one * Math.log(one) - (1 - one) * Math.log(1 - one)),
    modifiedEntropy: p.map((one) => -2 * (1 - one) * Math.log(one)),
    correct: own.map((one) => (one > 0 ? 1 : 0)),
  };
  return { scene: { target, shadows: shadowsOf(phi.slice(2), isIn.slice(2)) }, isIn: isIn[0]! };
}
const groups = (scores: Float64Array, isIn: Uint8Array) => ({
  members: scores.filter((_, row) => isIn[row] === 1),
  outsiders: scores.filter((_, row) => isIn[row] === 0),
});
const aucOf = (id: string, { scene, isIn }: Played): number =>
  auc(groups(attacks.find((attack) => attack.id === id)!.score(scene), isIn));
const interval = (scores: Float64Array, isIn: Uint8Array, gamma: number) => {
  const split = groups(scores, isIn);
  const found = delong([split]);
  const variance = found.covariance[0]![0]!;
  const [members, outsiders] = [split.members.length, split.outsiders.length];
  return aucInterval({ auc: found.auc[0]!, variance, members, outsiders }, gamma);
};

describe("people who differ more from each other than from themselves", () => {
  const leak = { rows: 4000, leak: 1, between: 2, within: 0.7 };
  // Known means: AUC = Phi(leak / (within sqrt 2)); by phi alone Phi(leak / sqrt(2 (between^2 + within^2))).
  const best = normalCdf(1 / (0.7 * Math.SQRT2));
  const alone = normalCdf(1 / Math.sqrt(2 * (2 ** 2 + 0.7 ** 2)));
  const many = gaussian({ ...leak, models: 64 });
  test("LiRA with 64 shadow models is nearly as good as knowing them", () => {
    expect(aucOf("lira-online", many)).toBeGreaterThan(best - 0.03);
    expect(aucOf("lira-online", many)).toBeLessThan(best + 0.02);
    expect(aucOf("lira-offline", many)).toBeGreaterThan(best - 0.03);
  });
  test("and with 8, one deviation for all, not much worse", () => {
    const few = gaussian({ ...leak, models: 8 });
    expect(aucOf("lira-online", few)).toBeGreaterThan(best - 0.06);
    expect(aucOf("lira-offline", few)).toBeGreaterThan(best - 0.06);
  });
  test("the loss alone finds what is left of it among so different people", () => {
    expect(Math.abs(aucOf("loss", many) - alone)).toBeLessThan(0.03);
    expect(aucOf("lira-online", many)).toBeGreaterThan(aucOf("loss", many) + 0.15);
  });
  test("RMIA and BASE compare with shadow models as well", () => {
    for (const id of ["rmia-online", "rmia-offline", "base"])
      expect(aucOf(id, many), id).toBeGreaterThan(aucOf("loss", many) + 0.1);
    expect(aucOf("base", many)).toBeCloseTo(aucOf("rmia-online", many), 9);
  });
});

test.each(attackIds)("%s finds members of whom the model is surer", (id) => {
  const played = gaussian({ rows: 2000, models: 8, leak: 2, between: 1, within: 0.5 });
  expect(
    interval(attacks.find((attack) => attack.id === id)!.score(played.scene), played.isIn, 1e-6).low,
  ).toBeGreaterThan(0.5);
});

test.each(attackIds)("%s finds nothing where there is nothing", (id) => {
  const attack = attacks.find((each) => each.id === id)!;
  const worlds = Array.from({ length: 40 }, (_, seed) =>
    gaussian({ rows: 400, models: 8, leak: 0, between: 1, within: 0.5, seed }),
  );
  const missed = worlds.filter(({ scene, isIn }) => {
    const { low, high } = interval(attack.score(scene), isIn, 0.05);
    return low > 0.5 || high < 0.5;
  });
  // Of 40 intervals of 95 % more than 8 miss once in 4,000 suites: binomial(40, .05).
  expect(missed.length).toBeLessThanOrEqual(8);
});

test("a shadow model in the target's place: how often one is in the others does not tell", () => {
  const { scene } = gaussian({ rows: 1000, models: 6, leak: 0, between: 0, within: 1 });
  for (let k = 0; k < 6; k++) {
    const played = asTarget(scene, k);
    const isIn = scene.shadows.isIn[k]!;
    expect(played.target.phi).toBe(scene.shadows.phi[k]);
    expect(played.shadows.phi).toHaveLength(4);
    const counts = Float64Array.from(isIn, (_, row) => played.shadows.isIn.filter((of) => of[row] === 1).length);
    expect(counts.every((count) => count === 2)).toBe(true);
    for (const attack of attacks.filter(({ shadows }) => shadows > 0)) {
      const { low, high } = interval(attack.score(played), isIn, 1e-4);
      expect(low, attack.id).toBeLessThan(0.5);
      expect(high, attack.id).toBeGreaterThan(0.5);
    }
  }
  expect(() => asTarget(scene, 6)).toThrow("there is no shadow model 6 of 6");
});

test("a shadow model in the target's place is attacked as well as the target", () => {
  const { scene, isIn } = gaussian({ rows: 2000, models: 16, leak: 1, between: 2, within: 0.7 });
  const own = auc(groups(liraOnline(scene.target.phi, scene.shadows.phi, scene.shadows.isIn), isIn));
  const { target, shadows } = asTarget(scene, 3);
  const other = auc(groups(liraOnline(target.phi, shadows.phi, shadows.isIn), scene.shadows.isIn[3]!));
  expect(Math.abs(own - other)).toBeLessThan(0.04);
});

test("a is that of the best AUC on the grid, and .3 where nothing can be tried", () => {
  const { scene } = gaussian({ rows: 1000, models: 8, leak: 1, between: 2, within: 0.5 });
  const trial = asTarget(scene, 0);
  const of = (a: number): number =>
    auc(groups(rmiaOffline(trial.target.logp!, outsideOf(trial), a), scene.shadows.isIn[0]!));
  const best = of(chosenA(scene));
  for (const a of [0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1]) expect(of(a)).toBeLessThanOrEqual(best);
  const pair = {
    phi: scene.shadows.phi.slice(0, 2),
    logp: scene.shadows.logp.slice(0, 2),
    isIn: scene.shadows.isIn.slice(0, 2),
  };
  expect(chosenA({ ...scene, shadows: pair })).toBe(0.3);
});

test("a chance of 0 was rounded also where the others, in float32, do not sum to exactly 1", () => {
  const label = { kind: "class", column: "y", classes: ["a", "b", "c"], answers: "string" } as const;
  const perModel = [Float32Array.of(0, 0.6, 0.4, 0, 0.1, 0.9, 0, 0.7, 0.3, 0.2, 0.3, 0.5)];
  const answers = { kind: "probabilities", outputs: 3, rows: 4, perModel } as const;
  const target = signalsOf(answers, { codes: new Int32Array(4), values: null, label });
  const phi = [Float64Array.of(-5, -6, -7, -1), Float64Array.of(-8, -4, -9, -2)];
  const found = unrounded({ target, shadows: shadowsOf(phi, [new Uint8Array(4), new Uint8Array(4)]) });
  expect([...found.subarray(0, 3)]).toEqual([-8, -6, -9]); // the surest that a shadow model is of another class
  expect(found[3]).toBeCloseTo(Math.log(0.2 / 0.8), 6);
});

test("an audited model whose probabilities were rounded is not missed, whichever side varies more", () => {
  const { scene, isIn } = gaussian({ rows: 2000, models: 16, leak: 3, between: 1, within: 1 });
  // Who was learnt from varies less than others: far out the others' normal law would win.
  const narrow = scene.shadows.phi.map((phi, k) =>
    phi.map((one, row) => (scene.shadows.isIn[k]![row] === 1 ? 3 + (one - 3) * 0.9 : one)),
  );
  const shares = scene.target.phi.map((phi) => Math.round(20 / (1 + Math.exp(-phi))) / 20);
  const rounded = signalsOf(
    {
      kind: "probabilities",
      outputs: 2,
      rows: 2000,
      perModel: [Float64Array.from([...shares].flatMap((p) => [p, 1 - p]))],
    },
    {
      codes: new Int32Array(2000),
      values: null,
      label: { kind: "class", column: "y", classes: ["a", "b"], answers: "string" },
    },
  );
  expect(shares.some((p) => p === 1)).toBe(true);
  const shadows = shadowsOf(narrow, scene.shadows.isIn);
  for (const id of ["lira-online", "lira-offline"]) {
    const found = aucOf(id, { scene: { target: rounded, shadows }, isIn });
    const whole = aucOf(id, { scene: { target: scene.target, shadows }, isIn });
    expect(found, id).toBeGreaterThan(whole - 0.05);
  }
  const asItStands = auc(groups(liraOnline(rounded.phi, shadows.phi, shadows.isIn), isIn));
  expect(aucOf("lira-online", { scene: { target: rounded, shadows }, isIn })).toBeGreaterThan(asItStands + 0.1);
});

test("the share of a population whose ratio is exceeded never contradicts the ratio", () => {
  const { scene, isIn } = gaussian({ rows: 600, models: 4, leak: 1, between: 1, within: 0.5 });
  const ratios = rmiaOffline(scene.target.logp!, outsideOf(scene), 0.3);
  const population = ratios.filter((_, row) => isIn[row] === 0).slice(0, 50);
  const shares = ratios.map((ratio) => population.filter((z) => Math.exp(ratio - z) > 2).length / population.length);
  const order = Array.from(ratios.keys()).toSorted((i, j) => ratios[i]! - ratios[j]!);
  const climbing = order.map((row) => shares[row]!);
  expect(climbing).toEqual(climbing.toSorted((a, b) => a - b));
  expect(new Set(shares).size).toBeGreaterThan(10);
});

const wild = fc.oneof(
  fc.constantFrom(0, 1e9, -1e9, Infinity, -Infinity, 700, -700),
  fc.double({ min: -9, max: 9, noNaN: true }),
);

test("no score is ever not a number, whatever the models say", () => {
  const rows = 5;
  const signal = fc.array(wild, { minLength: rows, maxLength: rows });
  const models = fc.array(fc.tuple(signal, fc.array(fc.nat(1), { minLength: rows, maxLength: rows })), {
    minLength: 4,
    maxLength: 6,
  });
  fc.assert(
    fc.property(signal, models, (own, made) => {
      const phi = made.map(([one]) => Float64Array.from(one));
      const isIn = made.map(([, one]) => Uint8Array.from(one));
      const target = Float64Array.from(own);
      expect(liraOnline(target, phi, isIn).every(Number.isFinite)).toBe(true);
      expect(liraOffline(target, phi, isIn).every(Number.isFinite)).toBe(true);
      const tame = (of: Float64Array): Float64Array => of.map((one) => Math.max(-1e9, Math.min(0, -Math.abs(one))));
      const logp = phi.map(tame);
      const scene: Scene = { target: { ...only(target), logp: tame(target) }, shadows: { phi, logp, isIn } };
      for (const a of [0, 0.3, 1])
        expect(rmiaOffline(tame(target), outsideOf(scene), a).every(Number.isFinite)).toBe(true);
      expect(rmiaOnline(tame(target), logp, isIn).every(Number.isFinite)).toBe(true);
      expect(baseOnline(tame(target), logp).every(Number.isFinite)).toBe(true);
      expect([0.3, 0, 0.1, 0.2, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1]).toContain(chosenA(scene));
    }),
  );
});

test("scores follow their rows", () => {
  const { scene } = gaussian({ rows: 60, models: 8, leak: 1, between: 1, within: 0.5 });
  const order = shuffled(60, stream(1, "testing", "order"));
  const turn = <T extends Float64Array | Uint8Array>(of: T): T => of.map((_, i) => of[order[i]!]!) as T; // of the same kind
  const { target, shadows } = scene;
  const turned: Scene = {
    target: Object.fromEntries(
      Object.entries(target).map(([name, of]) => [name, of && turn(of)]),
    ) as unknown as Signals,
    shadows: { phi: shadows.phi.map(turn), logp: shadows.logp.map(turn), isIn: shadows.isIn.map(turn) },
  };
  for (const attack of attacks) near(attack.score(turned), [...turn(attack.score(scene))]);
});

test("which are played, and why the others are not", () => {
  expect(attacks.map(({ id }) => id)).toEqual([...attackIds]);
  const ids = (of: readonly { readonly id: string }[]): readonly string[] => of.map(({ id }) => id);
  expect(suiteOf({ wanted: null, shadows: 16, task: "classification" })).toEqual({ played: attacks, left: [] });
  const none = suiteOf({ wanted: null, shadows: 0, task: "classification" });
  expect(ids(none.played)).toEqual(attackIds.slice(0, 5));
  expect(none.left[0]).toEqual({
    id: "lira-online",
    reason: "It needs 4 shadow models at least, and there are none.",
  });
  const numbers = suiteOf({ wanted: null, shadows: 16, task: "regression" });
  expect(ids(numbers.played)).toEqual(["loss", "lira-online", "lira-offline"]);
  expect(numbers.left.find(({ id }) => id === "base")?.reason).toMatch("predicts a number");
  const few = suiteOf({ wanted: ["base", "loss"], shadows: 2, task: "regression" });
  expect([ids(few.played), ids(few.left)]).toEqual([["loss"], ["base"]]);
});

test("parts of shadow models are joined in order", () => {
  const { shadows } = eight;
  const part = (from: number, to: number) => ({
    phi: shadows.phi.slice(from, to),
    logp: shadows.logp.slice(from, to),
    isIn: shadows.isIn.slice(from, to),
  });
  expect(joinShadows([part(0, 4), part(4, 8)])).toEqual(shadows);
});
