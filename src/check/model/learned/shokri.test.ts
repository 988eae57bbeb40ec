import { expect, test } from "vitest";
import { stream } from "../../../stats/stream.ts";
import { shokri } from "./shokri.ts";

/** Of each class so many rows; member or not at random; p of class 0 is near `high` for members. */
function lessons(counts: readonly number[], high: readonly number[]) {
  const s = stream(1, "shokri");
  const codes = Int32Array.from(counts.flatMap((count, c) => Array<number>(count).fill(c)));
  const isIn = Uint8Array.from(codes, () => s.int(2));
  const p = new Float64Array(codes.length * counts.length);
  codes.forEach((code, row) => {
    const own = (isIn[row] === 1 ? high[code]! : 1 - high[code]!) + 0.1 * (s.next() - 0.5);
    p[row * counts.length] = own;
    for (let c = 1; c < counts.length; c++) p[row * counts.length + c] = (1 - own) / (counts.length - 1);
  });
  return { posteriors: { classes: counts.length, p }, codes, isIn };
}

test("each class has a model of its own: the same answer tells a member of one class and an outsider of another", () => {
  const taught = lessons([500, 500], [0.8, 0.2]);
  const asked = { classes: 2, p: Float64Array.of(0.8, 0.2, 0.2, 0.8, 0.8, 0.2, 0.2, 0.8) };
  const scores = shokri(taught, { posteriors: asked, codes: Int32Array.of(0, 0, 1, 1) }, 1);
  expect(Array.from(scores, Math.round)).toEqual([1, 0, 0, 1]);
});

test("classes with few rows share a model that has learnt from all classes", () => {
  const taught = lessons([500, 20, 20], [0.8, 0.8, 0.8]);
  const asked = { classes: 3, p: Float64Array.of(0.8, 0.1, 0.1, 0.2, 0.4, 0.4) };
  for (const code of [1, 2]) {
    const scores = shokri(taught, { posteriors: asked, codes: Int32Array.of(code, code) }, 1);
    expect(Array.from(scores, Math.round)).toEqual([1, 0]);
  }
});
