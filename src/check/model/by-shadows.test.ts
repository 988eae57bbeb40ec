import { expect, test } from "vitest";
import { stream } from "../../stats/stream.ts";
import { byShadows } from "./by-shadows.ts";
import { openInline } from "./one-run/testing/subject.ts";
import type { ShadowSignals, Signals } from "./scene.ts";

const rows = 200;
const range = (from: number, to: number): Uint32Array => Uint32Array.from({ length: to - from }, (_, i) => from + i);
const who = {
  members: range(0, 100),
  outsiders: range(100, 200),
  origin: { members: range(0, 100), outsiders: range(0, 100) },
  groups: [],
};

/** Everybody has a level of their own, and whoever was in a model lies `shift` above it. */
function made(models: number, shift: number): { target: Signals; shadows: ShadowSignals } {
  const s = stream(1, "by-shadows.test");
  const level = Float64Array.from({ length: rows }, () => 3 * s.normal());
  const phiOf = (isIn: (row: number) => boolean) => level.map((own, row) => own + s.normal() + (isIn(row) ? shift : 0));
  const first = Array.from({ length: models / 2 }, () => Uint8Array.from({ length: rows }, () => s.int(2)));
  const isIn = first.flatMap((half) => [half, half.map((one) => 1 - one)]);
  const phi = isIn.map((own) => phiOf((row) => own[row] === 1));
  const none = { logp: null, confidence: null, entropy: null, modifiedEntropy: null, correct: null };
  return { target: { phi: phiOf((row) => row < 100), ...none }, shadows: { phi, logp: [], isIn } };
}
async function curves(models: number, shift: number, named?: string) {
  const inline = openInline();
  const { target, shadows } = made(Math.max(2, models), shift);
  const scene = { signals: [await inline.put(target)], shadows: [await inline.put(shadows)] };
  return await byShadows(inline, { scene, models, who, named });
}

test("more and more models, up to all; what is known by them grows", async () => {
  const { attack, curves: found } = await curves(32, 4);
  expect(attack).toBe("lira-online");
  // One false alarm in 100 cannot be told with so few outsiders.
  expect(found.map(({ id }) => id)).toEqual(["advantage-by-shadows", "auc-by-shadows"]);
  const auc = found.find(({ y }) => y === "auc")?.points ?? [];
  expect(auc.map(({ x }) => x)).toEqual([4, 8, 16, 32]);
  // With each person's two means known, members lie 4 deviations off: Phi(4 / sqrt 2) = .998; without, levels of 3 deviations hide them.
  expect(auc.at(-1)?.value).toBeGreaterThan(0.95);
  expect(auc.at(-1)?.value).toBeGreaterThanOrEqual(auc[0]!.value);
  for (const { value, low = NaN, high = NaN } of auc) expect(low <= value && value <= high).toBe(true);
});

test("where nobody leaks they stay at chance", async () => {
  const { curves: found } = await curves(32, 0);
  for (const { value, low } of found.find(({ y }) => y === "auc")?.points ?? []) {
    // The standard error of an AUC of 100 and 100 without a difference is .041.
    expect(Math.abs(value - 0.5)).toBeLessThan(3 * 0.041);
    expect(low).toBeLessThan(0.55);
  }
});

test("an attack that uses none is not drawn, and of two models nothing is", async () => {
  expect((await curves(8, 4, "loss")).attack).toBe("lira-online");
  expect((await curves(8, 4, "lira-offline")).attack).toBe("lira-offline");
  expect((await curves(2, 4)).curves).toEqual([]);
});
