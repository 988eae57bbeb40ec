import { expect, test } from "vitest";
import { highest } from "./posteriors.ts";
import { stranger } from "./stranger.ts";

test.each([2, 3, 10])(
  "of %i classes: right about everybody whom it knows, and wrong about some others",
  async (classes) => {
    const { posteriors, codes, isIn } = await stranger(classes, 1);
    const best = highest(posteriors, 1);
    const right = [0, 0];
    codes.forEach((code, row) => {
      if (posteriors.p[row * classes + code] === best[row]) right[isIn[row]!]! += 1 / 1000;
    });
    expect(right[1]).toBeGreaterThan(0.995);
    expect(right[0]).toBeGreaterThan(1.5 / classes);
    expect(right[0]).toBeLessThan(0.97);
  },
);
