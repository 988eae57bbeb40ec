import { expect, test } from "vitest";
import type { Curve } from "../../check/finding.ts";
import { shadowSentences } from "./shadows.ts";

const curve = (values: readonly number[], half: number): Curve => ({
  id: "advantage-by-shadows",
  x: "shadow models",
  y: "advantage",
  points: values.map((value, i) => ({ x: 4 * 2 ** i, value, low: value - half, high: value + half })),
});

test("a doubling that changed less than can be known: more would hardly show more", () => {
  expect(shadowSentences(curve([0.2, 0.3, 0.31], 0.03), { attack: "LiRA online", limit: 0.1 })).toBe(
    "With 16 models LiRA online reaches 0.310, with 8 it reached 0.300. The difference of 0.010 is smaller than what either can be known to: many more would hardly show more. The limit of 0.100 was exceeded with 4 already.",
  );
});

test("a curve that still grows says so; no limit, no word of it", () => {
  expect(shadowSentences(curve([0.05, 0.12, 0.2], 0.03), { attack: "BASE", limit: null })).toBe(
    "With 16 models BASE reaches 0.200, with 8 it reached 0.120. It still grows: more of them may show more.",
  );
  expect(shadowSentences(curve([0.05, 0.12, 0.2], 0.03), { attack: "LiRA online", limit: 0.1 })).toContain(
    "was exceeded from 16 on.",
  );
});
